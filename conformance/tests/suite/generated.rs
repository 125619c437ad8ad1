//! Generated cases: right clients survive them, and every flaw in data, timing or order is found
//! and told by a small story.

use std::sync::Arc;
use std::time::Duration;

use clients::{Act, Begin, Client, Flaw, HelloReply, Report, Session, reference, wayward};
use conformance::attempt::Attempts;
use conformance::driver::{Adapter, InProcess};
use conformance::evidence::Action;
use conformance::generated::shrinking::{self, Finding};
use conformance::generated::{Bench, Campaign, Generator, reduce};
use conformance::seed;
use conformance::simulator::OwnSimulator;
use futures_util::stream::{self, StreamExt as _};
use tokio_util::sync::CancellationToken;

use crate::kill_matrix::is_hasty;

/// The cases within which a flaw must be found.
const WITHIN: u64 = 2_000;

/// The cases that are tried before looking whether something was found.
const AT_ONCE: u64 = 100;

/// Most cases for making one finding small.
const BUDGET: u32 = 600;

/// Flaws that lie in the greeting or in nothing but probes: no case can show them.
const OF_PROBES: [&str; 2] = ["takes-on-nonsense", "answers-with-an-old-nonce"];

/// A few flaws of every kind, for each run of the tests; all of them by hand.
const SOME: [&str; 12] = [
    "trims-texts",
    "counts-bytes",
    "rounds-salary",
    "swaps-day-and-month",
    "knows-no-letters-of-bands",
    "makes-a-new-key-for-each-send",
    "never-stops",
    "says-accepted-when-refused",
    "updates-the-first-draft",
    "overwrites-stale-drafts",
    "never-renews-the-token",
    "never-transfers-after-a-refusal",
];

struct Hall {
    simulator: OwnSimulator,
    control: conformance::control::Control,
}

impl Hall {
    async fn open() -> Self {
        let (simulator, control) = OwnSimulator::start().await.expect("a simulator starts");
        let control = simulator.directly(&control);
        Self { simulator, control }
    }

    fn bench(&self, client: Arc<dyn Client>) -> Arc<Bench> {
        self.patient(client, Duration::from_secs(60))
    }

    /// A bench where a client may take so long to come to rest.
    fn patient(&self, client: Arc<dyn Client>, patience: Duration) -> Arc<Bench> {
        let attempts = Attempts {
            adapter: Adapter::new(Arc::new(InProcess::new(client)), Duration::from_secs(60)),
            control: self.control.clone(),
            seed: seed::DEFAULT,
            patience,
            interrupt: CancellationToken::new(),
        };
        Arc::new(Bench::new(attempts, None))
    }

    async fn close(self) {
        self.simulator.stop().await;
    }
}

fn campaign(bench: &Arc<Bench>, seed: u64, from: u64, cases: u64) -> Campaign {
    Campaign {
        benches: vec![(Arc::clone(bench), 32)],
        generator: Generator::new(seed, &Action::ALL),
        from,
        cases,
        shard: None,
        time: None,
        fail_fast: false,
    }
}

/// What is found of a flaw: the number of the first case, and the stories.
async fn hunt(bench: &Arc<Bench>, seed: u64) -> Option<(u64, Vec<Finding>)> {
    for from in (0..WITHIN).step_by(usize::try_from(AT_ONCE).expect("a small number")) {
        let campaign = campaign(bench, seed, from, AT_ONCE);
        let tally = campaign.run(&mut |_| {}).await;
        let first = tally.found.values().filter_map(|found| found.number).min();
        if let Some(first) = first {
            let benches = [Arc::clone(bench)];
            let findings = shrinking::shrink(&benches, &campaign.generator, &tally, BUDGET).await;
            return Some((first, findings));
        }
    }
    None
}

