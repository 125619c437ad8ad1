//! A step of a case in plain words: as a sentence of its story, and as the circumstance that a title
//! names.

use contract::text::counted;
use serde_json::{Map, Value};

use super::notation;

/// What is done, as a sentence; what the client made of it follows in the story.
pub(super) fn sentence(step: &Value) -> String {
    let text = |name: &str| step[name].as_str().unwrap_or_default();
    let name = text("name");
    let with = step.get("with").map(held);
    let and = |joined: &str| {
        let with = with.as_ref().map(|with| format!("{joined}{with}"));
        with.unwrap_or_default()
    };
    match (text("act"), text("person")) {
        ("post_vacancy", _) => format!("the recruiter posts `{name}`{}", and(", with ")),
        ("update_vacancy", _) => format!("the recruiter updates `{name}`{}", and(", with ")),
        ("transfer_employment_checks", _) => {
            let with = and(", with ");
            format!("the recruiter transfers the checks of `{name}`{with}")
        }
        (_, "publish") => format!("a colleague publishes `{name}` in NHS Jobs"),
        (_, "close") => format!("a colleague closes `{name}` in NHS Jobs"),
        (_, "amend") => format!("a colleague changes `{name}` in NHS Jobs{}", and(": ")),
        (_, "load_applicant") => format!("TIS loads an applicant into ESR{}", and(": ")),
        (_, "close_record") => format!("HR closes the record `{}` in ESR", text("of")),
        (_, "keep_record") => {
            let of = text("of");
            format!("HR keeps the record `{of}` in ESR and closes its duplicates")
        }
        (_, "correct_record") => {
            format!(
                "HR corrects the record `{}` in ESR{}",
                text("of"),
                and(": ")
            )
        }
        (_, "set_activation") => {
            let to = text("to");
            format!("the employer's interface with TIS or Hicom becomes `{to}`")
        }
        (_, "") => of_services(step),
        (_, lever) => pulled(lever, text("credential")),
    }
}

fn pulled(lever: &str, credential: &str) -> String {
    let thing = thing(credential);
    match lever {
        "revoke_credential" => format!("somebody revokes {thing}"),
        "expire_credential" => format!("the time of {thing} runs out"),
        "unlink_credential" => format!("somebody unlinks {thing}"),
        "restore_credential" => format!("support puts {thing} right again"),
        other => format!("somebody does `{other}` with {thing}"),
    }
}

fn thing(credential: &str) -> String {
    match credential {
        "api_key" => "the API key".to_owned(),
        "access_tokens" => "the access tokens".to_owned(),
        other => format!("the {}", other.replace('_', " ")),
    }
}

fn of_services(step: &Value) -> String {
    match (step.get("advance"), step.get("fault")) {
        (Some(duration), _) => {
            let duration = duration.as_str().unwrap_or_default();
            format!("the clock moves on by {duration}")
        }
        (_, Some(Value::Object(fault))) => armed(fault),
        (_, Some(_)) => "the service is well again".to_owned(),
        _ => "the client is waited for until it is idle".to_owned(),
    }
}

/// `when the next createVacancy comes, its answer is cut off after 1 byte (truncate)`.
fn armed(fault: &Map<String, Value>) -> String {
    let kind = fault
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let operation = fault
        .get("match")
        .and_then(|met| met["operation"].as_str())
        .unwrap_or("request");
    let number = |name: &str| fault.get(name).and_then(Value::as_u64);
    let when = match number("times").unwrap_or(1) {
        1 => format!("when the next {operation} comes"),
        times => format!("each of the next {times} times that {operation} comes"),
    };
    let but = match number("skip") {
        Some(skip) if skip > 0 => format!(", the first {skip} aside"),
        _ => String::new(),
    };
    let what = befalls(kind, fault.get("attributes").unwrap_or(&Value::Null));
    format!("{when}{but}, {what} ({kind})")
}

fn befalls(kind: &str, attributes: &Value) -> String {
    let number = |name: &str| attributes[name].as_u64().unwrap_or_default();
    match kind {
        "status" => answered(attributes),
        "drop_before_commit" => "it is lost before anything is done".to_owned(),
        "commit_then_drop" => "it is done and the answer is lost".to_owned(),
        "commit_then_hang" => "it is done and no answer comes".to_owned(),
        "truncate" => match number("bytes") {
            1 => "its answer is cut off after 1 byte".to_owned(),
            bytes => format!("its answer is cut off after {bytes} bytes"),
        },
        "malformed_json" => "its answer cannot be read".to_owned(),
        "connection_reset" => "the connection is reset".to_owned(),
        "latency" => format!("its answer takes {} ms", number("latencyMs")),
        "slow_body" | "bandwidth" => "its answer comes slowly".to_owned(),
        "unknown_field" => "its answer has a member that nobody knows".to_owned(),
        "unknown_enum" => "its answer has a code that nobody knows".to_owned(),
        "expire_token" => "the access token has just run out".to_owned(),
        "revoke_key" => "the API key has just been revoked".to_owned(),
        "duplicate_delivery" => "it arrives twice".to_owned(),
        other => format!("it meets {other}"),
    }
}

