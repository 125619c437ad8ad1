//! Reading a pattern: the whole of it, or the place of the first thing that is not understood.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract::pointer::Pointer;
use serde_json::{Map, Value};

use super::NoPattern;
use super::json::Leniency;
use super::json_path::Path;
use super::part::{Part, Place, shortened};
use super::regular::whole;
use super::template::Template;
use super::value::ValuePattern;
use crate::journal::Journal;
use crate::words::nearest;

/// Most matchers in one pattern: each is tried on every exchange that is kept.
const MATCHERS: usize = 100;

const MEMBERS: [&str; 20] = [
    "method",
    "url",
    "urlPath",
    "urlPattern",
    "urlPathPattern",
    "urlPathTemplate",
    "pathParameters",
    "queryParameters",
    "headers",
    "cookies",
    "formParameters",
    "basicAuthCredentials",
    "basicAuth",
    "bodyPatterns",
    "scheme",
    "host",
    "port",
    "clientIp",
    "name",
    "metadata",
];
/// What WireMock has and a journal cannot tell.
const NOT_HERE: [&str; 2] = ["customMatcher", "multipartPatterns"];
const URLS: [&str; 5] = [
    "url",
    "urlPath",
    "urlPattern",
    "urlPathPattern",
    "urlPathTemplate",
];

const KINDS: [&str; 14] = [
    "equalTo",
    "contains",
    "doesNotContain",
    "matches",
    "doesNotMatch",
    "absent",
    "equalToJson",
    "matchesJsonPath",
    "and",
    "or",
    "not",
    "hasExactly",
    "includes",
    "binaryEqualTo",
];
const SWITCHES: [&str; 3] = ["caseInsensitive", "ignoreArrayOrder", "ignoreExtraElements"];

/// Reads a request pattern.
pub(super) fn request(pattern: &Value, journal: &Journal) -> Result<(Value, Vec<Part>), NoPattern> {
    let masked = masked(pattern, journal, false);
    let mut reader = Reader {
        parts: Vec::new(),
        matchers: 0,
    };
    let basic = |sent: &str| journal.masked_authorization(sent);
    reader.request(&masked, pattern, &basic)?;
    Ok((masked, reader.parts))
}

/// Reads a request pattern that holds no secret.
pub(super) fn parts(pattern: &Value) -> Result<Vec<Part>, NoPattern> {
    let mut reader = Reader {
        parts: Vec::new(),
        matchers: 0,
    };
    reader.request(pattern, pattern, &str::to_owned)?;
    Ok(reader.parts)
}

/// Reads a pattern for one value.
pub(super) fn value(pattern: &Value, at: &Pointer) -> Result<ValuePattern, NoPattern> {
    let mut reader = Reader {
        parts: Vec::new(),
        matchers: 0,
    };
    reader.value(pattern, at)
}

impl ValuePattern {
    /// Reads one pattern, with the secrets in it masked as `journal` masks them.
    ///
    /// # Errors
    ///
    /// [`NoPattern`] names the place of what is not understood, and what would be.
    pub(crate) fn read(pattern: &Value, journal: &Journal) -> Result<Self, NoPattern> {
        value(&masked(pattern, journal, false), &Pointer::root())
    }
}

