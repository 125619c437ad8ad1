//! `simulator healthcheck`: asks a running simulator whether it is ready.
//!
//! The real port is found without help: from the ready file, from `--control` where it names a
//! port, from the runtime file of the simulator that started last, and else at the usual address.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use url::Url;

use super::flags::address;
use super::runtime_file::RuntimeFile;
use crate::config::Config;
use crate::server::{base_url, trusting};

/// The exit status of a simulator that is not healthy.
const UNHEALTHY: u8 = 5;

/// What is asked, and how long one waits.
#[derive(Debug, Args)]
pub(super) struct Healthcheck {
    /// Where the control interface answers; found by itself where absent
    #[arg(long, env = "SIMULATOR_CONTROL", value_parser = address, value_name = "ADDRESS")]
    control: Option<SocketAddr>,
    /// The ready file of the simulator
    #[arg(long, env = "SIMULATOR_READY_FILE", value_name = "PATH")]
    ready_file: Option<PathBuf>,
    /// The simulator's certificate, where its control interface speaks HTTPS
    #[arg(long, env = "SIMULATOR_TLS_CERT", value_name = "FILE")]
    tls_cert: Option<PathBuf>,
    /// Which listeners speak HTTPS where there is a certificate
    #[arg(long, env = "SIMULATOR_TLS_ON", value_enum, default_value_t = crate::config::TlsOn::Both, value_name = "LISTENERS")]
    tls_on: crate::config::TlsOn,
    /// How long an answer may take, in seconds
    #[arg(long, env = "SIMULATOR_HEALTHCHECK_SECONDS", default_value_t = 3, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
}

/// Why a simulator is not healthy.
#[derive(Debug, thiserror::Error)]
enum Unhealthy {
    /// The place is no address.
    #[error("`{0}` is no address of a control interface")]
    Place(String),
    /// Nobody answers there.
    #[error("the control interface does not answer at {0}")]
    Silent(String, #[source] std::io::Error),
    /// Somebody answers, and it is not ready.
    #[error("the control interface at {0} answers `{1}`")]
    NotReady(String, String),
}

impl Healthcheck {
    /// Asks, says why not on stderr, and answers the exit status.
    pub(super) fn run(&self) -> ExitCode {
        match self.ask() {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => super::failed(&error, UNHEALTHY),
        }
    }

    fn ask(&self) -> Result<(), Unhealthy> {
        let place = self.place();
        let url = Url::parse(&place).map_err(|_| Unhealthy::Place(place.clone()))?;
        let line = self
            .status_line(&url)
            .map_err(|error| Unhealthy::Silent(place.clone(), error))?;
        if line.split(' ').nth(1) == Some("200") {
            Ok(())
        } else {
            Err(Unhealthy::NotReady(place, line))
        }
    }

    fn place(&self) -> String {
        let told = || {
            let text = std::fs::read_to_string(self.ready_file.as_ref()?).ok()?;
            let ready: serde_json::Value = serde_json::from_str(&text).ok()?;
            ready["control"].as_str().map(str::to_owned)
        };
        let secure = self.tls_cert.is_some() && self.tls_on.control();
        let given = self.control.filter(|address| address.port() != 0);
        told()
            .or_else(|| given.map(|address| base_url(address, secure)))
            .or_else(RuntimeFile::read)
            .unwrap_or_else(|| base_url(Config::default().control, secure))
    }

    fn status_line(&self, url: &Url) -> std::io::Result<String> {
        let patience = Duration::from_secs(self.seconds);
        let host = url.host_str().unwrap_or_default();
        let port = url.port_or_known_default().unwrap_or_default();
        let address = (host.trim_matches(['[', ']']), port)
            .to_socket_addrs()?
            .next()
            .ok_or(std::io::ErrorKind::AddrNotAvailable)?;
        let mut stream = TcpStream::connect_timeout(&address, patience)?;
        stream.set_read_timeout(Some(patience))?;
        stream.set_write_timeout(Some(patience))?;
        let request = format!(
            "GET /__admin/ready HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n"
        );
        if url.scheme() == "https" {
            exchange(&mut trusting(stream)?, &request)
        } else {
            exchange(&mut stream, &request)
        }
    }
}

fn exchange(stream: &mut (impl Read + Write), request: &str) -> std::io::Result<String> {
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    // The first line is all that counts; how the connection ends afterwards is not.
    let ended = stream.take(4096).read_to_end(&mut answer);
    let text = String::from_utf8_lossy(&answer);
    match text.lines().next() {
        Some(line) => Ok(line.to_owned()),
        None => Err(ended
            .err()
            .unwrap_or(std::io::ErrorKind::UnexpectedEof.into())),
    }
}
