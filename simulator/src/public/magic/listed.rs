//! The table as it is told on the control interface.

use contract::operation::{Operation, Service};
use contract::refusal::Refusal;
use contract::settings::Settings;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::row::{Case, Recurs};
use super::table::{self, Entry};

/// The inputs that trigger a case.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MagicValues {
    /// Whether they do so in this sandbox: the switch `magic`.
    enabled: bool,
    /// How they are used.
    notes: &'static [&'static str],
    /// Those of NHS Jobs, of ESR, of the candidate site, and then those of all three.
    values: Vec<MagicValue>,
}

/// One input that triggers a case.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MagicValue {
    /// What the reference is, or begins with before a character that is no letter or digit.
    pub(crate) value: &'static str,
    /// The service; `null` where it is the same at several.
    pub(crate) service: Option<Service>,
    /// The operations that it works at.
    pub(crate) operations: &'static [Operation],
    /// The members of a body that it can stand in; at the other operations there is `Prefer`.
    pub(crate) members: Vec<&'static str>,
    /// The header that asks for the same per call; `null` where there is none.
    pub(crate) prefer: Option<String>,
    /// The status that is answered; `null` where it is as without the value, or where no answer
    /// comes.
    pub(crate) status: Option<u64>,
    /// The code of the refusal; `null` where it is none.
    pub(crate) code: Option<&'static str>,
    /// The fault that befalls the exchange; `null` where it is none.
    pub(crate) fault: Option<&'static str>,
    /// Whether it happens again.
    pub(crate) recurs: RecursTold,
    /// What happens.
    pub(crate) happens: &'static str,
    /// What the user should see.
    pub(crate) shown: &'static str,
    /// What to do.
    pub(crate) remedy: &'static str,
}

/// Whether a case happens again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) enum RecursTold {
    /// Each time.
    Always,
    /// The first time that an operation comes with the reference, until the sandbox is reset.
    OncePerReference,
}

const NOTES: &[&str] = &[
    "A reference asks for the longest value that it is or begins with: `SIM-400-SALARY-7` asks for \
     `SIM-400-SALARY`, and `SIM-503-2` for `SIM-503` anew where `SIM-503` has had its case.",
    "Any other reference is an ordinary one, `SIM-` or not; capitals matter.",
    "What happens `oncePerReference` happens to the first request of an operation with that \
     reference, so that a retry succeeds; the value that ends in `-ALWAYS` happens each time.",
    "`Prefer` asks per call, of any operation that the value is listed for, and comes before the reference; `Preference-Applied` says that it was \
     granted. What is not listed is ignored.",
    "Both are judged after credentials and JSON and before fields, so the rest of the body may be \
     as it likes. The switch `magic` of the sandbox turns both off.",
];

impl MagicValues {
    /// The table, in a sandbox that is set so.
    pub(crate) fn of(settings: Settings) -> Self {
        Self {
            enabled: settings.magic,
            notes: NOTES,
            values: table::all().iter().map(MagicValue::of).collect(),
        }
    }
}

impl MagicValue {
    /// A row of the table as it is told.
    pub(super) fn of(entry: &Entry) -> Self {
        let (status, code, fault) = expected(entry);
        let mut members: Vec<_> = entry
            .operations
            .iter()
            .filter_map(|operation| super::member(*operation))
            .collect();
        members.dedup();
        Self {
            value: entry.value,
            service: service(entry.operations),
            operations: entry.operations,
            members,
            prefer: entry
                .preference
                .as_ref()
                .map(|preference| format!("Prefer: {preference}")),
            status,
            code,
            fault,
            recurs: entry.recurs.into(),
            happens: entry.happens,
            shown: entry.shown,
            remedy: entry.remedy,
        }
    }
}

fn service(operations: &[Operation]) -> Option<Service> {
    let first = operations.first()?.service();
    operations
        .iter()
        .all(|operation| operation.service() == first)
        .then_some(first)
}

type Expected = (Option<u64>, Option<&'static str>, Option<&'static str>);

fn expected(entry: &Entry) -> Expected {
    let refused = |refusal: Refusal| (Some(refusal.status().into()), Some(refusal.code()), None);
    match &entry.case {
        Case::Fields(_) => refused(Refusal::ValidationFailed),
        Case::Refusal { refusal, .. } => refused(*refusal),
        Case::Fault { kind, .. } => {
            let attributes = entry.effect().attributes();
            let code = attributes["code"]
                .as_str()
                .and_then(|code| code.parse().ok());
            let code = code.map(Refusal::code);
            (
                attributes.get("status").and_then(Value::as_u64),
                code,
                Some(kind),
            )
        }
    }
}

impl From<Recurs> for RecursTold {
    fn from(recurs: Recurs) -> Self {
        match recurs {
            Recurs::Always => Self::Always,
            Recurs::OncePerReference => Self::OncePerReference,
        }
    }
}
