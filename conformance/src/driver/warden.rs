//! A small process that outlives a killed runner by a moment, to take away what it left: process
//! groups of adapters, and sandboxes on a simulator that others use too.
//!
//! A runner that is killed outright runs no code any more. An adapter that reads its stdin sees
//! the end of it and stops; one that hangs, or that started others, would stay, and so would the
//! sandboxes of open attempts. The warden holds the other end of a pipe, over which it is told
//! what there is; when the pipe closes, the runner is gone, and what is still on the list is taken
//! away. (Asking the kernel for a signal on the parent's death would take `unsafe`.)

use std::collections::HashSet;
use std::io::{BufRead, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::group::Group;

/// How long a simulator may take to delete one sandbox.
const PATIENCE: Duration = Duration::from_secs(5);

/// The runner's end of the pipe. The process is started when there is something to watch.
#[derive(Clone, Default)]
pub struct Warden(Arc<Mutex<Post>>);

#[derive(Default)]
struct Post {
    program: Option<PathBuf>,
    process: Option<Child>,
}

/// What is taken away when the runner is gone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Ward {
    /// A process group, by its leader.
    Group(u32),
    /// A sandbox on a simulator that is not the runner's own.
    Sandbox {
        /// Where it is deleted.
        url: String,
        /// The bearer token of the control interface.
        token: Option<String>,
    },
}

/// One line to the process.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Order {
    Watch(Ward),
    Release(Ward),
}

impl Warden {
    /// `program` is the path of the `conformance` program. Without one nothing is watched; what is
    /// left behind is still ended on every orderly way out.
    #[must_use]
    pub fn of(program: Option<PathBuf>) -> Self {
        Self(Arc::new(Mutex::new(Post {
            program,
            process: None,
        })))
    }

    pub(crate) fn watch(&self, ward: Ward) {
        let mut post = self.post();
        post.start();
        post.tell(&Order::Watch(ward));
    }

    pub(crate) fn release(&self, ward: Ward) {
        self.post().tell(&Order::Release(ward));
    }

    fn post(&self) -> MutexGuard<'_, Post> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Post {
    fn start(&mut self) {
        if self.process.is_some() {
            return;
        }
        let Some(program) = &self.program else { return };
        let mut command = Command::new(program);
        command
            .args(["adapter", "guard"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        // Ctrl-C on a terminal goes to the group of the runner; the warden has to outlive it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        self.process = command.spawn().ok();
    }

    // A warden that is gone cannot be helped; the run goes on without one.
    fn tell(&mut self, order: &Order) {
        let stdin = self
            .process
            .as_mut()
            .and_then(|process| process.stdin.as_mut());
        if let (Some(stdin), Ok(mut line)) = (stdin, serde_json::to_vec(order)) {
            line.push(b'\n');
            let _ = stdin.write_all(&line);
        }
    }
}

impl Drop for Post {
    // Closing the pipe is the word to act on what is left; then it ends by itself.
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            drop(process.stdin.take());
            let _ = process.wait();
        }
    }
}

/// What the warden's process does: keeps the list, waits for the end of stdin, takes the rest away.
pub fn keep_watch() {
    let mut wards = HashSet::new();
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        match serde_json::from_str(&line) {
            Ok(Order::Watch(ward)) => drop(wards.insert(ward)),
            Ok(Order::Release(ward)) => drop(wards.remove(&ward)),
            Err(_) => {}
        }
    }
    let mut sandboxes = Vec::new();
    for ward in wards {
        match ward {
            Ward::Group(leader) => Group::led_by(leader).kill(),
            Ward::Sandbox { url, token } => sandboxes.push((url, token)),
        }
    }
    delete(sandboxes);
}

fn delete(sandboxes: Vec<(String, Option<String>)>) {
    if sandboxes.is_empty() {
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let http = reqwest::Client::builder()
        .no_proxy()
        .timeout(PATIENCE)
        .build();
    let (Ok(runtime), Ok(http)) = (runtime, http) else {
        return;
    };
    let calls = sandboxes.into_iter().map(|(url, token)| {
        let call = http.delete(url);
        let call = match token {
            Some(token) => call.bearer_auth(token),
            None => call,
        };
        call.send()
    });
    runtime.block_on(async {
        for call in calls.map(tokio::spawn).collect::<Vec<_>>() {
            let _ = call.await;
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_one_line_of_json() {
        let group = serde_json::to_string(&Order::Watch(Ward::Group(12))).unwrap();
        let sandbox = serde_json::to_string(&Order::Release(Ward::Sandbox {
            url: "http://h/1".to_owned(),
            token: None,
        }))
        .unwrap();

        insta::assert_snapshot!(group, @r#"{"watch":{"group":12}}"#);
        insta::assert_snapshot!(sandbox, @r#"{"release":{"sandbox":{"url":"http://h/1","token":null}}}"#);
    }

    #[test]
    fn without_a_program_nothing_is_watched_and_nothing_breaks() {
        let warden = Warden::of(None);

        warden.watch(Ward::Group(1));
        warden.release(Ward::Group(1));
    }
}
