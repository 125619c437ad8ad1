//! What was generated and what it met: a green run says how hard it looked.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use contract::limits::{DESCRIPTION, LimitProfile, REFERENCE, SHORT_TEXT, TITLE};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::campaign::Result;
use crate::evidence::{ActRecord, Action};
use crate::judge::mapping::{APPLICANT, Kind, VACANCY};

/// How much there was of what.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Statistics {
    /// Cases tried.
    pub cases: u64,
    /// Those among them in which somebody waited for a service; they are left out of the rate.
    pub waiting: u64,
    /// Cases a second, those that wait left out.
    pub rate: u64,
    /// How many cases had so many steps.
    pub steps: BTreeMap<String, u64>,
    /// Requests of each operation.
    pub operations: BTreeMap<String, u64>,
    /// Answers by status or refusal.
    pub answers: BTreeMap<String, u64>,
    /// Faults that fired.
    pub faults: BTreeMap<String, u64>,
    /// What people did.
    pub people: BTreeMap<String, u64>,
    /// Acts that the client was asked for, by action and what it reported.
    pub reports: BTreeMap<String, u64>,
    /// The edges of data that acts held.
    pub edges: BTreeMap<String, u64>,
    #[serde(skip)]
    busy: Duration,
    #[serde(skip)]
    fields: BTreeSet<String>,
}

impl Statistics {
    /// Counts a case.
    pub fn count(&mut self, result: &Result) {
        self.cases += 1;
        if result.waits() {
            self.waiting += 1;
        } else {
            self.busy += result.elapsed;
        }
        add(&mut self.steps, &result.case.steps.len().to_string());
        for exchange in &result.tried.evidence.exchanges {
            let facts = &exchange.simulator;
            add(
                &mut self.operations,
                facts.operation.as_deref().unwrap_or("unknown"),
            );
            let status = exchange
                .response
                .as_ref()
                .map(|response| response.status.to_string());
            let answer = facts
                .refusal
                .clone()
                .or(status)
                .unwrap_or_else(|| "none".to_owned());
            add(&mut self.answers, &answer);
            if let Some(fault) = &facts.fault {
                add(&mut self.faults, fault);
            }
        }
        self.count_steps(result);
    }

    fn count_steps(&mut self, result: &Result) {
        for step in &result.case.steps {
            if let Some(person) = step["person"].as_str() {
                add(&mut self.people, person);
            }
        }
        for (_, act) in result.tried.evidence.acts() {
            if let crate::evidence::ActAnswer::Report(report) = &act.answer {
                add(
                    &mut self.reports,
                    &format!("{} {}", act.action.word(), report.outcome.word()),
                );
            }
            self.count_edges(act);
        }
    }

    fn count_edges(&mut self, act: &ActRecord) {
        let (rows, member) = match act.action {
            Action::TransferEmploymentChecks => (APPLICANT, "applicant"),
            _ => (VACANCY, "vacancy"),
        };
        let mut seen = BTreeSet::new();
        for row in rows {
            let value = row
                .ats
                .split('.')
                .try_fold(&act.input[member], |held, name| held.get(name));
            let Some(value) = value.filter(|value| !value.is_null()) else {
                continue;
            };
            if self.fields.insert(row.ats.to_owned()) {
                add(&mut self.edges, "fields that were held at least once");
            }
            match (row.kind, value) {
                (Kind::Same, Value::String(text)) => edges_of_text(row.ats, text, &mut seen),
                (Kind::Same, Value::Number(number)) if row.ats.starts_with("salary") => {
                    seen.insert(if number.is_f64() {
                        "pay with pence"
                    } else {
                        "pay in pounds"
                    });
                }
                (Kind::Items, Value::Array(items)) if items.len() > 1 => {
                    seen.insert("several items");
                }
                (Kind::Code(_), Value::String(word)) if row.ats == "contract_type" => {
                    let lasts = act.input[member].get("contract_duration").is_some();
                    let told = if lasts { "with a duration" } else { "without" };
                    add(&mut self.edges, &format!("{word}, {told}"));
                }
                _ => {}
            }
        }
        for edge in seen {
            add(&mut self.edges, edge);
        }
    }

    /// Works the rate out: `at_a_time` cases were tried beside each other, for so long in all.
    pub fn finish(&mut self, at_a_time: usize, elapsed: Duration) {
        let tried = self.cases - self.waiting;
        #[expect(clippy::cast_precision_loss, reason = "cases are far fewer than 2^53")]
        let (tried, lanes) = (tried as f64, at_a_time as f64);
        // Beside each other they slow each other down, so this is no more than was really done.
        let busy = (self.busy.as_secs_f64() / lanes)
            .max(0.001)
            .min(elapsed.as_secs_f64().max(0.001));
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a rate is small and not negative"
        )]
        let rate = (tried / busy).round() as u64;
        self.rate = rate;
    }
}

fn add(counts: &mut BTreeMap<String, u64>, what: &str) {
    *counts.entry(what.to_owned()).or_default() += 1;
}

fn edges_of_text(field: &str, text: &str, seen: &mut BTreeSet<&'static str>) {
    let length = contract::text::length(text);
    let summary = LimitProfile::Nhsbsa.summary();
    let (least, most) = match field {
        "job_title" => (1, TITLE),
        "job_reference" | "ats_reference" => (1, REFERENCE),
        "job_description" => (1, DESCRIPTION),
        "job_overview" | "main_duties" | "about_organisation" => (summary.least, summary.most),
        _ => (0, SHORT_TEXT),
    };
    let mut edge = |is: bool, told: &'static str| {
        if is {
            seen.insert(told);
        }
    };
    edge(length == most, "a text of the greatest length");
    edge(length > most, "a text that is too long");
    edge(length == least && least > 1, "a text of the least length");
    edge(length < least, "a text that is too short");
    edge(
        text.ends_with(|c: char| c.is_whitespace() || "\u{200b}\u{feff}\u{ad}".contains(c)),
        "an invisible tail",
    );
    edge(text.contains("\r\n"), "CRLF");
    edge(
        text.contains('<') || text.contains("&amp;"),
        "markup or entities",
    );
    edge(text.contains(['"', '\\', '\'']), "quotes or backslashes");
    edge(
        text.chars()
            .any(|c| c.is_control() && !"\r\n\t".contains(c)),
        "control characters",
    );
    edge(
        text.chars().any(|c| (c as u32) > 0xffff),
        "astral characters",
    );
    edge(
        text.chars().any(|c| ('\u{590}'..'\u{700}').contains(&c)),
        "right-to-left letters",
    );
    edge(
        text.chars().any(|c| ('\u{300}'..'\u{370}').contains(&c)),
        "combining marks",
    );
    edge(!text.is_ascii(), "letters beyond ASCII");
    edge(
        field.ends_with("_reference") && text.contains(['+', '&', '#', '%', '/', '?']),
        "references that URLs trip over",
    );
    edge(text.ends_with("-02-29"), "29 February");
    edge(
        text.len() > 1 && text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit()),
        "leading zeros",
    );
}
