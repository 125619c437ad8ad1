//! What runs the suite in other people's pipelines: the steps of the GitHub action, as they are.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::stage::{program, root};

/// A job's folder, with the files by which a step speaks to the job.
struct Job {
    folder: TempDir,
}

impl Job {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for file in ["output", "summary", "path"] {
            fs::write(folder.path().join(file), "").expect("it can be written");
        }
        Self { folder }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn said(&self, file: &str) -> String {
        fs::read_to_string(self.at(file)).expect("it is there")
    }

    fn step(&self, script: &str, environment: &[(&str, &str)]) -> Output {
        let script = root().join(".github/actions/conformance").join(script);
        let mut command = Command::new("bash");
        command.arg(script).current_dir(self.folder.path());
        command.env("GITHUB_OUTPUT", self.at("output"));
        command.env("GITHUB_STEP_SUMMARY", self.at("summary"));
        command.env("GITHUB_PATH", self.at("path"));
        let command = command.envs(environment.iter().copied());
        command.output().expect("bash runs")
    }

    fn run(&self, arguments: &str) -> Output {
        let program = program().display().to_string();
        let environment = [
            ("CONFORMANCE", program.as_str()),
            ("ADAPTER", ""),
            ("ADAPTER_URL", ""),
            ("ARGUMENTS", arguments),
            ("KNOWN_FAILING", ""),
            ("OUT", "reports"),
            ("WORKING_DIRECTORY", "integration"),
        ];
        self.step("run.sh", &environment)
    }

    fn install(&self, environment: &[(&str, &str)]) -> Output {
        let place = self.folder.path().display().to_string();
        let path = std::env::var("PATH").unwrap_or_default();
        let path = format!("{place}/tools:{path}");
        let usual = [
            ("PROGRAM", ""),
            ("VERSION", ""),
            ("REPOSITORY", "example/example"),
            ("REF", "v9.9.9"),
            ("PLACE", place.as_str()),
            ("SYSTEM", "Linux-X64"),
            ("PATH", path.as_str()),
        ];
        self.step("install.sh", &[&usual[..], environment].concat())
    }
}

#[test]
fn the_step_tells_status_and_verdict_and_leaves_the_reports() {
    let job = Job::new();

    let output = job.run("--area 'nhs-jobs/fields' --wayward trims-texts --seed 11");

    assert!(
        output.status.success(),
        "the last step ends as the suite did"
    );
    let said = job.said("output");
    assert!(said.contains("status=1\n"), "{said}");
    assert!(said.contains("verdict=fail\n"), "{said}");
    assert!(said.contains("reports=integration/reports\n"), "{said}");
    assert!(job.said("summary").starts_with("## trims-texts"));
    for report in [
        "run.json",
        "junit.xml",
        "report.html",
        "ctrf.json",
        "requirements.csv",
    ] {
        assert!(job.at("reports").join(report).is_file(), "{report}");
    }
}

#[test]
fn the_step_passes_usage_errors_on() {
    let job = Job::new();

    job.run("--area no-such-area");

    assert_eq!(job.said("output"), "status=2\n");
    assert_eq!(job.said("summary"), "");
}

/// A release as the workflow packs it, behind a `gh` that hands out what lies beside it.
fn release(job: &Job, checksum: &str) {
    let name = "nhs-conformance-x86_64-unknown-linux-musl";
    let script = format!(
        "set -e; mkdir -p tools {name}; printf '#!/bin/sh\\necho conformance 9.9.9\\n' > {name}/conformance\n\
         chmod +x {name}/conformance; tar -czf tools/{name}.tar.gz {name}; rm -r {name}; cd tools\n\
         {checksum} {name}.tar.gz > {name}.tar.gz.sha256\n\
         printf '#!/bin/sh\\necho \"$@\" > ../asked; cp \"$(dirname \"$0\")\"/nhs* .\\n' > gh; chmod +x gh\n"
    );
    let made = Command::new("bash")
        .args(["-c", &script])
        .current_dir(job.folder.path())
        .output();
    let made = made.expect("bash runs");
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
}

#[test]
fn the_release_of_the_tag_is_held_against_its_checksum_and_unpacked() {
    let job = Job::new();
    release(&job, "sha256sum");

    let output = job.install(&[]);

    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    assert!(
        job.said("asked")
            .starts_with("release download v9.9.9 --repo example/example")
    );
    let said = job.said("output");
    let program = said.trim().strip_prefix("program=").unwrap();
    assert!(Path::new(program).is_file());
    assert_eq!(
        job.said("path").trim(),
        Path::new(program).parent().unwrap().display().to_string()
    );
}

#[test]
fn a_release_with_another_checksum_is_not_used() {
    let job = Job::new();
    release(
        &job,
        "echo 0000000000000000000000000000000000000000000000000000000000000000 ''",
    );

    let output = job.install(&[]);

    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stdout).contains("does not match its checksum"));
    assert_eq!(job.said("output"), "");
}

#[test]
fn a_program_that_is_there_is_used_as_it_is() {
    let job = Job::new();
    let program = program().display().to_string();

    let output = job.install(&[("PROGRAM", &program)]);
    let missing = job.install(&[("PROGRAM", "/no/such/program")]);

    assert!(output.status.success());
    assert_eq!(job.said("output"), format!("program={program}\n"));
    assert_eq!(missing.status.code(), Some(2));
}

#[test]
fn the_action_asks_for_what_the_release_packs() {
    let workflow = fs::read_to_string(root().join(".github/workflows/release.yml")).unwrap();
    let install =
        fs::read_to_string(root().join(".github/actions/conformance/install.sh")).unwrap();

    let built = workflow.lines().filter_map(|line| {
        let (_, rest) = line.split_once("target: ")?;
        let (target, archive) = rest.split_once(", archive: ")?;
        Some(format!("{target}.{}", archive.trim_end_matches(" }")))
    });

    let built: Vec<String> = built.collect();
    assert_eq!(built.len(), 5);
    for file in built {
        assert!(install.contains(&format!("file={file} ;;")), "{file}");
    }
}
