//! A campaign: many cases tried beside each other, and what they found.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::bench::{ADAPTER, Bench, Tried};
use super::case::Case;
use super::generate::Generator;
use super::tally::Tally;
use crate::evidence::Done;
use crate::run::Shard;
use crate::time::Stopwatch;

/// What a campaign is to do.
#[derive(Clone)]
pub struct Campaign {
    /// Where cases are tried, each by so many at a time.
    pub benches: Vec<(Arc<Bench>, usize)>,
    /// Makes the cases.
    pub generator: Generator,
    /// The number of the first.
    pub from: u64,
    /// How many.
    pub cases: u64,
    /// The part of them that is tried here, where they are split over several machines.
    pub shard: Option<Shard>,
    /// No case is begun after so long.
    pub time: Option<Duration>,
    /// Whether no case is begun after the first that shows something.
    pub fail_fast: bool,
}

/// One case and what came of it.
#[derive(Debug)]
pub struct Result {
    /// Its number.
    pub number: u64,
    /// The case.
    pub case: Case,
    /// What came of it.
    pub tried: Tried,
    /// How the adapter broke when it was tried first, where it did not break again.
    pub lapse: Option<String>,
    /// How long it took.
    pub elapsed: Duration,
}

impl Result {
    /// Whether it is one of the cases that wait, because a service fails or is slow.
    #[must_use]
    pub fn waits(&self) -> bool {
        let facts = self
            .tried
            .evidence
            .exchanges
            .iter()
            .map(|exchange| &exchange.simulator);
        facts
            .filter_map(|facts| facts.fault.as_deref())
            .any(|fault| !HARMLESS.contains(&fault))
    }
}

impl Result {
    /// Whether the client came to rest whenever it was waited for.
    pub(super) fn rests(&self) -> bool {
        let timeline = &self.tried.evidence.timeline;
        let restless = |done: &Done| matches!(done, Done::Settle { idle: false });
        !timeline.iter().any(|record| restless(&record.done))
    }
}

/// The faults after which nobody waits.
const HARMLESS: [&str; 5] = [
    "unknown_field",
    "unknown_enum",
    "expire_token",
    "revoke_key",
    "duplicate_delivery",
];

impl Campaign {
    /// Tries the cases; `hear` is told of each, in the order in which they end.
    pub async fn run(&self, hear: &mut (dyn FnMut(&Result) + Send)) -> Tally {
        let (told, mut heard) = mpsc::channel(256);
        let next = Arc::new(AtomicU64::new(0));
        let enough = CancellationToken::new();
        let stopwatch = Stopwatch::start();
        let mut workers = JoinSet::new();
        for (bench, at_a_time) in &self.benches {
            for _ in 0..*at_a_time {
                let (campaign, bench) = (self.clone(), Arc::clone(bench));
                let (next, told, enough) = (Arc::clone(&next), told.clone(), enough.clone());
                workers.spawn(async move {
                    campaign
                        .work(&bench, &next, &enough, &stopwatch, &told)
                        .await;
                });
            }
        }
        drop(told);
        let mut tally = Tally::default();
        while let Some(result) = heard.recv().await {
            hear(&result);
            tally.take(result);
            let found = self.fail_fast && !tally.found.is_empty();
            if found || tally.is_given_up() {
                enough.cancel();
            }
        }
        while workers.join_next().await.is_some() {}
        tally
    }

    /// The number of the case that comes so many others after the first of this part.
    fn number(&self, nth: u64) -> u64 {
        let place = |place: usize| u64::try_from(place).unwrap_or(u64::MAX);
        let (part, of) = self
            .shard
            .map_or((1, 1), |shard| (place(shard.part()), place(shard.of())));
        self.from
            .saturating_add(nth.saturating_mul(of))
            .saturating_add(part - 1)
    }

    async fn work(
        &self,
        bench: &Bench,
        next: &AtomicU64,
        enough: &CancellationToken,
        stopwatch: &Stopwatch,
        told: &mpsc::Sender<Result>,
    ) {
        loop {
            let number = self.number(next.fetch_add(1, Ordering::Relaxed));
            let stopped = enough.is_cancelled() || bench.is_interrupted() || bench.is_used_up();
            let late = self.time.is_some_and(|time| stopwatch.elapsed() >= time);
            if number - self.from >= self.cases || late || stopped {
                return;
            }
            let case = self.generator.case(number);
            let started = Stopwatch::start();
            let Some((tried, lapse)) = settled(bench, number, &case).await else {
                continue;
            };
            if tried.interrupted {
                return;
            }
            let result = Result {
                number,
                case,
                tried,
                lapse,
                elapsed: started.elapsed(),
            };
            if told.send(result).await.is_err() {
                return;
            }
        }
    }
}

/// A client waits so long for an answer that nothing holds up, and may then rightly do otherwise.
const SLOW: Duration = Duration::from_secs(2);

/// What a case comes to, and how the adapter broke where it does so no more. What may have come of
/// something else than the case is tried once more, and the second try counts: a case that broke the
/// adapter may have shared it with the one that did, and one that was slow a machine with too much
/// to do.
async fn settled(bench: &Bench, number: u64, case: &Case) -> Option<(Tried, Option<String>)> {
    let stopwatch = Stopwatch::start();
    let tried = bench.try_case(&number.to_string(), case).await?;
    let slow = stopwatch.elapsed() >= SLOW && tried.breaches().next().is_some();
    if !slow && !tried.shows(ADAPTER) {
        return Some((tried, None));
    }
    let again = bench.try_case(&format!("{number}-again"), case).await?;
    let broke = tried.broken().filter(|_| !again.shows(ADAPTER));
    Some((again, broke.map(|(_, message)| message)))
}
