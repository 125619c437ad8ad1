//! The answer to `hello`: who the client is and what it can do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The answer to `hello`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelloReply {
    /// The version of the adapter protocol spoken: `1`.
    pub protocol: String,
    /// The adapter.
    pub adapter: AdapterName,
    /// The client that the adapter drives.
    pub subject: Subject,
    /// The actions supported, in the protocol's words.
    pub actions: Vec<String>,
    /// Optional abilities; none is defined yet.
    #[serde(default)]
    pub features: Vec<String>,
    /// How many attempts may be open at a time, at least 1.
    pub concurrency: u32,
    /// The nonce of the question, to show that somebody is listening.
    pub nonce: String,
}

/// Name and version of an adapter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AdapterName {
    /// What it is called.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// The client under test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Subject {
    /// Who makes it.
    pub vendor: String,
    /// What it is called.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The language it is written in.
    pub language: String,
}
