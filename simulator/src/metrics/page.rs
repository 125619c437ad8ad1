//! The page that Prometheus reads: the numbers as they are, written by the library that knows the
//! format.

use std::fmt::Error;
use std::sync::Arc;

use contract::operation::Operation;
use contract::refusal::Refusal;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{DescriptorEncoder, MetricEncoder, NoLabelSet};
use prometheus_client::metrics::MetricType;
use prometheus_client::registry::{Registry, Unit};

use super::{PLACES, STATUSES};
use crate::app::App;
use crate::faults;
use crate::server::Count;

/// The media type of the page.
pub(crate) const MEDIA: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The metrics of a simulator at this moment.
///
/// # Errors
///
/// Never in practice: writing to a text does not fail.
pub(crate) fn page(app: &Arc<App>) -> Result<String, Error> {
    let mut registry = Registry::default();
    registry.register_collector(Box::new(Now(Arc::clone(app))));
    let mut text = String::with_capacity(8 * 1024);
    encode(&mut text, &registry)?;
    Ok(text)
}

#[derive(Debug)]
struct Now(Arc<App>);

impl Collector for Now {
    fn encode(&self, mut page: DescriptorEncoder<'_>) -> Result<(), Error> {
        self.exchanges(&mut page)?;
        self.latency(&mut page)?;
        self.sandboxes(&mut page)?;
        self.journals(&mut page)?;
        self.connections(&mut page)?;
        tasks(&mut page)
    }
}

impl Now {
    fn exchanges(&self, page: &mut DescriptorEncoder<'_>) -> Result<(), Error> {
        let metrics = &self.0.metrics;
        let help = "Requests to the simulated services, by operation and status";
        let mut family = counters(page, "simulator_requests", help)?;
        let names = Operation::ALL.iter().map(|operation| operation.name());
        let rows = metrics.exchanges.chunks(PLACES);
        for (operation, row) in names.chain(["none"]).zip(rows) {
            for (at, count) in row.iter().enumerate().filter(|(_, count)| count.get() > 0) {
                let status = at.checked_sub(1).map(|at| at + usize::from(STATUSES.start));
                let status = status.map_or("none".to_owned(), |status| status.to_string());
                let labels = [("operation", operation), ("status", status.as_str())];
                tell(&mut family, &labels, count.get())?;
            }
        }
        let help = "Refusals, by code";
        let codes = Refusal::ALL.iter().map(|refusal| refusal.code());
        counted(
            page,
            "simulator_refusals",
            help,
            "code",
            codes,
            &metrics.refusals,
        )?;
        let help = "Faults that befell a request, by type";
        let types = faults::KINDS.iter().map(|kind| kind.name);
        counted(
            page,
            "simulator_faults_fired",
            help,
            "type",
            types,
            &metrics.faults,
        )
    }

    fn latency(&self, page: &mut DescriptorEncoder<'_>) -> Result<(), Error> {
        let (sum, classes) = self.0.metrics.latency.told();
        let count = classes.iter().map(|(_, many)| many).sum();
        let help = "From the arrival of a request to its answer, without what a fault adds";
        let unit = Some(&Unit::Seconds);
        let kind = MetricType::Histogram;
        page.encode_descriptor("simulator_request_duration", help, unit, kind)?
            .encode_histogram::<NoLabelSet>(sum, count, &classes, None)
    }

    fn sandboxes(&self, page: &mut DescriptorEncoder<'_>) -> Result<(), Error> {
        let there = self.0.sandbox_count() as u64;
        gauge(page, "simulator_sandboxes", "Sandboxes", there)?;
        let most = self.0.quota().sandboxes as u64;
        let help = "Sandboxes there may be at once";
        gauge(page, "simulator_sandboxes_most", help, most)?;
        let help = "Sandboxes that went because nobody used them";
        let expired = self.0.metrics.expired.get();
        counters(page, "simulator_sandboxes_expired", help)?
            .encode_counter::<NoLabelSet, _, u64>(&expired, None)
    }

    fn journals(&self, page: &mut DescriptorEncoder<'_>) -> Result<(), Error> {
        let mut all = crate::journal::Weight::default();
        for site in self.0.sites() {
            all = all + site.journal.ring().weight();
        }
        let entries = all.entries as u64;
        let help = "Exchanges kept in the journals of all sandboxes";
        gauge(page, "simulator_journal_entries", help, entries)?;
        let help = "Bytes kept in the journals of all sandboxes";
        gauge(page, "simulator_journal_bytes", help, all.bytes as u64)?;
        let help = "Exchanges that the journals of the present sandboxes have dropped";
        gauge(page, "simulator_journal_dropped", help, all.dropped)
    }

    fn connections(&self, page: &mut DescriptorEncoder<'_>) -> Result<(), Error> {
        let listeners = [
            ("public", &self.0.connections.public),
            ("control", &self.0.connections.control),
        ];
        let help = "Open connections, by listener";
        let kind = MetricType::Gauge;
        let mut open = page.encode_descriptor("simulator_connections_open", help, None, kind)?;
        for (listener, counts) in listeners {
            let labels = [("listener", listener)];
            let mut one = open.encode_family(&labels)?;
            one.encode_gauge(&as_gauge(counts.now_open()))?;
        }
        let help = "Connections there have been, by listener";
        let mut total = counters(page, "simulator_connections", help)?;
        for (listener, counts) in listeners {
            tell(&mut total, &[("listener", listener)], counts.total())?;
        }
        let help = "Connections that were refused below HTTP, or whose HTTP made no sense";
        let mut refused = counters(page, "simulator_connections_refused", help)?;
        for (listener, counts) in listeners {
            for (reason, many) in counts.refused() {
                let labels = [("listener", listener), ("reason", reason)];
                tell(&mut refused, &labels, many)?;
            }
        }
        Ok(())
    }
}

// Each connection, accept loop and watch is a task: after a load there must be no more than before.
fn tasks(page: &mut DescriptorEncoder<'_>) -> Result<(), Error> {
    let Ok(runtime) = tokio::runtime::Handle::try_current() else {
        return Ok(());
    };
    let alive = runtime.metrics().num_alive_tasks() as u64;
    let help = "Tasks of the process: connections, listeners, and what runs beside them";
    gauge(page, "simulator_tasks", help, alive)
}

fn counters<'p>(
    page: &'p mut DescriptorEncoder<'_>,
    name: &'p str,
    help: &str,
) -> Result<MetricEncoder<'p>, Error> {
    page.encode_descriptor(name, help, None, MetricType::Counter)
}

fn counted(
    page: &mut DescriptorEncoder<'_>,
    name: &str,
    help: &str,
    label: &str,
    values: impl Iterator<Item = &'static str>,
    counts: &[Count],
) -> Result<(), Error> {
    let mut family = counters(page, name, help)?;
    for (value, count) in values.zip(counts).filter(|(_, count)| count.get() > 0) {
        tell(&mut family, &[(label, value)], count.get())?;
    }
    Ok(())
}

fn tell<const N: usize>(
    family: &mut MetricEncoder<'_>,
    labels: &[(&str, &str); N],
    many: u64,
) -> Result<(), Error> {
    let mut one = family.encode_family(labels)?;
    one.encode_counter::<NoLabelSet, _, u64>(&many, None)
}

fn gauge(
    page: &mut DescriptorEncoder<'_>,
    name: &str,
    help: &str,
    value: u64,
) -> Result<(), Error> {
    page.encode_descriptor(name, help, None, MetricType::Gauge)?
        .encode_gauge(&as_gauge(value))
}

fn as_gauge(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
