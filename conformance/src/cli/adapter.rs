//! `conformance adapter`: our own clients as adapters, and the warden of a run.

use std::error::Error;

use super::arguments::{AdapterCommand, Served};
use super::{Exit, show};
use crate::driver::{Host, Lapse, Subject, ask_for_work, keep_watch, listen, serve};

pub(super) fn adapter(command: &AdapterCommand) -> Exit {
    match command {
        AdapterCommand::Guard => {
            keep_watch();
            Exit::Conformant
        }
        AdapterCommand::Reference(served) => reference(served),
    }
}

fn reference(served: &Served) -> Exit {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return show::tell(Exit::Error, &error),
    };
    let done = runtime.block_on(answer(served));
    // A client that hangs does not keep the program alive.
    runtime.shutdown_background();
    match done {
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
