//! Many connections at once, each sending as fast as it is answered.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::connection::Connection;

/// What came back in one stretch of time.
pub(crate) struct Measured {
    pub(crate) answered: f64,
    pub(crate) a_second: f64,
    pub(crate) p50: Duration,
    pub(crate) p99: Duration,
    pub(crate) refused: usize,
}

/// Sends the same request over `connections` connections for `length`.
pub(crate) async fn drive(
    address: SocketAddr,
    request: Arc<[u8]>,
    connections: usize,
    length: Duration,
) -> Measured {
    let began = now();
    let one = |_| tokio::spawn(one(address, Arc::clone(&request), length));
    let all: Vec<_> = (0..connections).map(one).collect();
    let mut times = Vec::new();
    let mut refused = 0;
    for task in all {
        let (taken, unsuccessful) = task.await.expect("no connection panics");
        times.extend(taken);
        refused += unsuccessful;
    }
    summary(times, refused, began.elapsed())
}

async fn one(address: SocketAddr, request: Arc<[u8]>, length: Duration) -> (Vec<Duration>, usize) {
    let mut connection = Connection::open(address).await.expect("the server listens");
    let (mut times, mut refused) = (Vec::new(), 0);
    let began = now();
    while began.elapsed() < length {
        let sent = now();
        let answer = connection
            .exchange(&request)
            .await
            .expect("the server answers");
        refused += usize::from(answer.status >= 300);
        times.push(sent.elapsed());
    }
    (times, refused)
}

fn summary(mut times: Vec<Duration>, refused: usize, took: Duration) -> Measured {
    times.sort_unstable();
    let at = |share: usize| {
        times
            .get(times.len() * share / 100)
            .copied()
            .unwrap_or_default()
    };
    #[expect(clippy::cast_precision_loss, reason = "a rate is read to three digits")]
    let answered = times.len() as f64;
    Measured {
        answered,
        a_second: answered / took.as_secs_f64(),
        p50: at(50),
        p99: at(99),
        refused,
    }
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
fn now() -> Instant {
    Instant::now()
}
