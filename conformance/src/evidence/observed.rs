//! What only an attempt has at which a person acted, with no adapter in between.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// That a person acted and answered: what the evidence calls the client's report is then their
/// attestation, and others may have used the ATS meanwhile.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Observed {
    /// How often the task was begun, this time included: a person may begin one again.
    pub tries: u32,
    /// Why they left it out, as a sentence fragment; nothing is concluded then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_out: Option<String>,
}
