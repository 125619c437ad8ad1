//! `conformance doctor`: each thing that may be wrong is told with a remedy and the right status.

use std::fs;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::stage::program;

struct Visit {
    status: Option<i32>,
    said: String,
}

impl Visit {
    /// The line about something, with those that belong to it.
    fn about(&self, what: &str) -> &str {
        let start = self
            .said
            .find(&format!("  {what} "))
            .unwrap_or_else(|| panic!("{}", self.said));
        let rest = &self.said[..];
        let start = rest[..start].rfind('\n').map_or(0, |end| end + 1);
        let lines = rest[start..].split_inclusive('\n');
        let more = lines
            .skip(1)
            .take_while(|line| line.starts_with(' '))
            .map(str::len)
            .sum::<usize>();
        let first = rest[start..].find('\n').map_or(0, |end| end + 1);
        rest[start..start + first + more].trim_end()
    }
}

fn visit(folder: &TempDir, arguments: &[&str]) -> Visit {
    let mut command = Command::new(program());
    let command = command
        .arg("doctor")
        .args(arguments)
        .current_dir(folder.path());
    for name in [
        "http_proxy",
        "HTTP_PROXY",
        "all_proxy",
        "ALL_PROXY",
        "no_proxy",
        "NO_PROXY",
    ] {
        command.env_remove(name);
    }
    let Output { status, stdout, .. } = command
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs");
    Visit {
        status: status.code(),
        said: String::from_utf8(stdout).expect("it writes UTF-8"),
    }
}

fn own_adapter(flags: &str) -> String {
    format!("'{}' adapter reference {flags}", program().display())
}

#[test]
fn where_everything_is_in_place_a_run_can_be_made() {
    let folder = tempfile::tempdir().unwrap();

    let visit = visit(&folder, &["--adapter", &own_adapter("")]);

    assert_eq!(visit.status, Some(0), "{}", visit.said);
    assert!(
        visit.said.lines().rev().nth(1) == Some("")
            && visit.said.ends_with("everything is in place\n")
    );
    for what in [
        "runner",
        "clock",
        "loopback",
        "proxy",
        "scenarios",
        "snapshots",
        "reports",
        "simulator",
        "sandboxes",
        "adapter",
        "actions",
        "probe closed-port",
    ] {
        assert!(
            visit.about(what).starts_with("ok "),
            "{}",
            visit.about(what)
        );
    }
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        0,
        "looking leaves nothing behind"
    );
}

#[test]
fn an_adapter_that_does_not_start_is_told_with_what_it_said() {
    let folder = tempfile::tempdir().unwrap();

    let missing = visit(&folder, &["--adapter", "there-is-no-such-program"]);
    let broken = visit(&folder, &["--adapter", &own_adapter("--flaw no-such-flaw")]);

    assert_eq!((missing.status, broken.status), (Some(5), Some(5)));
    assert!(
        missing
            .about("adapter")
            .contains("is it installed, and on the PATH?")
    );
    assert!(
        broken
            .about("adapter")
            .contains("no wayward client is called `no-such-flaw`")
    );
}

#[test]
fn an_adapter_that_lies_is_told_by_the_probe_it_failed() {
    let folder = tempfile::tempdir().unwrap();

    let visit = visit(&folder, &["--wayward", "claims-without-connecting"]);

    assert_eq!(visit.status, Some(5));
    assert!(
        visit.about("probe reference").starts_with("problem"),
        "{}",
        visit.said
    );
}

#[test]
fn what_was_written_or_set_wrong_is_told_first() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("scenarios")).unwrap();
    fs::write(
        folder.path().join("scenarios/wrong.yaml"),
        "title: no more\n",
    )
    .unwrap();
    fs::write(folder.path().join("taken"), "").unwrap();
    let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = format!("http://{}", socket.local_addr().unwrap());
    drop(socket);

    let visit = visit(
        &folder,
        &[
            "--known-failing",
            "none.yaml",
            "--out",
            "taken/reports",
            "--simulator",
            &nobody,
        ],
    );

    assert_eq!(visit.status, Some(2), "{}", visit.said);
    assert!(visit.about("scenarios").contains("mistakes in scenarios"));
    assert!(
        visit
            .about("known failures")
            .contains("none.yaml cannot be read")
    );
    assert!(
        visit
            .about("reports")
            .contains("name another folder with --out")
    );
    assert!(visit.about("simulator").contains("does not answer at"));
    assert!(visit.about("adapter").starts_with("left out"));
    assert!(visit.said.ends_with("\n4 problems\n"));
}

#[test]
fn an_expired_known_failure_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let list = "- check: nhs-jobs/draft/posts-one-draft#always/no-duplicate\n  reason: agreed\n  \
                message: it\n  expires: \"2026-01-31\"\n";
    fs::write(folder.path().join("known.yaml"), list).unwrap();

    let visit = visit(&folder, &["--known-failing", "known.yaml"]);

    assert_eq!(visit.status, Some(2));
    assert!(
        visit
            .about("known failures")
            .contains("known.yaml:4: this expired on 2026-01-31"),
        "{}",
        visit.said
    );
}
