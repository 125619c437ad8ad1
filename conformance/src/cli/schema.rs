//! `conformance schema`: the JSON Schemas of what people write and of what programs read.

use clap::{Args, ValueEnum};
use serde_json::Value;

use super::{Exit, show};
use crate::certificate;
use crate::generated;
use crate::protocol;
use crate::report::{known, record};
use crate::scenario;

/// What may be said after `conformance schema`.
#[derive(Debug, Args)]
pub(super) struct SchemaArguments {
    /// Of what
    #[arg(value_enum, default_value_t = Document::Scenario)]
    document: Document,
}

/// What there is a schema of.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Document {
    /// A scenario file, for editors
    Scenario,
    /// run.json
    Run,
    /// certificate.json
    Certificate,
    /// Every message between runner and adapter
    Protocol,
    /// A case that `fuzz` keeps
    Case,
    /// A list of known failures
    KnownFailing,
}

/// Prints it.
pub(super) fn schema(arguments: &SchemaArguments) -> Exit {
    let text = match arguments.document {
        Document::Scenario => written(&scenario::schema()),
        Document::Case => written(&generated::schema()),
        Document::Run => written(&record::schema()),
        Document::Certificate => written(&certificate::schema()),
        Document::KnownFailing => written(&known::schema()),
        Document::Protocol => protocol::schema::SCHEMA.to_owned(),
    };
    show::conclude(Exit::Conformant, show::print(&text), &[])
}

/// Indented, as it is published.
fn written(schema: &Value) -> String {
    format!("{schema:#}\n")
}