/// One line of the table: the flaw, the seed, where it was found and how small its stories are.
fn told(flaw: Flaw, seed: u64, hunted: Option<&(u64, Vec<Finding>)>) -> String {
    let Some((first, findings)) = hunted else {
        return format!("{} seed {seed}: ESCAPED", flaw.name());
    };
    let stories = findings
        .iter()
        .filter(|finding| finding.same_as.is_none())
        .map(|finding| {
            let case = &finding.shrunk.case;
            let big = if is_small(finding) { "" } else { ", TOO BIG" };
            format!(
                "{} ({} steps, {} faults{big})",
                finding.check,
                case.steps.len(),
                case.faults()
            )
        });
    format!(
        "{} seed {seed}: case {first}: {}",
        flaw.name(),
        stories.collect::<Vec<_>>().join("; ")
    )
}

fn is_small(finding: &Finding) -> bool {
    finding.shrunk.steady && reduce::is_small(&finding.shrunk.case)
}

fn is_well_found(hunted: Option<&(u64, Vec<Finding>)>) -> bool {
    let told = |finding: &&Finding| finding.same_as.is_none();
    hunted.is_some_and(|(_, findings)| {
        !findings.is_empty() && findings.iter().filter(told).all(is_small)
    })
}

/// Hunts flaws at seeds, a few at a time; answers every line, and those that are not as they should
/// be.
async fn hunt_all(flaws: &[Flaw], seeds: &[u64]) -> (Vec<String>, Vec<String>) {
    let hall = Hall::open().await;
    // Who is in a hurry finds every answer slow beside others.
    let (hasty, others): (Vec<Flaw>, Vec<Flaw>) = flaws.iter().partition(|flaw| is_hasty(flaw));
    let mut lines = hunt_beside(&hall, &others, seeds, 4).await;
    lines.extend(hunt_beside(&hall, &hasty, seeds, 1).await);
    hall.close().await;
    let bad = lines
        .iter()
        .filter(|(_, good)| !good)
        .map(|(line, _)| line.clone())
        .collect();
    (lines.into_iter().map(|(line, _)| line).collect(), bad)
}