// Within a regular expression a mask stands for itself.
fn masked(value: &Value, journal: &Journal, regular: bool) -> Value {
    match value {
        Value::String(text) => {
            let masked = journal.masked(text);
            match regular && masked != *text {
                true => masked.replace("[secret:", r"\[secret:").into(),
                false => masked.into(),
            }
        }
        Value::Array(items) => items
            .iter()
            .map(|item| masked(item, journal, regular))
            .collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| {
                let regular = ["matches", "doesNotMatch", "urlPattern", "urlPathPattern"]
                    .contains(&name.as_str());
                (name.clone(), masked(value, journal, regular))
            })
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

struct Reader {
    parts: Vec<Part>,
    matchers: usize,
}

impl Reader {
    fn request(
        &mut self,
        pattern: &Value,
        unmasked: &Value,
        mask: &dyn Fn(&str) -> String,
    ) -> Result<(), NoPattern> {
        let root = Pointer::root();
        let Value::Object(members) = pattern else {
            return Err(NoPattern::at(&root, "a request pattern is an object"));
        };
        let given = |(name, value): (&String, &Value)| (!value.is_null()).then(|| name.clone());
        let given = members.iter().filter_map(given).collect::<Vec<_>>();
        known(&given, &root)?;
        self.address(members)?;
        for name in given.iter().filter(|name| !URLS.contains(&name.as_str())) {
            let at = root.member(name);
            let value = &members[name];
            match name.as_str() {
                "method" => self.method(value, &at)?,
                "headers" => self.named(value, &at, "header", Place::Header)?,
                "queryParameters" => self.named(value, &at, "query parameter", Place::Query)?,
                "cookies" => self.named(value, &at, "cookie", Place::Cookie)?,
                "formParameters" => self.named(value, &at, "form parameter", Place::Form)?,
                "pathParameters" => self.segments(members, value, &at)?,
                "basicAuthCredentials" | "basicAuth" => {
                    self.basic(&unmasked[name], &at, mask)?;
                }
                "bodyPatterns" => self.bodies(value, &at)?,
                "host" => self.one("host", value, &at, Place::Host)?,
                "clientIp" => self.one("client IP", value, &at, Place::ClientIp)?,
                "scheme" => self.exactly("scheme", text(value, &at)?, Place::Scheme, 1.0),
                "port" => {
                    let port = value.as_u64();
                    let port = port.ok_or_else(|| NoPattern::at(&at, "a port is a number"))?;
                    self.exactly("port", port.to_string(), Place::Port, 1.0);
                }
                // Java's library sends these; they ask for nothing.
                _ => (),
            }
        }
        Ok(())
    }

    fn address(&mut self, members: &Map<String, Value>) -> Result<(), NoPattern> {
        let given = URLS
            .iter()
            .filter(|name| members.get(**name).is_some_and(|v| !v.is_null()));
        let given = given.collect::<Vec<_>>();
        let Some(name) = given.first() else {
            return Ok(());
        };
        let at = Pointer::root().member(name);
        if let Some(second) = given.get(1) {
            let detail = format!("`{name}` and `{second}` both say which address; keep one");
            return Err(NoPattern::at(&Pointer::root().member(second), detail));
        }
        let written = text(&members[**name], &at)?;
        let (place, wanted) = match **name {
            "url" => (Place::Target, equal(&written)),
            "urlPath" => (Place::Path, equal(&written)),
            "urlPattern" => (Place::Target, ValuePattern::Matches(whole(&written, &at)?)),
            "urlPathPattern" => (Place::Path, ValuePattern::Matches(whole(&written, &at)?)),
            _ => (
                Place::Path,
                ValuePattern::Template(template(&written, &at)?),
            ),
        };
        self.push(
            (**name).to_owned(),
            shortened(&written),
            place,
            wanted,
            10.0,
        );
        Ok(())
    }

    fn method(&mut self, value: &Value, at: &Pointer) -> Result<(), NoPattern> {
        let words = |value: &Value, at: &Pointer| match value {
            Value::Array(items) => items.iter().map(|item| text(item, at)).collect(),
            one => text(one, at).map(|word| vec![word]),
        };
        let wanted = match value {
            Value::Object(members) => match members.iter().next() {
                Some((name, inner)) if name == "oneOf" => ValuePattern::OneOf(words(inner, at)?),
                Some((name, inner)) if name == "noneOf" => ValuePattern::NoneOf(words(inner, at)?),
                _ => {
                    return Err(NoPattern::at(
                        at,
                        "a method is text, or `oneOf` or `noneOf`",
                    ));
                }
            },
            one => match text(one, at)?.to_uppercase().as_str() {
                "ANY" => return Ok(()),
                "GET_OR_HEAD" => ValuePattern::OneOf(vec!["GET".to_owned(), "HEAD".to_owned()]),
                word => ValuePattern::OneOf(vec![word.to_owned()]),
            },
        };
        let expected = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_uppercase);
        self.push("method".to_owned(), expected, Place::Method, wanted, 3.0);
        Ok(())
    }

    fn named(
        &mut self,
        value: &Value,
        at: &Pointer,
        kind: &str,
        place: fn(String) -> Place,
    ) -> Result<(), NoPattern> {
        for (name, pattern) in object(value, at)? {
            let wanted = self.value(pattern, &at.member(name))?;
            let field = format!("{kind} {name}");
            self.push(field, written(pattern), place(name.clone()), wanted, 1.0);
        }
        Ok(())
    }

    fn segments(
        &mut self,
        members: &Map<String, Value>,
        value: &Value,
        at: &Pointer,
    ) -> Result<(), NoPattern> {
        let needed = || NoPattern::at(at, "`pathParameters` needs `urlPathTemplate` beside it");
        let path = members.get("urlPathTemplate").and_then(Value::as_str);
        let template = template(path.ok_or_else(needed)?, at)?;
        for (name, pattern) in object(value, at)? {
            let at = at.member(name);
            if !template.names(name) {
                let detail = format!("`urlPathTemplate` has no segment {{{name}}}");
                return Err(NoPattern::at(&at, detail));
            }
            let wanted = self.value(pattern, &at)?;
            let place = Place::Segment(template.clone(), name.clone());
            self.push(
                format!("path parameter {name}"),
                written(pattern),
                place,
                wanted,
                1.0,
            );
        }
        Ok(())
    }

    // The journal has no secret to compare with, so the two are compared as masks.
    fn basic(
        &mut self,
        value: &Value,
        at: &Pointer,
        mask: &dyn Fn(&str) -> String,
    ) -> Result<(), NoPattern> {
        let members = object(value, at)?;
        let member = |name| {
            let value = members.get(name).unwrap_or(&Value::Null);
            text(value, &at.member(name))
        };
        let pair = format!("{}:{}", member("username")?, member("password")?);
        let sent = format!("Basic {}", STANDARD.encode(pair));
        let masked = mask(&sent);
        let place = Place::Header("authorization".to_owned());
        self.exactly("basic credentials", masked, place, 1.0);
        Ok(())
    }

    fn bodies(&mut self, value: &Value, at: &Pointer) -> Result<(), NoPattern> {
        // The Python library's own type for it is an object, so one matcher alone is read too.
        let one = std::slice::from_ref(value);
        let patterns = match value {
            Value::Array(patterns) => patterns.as_slice(),
            Value::Object(members) if members.is_empty() => &[],
            Value::Object(_) => one,
            _ => return Err(NoPattern::at(at, "`bodyPatterns` is an array of matchers")),
        };
        for (index, pattern) in patterns.iter().enumerate() {
            let wanted = self.value(pattern, &at.item(index))?;
            self.push(
                "body".to_owned(),
                written(pattern),
                Place::Body,
                wanted,
                1.0,
            );
        }
        Ok(())
    }

    fn one(
        &mut self,
        field: &str,
        value: &Value,
        at: &Pointer,
        place: Place,
    ) -> Result<(), NoPattern> {
        let wanted = self.value(value, at)?;
        self.push(field.to_owned(), written(value), place, wanted, 1.0);
        Ok(())
    }

    fn exactly(&mut self, field: &str, text: String, place: Place, weight: f64) {
        let wanted = equal(&text);
        self.push(field.to_owned(), shortened(&text), place, wanted, weight);
    }

    fn push(
        &mut self,
        field: String,
        expected: String,
        place: Place,
        wanted: ValuePattern,
        weight: f64,
    ) {
        self.parts.push(Part {
            field,
            expected,
            place,
            wanted,
            weight,
        });
    }

    fn value(&mut self, pattern: &Value, at: &Pointer) -> Result<ValuePattern, NoPattern> {
        self.matchers += 1;
        if self.matchers > MATCHERS {
            let detail = format!("a pattern has at most {MATCHERS} matchers here");
            return Err(NoPattern::at(at, detail));
        }
        let members = object(pattern, at)?;
        let (name, value) = matcher(members, at)?;
        let at = &at.member(name);
        let switch = |name| {
            members
                .get(name)
                .and_then(Value::as_bool)
                .unwrap_or_default()
        };
        Ok(match name.as_str() {
            "equalTo" => ValuePattern::EqualTo {
                text: text(value, at)?,
                any_case: switch("caseInsensitive"),
            },
            "binaryEqualTo" => equal(&binary(value, at)?),
            "contains" => ValuePattern::Contains(text(value, at)?),
            "doesNotContain" => ValuePattern::DoesNotContain(text(value, at)?),
            "matches" => ValuePattern::Matches(whole(&text(value, at)?, at)?),
            "doesNotMatch" => ValuePattern::DoesNotMatch(whole(&text(value, at)?, at)?),
            "absent" => match value.as_bool() {
                Some(false) => ValuePattern::Not(Box::new(ValuePattern::Absent)),
                _ => ValuePattern::Absent,
            },
            "equalToJson" => ValuePattern::EqualToJson {
                wanted: document(value, at)?,
                leniency: Leniency {
                    any_order: switch("ignoreArrayOrder"),
                    more_allowed: switch("ignoreExtraElements"),
                },
            },
            "and" => ValuePattern::And(self.values(value, at)?),
            "or" => ValuePattern::Or(self.values(value, at)?),
            "hasExactly" => ValuePattern::HasExactly(self.values(value, at)?),
            "includes" => ValuePattern::Includes(self.values(value, at)?),
            "not" => ValuePattern::Not(Box::new(self.value(value, at)?)),
            _ => self.json_path(value, at)?,
        })
    }

    fn values(&mut self, value: &Value, at: &Pointer) -> Result<Vec<ValuePattern>, NoPattern> {
        let refused = || NoPattern::at(at, "this is an array of matchers, with at least one");
        let items = value.as_array().filter(|items| !items.is_empty());
        let items = items.ok_or_else(refused)?.iter().enumerate();
        items
            .map(|(index, item)| self.value(item, &at.item(index)))
            .collect()
    }

    fn json_path(&mut self, value: &Value, at: &Pointer) -> Result<ValuePattern, NoPattern> {
        let Value::Object(members) = value else {
            let path = Path::read(&text(value, at)?, at)?;
            return Ok(ValuePattern::JsonPath { path, then: None });
        };
        let mut members = members.clone();
        let expression = members.remove("expression").unwrap_or_default();
        let inner = at.member("expression");
        let path = Path::read(&text(&expression, &inner)?, &inner)?;
        let then = match members.is_empty() {
            true => None,
            false => Some(Box::new(self.value(&Value::Object(members), at)?)),
        };
        Ok(ValuePattern::JsonPath { path, then })
    }
}

