//! Correcting one field, where what was meant can be told from what was sent.

use contract::codes::{ApplicantStatus, PayBand, StaffGroup};
use contract::problem::FieldError;
use contract::reading::Json;
use serde::Serialize;
use serde_json::{Number, Value, json};

/// One change that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Change {
    /// Where.
    pub(crate) pointer: String,
    /// What was sent; `null` where nothing was.
    pub(crate) from: Value,
    /// What stands there now; `null` where nothing does.
    pub(crate) to: Value,
    /// Why.
    pub(crate) why: String,
    /// The value is only an example: somebody has to say the real one.
    pub(crate) example: bool,
}

/// Corrects the field of one error; `None` where only its author can.
pub(super) fn field(body: &mut Value, error: &FieldError) -> Option<Change> {
    let pointer = error.field.as_str();
    let sent = body.pointer(pointer).cloned();
    let (to, example) = match error.code.as_str() {
        "UNKNOWN_FIELD" | "NOT_EXPECTED" | "SALARY_NOT_EXPECTED" => (None, false),
        "SALARY_MINIMUM_ABOVE_MAXIMUM" => return swapped(body, error),
        "SALARY_NOT_A_NUMBER" => (Some(number(sent.as_ref()?.as_str()?)?), false),
        "SALARY_TOO_PRECISE" => (Some(rounded(sent.as_ref()?)?), false),
        "SALARY_PERIOD_MISSING" => (Some(json!("YEAR")), true),
        "REQUIRED" => (Some(example_of(pointer)?), true),
        "UNKNOWN_CODE" => (Some(code(sent.as_ref()?.as_str()?, &error.message)?), false),
        "WRONG_TYPE" => (Some(retyped(sent.as_ref()?, &error.message)?), false),
        "NOT_VALID" => (
            Some(rewritten(sent.as_ref()?.as_str()?, &error.message)?),
            false,
        ),
        _ => return None,
    };
    put(body, pointer, to.clone())?;
    Some(Change {
        pointer: pointer.to_owned(),
        from: sent.unwrap_or_default(),
        to: to.unwrap_or_default(),
        why: error.message.clone(),
        example,
    })
}

/// The version that an update must carry.
pub(super) fn version(body: &mut Value, current: u64) -> Option<Change> {
    let from = body.get("version").cloned().unwrap_or_default();
    put(body, "/version", Some(json!(current)))?;
    Some(Change {
        pointer: "/version".to_owned(),
        from,
        to: json!(current),
        why: "the draft was changed in between; send this once the user has seen what changed"
            .to_owned(),
        example: false,
    })
}

/// The status that an applicant has to have reached.
pub(super) fn status(body: &mut Value) -> Option<Change> {
    const POINTER: &str = "/applicantStatus";
    let to = json!(ApplicantStatus::OutcomeRecruited.wire());
    let from = body.pointer(POINTER).cloned().unwrap_or_default();
    put(body, POINTER, Some(to.clone()))?;
    Some(Change {
        pointer: POINTER.to_owned(),
        from,
        to,
        why: "checks travel once the applicant has reached this status; send them then".to_owned(),
        example: true,
    })
}

/// Takes away what must never travel, at any depth.
pub(super) fn out_of_bounds(body: &mut Value) -> Vec<Change> {
    let mut changes = Vec::new();
    take_away(body, "", &mut changes);
    changes
}

fn take_away(value: &mut Value, at: &str, changes: &mut Vec<Change>) {
    match value {
        Value::Object(members) => {
            let never = members.keys().filter(|name| never_travels(name)).cloned();
            for name in never.collect::<Vec<_>>() {
                members.remove(&name);
                changes.push(Change {
                    pointer: format!("{at}/{}", escaped(&name)),
                    // Not even here: what must not travel is not repeated.
                    from: json!("…"),
                    to: Value::Null,
                    why: "this never travels; it is entered in ESR by hand".to_owned(),
                    example: false,
                });
            }
            for (name, inner) in members {
                take_away(inner, &format!("{at}/{}", escaped(name)), changes);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                take_away(item, &format!("{at}/{index}"), changes);
            }
        }
        _ => (),
    }
}

