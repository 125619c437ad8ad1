//! The calls of a description, group by group.

use serde_json::Value;

use super::schemas::{kind, link};
use super::text::{self, anchor, escaped, line, prose};

/// Every group with its calls.
pub(super) fn groups(description: &Value) -> String {
    text::each(&description["tags"], |tag| {
        let name = text::of(tag, "name");
        let heading = format!("<h2 id=\"{}\">{}</h2>\n", anchor(name), escaped(name));
        heading + &calls_of(description, name)
    })
}

fn calls_of(description: &Value, tag: &str) -> String {
    let Some(paths) = description["paths"].as_object() else {
        return String::new();
    };
    let calls = paths.iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().into_iter().flatten();
        methods.map(move |(method, call)| (path, method, call))
    });
    let of_tag = calls.filter(|(_, _, call)| call["tags"][0] == tag);
    of_tag
        .map(|(path, method, call)| one(description, path, method, call))
        .collect()
}

fn one(description: &Value, path: &str, method: &str, call: &Value) -> String {
    let id = escaped(text::of(call, "operationId"));
    [
        format!(
            "<section id=\"{id}\">\n<h3>{}</h3>\n",
            escaped(text::of(call, "summary"))
        ),
        format!(
            "<p class=\"call\"><code>{} {}</code></p>\n",
            method.to_uppercase(),
            escaped(path)
        ),
        format!("<p>Named <code>{id}</code>.</p>\n"),
        prose(text::of(call, "description")),
        parameters(description, call),
        body(call),
        answers(description, call),
        "</section>\n".to_owned(),
    ]
    .concat()
}

fn parameters(description: &Value, call: &Value) -> String {
    let rows = text::each(&call["parameters"], |parameter| {
        let parameter = resolved(description, parameter);
        let needed = if parameter["required"] == true {
            "required"
        } else {
            "optional"
        };
        format!(
            "<tr><td><code>{}</code></td><td>{}, {needed}</td><td>{}</td></tr>\n",
            escaped(text::of(parameter, "name")),
            escaped(text::of(parameter, "in")),
            line(text::of(parameter, "description")),
        )
    });
    table("Parameters", &["Name", "Where", "Meaning"], &rows)
}

fn body(call: &Value) -> String {
    let Some(content) = call["requestBody"]["content"].as_object() else {
        return String::new();
    };
    let media = content.iter().map(|(media, content)| {
        let shape = kind(&content["schema"]);
        format!(
            "<p><code>{}</code>: {shape}</p>\n{}",
            escaped(media),
            examples(content)
        )
    });
    format!("<h4>Body</h4>\n{}", media.collect::<String>())
}

fn answers(description: &Value, call: &Value) -> String {
    let Some(responses) = call["responses"].as_object() else {
        return String::new();
    };
    let rows = responses.iter().map(|(status, response)| {
        format!(
            "<tr><td>{status}</td><td>{}</td><td>{}{}</td></tr>\n",
            content(response),
            prose(text::of(response, "description")),
            headers(description, response),
        )
    });
    table(
        "Answers",
        &["Status", "Body", "Meaning"],
        &rows.collect::<String>(),
    )
}

fn content(response: &Value) -> String {
    let Some(content) = response["content"].as_object() else {
        return "none".to_owned();
    };
    let media = content.iter().map(|(media, content)| {
        let own = match media.contains("problem") {
            true => String::new(),
            false => examples(content),
        };
        format!(
            "{} <code>{}</code>{own}",
            link(&content["schema"]),
            escaped(media)
        )
    });
    media.collect::<Vec<_>>().join("<br>")
}

fn headers(description: &Value, response: &Value) -> String {
    let Some(headers) = response["headers"].as_object() else {
        return String::new();
    };
    let told = headers.iter().map(|(name, header)| {
        let about = line(text::of(resolved(description, header), "description"));
        format!("<dt><code>{}</code></dt><dd>{about}</dd>\n", escaped(name))
    });
    format!(
        "<details><summary>Headers</summary><dl>\n{}</dl></details>",
        told.collect::<String>()
    )
}

fn examples(content: &Value) -> String {
    let Some(examples) = content["examples"].as_object() else {
        return String::new();
    };
    let shown = examples
        .values()
        .filter_map(|example| example.get("value"))
        .map(|value| {
            let written = value
                .as_str()
                .map_or_else(|| format!("{value:#}"), str::to_owned);
            format!(
                "<details><summary>Example</summary><pre>{}</pre></details>",
                escaped(&written)
            )
        });
    shown.collect()
}

/// What a reference refers to; anything else is itself.
fn resolved<'a>(description: &'a Value, value: &'a Value) -> &'a Value {
    let pointer = value["$ref"]
        .as_str()
        .and_then(|reference| reference.strip_prefix('#'));
    pointer
        .and_then(|pointer| description.pointer(pointer))
        .unwrap_or(value)
}

/// A table with a heading; nothing where there are no rows.
pub(super) fn table(title: &str, columns: &[&str], rows: &str) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let heads = columns
        .iter()
        .map(|column| format!("<th scope=\"col\">{column}</th>"));
    format!(
        "<table><caption>{title}</caption><thead><tr>{}</tr></thead>\n<tbody>\n{rows}</tbody></table>\n",
        heads.collect::<String>(),
    )
}