fn known(given: &[String], at: &Pointer) -> Result<(), NoPattern> {
    let known = |name: &String| MEMBERS.contains(&name.as_str());
    let Some(unknown) = given.iter().find(|name| !known(name)) else {
        return Ok(());
    };
    let detail = if NOT_HERE.contains(&unknown.as_str()) {
        format!("`{unknown}` is not understood here; match the body with `bodyPatterns`")
    } else {
        format!(
            "no member is called `{unknown}`{}",
            instead(unknown, &MEMBERS)
        )
    };
    Err(NoPattern::at(&at.member(unknown), detail))
}

fn instead(unknown: &str, known: &[&'static str]) -> String {
    match nearest(unknown, known.iter().copied()) {
        Some(near) => format!("; did you mean `{near}`?"),
        None => format!("; there are {}", known.join(", ")),
    }
}

fn matcher<'m>(
    members: &'m Map<String, Value>,
    at: &Pointer,
) -> Result<(&'m String, &'m Value), NoPattern> {
    let is_kind = |name: &String| KINDS.contains(&name.as_str());
    let unknown = |name: &&String| !is_kind(name) && !SWITCHES.contains(&name.as_str());
    if let Some(unknown) = members.keys().find(unknown) {
        let detail = format!(
            "no matcher is called `{unknown}`{}",
            instead(unknown, &KINDS)
        );
        return Err(NoPattern::at(&at.member(unknown), detail));
    }
    let mut named = members.iter().filter(|(name, _)| is_kind(name));
    match (named.next(), named.next()) {
        (Some(matcher), None) => Ok(matcher),
        (None, _) => {
            let detail = format!("a matcher says what to match: {}", KINDS.join(", "));
            Err(NoPattern::at(at, detail))
        }
        _ => Err(NoPattern::at(
            at,
            "a matcher says one thing; join several with `and`",
        )),
    }
}

