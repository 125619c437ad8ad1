//! The greeting: who the adapter is, and whether anybody is there at all.

use clients::HelloReply;

use super::{Failure, Probe};
use crate::driver::Adapter;
use crate::evidence::Action;
use crate::protocol::VERSION;

pub(super) const ASKS: &str = "gives the nonce of `hello` back and speaks version 1";

/// What is known of an adapter once it has been greeted.
#[derive(Debug, Clone)]
pub struct Greeting {
    /// In its own words.
    pub hello: HelloReply,
    /// The actions it declares, as far as the protocol knows them.
    pub actions: Vec<Action>,
}

/// Greets an adapter.
///
/// # Errors
///
/// The failed probe `nonce`, when it does not answer as the protocol asks.
pub async fn greet(adapter: &Adapter) -> Result<Greeting, Box<Probe>> {
    let nonce = match crate::seed::entropy() {
        Ok(number) => format!("{number:014x}"),
        Err(error) => return Err(failed(entropy_gone(error))),
    };
    let hello = adapter
        .hello(&nonce)
        .await
        .map_err(|error| failed(error.into()))?;
    honest(&hello, &nonce).map_err(|why| failed(Failure::Dishonest(why)))?;
    let actions = Action::ALL
        .into_iter()
        .filter(|action| hello.actions.iter().any(|word| word == action.word()));
    Ok(Greeting {
        actions: actions.collect(),
        hello,
    })
}

fn honest(hello: &HelloReply, nonce: &str) -> Result<(), String> {
    if hello.protocol != VERSION {
        let spoken = &hello.protocol;
        return Err(format!(
            "the adapter speaks version `{spoken}` of the protocol, the runner `1`"
        ));
    }
    if hello.nonce != nonce {
        let given = &hello.nonce;
        return Err(format!(
            "the adapter gave back the nonce `{given}`; it was asked with `{nonce}`"
        ));
    }
    if hello.concurrency == 0 {
        return Err("the adapter declares a concurrency of 0; it must be at least 1".to_owned());
    }
    Ok(())
}

pub(super) fn entropy_gone(error: getrandom::Error) -> Failure {
    let source = std::io::Error::other(error.to_string());
    Failure::Machine {
        what: "the operating system gives no entropy",
        source,
    }
}

fn failed(failure: Failure) -> Box<Probe> {
    Box::new(super::judged("nonce", ASKS, Err(failure)))
}
