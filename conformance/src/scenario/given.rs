//! The world as it stands before the first step.

use std::collections::BTreeMap;

use contract::limits::LimitProfile;
use contract::settings::{BandCheck, DurationRule, ErrorsShown, Matching, Settings, UnknownFields};
use jiff::Timestamp;
use serde_json::Value;

use super::diagnostic::{Notes, did_you_mean};
use super::fields::{self, Fields};
use super::input::{self, Base};
use super::node::Node;

/// The world as it stands before the first step.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// The switches of the sandbox.
    pub settings: Settings,
    /// The sandbox clock at the beginning.
    pub now: Timestamp,
    /// Whether the clock stands still.
    pub frozen: bool,
    /// What the services mint for the employer (its codes, the VPD) is drawn from this; where the
    /// scenario says none, from the run's seed and the scenario's id.
    pub seed: Option<u64>,
    /// Whom ESR holds.
    pub applicants: Vec<Applicant>,
    /// Where the employer stands with TIS or Hicom.
    pub activation: Activation,
    /// Which members of `begin` are handed out wrong (`api_key` → `unknown`).
    pub credentials: BTreeMap<String, String>,
}

/// Someone whom ESR holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Applicant {
    /// The symbolic name by which steps refer to the record.
    pub name: String,
    /// What is loaded, in the control interface's words, but for `vpd`: the runner fills in the
    /// sandbox's unless it is given.
    pub facts: Value,
}

/// Where an employer stands with its provider of doctors in training.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activation {
    /// The interface is live.
    Activated,
    /// It has been asked for.
    Pending,
    /// Neither.
    None,
}

impl Activation {
    /// The words of scenarios and of the control interface.
    pub(crate) const WORDS: [(&'static str, Self); 3] = [
        ("activated", Self::Activated),
        ("pending", Self::Pending),
        ("none", Self::None),
    ];

    /// The word of the control interface.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Activated => "activated",
            Self::Pending => "pending",
            Self::None => "none",
        }
    }
}

/// The members of `begin` that a scenario may hand out wrong.
pub(crate) const CREDENTIALS: [&str; 6] = [
    "api_key",
    "account_id",
    "organisation_id",
    "client_id",
    "client_secret",
    "vpd",
];

/// The first moment of every scenario that names none: a Monday morning after the pay scales of
/// 2026/27 began.
const NOW: &str = "2026-11-02T09:00:00Z";

impl Default for Given {
    fn default() -> Self {
        Self::on(Base::Usual)
    }
}

impl Given {
    /// The world where nothing is said of it.
    pub(crate) fn on(base: Base) -> Self {
        Self {
            settings: Settings::default(),
            now: NOW.parse().expect("the default moment is one"),
            frozen: true,
            seed: None,
            applicants: vec![Applicant {
                name: "doctor".to_owned(),
                facts: base.in_esr(0),
            }],
            activation: Activation::Activated,
            credentials: BTreeMap::new(),
        }
    }
}

pub(crate) fn read(node: &Node, base: Base, notes: &Notes) -> Given {
    let mut given = Given::on(base);
    let Some(members) = Fields::of(node, notes) else {
        return given;
    };
    if let Some(nhs_jobs) = members
        .get("nhs_jobs")
        .and_then(|node| Fields::of(node, notes))
    {
        read_nhs_jobs(&nhs_jobs, &mut given.settings);
    }
    if let Some(esr) = members.get("esr").and_then(|node| Fields::of(node, notes)) {
        read_esr(&esr, base, &mut given);
    }
    if let Some(now) = members.get("now") {
        read_now(now, &mut given, notes);
    }
    given.frozen = members
        .word("clock", &[("frozen", true), ("running", false)])
        .unwrap_or(true);
    given.seed = members.whole("seed");
    if let Some(credentials) = members.get("credentials") {
        read_credentials(credentials, &mut given, notes);
    }
    members.refuse_unknown();
    given
}