fn object<'v>(value: &'v Value, at: &Pointer) -> Result<&'v Map<String, Value>, NoPattern> {
    let refused = || {
        let shown = shortened(&value.to_string());
        NoPattern::at(
            at,
            format!("an object with matchers belongs here, not {shown}"),
        )
    };
    value.as_object().ok_or_else(refused)
}

fn text(value: &Value, at: &Pointer) -> Result<String, NoPattern> {
    let refused = || {
        let shown = shortened(&value.to_string());
        NoPattern::at(at, format!("text belongs here, not {shown}"))
    };
    value.as_str().map(str::to_owned).ok_or_else(refused)
}

// WireMock takes the JSON as text or as it is.
fn document(value: &Value, at: &Pointer) -> Result<Value, NoPattern> {
    let Value::String(text) = value else {
        return Ok(value.clone());
    };
    let refused = |error| NoPattern::at(at, format!("this is no JSON: {error}"));
    serde_json::from_str(text).map_err(refused)
}

fn binary(value: &Value, at: &Pointer) -> Result<String, NoPattern> {
    let refused = |_| NoPattern::at(at, "this is no base64");
    let bytes = STANDARD.decode(text(value, at)?).map_err(refused)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn template(path: &str, at: &Pointer) -> Result<Template, NoPattern> {
    let refused = || NoPattern::at(at, "a segment of a template is whole: `/a/{b}`");
    Template::read(path).ok_or_else(refused)
}

fn equal(text: &str) -> ValuePattern {
    ValuePattern::EqualTo {
        text: text.to_owned(),
        any_case: false,
    }
}

fn written(pattern: &Value) -> String {
    shortened(&pattern.to_string())
}
