//! `conformance adapter`: our own clients over stdin and stdout, and the guard of an adapter.

use super::Exit;
use super::arguments::AdapterCommand;
use crate::driver::{Host, Lapse, guard, serve};

pub(super) fn adapter(command: &AdapterCommand) -> Exit {
    match command {
        AdapterCommand::Guard { group } => {
            guard(*group);
            Exit::Conformant
        }
        AdapterCommand::Reference {
            flaw,
            misbehave,
            at,
            once,
            orphan_seconds,
        } => {
            let client = flaw.map_or_else(clients::reference, clients::wayward);
            let lapse = misbehave.map(|how| Lapse {
                how,
                at: *at,
                once: once.clone(),
                orphan_seconds: *orphan_seconds,
            });
            served(Host::new(client), lapse)
        }
    }
}

fn served(host: Host, lapse: Option<Lapse>) -> Exit {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let served = runtime.and_then(|runtime| {
        let served = runtime.block_on(serve(host, lapse));
        // A client that hangs does not keep the program alive.
        runtime.shutdown_background();
        served
    });
    match served {
        Ok(()) => Exit::Conformant,
        Err(error) => {
            anstream::eprintln!("error: stdin cannot be read: {error}");
            Exit::Error
        }
    }
}
