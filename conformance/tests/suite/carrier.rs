//! The program that this package builds, as an adapter over every carrier.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio as Pipe};
use std::sync::Arc;
use std::time::Duration;

use conformance::driver::{CommandLine, Driver, Exec, Pull, Push, Warden};

use crate::stage::{own_adapter, program};

/// The ways out of this process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carrier {
    Stdio,
    Exec,
    Push,
    Pull,
}

impl Carrier {
    pub(crate) const ALL: [Self; 4] = [Self::Stdio, Self::Exec, Self::Push, Self::Pull];
}

/// A driver, and the process at its other end where the driver did not start it.
pub(crate) struct Carried {
    driver: Arc<dyn Driver>,
    process: Option<Child>,
}

impl Carried {
    /// `arguments` are those of `conformance adapter`.
    pub(crate) async fn start(carrier: Carrier, arguments: &str) -> Self {
        match carrier {
            Carrier::Stdio => Self::of(own_adapter(arguments), None),
            Carrier::Exec => {
                let line = format!("'{}' adapter {arguments}", program().display());
                let line = CommandLine::read(&line).expect("a command line");
                Self::of(Exec::new(line, Warden::of(Some(program()))), None)
            }
            Carrier::Push => {
                let mut process = spawn(&format!("{arguments} --listen 127.0.0.1:0"));
                let stdout = process.stdout.take().expect("it is a pipe");
                let mut url = String::new();
                let read = BufReader::new(stdout).read_line(&mut url);
                read.expect("it prints where it is");
                let driver = Push::to(url.trim(), None).expect("it is a URL");
                Self::of(driver, Some(process))
            }
            Carrier::Pull => {
                let driver = pull(Duration::from_secs(30)).await;
                let process = spawn(&format!("{arguments} --ask {}", driver.url()));
                Self::of(driver, Some(process))
            }
        }
    }

    pub(crate) fn driver(&self) -> Arc<dyn Driver> {
        Arc::clone(&self.driver)
    }

    fn of(driver: impl Driver + 'static, process: Option<Child>) -> Self {
        let driver = Arc::new(driver);
        Self { driver, process }
    }
}

impl Drop for Carried {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// A driver that waits so long for somebody to ask.
pub(crate) async fn pull(wait: Duration) -> Pull {
    let nobody = Arc::new(|_: &str| {});
    let listening = Pull::listen("127.0.0.1:0", None, wait, nobody).await;
    listening.expect("there is a free port")
}

fn spawn(arguments: &str) -> Child {
    let arguments = shlex::split(arguments).expect("a command line");
    let mut command = Command::new(program());
    command.arg("adapter").args(arguments);
    command.stdin(Pipe::null()).stdout(Pipe::piped());
    command.spawn().expect("the program runs")
}