fn read_nhs_jobs(members: &Fields<'_>, settings: &mut Settings) {
    let limits = [
        ("nhsbsa", LimitProfile::Nhsbsa),
        ("jobtrain", LimitProfile::Jobtrain),
    ];
    let duration = [
        ("all_but_permanent", DurationRule::AllButPermanent),
        ("fixed_term_only", DurationRule::FixedTermOnly),
    ];
    let band = [
        ("off", BandCheck::Off),
        ("warn", BandCheck::Warn),
        ("reject", BandCheck::Reject),
    ];
    let unknown = [
        ("refuse", UnknownFields::Refuse),
        ("warn", UnknownFields::Warn),
    ];
    let errors = [("all", ErrorsShown::All), ("first", ErrorsShown::First)];
    settings.limits = members.word("limits", &limits).unwrap_or(settings.limits);
    settings.duration = members
        .word("duration", &duration)
        .unwrap_or(settings.duration);
    settings.band_check = members
        .word("band_check", &band)
        .unwrap_or(settings.band_check);
    settings.unknown_fields = members
        .word("unknown_fields", &unknown)
        .unwrap_or(settings.unknown_fields);
    settings.errors = members.word("errors", &errors).unwrap_or(settings.errors);
    settings.magic = members.flag("magic").unwrap_or(settings.magic);
    members.refuse_unknown();
}

fn read_esr(members: &Fields<'_>, base: Base, given: &mut Given) {
    let matching = [
        ("strict", Matching::Strict),
        ("normalised", Matching::Normalised),
    ];
    given.settings.matching = members
        .word("matching", &matching)
        .unwrap_or(given.settings.matching);
    given.activation = members
        .word("activation", &Activation::WORDS)
        .unwrap_or(given.activation);
    if let Some(applicants) = members.items("applicants") {
        let read = |(nth, node)| read_applicant(nth, node, base, members.notes);
        given.applicants = applicants.into_iter().enumerate().map(read).collect();
    }
    members.refuse_unknown();
}

/// An applicant: the default doctor's with changes, in the control interface's words, and `as:`.
pub(crate) fn read_applicant(nth: usize, node: &Node, base: Base, notes: &Notes) -> Applicant {
    let mut facts = base.in_esr(nth);
    input::merge_free(&mut facts, node, notes);
    let members = facts.as_object_mut();
    let named = members.and_then(|members| members.remove("as"));
    let name = named.as_ref().and_then(Value::as_str).map(str::to_owned);
    refuse_unknown_facts(&facts, node, notes);
    let first = || {
        if nth == 0 {
            "doctor".to_owned()
        } else {
            format!("doctor{}", nth + 1)
        }
    };
    Applicant {
        name: name.unwrap_or_else(first),
        facts,
    }
}

const FACTS: [&str; 11] = [
    "as",
    "vpd",
    "source",
    "firstName",
    "lastName",
    "dateOfBirth",
    "positionId",
    "positionNumber",
    "professionalRegistration",
    "personType",
    "open",
];

fn refuse_unknown_facts(facts: &Value, node: &Node, notes: &Notes) {
    let known = |name: &String| FACTS.contains(&name.as_str());
    for name in facts
        .as_object()
        .into_iter()
        .flat_map(|members| members.keys())
    {
        if !known(name) {
            let span = fields::entries(node, notes)
                .iter()
                .find(|(key, _)| key.text == *name);
            let span = span.map_or_else(|| node.span.clone(), |(key, _)| key.span.clone());
            let remedy = did_you_mean(name, FACTS);
            notes.refuse(
                &span,
                format!("ESR holds no `{name}` of an applicant"),
                remedy,
            );
        }
    }
}

fn read_now(node: &Node, given: &mut Given, notes: &Notes) {
    let Some(text) = fields::text(node, notes) else {
        return;
    };
    match text.parse() {
        Ok(now) => given.now = now,
        Err(_) => notes.refuse(
            &node.span,
            format!("`{text}` is no moment"),
            format!("write a moment with its offset, such as \"{NOW}\""),
        ),
    }
}

fn read_credentials(node: &Node, given: &mut Given, notes: &Notes) {
    for (key, value) in fields::entries(node, notes) {
        if !CREDENTIALS.contains(&key.text.as_str()) {
            let title = format!("the client is handed no `{}`", key.text);
            notes.refuse(&key.span, title, did_you_mean(&key.text, CREDENTIALS));
        }
        if let Some(how) = fields::word(value, &[("unknown", "unknown")], notes) {
            given.credentials.insert(key.text.clone(), how.to_owned());
        }
    }
}
