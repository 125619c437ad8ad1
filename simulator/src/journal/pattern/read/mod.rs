//! Reading a pattern: the whole of it, or the place of the first thing that is not understood.

mod masked;
mod matcher;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract::pointer::Pointer;
use serde_json::{Map, Value};

use self::masked::masked;
use self::matcher::{Matchers, equal};
use super::NoPattern;
use super::part::{Part, Place, shortened};
use super::regular::Expression;
use super::template::Template;
use super::value::ValuePattern;
use crate::journal::Journal;
use crate::words::nearest;

/// The members of a request pattern.
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
/// Those that say which address.
const URLS: [&str; 5] = [
    "url",
    "urlPath",
    "urlPattern",
    "urlPathPattern",
    "urlPathTemplate",
];

/// Reads a request pattern.
pub(super) fn request(pattern: &Value, journal: &Journal) -> Result<(Value, Vec<Part>), NoPattern> {
    let masked = masked(pattern, journal);
    let mut reader = Reader::default();
    let basic = |sent: &str| journal.masked_authorization(sent);
    reader.request(&masked, pattern, &basic)?;
    Ok((masked, reader.parts))
}

/// Reads a request pattern that holds no secret.
pub(super) fn parts(pattern: &Value) -> Result<Vec<Part>, NoPattern> {
    let mut reader = Reader::default();
    reader.request(pattern, pattern, &str::to_owned)?;
    Ok(reader.parts)
}

impl ValuePattern {
    /// Reads one pattern, with the secrets in it masked as `journal` masks them.
    ///
    /// # Errors
    ///
    /// [`NoPattern`] names the place of what is not understood, and what would be.
    pub(crate) fn read(pattern: &Value, journal: &Journal) -> Result<Self, NoPattern> {
        Matchers::default().value(&masked(pattern, journal), &Pointer::root())
    }
}

#[derive(Debug, Default)]
struct Reader {
    parts: Vec<Part>,
    matchers: Matchers,
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
            "urlPattern" => (
                Place::Target,
                ValuePattern::Matches(Expression::whole(&written, &at)?),
            ),
            "urlPathPattern" => (
                Place::Path,
                ValuePattern::Matches(Expression::whole(&written, &at)?),
            ),
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
            let wanted = self.matchers.value(pattern, &at.member(name))?;
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
            let wanted = self.matchers.value(pattern, &at)?;
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
            let wanted = self.matchers.value(pattern, &at.item(index))?;
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
        let wanted = self.matchers.value(value, at)?;
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

fn template(path: &str, at: &Pointer) -> Result<Template, NoPattern> {
    let refused = || NoPattern::at(at, "a segment of a template is whole: `/a/{b}`");
    Template::read(path).ok_or_else(refused)
}

fn written(pattern: &Value) -> String {
    shortened(&pattern.to_string())
}
