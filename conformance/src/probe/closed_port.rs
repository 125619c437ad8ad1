//! A port where nobody listens.

use std::net::{Ipv4Addr, SocketAddr};

use contract::connection::SandboxConnection;
use tokio::net::TcpSocket;

use super::trial::Trial;
use super::{Asked, Failure, Found, sample};
use crate::driver::ActReply;

pub(super) const ASKS: &str = "reports nothing as accepted where nobody listens";

pub(super) async fn probe(trial: &Trial<'_>) -> Found {
    let Some(action) = sample::action(trial) else {
        return Ok(Asked::No);
    };
    // Bound and never listening: connections are refused, and nobody else can take the port.
    let socket = TcpSocket::new_v4().map_err(machine)?;
    socket
        .bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
        .map_err(machine)?;
    let port = socket.local_addr().map_err(machine)?.port();
    let connection = trial.sandbox().await?;
    let nowhere = pointed_at(connection.clone(), port);
    let input = sample::input(action, &connection.esr.vpd);
    let replied = trial.act(&nowhere, action.word(), input).await;
    trial.control.delete(&connection.id).await?;
    drop(socket);
    match replied? {
        ActReply::Report(report) if report.outcome.is_acceptance() => {
            Err(Failure::Dishonest(format!(
                "the adapter reported `{}` for `{}` against a port where nobody listens",
                report.outcome.word(),
                action.word()
            )))
        }
        _ => Ok(Asked::Yes),
    }
}

fn pointed_at(mut connection: SandboxConnection, port: u16) -> SandboxConnection {
    connection.nhs_jobs.base_url = format!("http://127.0.0.1:{port}/nhs-jobs/v1");
    connection.esr.base_url = format!("http://127.0.0.1:{port}/esr");
    connection.esr.token_url = format!("http://127.0.0.1:{port}/esr/oauth2/token");
    connection
}

fn machine(source: std::io::Error) -> Failure {
    Failure::Machine {
        what: "no port can be reserved on this machine",
        source,
    }
}
