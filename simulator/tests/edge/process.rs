//! The simulator as a process of its own, with an environment of its own.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use serde_json::Value;

/// The simulator as it would be started by somebody who has set nothing.
pub(crate) fn simulator(runtime: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_simulator"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("SIMULATOR_")) {
        command.env_remove(name);
    }
    command.env("XDG_RUNTIME_DIR", runtime);
    command.args(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The whole of a short run.
pub(crate) fn ended(runtime: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = simulator(runtime, arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

/// A simulator that serves, until it is dropped.
pub(crate) struct Serving {
    child: Child,
    stdout: BufReader<ChildStdout>,
    pub(crate) ready: Value,
}

impl Serving {
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command.arg("--print-ready").spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let ready = serde_json::from_str(&line).unwrap_or_else(|_| {
            let mut said = String::new();
            let _ = child.stderr.take().unwrap().read_to_string(&mut said);
            panic!("not ready: {line}{said}")
        });
        Self {
            child,
            stdout,
            ready,
        }
    }

    pub(crate) fn control(&self) -> &str {
        self.ready["control"].as_str().unwrap()
    }

    /// Waits until it has ended.
    pub(crate) fn ended(mut self) {
        self.child.wait().unwrap();
    }

    /// Asks it to stop, and answers its status, the rest of its output and its log.
    pub(crate) async fn stop(mut self) -> (Option<i32>, String, String) {
        let url = format!("{}/__admin/shutdown", self.control());
        let asked = reqwest::Client::new().post(url).send().await;
        assert!(asked.unwrap().status().is_success());
        let (mut out, mut err) = (String::new(), String::new());
        self.stdout.read_to_string(&mut out).unwrap();
        let mut stderr = self.child.stderr.take().unwrap();
        stderr.read_to_string(&mut err).unwrap();
        (self.child.wait().unwrap().code(), out, err)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What binds no port that somebody else may have.
pub(crate) const FREE: [&str; 4] = ["--listen", "127.0.0.1:0", "--control", "127.0.0.1:0"];
