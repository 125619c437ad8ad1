//! Reading the steps of a scenario.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Value;

use super::{Act, Do, Step, fault, person};
use crate::evidence::Action;
use crate::scenario::diagnostic::{Notes, did_you_mean};
use crate::scenario::fields::{self, Fields};
use crate::scenario::given::Given;
use crate::scenario::input::{self, Base};
use crate::scenario::node::Node;

/// The steps that were read, and the names they introduced.
pub(crate) struct Steps<'a> {
    pub(crate) notes: &'a Notes,
    pub(crate) base: Base,
    pub(crate) done: Vec<Step>,
    /// The input that was last given under each name, and by which kind of action.
    pub(crate) held: BTreeMap<String, (Action, Value)>,
    /// The symbolic names of ESR's records.
    pub(crate) records: Vec<String>,
    /// With their places: what is repeated keeps its label.
    pub(crate) labels: Vec<(String, Range<usize>)>,
    pub(crate) attestations: Vec<String>,
    vacancies: usize,
    applicants: usize,
    /// How often steps were read once more, `repeat` in `repeat` included.
    rounds: u32,
}

/// The most rounds that all `repeat`s of a scenario come to: it may be a stranger's.
const MOST_ROUNDS: u32 = 1_000;

const KINDS: [&str; 7] = [
    "act", "settle", "advance", "fault", "person", "attest", "repeat",
];

/// Reads `steps:`.
pub(crate) fn read<'a>(
    node: Option<&Node>,
    given: &Given,
    base: Base,
    notes: &'a Notes,
) -> Steps<'a> {
    let records = given
        .applicants
        .iter()
        .map(|applicant| applicant.name.clone())
        .collect();
    let mut steps = Steps {
        notes,
        base,
        done: Vec::new(),
        held: BTreeMap::new(),
        records,
        labels: Vec::new(),
        attestations: Vec::new(),
        vacancies: 0,
        applicants: given.applicants.len(),
        rounds: 0,
    };
    for item in node.map(fields::items).unwrap_or_default() {
        steps.step(item);
    }
    steps
}

