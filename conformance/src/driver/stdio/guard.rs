//! A small process that outlives a killed runner by a moment, to end the adapter's process group.
//!
//! A runner that is killed outright runs no code any more. An adapter that reads its stdin sees
//! the end of it and stops; one that hangs, or that started others, would stay. The guard holds
//! the other end of a pipe: when it closes without a word, the runner is gone, and the group is
//! ended. (Asking the kernel for a signal on the parent's death would take `unsafe`.)

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::group::Group;

/// The guard's side of the pipe, kept by the runner for as long as the adapter runs.
pub(super) struct Guard(Child);

impl Guard {
    /// Starts a guard over a group. Without one the adapter still sees the end of its stdin.
    #[cfg(unix)]
    pub(super) fn over(group: Group, runner: &Path) -> Option<Self> {
        use std::os::unix::process::CommandExt;
        let child = Command::new(runner)
            .args(["adapter", "guard", &group.number().to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn();
        child.ok().map(Self)
    }

    /// There are no groups to guard.
    #[cfg(not(unix))]
    pub(super) fn over(_group: Group, _runner: &Path) -> Option<Self> {
        None
    }
}

impl Drop for Guard {
    // Ended before its pipe closes, so that it does not strike a group which may be new by then.
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What the guard does: waits for the end of stdin, then ends the group.
pub fn guard(group: u32) {
    let mut nothing = Vec::new();
    let _ = std::io::stdin().lock().read_to_end(&mut nothing);
    Group::led_by(group).kill();
}