fn never_travels(name: &str) -> bool {
    let one = json!({ name: null });
    contract::transfer::out_of_bounds(&Json::from(&one)).is_some()
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

// Puts a value at a pointer whose parent is there, or takes away what stands at it.
pub(super) fn put(body: &mut Value, pointer: &str, value: Option<Value>) -> Option<()> {
    let (parent, last) = pointer.rsplit_once('/')?;
    let name = last.replace("~1", "/").replace("~0", "~");
    match (body.pointer_mut(parent)?, value) {
        (Value::Object(members), Some(value)) => drop(members.insert(name, value)),
        (Value::Object(members), None) => drop(members.remove(&name)?),
        (Value::Array(items), Some(value)) => *items.get_mut(name.parse::<usize>().ok()?)? = value,
        (Value::Array(items), None) => {
            let index = name
                .parse::<usize>()
                .ok()
                .filter(|index| *index < items.len())?;
            items.remove(index);
        }
        _ => return None,
    }
    Some(())
}

fn swapped(body: &mut Value, error: &FieldError) -> Option<Change> {
    let salary = body.pointer_mut("/salary")?.as_object_mut()?;
    let (least, most) = (
        salary.get("minimum")?.clone(),
        salary.get("maximum")?.clone(),
    );
    salary.insert("minimum".to_owned(), most.clone());
    salary.insert("maximum".to_owned(), least.clone());
    Some(Change {
        pointer: "/salary".to_owned(),
        from: json!({ "minimum": least, "maximum": most }),
        to: json!({ "minimum": most, "maximum": least }),
        why: error.message.clone(),
        example: false,
    })
}

// "£32,073.00" is 32073.
fn number(text: &str) -> Option<Value> {
    let noise = |c: char| c.is_whitespace() || matches!(c, '£' | ',');
    let plain = text.replace(noise, "");
    let whole = plain.strip_suffix(".00").unwrap_or(&plain);
    whole.parse::<Number>().ok().map(Value::Number)
}

fn rounded(value: &Value) -> Option<Value> {
    let pence = (value.as_f64()? * 100.0).round();
    Number::from_f64(pence / 100.0).map(Value::Number)
}

// Only where the shape of a good value is known and its content plainly an example.
fn example_of(pointer: &str) -> Option<Value> {
    match pointer {
        "/contractDuration" => Some(json!({ "length": 12, "unit": "MONTHS" })),
        "/contractDuration/length" => Some(json!(12)),
        "/contractDuration/unit" => Some(json!("MONTHS")),
        _ => None,
    }
}

fn code(sent: &str, message: &str) -> Option<Value> {
    let known = message.split_once("one of ")?.1.split(", ");
    let known = known.map(str::trim).collect::<Vec<_>>();
    let of_ats = || {
        let group = StaffGroup::from_ats(sent).ok().map(StaffGroup::wire);
        group.or_else(|| PayBand::from_ats(sent).ok().map(PayBand::wire))
    };
    let of_ats = of_ats().filter(|word| known.contains(word));
    let meant = of_ats.or_else(|| nearest(&spelt(sent), &known))?;
    Some(json!(meant))
}

fn spelt(sent: &str) -> String {
    let letter = |c: char| if c.is_alphanumeric() { c } else { '_' };
    sent.trim()
        .to_uppercase()
        .chars()
        .map(letter)
        .take(64)
        .collect()
}

fn nearest<'k>(spelt: &str, known: &[&'k str]) -> Option<&'k str> {
    let near = known
        .iter()
        .map(|word| (strsim::osa_distance(spelt, word), *word));
    let (distance, word) = near.min()?;
    (distance <= spelt.chars().count() / 3).then_some(word)
}

