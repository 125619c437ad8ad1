//! The documents of a description, member by member.

use serde_json::Value;

use super::calls::table;
use super::text::{self, anchor, escaped, line, prose};

/// Every schema.
pub(super) fn all(description: &Value) -> String {
    let schemas = description["components"]["schemas"]
        .as_object()
        .into_iter()
        .flatten();
    let told = schemas.map(|(name, schema)| {
        format!(
            "<section id=\"schema-{}\">\n<h3>{}</h3>\n{}{}{}</section>\n",
            anchor(name),
            escaped(name),
            prose(text::of(schema, "description")),
            words(schema),
            members(schema),
        )
    });
    format!(
        "<h2 id=\"schemas\">Documents</h2>\n{}",
        told.collect::<String>()
    )
}

fn words(schema: &Value) -> String {
    if !schema["enum"].is_array() && !schema["oneOf"].is_array() {
        return String::new();
    }
    let word = |word: &Value| format!("<li><code>{}</code></li>\n", escaped(&plain(word)));
    let told = |way: &Value| match way.get("const") {
        Some(word) => {
            let about = line(text::of(way, "description"));
            format!("<li><code>{}</code>: {about}</li>\n", escaped(&plain(word)))
        }
        None => String::new(),
    };
    let rows = text::each(&schema["enum"], word) + &text::each(&schema["oneOf"], told);
    format!("<ul>\n{rows}</ul>\n")
}

fn members(schema: &Value) -> String {
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    let members = schema["properties"].as_object().into_iter().flatten();
    let rows = members.map(|(name, member)| {
        let needed = if required.iter().any(|one| one == name) {
            "yes"
        } else {
            "no"
        };
        format!(
            "<tr><td><code>{}</code></td><td>{}</td><td>{needed}</td><td>{}</td></tr>\n",
            escaped(name),
            kind(member),
            prose(text::of(member, "description")),
        )
    });
    table(
        "Members",
        &["Name", "Kind", "Required", "Meaning"],
        &rows.collect::<String>(),
    )
}

/// What kind of value a schema allows, in a few words.
pub(super) fn kind(schema: &Value) -> String {
    if schema["$ref"].is_string() {
        return link(schema);
    }
    if let Some(ways) = schema["anyOf"].as_array() {
        return ways.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    if schema["type"] == "array" {
        return format!("list of {}", kind(&schema["items"]));
    }
    if let Some(only) = schema.get("const") {
        return format!("<code>{}</code>", escaped(&plain(only)));
    }
    let types = match &schema["type"] {
        Value::Array(types) => types.iter().map(plain).collect::<Vec<_>>().join(" or "),
        Value::String(word) => word.clone(),
        _ => "any value".to_owned(),
    };
    let format = schema["format"]
        .as_str()
        .map(|format| format!(", {format}"));
    format!("{types}{}{}", format.unwrap_or_default(), bounds(schema))
}

fn bounds(schema: &Value) -> String {
    const BOUNDS: [(&str, &str); 6] = [
        ("minLength", "characters at least"),
        ("maxLength", "characters at most"),
        ("minimum", "at least"),
        ("exclusiveMinimum", "more than"),
        ("maximum", "at most"),
        ("maxItems", "items at most"),
    ];
    let told = BOUNDS.iter().filter_map(|(keyword, words)| {
        let bound = schema.get(keyword)?;
        let number_last = !words.starts_with("characters") && !words.starts_with("items");
        Some(if number_last {
            format!(", {words} {bound}")
        } else {
            format!(", {bound} {words}")
        })
    });
    told.collect()
}

/// A link to the schema that is referred to.
pub(super) fn link(schema: &Value) -> String {
    let name = schema["$ref"]
        .as_str()
        .and_then(|reference| reference.rsplit('/').next());
    name.map(|name| format!("<a href=\"#schema-{}\">{}</a>", anchor(name), escaped(name)))
        .unwrap_or_default()
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
