//! Examples, shown at the end of each command's help: most people learn a program from these.

/// Of the program as a whole.
pub(super) const PROGRAM: &str = "\
Begin here:
  conformance init --language python          an adapter to put your client into
  conformance doctor --adapter \"python3 conformance-adapter/adapter.py\"
  conformance run --adapter \"python3 conformance-adapter/adapter.py\"
  conformance run --wayward trims-texts       see what a failure looks like
  conformance observe --list                  no API to drive? a person acts and answers
  conformance explain NJ-C-009                why a requirement is there, and what to do
  conformance certify --adapter \"python3 conformance-adapter/adapter.py\"
  conformance verify certificate.json         check one that somebody gave you

Exit status:
  0    conformant
  1    not conformant
  2    usage, configuration or scenario error
  3    nothing failed, but something could not be judged
  4    nothing ran
  5    the adapter, the runner or the simulator broke
  6    conformant, but different from the snapshots
  130  interrupted; the reports are written";

pub(super) const INIT: &str = "\
Examples:
  conformance init --language python
  conformance init --language java integration/nhs-jobs";

pub(super) const DOCTOR: &str = "\
Examples:
  conformance doctor
  conformance doctor --adapter \"python3 adapter.py\"
  conformance doctor --simulator http://127.0.0.1:8081 --known-failing known-failing.yaml";

pub(super) const RUN: &str = "\
Examples:
  conformance run                                            the reference client
  conformance run --adapter \"node adapter.mjs\"               your client
  conformance run --exec ./adapter                           a process for each attempt
  conformance run --adapter-url http://127.0.0.1:9000        your client, as a service
  conformance run --pull 127.0.0.1:9000                      your client asks for its work
  conformance run --adapter \"node adapter.mjs\" --area nhs-jobs/salary -v
  conformance run --adapter \"node adapter.mjs\" --shard 2/5 --out part-2
  conformance run --adapter \"node adapter.mjs\" --requirement NJ-C-009 --fail-fast
  conformance run --adapter \"node adapter.mjs\" --feature commit_then_drop
  conformance run --adapter \"node adapter.mjs\" --format junit,html,markdown --out reports
  conformance run --adapter \"node adapter.mjs\" --known-failing known-failing.yaml
  conformance run --adapter \"node adapter.mjs\" --snapshots new --snapshots-dir recorded

Exit status:
  0    conformant
  1    not conformant
  2    usage, configuration or scenario error
  3    nothing failed, but something could not be judged
  4    nothing ran
  5    the adapter, the runner or the simulator broke
  6    conformant, but different from the snapshots
  130  interrupted; the reports are written";

pub(super) const CERTIFY: &str = "\
Examples:
  conformance certify                                        the reference client, to see one
  conformance certify --adapter \"node adapter.mjs\" --out release-12
  conformance certify --adapter \"node adapter.mjs\" --area nhs-jobs   narrower, and it says so
  conformance certify conformance-report                     a run that is over
  conformance report part-1 part-2 --out whole && conformance certify whole

Exit status:
  0    conformant; the certificate is written
  1    not conformant; no certificate
  2    usage, configuration or scenario error, or a run that cannot be certified
  3    nothing failed, but something could not be judged; no certificate
  4    nothing ran
  5    the adapter, the runner or the simulator broke; no certificate
  6    conformant and certified, but different from the snapshots that --snapshots asked for
  130  interrupted; the reports are written, no certificate";

pub(super) const VERIFY: &str = "\
Examples:
  conformance verify certificate.json
  conformance verify conformance-report                      the folder that certify wrote
  conformance verify certificate.json --scenarios ours       against scenarios of your own

Exit status:
  0    verified: everything follows from the evidence
  1    something was altered, or does not follow from the evidence
  2    it cannot be read: the file, the place and what to do are told
  3    what could be judged agrees, but this program has other scenarios, requirements or contract

What a certificate proves without a signature, and how to sign one with tools of your own:
conformance/src/certificate/README.md";

pub(super) const ADAPTER: &str = "\
Examples:
  conformance adapter check --adapter \"python3 adapter.py\"    does it speak the protocol?
  conformance adapter print nhs-jobs/draft/posts-one-draft     what would it be sent?";

pub(super) const ADAPTER_CHECK: &str = "\
Examples:
  conformance adapter check --adapter \"python3 adapter.py\"
  conformance adapter check --adapter-url http://127.0.0.1:9000
  conformance adapter check --pull 127.0.0.1:9000";

