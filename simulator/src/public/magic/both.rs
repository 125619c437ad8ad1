//! Magic values of every service: what may befall any call.

use contract::operation::Operation;

use super::row::{Case, Recurs, Row};

/// Every operation.
const EVERY: &[Operation] = &Operation::ALL;

/// Those whose answer has a body that can be cut.
const BODIED: &[Operation] = &[
    Operation::CreateVacancy,
    Operation::UpdateVacancy,
    Operation::GetVacancy,
    Operation::ListVacancies,
    Operation::IssueToken,
    Operation::TransferEmploymentChecks,
    Operation::GetTransfer,
    Operation::ListApplicants,
    Operation::GetStatus,
    Operation::SearchAdverts,
    Operation::ViewAdvert,
];

/// Those that answer JSON.
const JSON: &[Operation] = &[
    Operation::CreateVacancy,
    Operation::UpdateVacancy,
    Operation::GetVacancy,
    Operation::ListVacancies,
    Operation::IssueToken,
    Operation::TransferEmploymentChecks,
    Operation::GetTransfer,
    Operation::ListApplicants,
    Operation::GetStatus,
];

/// Those whose answers hold a code.
const CODED: &[Operation] = &[
    Operation::CreateVacancy,
    Operation::UpdateVacancy,
    Operation::GetVacancy,
    Operation::TransferEmploymentChecks,
    Operation::GetTransfer,
    Operation::GetStatus,
];

/// Those that change something.
const WRITES: &[Operation] = &[
    Operation::CreateVacancy,
    Operation::UpdateVacancy,
    Operation::TransferEmploymentChecks,
];

/// The value of the same case on every send, where there is one.
pub(super) fn always(value: &str) -> Option<&'static str> {
    Some(match value {
        "SIM-429" => "SIM-429-ALWAYS",
        "SIM-500" => "SIM-500-ALWAYS",
        "SIM-502" => "SIM-502-ALWAYS",
        "SIM-503" => "SIM-503-ALWAYS",
        "SIM-504" => "SIM-504-ALWAYS",
        "SIM-DROP" => "SIM-DROP-ALWAYS",
        "SIM-COMMIT-THEN-DROP" => "SIM-COMMIT-THEN-DROP-ALWAYS",
        "SIM-HANG" => "SIM-HANG-ALWAYS",
        "SIM-TRUNCATE" => "SIM-TRUNCATE-ALWAYS",
        "SIM-MALFORMED" => "SIM-MALFORMED-ALWAYS",
        "SIM-RESET" => "SIM-RESET-ALWAYS",
        _ => return None,
    })
}

const SAME_KEY: &str = "Developer: repeat the same request with the same key and body, after a \
    pause that grows, a few times at most.";

const UNKNOWN_OUTCOME: &str = "Nothing if a retry clears it up; otherwise that it is not known \
    whether the request arrived, and that sending again is safe.";

