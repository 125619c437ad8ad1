//! `conformance adapter`: trying one, seeing what it would be sent; our own clients as adapters, and
//! the warden of a run.

mod check;
mod print;

use std::error::Error;

use super::arguments::{AdapterCommand, Cli, Served};
use super::{Exit, show};
use crate::driver::{Host, Lapse, Subject, ask_for_work, keep_watch, listen, serve};

pub(super) use check::CheckArguments;
pub(super) use print::PrintArguments;

pub(super) fn adapter(cli: &Cli, command: &AdapterCommand) -> Exit {
    match command {
        AdapterCommand::Check(arguments) => on_runtime(check::check(cli, arguments)),
        AdapterCommand::Print(arguments) => print::print(cli, arguments),
        AdapterCommand::Guard => {
            keep_watch();
            Exit::Conformant
        }
        AdapterCommand::Reference(served) => on_runtime(reference(served)),
    }
}

fn on_runtime(work: impl Future<Output = Exit>) -> Exit {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return show::tell(Exit::Error, &error),
    };
    let exit = runtime.block_on(work);
    // A client that hangs does not keep the program alive.
    runtime.shutdown_background();
    exit
}

async fn reference(served: &Served) -> Exit {
    match answer(served).await {
        Ok(()) => Exit::Conformant,
        Err(error) => show::tell(Exit::Error, error.as_ref()),
    }
}

async fn answer(served: &Served) -> Result<(), Box<dyn Error>> {
    let subject = subject(served);
    if let Some(address) = &served.listen {
        let listener = tokio::net::TcpListener::bind(address).await?;
        let url = format!("http://{}\n", listener.local_addr()?);
        show::print(&url)?;
        listen(listener, subject).await?;
    } else if let Some(url) = &served.ask {
        ask_for_work(url, served.token.clone(), subject).await?;
    } else {
        serve(subject).await?;
    }
    Ok(())
}

fn subject(served: &Served) -> Subject {
    let client = served
        .flaw
        .map_or_else(clients::reference, clients::wayward);
    let lapse = served.misbehave.map(|how| Lapse {
        how,
        at: served.at,
        once: served.once.clone(),
        orphan_seconds: served.orphan_seconds,
    });
    Subject::new(Host::new(client), lapse)
}
