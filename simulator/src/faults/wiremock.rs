//! WireMock's four faults, under its own names: nothing is done, and what comes is no answer.

use std::sync::Arc;

use bytes::Bytes;

use super::kind::{Effect, Kind};
use super::plan::{Instead, Plan};
use super::reach::Reach;
use crate::sandbox::seed::Child;
use crate::server::Ending;

/// A head that promises chunks.
const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\
    Transfer-Encoding: chunked\r\n\r\n";

/// What no reader of HTTP takes for a status line or for the length of a chunk.
const RUBBISH: &[u8] = b"][]'./.";

macro_rules! kind {
    ($kind:ident, $name:literal, $about:literal, $instead:expr) => {
        pub(super) const $kind: Kind = Kind {
            name: $name,
            about: $about,
            reach: Reach::Every,
            is_wiremock: true,
            attributes: &[],
            read: |_| {
                Ok(Arc::new(Broken {
                    name: $name,
                    instead: $instead,
                }))
            },
        };
    };
}

kind!(
    EMPTY_RESPONSE,
    "EMPTY_RESPONSE",
    "WireMock's: nothing is done, and the connection is closed without an answer.",
    |_| Instead::End(Ending::Finish)
);
kind!(
    MALFORMED_RESPONSE_CHUNK,
    "MALFORMED_RESPONSE_CHUNK",
    "WireMock's: nothing is done; a status 200 comes, then rubbish, then the connection is closed.",
    |chance| Instead::Bytes(rubbish(HEAD, chance))
);
kind!(
    RANDOM_DATA_THEN_CLOSE,
    "RANDOM_DATA_THEN_CLOSE",
    "WireMock's: nothing is done; rubbish comes, then the connection is closed.",
    |chance| Instead::Bytes(rubbish(b"", chance))
);
kind!(
    CONNECTION_RESET_BY_PEER,
    "CONNECTION_RESET_BY_PEER",
    "WireMock's: nothing is done, and the connection is reset (RST) without an answer.",
    |_| Instead::End(Ending::Reset)
);

#[derive(Debug)]
struct Broken {
    name: &'static str,
    instead: fn(&Child) -> Instead,
}

impl Effect for Broken {
    fn shape(&self, plan: &mut Plan, chance: &Child) -> bool {
        plan.replace((self.instead)(chance), self.name)
    }
}

fn rubbish(head: &[u8], chance: &Child) -> Bytes {
    let word = chance.child("rubbish").word();
    [head, RUBBISH, word.as_bytes(), b"\r\n"].concat().into()
}
