//! The examples of the public interface. Every one is read by the contract's own readers, so none
//! can show what would be refused.

use contract::codes::{LoadStatus, MessageType, RecordType, VacancyStatus};
use contract::problem::FieldError;
use contract::settings::Settings;
use contract::transfer::{self, RecordResult, TransferResult};
use contract::vacancy::{self, Draft, Vacancy};
use jiff::civil::{Date, date};
use serde_json::{Value, json};

/// The day on which the examples are read.
const TODAY: Date = date(2026, 11, 2);

/// A vacancy as an ATS sends it.
pub(super) fn vacancy_sent() -> Value {
    example(include_str!("examples/vacancy.json"))
}

/// The same as a replacement of the first version.
pub(super) fn update_sent() -> Value {
    let mut sent = vacancy_sent();
    sent["version"] = json!(1);
    sent
}

/// A transfer as an ATS sends it.
pub(super) fn transfer_sent() -> Value {
    example(include_str!("examples/transfer.json"))
}

/// The vacancy as NHS Jobs answers it.
pub(super) fn vacancy(version: u64) -> Value {
    let rules = vacancy::Rules {
        settings: Settings::default(),
        today: TODAY,
    };
    let read = vacancy::read_create(&vacancy_sent(), &rules).expect("the example is valid");
    let answered = |draft: Draft| Vacancy {
        vacancy_id: "V-3394135".to_owned(),
        reference: "C9309-26-0264".to_owned(),
        version,
        status: VacancyStatus::Draft,
        draft: draft.into(),
        warnings: read.warnings,
    };
    json!(answered(read.value))
}

/// What is told of a vacancy with several mistakes.
pub(super) fn vacancy_refused() -> Vec<FieldError> {
    let rules = vacancy::Rules {
        settings: Settings::default(),
        today: TODAY,
    };
    vacancy::read_create(&with_mistakes(vacancy_sent()), &rules)
        .err()
        .unwrap_or_default()
}

/// What is told of a replacement with several mistakes.
pub(super) fn update_refused() -> Vec<FieldError> {
    let rules = vacancy::Rules {
        settings: Settings::default(),
        today: TODAY,
    };
    vacancy::read_update(&with_mistakes(vacancy_sent()), &rules)
        .err()
        .unwrap_or_default()
}

fn with_mistakes(mut sent: Value) -> Value {
    sent["salary"]["minimum"] = json!(45_000);
    sent["contractDuration"] = Value::Null;
    sent["colour"] = json!("blue");
    sent
}

/// What is told of a transfer with several mistakes.
pub(super) fn transfer_refused() -> Vec<FieldError> {
    let rules = transfer::Rules {
        settings: Settings::default(),
        today: TODAY,
    };
    let mut sent = transfer_sent();
    sent["person"]["lastName"] = Value::Null;
    sent["checks"]["dbs"]["certificateNumber"] = json!("1234567890");
    transfer::read(&sent, &rules).err().unwrap_or_default()
}

/// The result of the transfer.
pub(super) fn transfer_result() -> Value {
    let result = |record: RecordType| {
        let superseded = record == RecordType::ProfessionalRegistration;
        RecordResult {
            record,
            load_status_code: LoadStatus::Success,
            message_type: superseded.then_some(MessageType::Warning),
            message_text: superseded
                .then(|| "An existing registration supersedes the one sent".to_owned()),
        }
    };
    json!(TransferResult {
        transfer_id: "TR-abcd2345".to_owned(),
        applicant_number: "20000001".to_owned(),
        load_status_code: LoadStatus::Success,
        records: RecordType::ALL.iter().copied().map(result).collect(),
    })
}

fn example(text: &str) -> Value {
    text.parse().expect("the example is JSON")
}