impl Steps<'_> {
    fn step(&mut self, node: &Node) {
        let Some(members) = Fields::of(node, self.notes) else {
            return;
        };
        let id = members.text("id");
        let Some((kind, value)) = members.one_of(&KINDS) else {
            return;
        };
        let before = self.done.len();
        let what = match kind {
            "act" => self.act(value, &members),
            "settle" => settle(value, self.notes),
            "advance" => advance(value, self.notes),
            "fault" => fault::read(value, self.notes),
            "person" => person::read(self, value, &members),
            "attest" => self.attest(value, &members),
            _ => self.repeat(value),
        };
        members.refuse_unknown();
        self.label(id.as_ref(), &members);
        match what {
            Some(what) => self.done.push(Step { id, what }),
            None if self.done.len() > before => self.done[before].id = id,
            None => {}
        }
    }

    fn label(&mut self, id: Option<&String>, members: &Fields<'_>) {
        let Some(id) = id else { return };
        let place = members.first_line();
        if self
            .labels
            .iter()
            .any(|(known, at)| known == id && *at != place)
        {
            let title = format!("two steps have the id `{id}`");
            self.notes.refuse(&place, title, "give each its own");
        }
        self.labels.push((id.clone(), place));
    }

    fn act(&mut self, kind: &Node, members: &Fields<'_>) -> Option<Do> {
        let known = Action::ALL.map(|action| (action.word(), action));
        let action = fields::word(kind, &known, self.notes);
        let name = members.need_text("name");
        let (with, deadline_ms) = (members.get("with"), members.whole("deadline_ms"));
        let (action, name) = (action?, name?);
        let mut input = self.held_by(action, &name, members)?;
        if let Some(with) = with {
            self.base.make_room(&mut input, with);
            input::merge_input(&mut input, action, with, self.notes);
            self.base.complete(&mut input);
        }
        if !self.notes.has_room(&members.first_line(), text_in(&input)) {
            return None;
        }
        self.held.insert(name.clone(), (action, input.clone()));
        Some(Do::Act(Act {
            action,
            name,
            input,
            deadline_ms,
        }))
    }

    /// What the ATS holds before `with:`: what it was given last under this name, else the default.
    fn held_by(&mut self, action: Action, name: &str, members: &Fields<'_>) -> Option<Value> {
        let transfers = |action| action == Action::TransferEmploymentChecks;
        if let Some((before, input)) = self.held.get(name) {
            if transfers(*before) == transfers(action) {
                return Some(input.clone());
            }
            let title = format!("`{name}` is both a vacancy and an applicant");
            self.notes
                .refuse(&members.first_line(), title, "give each its own name");
            return None;
        }
        let nth = if transfers(action) {
            self.transfers()
        } else {
            self.next_vacancy()
        };
        Some(self.base.input(action, nth))
    }

    fn next_vacancy(&mut self) -> usize {
        self.vacancies += 1;
        self.vacancies - 1
    }

    fn transfers(&self) -> usize {
        let transfers =
            |(action, _): &&(Action, Value)| *action == Action::TransferEmploymentChecks;
        self.held.values().filter(transfers).count()
    }

    pub(super) fn next_applicant(&mut self) -> usize {
        self.applicants += 1;
        self.applicants - 1
    }

    fn attest(&mut self, id: &Node, members: &Fields<'_>) -> Option<Do> {
        let (id, ask) = (fields::text(id, self.notes), members.need_text("ask"));
        let (id, ask) = (id?, ask?);
        self.attestations.push(id.clone());
        Some(Do::Attest { id, ask })
    }

    /// Reads the steps once more for each time, so that every one of them is named and merged alike.
    fn repeat(&mut self, node: &Node) -> Option<Do> {
        let members = Fields::of(node, self.notes)?;
        let times = members
            .need("times")
            .and_then(|times| fields::whole(times, self.notes));
        let steps = members.need("steps").map(fields::items).unwrap_or_default();
        members.refuse_unknown();
        let times = times?;
        if !(1..=100).contains(&times) {
            self.notes
                .note(&members.first_line(), "`times` is from 1 to 100", None);
            return None;
        }
        for _ in 0..times {
            self.rounds += 1;
            if self.rounds > MOST_ROUNDS {
                let title =
                    format!("all `repeat`s together come to more than {MOST_ROUNDS} rounds");
                self.notes.note(&members.first_line(), title, None);
                return None;
            }
            for step in &steps {
                self.step(step);
            }
        }
        None
    }

    /// A name that must have been introduced before.
    pub(super) fn known(
        &self,
        name: Option<String>,
        among: &[String],
        members: &Fields<'_>,
    ) -> Option<String> {
        let name = name?;
        if !among.contains(&name) {
            let title = format!("nothing before this step is called `{name}`");
            let remedy = did_you_mean(&name, among.iter().map(String::as_str));
            self.notes.refuse(&members.first_line(), title, remedy);
            return None;
        }
        Some(name)
    }
}

fn settle(node: &Node, notes: &Notes) -> Option<Do> {
    let members = Fields::of(node, notes)?;
    let quiet_ms = members.whole("quiet_ms").unwrap_or(100);
    let listen_ms = members.whole("listen_ms").unwrap_or(0);
    members.refuse_unknown();
    Some(Do::Settle {
        quiet_ms,
        listen_ms,
    })
}

fn advance(node: &Node, notes: &Notes) -> Option<Do> {
    let duration = fields::text(node, notes)?;
    let forward = duration
        .parse::<jiff::Span>()
        .is_ok_and(jiff::Span::is_positive);
    if !forward || !duration.starts_with('P') {
        let title = format!("`{duration}` is no duration");
        notes.refuse(&node.span, title, "write ISO 8601, such as PT1H or P3D");
        return None;
    }
    Some(Do::Advance { duration })
}

/// How much text there is in an input, in bytes.
fn text_in(input: &Value) -> usize {
    match input {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(text_in).sum(),
        Value::Object(members) => members.values().map(text_in).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}
