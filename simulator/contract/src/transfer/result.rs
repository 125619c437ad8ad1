//! The answer to a transfer, in the vocabulary of the TIS to ESR confirmation file.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::codes::{LoadStatus, MessageType, RecordType};
use crate::limits::MESSAGE_TEXT;

/// What became of a transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TransferResult {
    /// ESR's id of this transfer.
    pub transfer_id: String,
    /// ESR's number of the applicant it went onto.
    pub applicant_number: String,
    /// Whether the transfer as a whole went in.
    pub load_status_code: LoadStatus,
    /// One result for each record that was sent.
    pub records: Vec<RecordResult>,
}

/// What became of one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecordResult {
    /// Which of the six.
    pub record: RecordType,
    /// Whether it went in.
    pub load_status_code: LoadStatus,
    /// The kind of the message, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_type: Option<MessageType>,
    /// At most 200 characters; never repeats personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = MESSAGE_TEXT))]
    pub message_text: Option<String>,
}