fn answered(attributes: &Value) -> String {
    let status = &attributes["status"];
    match attributes["retryAfterSeconds"].as_u64() {
        Some(seconds) => format!("it is answered with {status} and `Retry-After: {seconds}`"),
        None => format!("it is answered with {status}"),
    }
}

/// The circumstance as the end of a title: `also when an answer is cut off`.
pub(super) fn circumstance(step: &Value) -> Option<&'static str> {
    if let Some(kind) = step["fault"]["type"].as_str() {
        return Some(trouble(kind));
    }
    if step.get("advance").is_some() {
        return Some("also some time later");
    }
    Some(match step["person"].as_str()? {
        "publish" => "also after a colleague has published it",
        "close" => "also after a colleague has closed it",
        "amend" => "also after a colleague has changed it",
        "load_applicant" => "also after TIS has loaded the applicant",
        "close_record" => "also after HR has closed the record",
        "keep_record" => "also after HR has closed the duplicates",
        "correct_record" => "also after HR has corrected the record",
        "set_activation" => "also when the employer's activation has changed",
        "revoke_credential" => "also after a credential was revoked",
        "expire_credential" => "also after a credential ran out",
        "unlink_credential" => "also after a credential was unlinked",
        _ => "also after support has put a credential right",
    })
}

fn trouble(kind: &str) -> &'static str {
    match kind {
        "status" => "also when the service is briefly out of order",
        "drop_before_commit" => "also when a request is lost",
        "commit_then_drop" | "commit_then_hang" => "also when an answer is lost",
        "truncate" => "also when an answer is cut off",
        "malformed_json" => "also when an answer cannot be read",
        "connection_reset" => "also when the connection breaks",
        "latency" | "slow_body" | "bandwidth" => "also when an answer is slow",
        "unknown_field" => "also when an answer holds more than is known",
        "unknown_enum" => "also when an answer holds an unknown code",
        "expire_token" => "also when the token has run out",
        "revoke_key" => "also when the key has been revoked",
        "duplicate_delivery" => "also when a request arrives twice",
        _ => "also when the service is in trouble",
    }
}

/// What is held, with texts that are made to a length in words.
pub(super) fn held(with: &Value) -> String {
    let mut told = notation::line(with);
    for text in made_texts(with) {
        told = told.replace(&notation::line(&text), &in_words(&text["$text"]));
    }
    told
}

fn made_texts(value: &Value) -> Vec<Value> {
    match value {
        Value::Object(members) if members.contains_key("$text") => vec![value.clone()],
        Value::Object(members) => members.values().flat_map(made_texts).collect(),
        Value::Array(items) => items.iter().flat_map(made_texts).collect(),
        _ => Vec::new(),
    }
}

/// `501 characters of "€"`.
fn in_words(text: &Value) -> String {
    let quoted = |name: &str| text[name].as_str().map(notation::quoted);
    let of = |joined: &str, name: &str| {
        quoted(name)
            .map(|quoted| format!("{joined}{quoted}"))
            .unwrap_or_default()
    };
    format!(
        "{}{}{}{}",
        counted(
            text["length"].as_u64().unwrap_or(0),
            "character",
            "characters"
        ),
        of(" of ", "repeat"),
        of(", beginning with ", "start"),
        of(", ending in ", "end")
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn steps_are_told_as_a_tester_would_tell_them() {
        let steps = json!([
            { "fault": { "type": "truncate", "attributes": { "bytes": 1 }, "match": { "operation": "createVacancy" } } },
            { "fault": { "type": "status", "attributes": { "status": 429, "retryAfterSeconds": 1 },
                "match": { "operation": "issueToken" }, "times": 3, "skip": 1 } },
            { "act": "post_vacancy", "name": "job1", "with": { "main_duties": { "$text": { "length": 501, "repeat": "€" } } } },
            { "person": "amend", "name": "job1", "with": { "jobDescription": "." } },
            { "person": "expire_credential", "credential": "access_tokens" },
            { "person": "set_activation", "to": "none" },
        ]);

        let told: Vec<String> = steps.as_array().unwrap().iter().map(sentence).collect();

        insta::assert_snapshot!(told.join("\n"), @r#"
        when the next createVacancy comes, its answer is cut off after 1 byte (truncate)
        each of the next 3 times that issueToken comes, the first 1 aside, it is answered with 429 and `Retry-After: 1` (status)
        the recruiter posts `job1`, with { "main_duties": 501 characters of "€" }
        a colleague changes `job1` in NHS Jobs: { "jobDescription": "." }
        the time of the access tokens runs out
        the employer's interface with TIS or Hicom becomes `none`
        "#);
    }
}
