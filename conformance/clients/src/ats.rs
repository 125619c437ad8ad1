//! An applicant tracking system with given habits, as a client that a runner can drive.

use std::sync::Arc;

use crate::api::act::Action;
use crate::api::begin::Begin;
use crate::api::client::{Client, Session};
use crate::api::hello::{AdapterName, HelloReply, Subject};
use crate::conduct::{Conduct, good};
use crate::session::AtsSession;

/// What a good ATS does for both services.
pub fn reference() -> Arc<dyn Client> {
    Arc::new(Ats {
        name: "reference",
        conduct: good(),
    })
}

pub(crate) struct Ats {
    pub(crate) name: &'static str,
    pub(crate) conduct: Conduct,
}

impl Client for Ats {
    fn name(&self) -> &str {
        self.name
    }

    fn hello(&self, nonce: &str) -> HelloReply {
        let version = env!("CARGO_PKG_VERSION").to_owned();
        let name = self.name.to_owned();
        HelloReply {
            protocol: "1".to_owned(),
            adapter: AdapterName {
                name: "in-process".to_owned(),
                version: version.clone(),
            },
            subject: Subject {
                vendor: "example".to_owned(),
                name,
                version,
                language: "Rust".to_owned(),
            },
            actions: Action::ALL
                .iter()
                .map(|action| action.word().to_owned())
                .collect(),
            features: Vec::new(),
            concurrency: 64,
            nonce: (self.conduct.greeting.nonce)(nonce),
        }
    }

    fn supports(&self, action: &str) -> bool {
        (self.conduct.greeting.supports)(action)
    }

    fn begin(&self, begin: Begin) -> Box<dyn Session> {
        Box::new(AtsSession::new(begin, self.conduct))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_client_gives_the_nonce_back_and_knows_no_nonsense() {
        let client = reference();

        assert_eq!(client.hello("n-1").nonce, "n-1");
        assert!(client.supports("post_vacancy"));
        assert!(!client.supports("frobnicate"));
    }
}