pub(super) const ADAPTER_PRINT: &str = "\
Examples:
  conformance adapter print nhs-jobs/draft/posts-one-draft
  conformance adapter print -q nhs-jobs/draft/posts-one-draft | python3 adapter.py";

pub(super) const REPORT: &str = "\
Examples:
  conformance report conformance-report
  conformance report conformance-report/run.json --format html,markdown --out reports
  conformance report part-1 part-2 part-3 --out whole --format junit --exit-status";

pub(super) const DIFF: &str = "\
Examples:
  conformance diff reports/release-11 reports/release-12";

pub(super) const REVIEW: &str = "\
Examples:
  conformance run --adapter \"node adapter.mjs\" --snapshots new --snapshots-dir recorded
  conformance review --snapshots-dir recorded                asks about each
  conformance review --snapshots-dir recorded --accept-all";

pub(super) const LIST: &str = "\
Examples:
  conformance list
  conformance list --area esr/matching
  conformance list --feature commit_then_drop
  conformance list --requirement NJ-C-009";

pub(super) const EXPLAIN: &str = "\
Examples:
  conformance explain NJ-C-009                               a requirement
  conformance explain always/no-duplicate                    a check made on every attempt
  conformance explain nhs-jobs/salary/zero-is-told           a scenario
  conformance explain VACANCY_NOT_DRAFT                      a code of a refusal
  conformance explain NJ-SAL-02                              a rule of the simulated services";

pub(super) const REQUIREMENTS: &str = "\
Examples:
  conformance requirements
  conformance requirements --uncovered                       what nothing checks, and why";

pub(super) const COMPLETIONS: &str = "\
Examples:
  conformance completions bash > ~/.local/share/bash-completion/completions/conformance
  conformance completions zsh > \"${fpath[1]}/_conformance\"
  conformance completions fish > ~/.config/fish/completions/conformance.fish
  conformance completions powershell >> $PROFILE";

pub(super) const MAN: &str = "\
Examples:
  conformance man | man -l -
  conformance man run > conformance-run.1";

pub(super) const SCHEMA: &str = "\
Examples:
  conformance schema scenario > scenarios/schema.json        for your editor
  conformance schema run                                     of run.json
  conformance schema certificate                             of certificate.json
  conformance schema case                                    of a case that fuzz keeps
  conformance schema known-failing > known-failing.schema.json
  conformance schema protocol                                of every message of an adapter";

pub(super) const OBSERVE: &str = "\
Examples:
  conformance observe --list                                 how many tasks, and how long
  conformance observe --subject \"Vendor Product 1.2\" --first 20
  conformance observe --resume conformance-observed          go on another day
  conformance observe --listen 0.0.0.0:8080 --public-url http://test.trust.example:8080
  conformance observe --simulator http://127.0.0.1:8081 --sandbox default
  conformance observe --area nhs-jobs/draft --out salary-forms --format html
  conformance observe --again --filter posts-one-draft       one task once more

At any question:
  s    leaves the task out: inconclusive, with your reason
  a    begins it again, with a new reference
  q    stops for now
  ?    shows the task again, while it waits for the ATS

Exit status:
  0    conformant
  1    not conformant
  2    usage, configuration or scenario error
  3    nothing failed, but something could not be judged
  4    nothing was observed, or nobody is there to answer
  5    the simulator or the runner broke, or the answers ended before the tasks
  130  stopped; what is done is kept";

pub(super) const FUZZ: &str = "\
Examples:
  conformance fuzz                                            the reference client
  conformance fuzz --wayward trims-texts                      see what a finding looks like
  conformance fuzz --adapter \"node adapter.mjs\" --cases 10000 --seed 42
  conformance fuzz --adapter \"node adapter.mjs\" --time 300 --stored cases

Exit status:
  0    nothing was found
  1    not conformant
  2    usage or configuration error, or a stored case that cannot be read
  3    nothing failed, but something could not be judged, or is flaky
  4    nothing ran
  5    the adapter, the runner or the simulator broke
  130  interrupted; what was found is written";

pub(super) const REPLAY: &str = "\
Examples:
  conformance replay cases/faithful-values-3f9a1c.case.json --adapter \"node adapter.mjs\"";

pub(super) const MINIMISE: &str = "\
Examples:
  conformance minimise cases/faithful-values-3f9a1c.case.json --adapter \"node adapter.mjs\"";

pub(super) const PROMOTE: &str = "\
Examples:
  conformance promote cases/faithful-values-3f9a1c.case.json
  conformance promote cases/faithful-values-3f9a1c.case.json --adapter \"node adapter.mjs\" \\
      --as nhs-jobs/fields/a-title-keeps-its-tail";