const fn fault(
    value: &'static str,
    kind: &'static str,
    attributes: &'static str,
    recurs: Recurs,
    texts: [&'static str; 3],
) -> Row {
    let [happens, shown, remedy] = texts;
    Row {
        value,
        operations: EVERY,
        case: Case::Fault { kind, attributes },
        recurs,
        happens,
        shown,
        remedy,
    }
}

const fn at(operations: &'static [Operation], row: Row) -> Row {
    Row { operations, ..row }
}

/// The rows.
pub(super) const ROWS: &[Row] = &[
    fault(
        "SIM-429",
        "status",
        r#"{"status": 429, "retryAfterSeconds": 1}"#,
        Recurs::OncePerReference,
        [
            "The service asks the client to slow down; `Retry-After` says 1 second. Nothing is done.",
            "Nothing, or that the service is busy and the ATS will try again by itself.",
            "Developer: wait as long as `Retry-After` says, then repeat the same request with the same key and body.",
        ],
    ),
    fault(
        "SIM-500",
        "status",
        r#"{"status": 500}"#,
        Recurs::OncePerReference,
        [
            "The service fails while it works on the request. Nothing is done.",
            "Nothing if a retry succeeds; otherwise that the service failed and that the job or transfer was kept.",
            SAME_KEY,
        ],
    ),
    fault(
        "SIM-502",
        "status",
        r#"{"status": 502}"#,
        Recurs::OncePerReference,
        [
            "Something before the service cannot reach it. Nothing is done.",
            "Nothing if a retry succeeds; otherwise that the service cannot be reached.",
            SAME_KEY,
        ],
    ),
    fault(
        "SIM-503",
        "status",
        r#"{"status": 503, "retryAfterSeconds": 1}"#,
        Recurs::OncePerReference,
        [
            "The service is unavailable; `Retry-After` says 1 second. Nothing is done.",
            "Nothing if a retry succeeds; otherwise that the service is unavailable and the ATS will try again.",
            "Developer: wait as long as `Retry-After` says, then repeat the same request with the same key and body.",
        ],
    ),
    fault(
        "SIM-504",
        "status",
        r#"{"status": 504}"#,
        Recurs::OncePerReference,
        [
            "Something before the service has waited too long for it. Nothing is done, which the client cannot know.",
            UNKNOWN_OUTCOME,
            SAME_KEY,
        ],
    ),
    fault(
        "SIM-SLOW",
        "latency",
        r#"{"latencyMs": 5000}"#,
        Recurs::Always,
        [
            "The work is done; its answer takes 5 seconds.",
            "That the ATS is still at work; in the end, success.",
            "Developer: wait at least 10 seconds before giving up, and keep the rest of the ATS usable meanwhile.",
        ],
    ),
    fault(
        "SIM-DROP",
        "drop_before_commit",
        "{}",
        Recurs::OncePerReference,
        [
            "The connection closes without an answer. Nothing was done, which the client cannot know.",
            UNKNOWN_OUTCOME,
            SAME_KEY,
        ],
    ),
    fault(
        "SIM-COMMIT-THEN-DROP",
        "commit_then_drop",
        "{}",
        Recurs::OncePerReference,
        [
            "The work is done, and the connection closes without its answer.",
            UNKNOWN_OUTCOME,
            "Developer: repeat the same request with the same key and body: the first answer comes again. Without a key, look whether it was done before sending again.",
        ],
    ),
    fault(
        "SIM-HANG",
        "commit_then_hang",
        r#"{"hangMs": 30000}"#,
        Recurs::OncePerReference,
        [
            "The work is done, and no answer comes; after 30 seconds the connection closes.",
            UNKNOWN_OUTCOME,
            "Developer: give up after a while of your own choosing, then repeat the same request with the same key and body.",
        ],
    ),
    at(
        BODIED,
        fault(
            "SIM-TRUNCATE",
            "truncate",
            r#"{"bytes": 20}"#,
            Recurs::OncePerReference,
            [
                "The work is done; its answer is cut after 20 bytes of its body.",
                UNKNOWN_OUTCOME,
                "Developer: a body that is shorter than `Content-Length` is no answer; repeat the same request with the same key and body.",
            ],
        ),
    ),
    at(
        JSON,
        fault(
            "SIM-MALFORMED",
            "malformed_json",
            "{}",
            Recurs::OncePerReference,
            [
                "The work is done; its answer is no well-formed JSON.",
                UNKNOWN_OUTCOME,
                "Developer: do not crash and do not guess; the status says that it was done, and repeating with the same key and body gives the answer again.",
            ],
        ),
    ),
    fault(
        "SIM-RESET",
        "connection_reset",
        "{}",
        Recurs::OncePerReference,
        [
            "The connection is reset without an answer. Nothing was done, which the client cannot know.",
            UNKNOWN_OUTCOME,
            SAME_KEY,
        ],
    ),
    at(
        JSON,
        fault(
            "SIM-UNKNOWN-FIELD",
            "unknown_field",
            "{}",
            Recurs::Always,
            [
                "The work is done; its answer has a member that the contract does not know.",
                "Success, as if the member were not there.",
                "Developer: ignore members you do not know; an interface grows.",
            ],
        ),
    ),
    at(
        CODED,
        fault(
            "SIM-UNKNOWN-ENUM",
            "unknown_enum",
            "{}",
            Recurs::Always,
            [
                "The work is done; a code of its answer is on no list.",
                "Success; where the code is shown, as it is or as unknown.",
                "Developer: carry on with a code you do not know; a list grows.",
            ],
        ),
    ),
    at(
        WRITES,
        fault(
            "SIM-DUPLICATE",
            "duplicate_delivery",
            "{}",
            Recurs::OncePerReference,
            [
                "The request is applied as if it had been delivered twice; the answer is that to the second.",
                "One draft or one transfer, and success.",
                "Developer: send an `Idempotency-Key`: then the second delivery gets the first answer again, and nothing is done twice.",
            ],
        ),
    ),
];