/// Hunts so many at a time; answers each line, and whether it is as it should be.
async fn hunt_beside(
    hall: &Hall,
    flaws: &[Flaw],
    seeds: &[u64],
    at_a_time: usize,
) -> Vec<(String, bool)> {
    let all = seeds
        .iter()
        .flat_map(|seed| flaws.iter().map(|flaw| (*flaw, *seed)));
    let hunts = all.map(|(flaw, seed)| async move {
        let hunted = hunt(&hall.bench(wayward(flaw)), seed).await;
        (
            told(flaw, seed, hunted.as_ref()),
            is_well_found(hunted.as_ref()),
        )
    });
    stream::iter(hunts)
        .buffer_unordered(at_a_time)
        .collect()
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn flaws_of_every_kind_are_found_and_told_by_a_small_story() {
    let flaws: Vec<Flaw> = SOME
        .iter()
        .map(|name| name.parse().expect("a flaw"))
        .collect();

    let (_, bad) = hunt_all(&flaws, &[seed::DEFAULT]).await;

    assert_eq!(bad, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes minutes: cargo test --release -p conformance --test suite every_flaw_is_found -- --ignored --nocapture"]
async fn every_flaw_is_found_at_ten_seeds() {
    let flaws: Vec<Flaw> = Flaw::ALL
        .iter()
        .copied()
        .filter(|flaw| !OF_PROBES.contains(&flaw.name()))
        .collect();
    let seeds: Vec<u64> = (1..=10).collect();

    let (mut lines, bad) = hunt_all(&flaws, &seeds).await;

    lines.sort();
    println!("{}", lines.join("\n"));
    assert_eq!(bad, Vec::<String>::new());
}

/// A client that holds the employer's VPD as a number, and so loses the zeros it begins with.
struct CountsTheVpd(Arc<dyn Client>);

impl Client for CountsTheVpd {
    fn name(&self) -> &'static str {
        "counts-the-vpd"
    }

    fn hello(&self, nonce: &str) -> HelloReply {
        self.0.hello(nonce)
    }

    fn supports(&self, action: &str) -> bool {
        self.0.supports(action)
    }

    fn begin(&self, mut begin: Begin) -> Box<dyn Session> {
        begin.esr.vpd = begin.esr.vpd.trim_start_matches('0').to_owned();
        self.0.begin(begin)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_depends_on_the_employers_codes_is_tried_again_with_the_same_codes() {
    let hall = Hall::open().await;
    let bench = hall.bench(Arc::new(CountsTheVpd(reference())));

    let (_, findings) = hunt(&bench, 3).await.expect("it is found");

    hall.close().await;
    assert!(findings.iter().all(is_small), "{findings:#?}");
    for finding in findings {
        let tried = finding.tried.expect("it was tried once more");
        assert!(finding.shrunk.case.given.contains_key("seed"));
        assert!(tried.evidence.connection.vpd.starts_with('0'));
    }
}

/// A client that is never idle, in whatever it does beside that like another.
struct NeverIdle(Arc<dyn Client>);

struct Restless(Box<dyn Session>);

impl Client for NeverIdle {
    fn name(&self) -> &'static str {
        "never-idle"
    }

    fn hello(&self, nonce: &str) -> HelloReply {
        self.0.hello(nonce)
    }

    fn supports(&self, action: &str) -> bool {
        self.0.supports(action)
    }

    fn begin(&self, begin: Begin) -> Box<dyn Session> {
        Box::new(Restless(self.0.begin(begin)))
    }
}

#[async_trait::async_trait]
impl Session for Restless {
    async fn act(&self, act: Act) -> Report {
        self.0.act(act).await
    }

    async fn settle(&self, quiet: Duration) -> bool {
        self.0.settle(quiet).await;
        false
    }

    async fn end(&self) {
        self.0.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_is_never_idle_is_given_up_before_it_has_cost_hours() {
    let hall = Hall::open().await;
    let bench = hall.patient(Arc::new(NeverIdle(reference())), Duration::from_millis(50));

    let tally = campaign(&bench, seed::DEFAULT, 0, 1_000)
        .run(&mut |_| {})
        .await;

    hall.close().await;
    assert!(tally.is_given_up());
    assert!(tally.cases < 100, "{} cases were tried", tally.cases);
    let unclear = tally.reasons.get("always/quiet-after-idle");
    assert!(unclear.is_some(), "{:?}", tally.reasons);
}

/// The only stories of this flaw that breach some checks are long; shorter versions of them show the
/// flaw from another side, which is told.
#[tokio::test(flavor = "multi_thread")]
async fn a_long_story_of_what_a_small_one_tells_is_not_told_as_well() {
    let flaw = "updates-the-first-draft".parse().expect("a flaw");

    let (lines, bad) = hunt_all(&[flaw], &[10]).await;

    assert_eq!(bad, Vec::<String>::new(), "{lines:?}");
}

/// Tries the reference client; answers what was found or broke.
async fn survived(cases: u64) -> Vec<String> {
    let hall = Hall::open().await;
    let bench = hall.bench(reference());

    let tally = campaign(&bench, seed::DEFAULT, 0, cases)
        .run(&mut |_| {})
        .await;

    hall.close().await;
    assert_eq!(tally.cases, cases);
    let found = tally
        .found
        .values()
        .map(|found| format!("{}: {:?}", found.check, found.case));
    let broken = tally
        .trouble
        .iter()
        .map(|(number, blame, why)| format!("case {number}: {} {why}", blame.word()));
    let unclear = tally
        .reasons
        .iter()
        .map(|(check, why)| format!("{check}: {why}"));
    found.chain(broken).chain(unclear).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reference_client_survives_what_is_generated() {
    assert_eq!(survived(1_000).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes minutes: cargo test --release -p conformance --test suite survives_a_hundred -- --ignored"]
async fn the_reference_client_survives_a_hundred_thousand_cases() {
    assert_eq!(survived(100_000).await, Vec::<String>::new());
}
