//! Reading an object of the control interface member by member, so that whatever is wrong is
//! refused by its name.

use serde_json::{Map, Value};

use crate::words::nearest;

/// An object as it was sent.
pub(super) struct Sent<'a> {
    // What stands before a member's name in a message.
    place: &'static str,
    members: &'a Map<String, Value>,
    asked: Vec<&'static str>,
}

impl<'a> Sent<'a> {
    pub(super) const fn new(place: &'static str, members: &'a Map<String, Value>) -> Self {
        Self {
            place,
            members,
            asked: Vec::new(),
        }
    }

    /// A member; `null` counts as missing.
    pub(super) fn value(&mut self, name: &'static str) -> Option<&'a Value> {
        self.asked.push(name);
        self.members.get(name).filter(|value| !value.is_null())
    }

    /// A whole number within bounds.
    pub(super) fn whole(
        &mut self,
        name: &'static str,
        least: u64,
        most: u64,
    ) -> Result<Option<u64>, String> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        let within = whole(value).filter(|number| (least..=most).contains(number));
        let range = match most {
            u64::MAX => format!("from {least}"),
            most => format!("from {least} to {most}"),
        };
        let wanted = || self.wanted(name, &format!("a whole number {range}"), value);
        within.map(Some).ok_or_else(wanted)
    }

    /// A text.
    pub(super) fn text(&mut self, name: &'static str) -> Result<Option<&'a str>, String> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        value
            .as_str()
            .map(Some)
            .ok_or_else(|| self.wanted(name, "text", value))
    }

    /// A number from 0 to 1.
    pub(super) fn probability(&mut self, name: &'static str) -> Result<Option<f64>, String> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        let within = value.as_f64().filter(|number| (0.0..=1.0).contains(number));
        let wanted = || self.wanted(name, "a probability from 0 to 1", value);
        within.map(Some).ok_or_else(wanted)
    }

    /// An object.
    pub(super) fn object(
        &mut self,
        name: &'static str,
    ) -> Result<Option<&'a Map<String, Value>>, String> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        value
            .as_object()
            .map(Some)
            .ok_or_else(|| self.wanted(name, "an object", value))
    }

    /// Refuses what nobody asked for. Called last.
    pub(super) fn done(self) -> Result<(), String> {
        let unknown = self
            .members
            .keys()
            .find(|name| !self.asked.contains(&name.as_str()));
        let Some(unknown) = unknown else {
            return Ok(());
        };
        let (place, shown) = (self.place, shown(unknown));
        let hint = nearest_hint(unknown, self.asked.iter().copied());
        let known = match self.asked.as_slice() {
            [] => "there are none here".to_owned(),
            asked => format!("there are {}", asked.join(", ")),
        };
        Err(format!("`{place}{shown}` is not known{hint}; {known}"))
    }

    fn wanted(&self, name: &str, wanted: &str, value: &Value) -> String {
        let place = self.place;
        format!(
            "`{place}{name}` is {wanted}, not {}",
            shown(&value.to_string())
        )
    }
}

/// ` (did you mean …?)`, where a word is near.
pub(super) fn nearest_hint(given: &str, known: impl IntoIterator<Item = &'static str>) -> String {
    let near = nearest(given, known);
    near.map(|near| format!(" (did you mean `{near}`?)"))
        .unwrap_or_default()
}

// `5.0` is a whole number as well; beyond 2^53 a float no longer says which.
fn whole(value: &Value) -> Option<u64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let float = value
        .as_f64()
        .filter(|float| float.fract() == 0.0 && (0.0..EXACT).contains(float));
    value.as_u64().or(float.map(|float| float as u64))
}

fn shown(text: &str) -> String {
    text.chars().take(80).collect()
}
