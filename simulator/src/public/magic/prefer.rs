//! `Prefer: code=400, example=salary`: asking per call (RFC 7240).

use std::fmt;

use http::HeaderMap;

use super::PREFER;

/// What a request prefers, as far as it concerns cases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Preference {
    /// A status.
    pub(super) code: Option<String>,
    /// Which case of it, or a case without a status.
    pub(super) example: Option<String>,
}

impl Preference {
    /// Reads the name that a magic value has here: `code=400, example=salary` for
    /// `SIM-400-SALARY`, `example=drop` for `SIM-DROP`.
    pub(super) fn of_value(value: &str) -> Self {
        let name = value.trim_start_matches(super::PREFIX).to_lowercase();
        let (first, rest) = name.split_once('-').unwrap_or((&name, ""));
        if first.parse::<u16>().is_err() {
            let example = Some(name);
            return Self {
                code: None,
                example,
            };
        }
        Self {
            code: Some(first.to_owned()),
            example: Some(rest.to_owned()).filter(|rest| !rest.is_empty()),
        }
    }
}

impl fmt::Display for Preference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.code, &self.example) {
            (Some(code), Some(example)) => write!(f, "code={code}, example={example}"),
            (Some(code), None) => write!(f, "code={code}"),
            (None, Some(example)) => write!(f, "example={example}"),
            (None, None) => Ok(()),
        }
    }
}

/// What the `Prefer` headers ask for; nothing where they ask for no case.
///
/// Of a preference that stands twice the first counts, names are compared without regard to case,
/// and parameters are ignored (RFC 7240, section 2).
pub(super) fn asked(headers: &HeaderMap) -> Option<Preference> {
    let mut asked = Preference::default();
    for line in headers
        .get_all(PREFER)
        .iter()
        .filter_map(|line| line.to_str().ok())
    {
        for preference in split(line, ',') {
            let alone = split(preference, ';')
                .into_iter()
                .next()
                .unwrap_or_default();
            let (name, value) = alone.split_once('=').unwrap_or((alone, ""));
            let slot = match name.trim().to_ascii_lowercase().as_str() {
                "code" => &mut asked.code,
                "example" => &mut asked.example,
                _ => continue,
            };
            slot.get_or_insert_with(|| word(value));
        }
    }
    (asked != Preference::default()).then_some(asked)
}

// A token or a quoted string. An empty one counts as none at all.
fn word(value: &str) -> String {
    let value = value.trim();
    let quoted = value
        .strip_prefix('"')
        .and_then(|value| value.strip_suffix('"'));
    let value = quoted.map_or_else(|| value.to_owned(), |quoted| quoted.replace('\\', ""));
    value.to_lowercase()
}

/// Splits where a separator stands outside quotation marks.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut parts, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, sign) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if quoted && sign == '\\' {
            escaped = true;
        } else if sign == '"' {
            quoted = !quoted;
        } else if sign == separator && !quoted {
            parts.push(&text[start..at]);
            start = at + sign.len_utf8();
        }
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn read(lines: &[&'static str]) -> String {
        let lines = lines
            .iter()
            .map(|line| (PREFER, HeaderValue::from_static(line)));
        asked(&lines.collect()).map_or_else(String::new, |asked| asked.to_string())
    }

    #[test]
    fn preferences_are_read_as_rfc_7240_writes_them() {
        assert_eq!(
            read(&["code=400, example=salary"]),
            "code=400, example=salary"
        );
        assert_eq!(
            read(&["respond-async", "Code = \"400\" ; a=\",;\", wait=3"]),
            "code=400"
        );
        assert_eq!(
            read(&["x=\"code=500, \\\"\", EXAMPLE=Drop"]),
            "example=drop"
        );
        assert_eq!(read(&["code=400, code=500"]), "code=400");
        assert_eq!(read(&["return=minimal", "", ",,", "="]), "");
    }

    #[test]
    fn a_magic_value_has_one_name_as_a_preference() {
        let named = |value| Preference::of_value(value).to_string();

        assert_eq!(named("SIM-400-SALARY"), "code=400, example=salary");
        assert_eq!(named("SIM-503"), "code=503");
        assert_eq!(named("SIM-COMMIT-THEN-DROP"), "example=commit-then-drop");
    }
}
