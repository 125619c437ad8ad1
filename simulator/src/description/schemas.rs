//! The schemas of a description: every type once as it is read, once as it is answered.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::shape;

/// Where schemas stand in a description.
const HOME: &str = "#/components/schemas/";

/// What the name of an object that is sent ends in: the same type is answered under its own name.
const SENT: &str = "Sent";

/// The schemas that a description has asked for so far.
pub(super) struct Schemas {
    sent: SchemaGenerator,
    answered: SchemaGenerator,
}

impl Schemas {
    /// None yet.
    pub(super) fn new() -> Self {
        let home = |settings: &mut SchemaSettings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        };
        let sent = SchemaSettings::draft2020_12().for_deserialize().with(home);
        let answered = SchemaSettings::draft2020_12().for_serialize().with(home);
        Self {
            sent: sent
                .with_transform(RecursiveTransform(shape::sent))
                .into_generator(),
            answered: answered
                .with_transform(RecursiveTransform(shape::answered))
                .into_generator(),
        }
    }

    /// A reference to the object `T` as it is read.
    pub(super) fn sent<T: JsonSchema>(&mut self) -> Value {
        self.sent.subschema_for::<T>();
        json!({ "$ref": format!("{HOME}{}{SENT}", T::schema_name()) })
    }

    /// A reference to `T` as it is answered.
    pub(super) fn answered<T: JsonSchema>(&mut self) -> Value {
        self.answered.subschema_for::<T>().to_value()
    }

    /// All of them, by name.
    pub(super) fn into_components(mut self) -> Map<String, Value> {
        let sent = self.sent.take_definitions(true);
        let is_object = |schema: &Value| schema["type"] == "object";
        let objects = sent.iter().filter(|(_, schema)| is_object(schema));
        let objects: Vec<String> = objects.map(|(name, _)| name.clone()).collect();
        let mut all = self.answered.take_definitions(true);
        for (mut name, mut schema) in sent {
            refer_to_sent(&mut schema, &objects);
            if objects.contains(&name) {
                name.push_str(SENT);
            }
            all.insert(name, schema);
        }
        all
    }
}

/// Turns every reference to one of the objects into a reference to it as it is sent.
fn refer_to_sent(schema: &mut Value, objects: &[String]) {
    match schema {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get_mut("$ref") {
                let name = reference.strip_prefix(HOME).unwrap_or_default();
                if objects.iter().any(|object| object == name) {
                    reference.push_str(SENT);
                }
            }
            members
                .values_mut()
                .for_each(|inner| refer_to_sent(inner, objects));
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| refer_to_sent(item, objects)),
        _ => (),
    }
}
