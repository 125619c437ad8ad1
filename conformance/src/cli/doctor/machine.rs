//! This machine: the program, the clock, loopback, and proxies in the way.

use std::env;
use std::io;

use jiff::Timestamp;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::Finding;
use crate::time::Stopwatch;

/// A clock before this is wrong: the program is younger.
const BUILT_AFTER: &str = "2026-01-01T00:00:00Z";

pub(super) fn runner() -> Finding {
    let (version, system, machine) = (
        env!("CARGO_PKG_VERSION"),
        env::consts::OS,
        env::consts::ARCH,
    );
    Finding::ok(
        "runner",
        format!("conformance {version} on {system}, {machine}"),
    )
}

pub(super) fn clock() -> Finding {
    let now = Stopwatch::start().started;
    let shown = now.strftime("%Y-%m-%d %H:%M UTC").to_string();
    let least: Timestamp = BUILT_AFTER.parse().expect("the moment is written as one");
    if now < least {
        let remedy = "set the clock: known failures expire by it, and reports bear its date";
        return Finding::broken(
            "clock",
            format!("this machine believes that it is {shown}"),
            remedy,
        );
    }
    Finding::ok("clock", shown)
}

/// The client has to reach the simulator, mostly on loopback.
pub(super) async fn loopback() -> Finding {
    match there_and_back().await {
        Ok(()) => Finding::ok("loopback", "127.0.0.1 takes connections"),
        Err(error) => Finding::broken(
            "loopback",
            format!("127.0.0.1 cannot be reached: {error}"),
            "let programs on this machine speak to each other (a firewall or a sandbox forbids it), \
             or name a simulator elsewhere with --simulator",
        ),
    }
}

async fn there_and_back() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let mut out = TcpStream::connect(listener.local_addr()?).await?;
    let (mut coming, _) = listener.accept().await?;
    out.write_all(b"?").await?;
    let mut byte = [0; 1];
    coming.read_exact(&mut byte).await.map(drop)
}

/// Many HTTP libraries follow these variables, and then ask a proxy for 127.0.0.1.
pub(super) fn proxy() -> Finding {
    let set = ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]
        .into_iter()
        .find(|name| is_set(name));
    let Some(name) = set else {
        return Finding::ok("proxy", "none is set");
    };
    let spared = ["no_proxy", "NO_PROXY"]
        .into_iter()
        .filter_map(|name| env::var(name).ok());
    if spared.into_iter().any(|list| spares_loopback(&list)) {
        return Finding::ok("proxy", format!("{name} is set, and spares 127.0.0.1"));
    }
    Finding::note(
        "proxy",
        format!("{name} is set: a client that follows it does not reach the simulator"),
        "set NO_PROXY=127.0.0.1,localhost where the adapter is started",
    )
}

fn is_set(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn spares_loopback(list: &str) -> bool {
    let mut hosts = list.split(',').map(str::trim);
    hosts.any(|host| matches!(host, "*" | "127.0.0.1" | "127.0.0.0/8" | "127.*"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn localhost_alone_does_not_spare_the_address() {
        assert!(spares_loopback("localhost, 127.0.0.1"));
        assert!(spares_loopback("*"));
        assert!(!spares_loopback("localhost,.example"));
    }
}
