//! Ending a child process together with everything it started.

/// The process group of a child that leads its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Group(u32);

impl Group {
    pub(super) fn led_by(pid: u32) -> Self {
        Self(pid)
    }

    pub(super) fn number(self) -> u32 {
        self.0
    }

    /// Ends every process of the group, at once. One that is gone already is no error.
    #[cfg(unix)]
    pub(super) fn kill(self) {
        let pid = i32::try_from(self.0)
            .ok()
            .and_then(rustix::process::Pid::from_raw);
        if let Some(pid) = pid {
            let _ = rustix::process::kill_process_group(pid, rustix::process::Signal::KILL);
        }
    }

    /// Windows has no groups to signal, but a tool of its own that ends a process with its children.
    #[cfg(windows)]
    pub(super) fn kill(self) {
        let number = self.0.to_string();
        let mut command = std::process::Command::new("taskkill");
        command.args(["/T", "/F", "/PID", &number]);
        command.stdin(std::process::Stdio::null());
        command.stdout(std::process::Stdio::null());
        command.stderr(std::process::Stdio::null());
        let _ = command.status();
    }

    /// Elsewhere the child itself is ended by its handle.
    #[cfg(not(any(unix, windows)))]
    pub(super) fn kill(self) {
        let _ = self.0;
    }
}