fn retyped(sent: &Value, message: &str) -> Option<Value> {
    let wanted = message.split_once("must be ").map(|(_, wanted)| wanted)?;
    match (wanted, sent) {
        ("text" | "a code, as text" | "a date as text", Value::Number(number)) => {
            Some(json!(number.to_string()))
        }
        ("true or false", Value::String(text)) => match text.trim().to_lowercase().as_str() {
            "true" | "yes" | "y" => Some(json!(true)),
            "false" | "no" | "n" => Some(json!(false)),
            _ => None,
        },
        ("a whole number", Value::String(text)) => text.trim().parse::<i64>().ok().map(Value::from),
        ("an array of codes" | "an array", Value::String(_) | Value::Object(_)) => {
            Some(json!([sent]))
        }
        _ => None,
    }
}

fn rewritten(sent: &str, message: &str) -> Option<Value> {
    if message.contains("written like 2026-12-18") {
        return date(sent.trim()).map(Value::from);
    }
    let https = message.contains("https") || message.contains("HTTPS");
    let address = sent.strip_prefix("http://").filter(|_| https)?;
    Some(json!(format!("https://{address}")))
}

// 18/12/2026, 18.12.2026, 2026/12/18 or an instant. Of two ways to read one, the British is meant.
fn date(sent: &str) -> Option<String> {
    let day = sent.split(['T', ' ']).next().unwrap_or_default();
    let parts = day
        .split(['/', '.', '-'])
        .map(|part| part.parse::<u16>().ok());
    let (year, month, day) = match parts.collect::<Option<Vec<_>>>()?.as_slice() {
        [year, month, day] if *year > 31 => (*year, *month, *day),
        [day, month, year] if *year > 999 => (*year, *month, *day),
        _ => return None,
    };
    let date = format!("{year:04}-{month:02}-{day:02}");
    date.parse::<jiff::civil::Date>().ok().map(|_| date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(pointer: &str, code: &str, message: &str) -> FieldError {
        FieldError {
            field: pointer.to_owned(),
            code: code.to_owned(),
            rule: String::new(),
            message: message.to_owned(),
        }
    }

    #[test]
    fn what_was_meant_is_told_from_what_was_sent() {
        assert_eq!(number("£32,073.00"), Some(json!(32_073)));
        assert_eq!(number("32073.5"), Some(json!(32_073.5)));
        assert_eq!(number("competitive"), None);
        let kinds = "must be one of PERMANENT, FIXED_TERM, BANK";
        assert_eq!(code("fixed term", kinds), Some(json!("FIXED_TERM")));
        assert_eq!(code("Fixed-Trem", kinds), Some(json!("FIXED_TERM")));
        assert_eq!(code("zero hours", kinds), None);
        assert_eq!(
            code("8a", "must be one of BAND_7, BAND_8A"),
            Some(json!("BAND_8A"))
        );
        assert_eq!(date("18/12/2026").as_deref(), Some("2026-12-18"));
        assert_eq!(date("2026-12-18T09:00:00Z").as_deref(), Some("2026-12-18"));
        assert_eq!(date("31/02/2026"), None);
        assert_eq!(
            retyped(&json!("yes"), "`x` must be true or false"),
            Some(json!(true))
        );
    }

    #[test]
    fn a_text_that_is_too_long_is_nobodys_to_shorten() {
        let mut body = json!({ "jobTitle": "x".repeat(80) });

        let change = field(&mut body, &error("/jobTitle", "TOO_LONG", "too long"));

        assert_eq!(change, None);
        assert_eq!(body["jobTitle"].as_str().unwrap().len(), 80);
    }

    #[test]
    fn what_must_never_travel_is_taken_away_at_any_depth_and_not_repeated() {
        let mut body =
            json!({ "identity": {"ni": "QQ"}, "checks": [{ "occupational_health": 1 }] });

        let changes = out_of_bounds(&mut body);

        assert_eq!(body, json!({ "checks": [{}] }));
        let places = changes.iter().map(|change| change.pointer.as_str());
        assert_eq!(
            places.collect::<Vec<_>>(),
            ["/identity", "/checks/0/occupational_health"]
        );
        assert!(
            changes
                .iter()
                .all(|change| !change.from.to_string().contains("QQ"))
        );
    }
}
