//! A whole description: what every OpenAPI document of this simulator says.

use serde_json::{Map, Value, json};

use super::{refusals, rules};

/// What both descriptions say first.
const WHO: &str = "An independent simulator of the NHS Jobs draft vacancy interface and of the ESR \
    Doctors in Training employment checks interface. It is not issued by or affiliated with NHSBSA, \
    NHS England or ESR. Synthetic data only: never send anything about a real person.";

/// How a reader tells what is known from what was chosen.
const PROVENANCE: &str = "The real wire contracts are not public. Every rule and every refusal \
    carries its provenance: `stated` (a public source says it), `inferred` (it follows from public \
    sources) or `simulator` (this simulator's own choice). The lists `x-rules` and `x-refusals` of \
    this document hold all of them with their sources.";

/// A whole document.
pub(super) struct Document {
    /// Its title.
    pub(super) title: &'static str,
    /// What it says beside what both descriptions say, in Markdown.
    pub(super) about: &'static str,
    /// Where the interface answers.
    pub(super) servers: Value,
    /// The groups of calls, in the order of reading, each with a sentence about it.
    pub(super) tags: &'static [(&'static str, &'static str)],
    /// The paths object.
    pub(super) paths: Value,
    /// Schemas by name.
    pub(super) schemas: Map<String, Value>,
    /// Headers, parameters, examples and security schemes.
    pub(super) components: Map<String, Value>,
}

impl Document {
    /// The OpenAPI document.
    pub(super) fn into_value(self) -> Value {
        let mut components = self.components;
        components.insert("schemas".to_owned(), Value::Object(self.schemas));
        let description = [WHO, self.about, PROVENANCE].join("\n\n");
        let tag = |(name, about): &(&str, &str)| json!({ "name": name, "description": about });
        json!({
            "openapi": "3.1.0",
            "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
            "info": {
                "title": self.title,
                "version": env!("CARGO_PKG_VERSION"),
                "summary": "An independent simulator; synthetic data only",
                "description": description,
                "license": { "name": "Apache-2.0 OR MIT", "identifier": "Apache-2.0 OR MIT" },
            },
            "servers": self.servers,
            "tags": self.tags.iter().map(tag).collect::<Value>(),
            "paths": self.paths,
            "components": components,
            "x-provenance": rules::provenances(),
            "x-rules": rules::all(),
            "x-refusals": refusals::all(),
        })
    }
}
