//! The part of JSONPath that names places: members, items and wildcards; no filters.

use serde_json::Value;

use super::pattern::NoPattern;

/// A path through a document, such as `$.salary.minimum` or `$['references'][*].organisation`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct JsonPath(Vec<Step>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Member(String),
    Item(usize),
    Every,
}

impl JsonPath {
    /// Reads a path.
    pub(super) fn read(path: &str) -> Result<Self, NoPattern> {
        let refused = || {
            NoPattern(format!(
                "`{path}` is no path that is read here; write `$`, `.member`, `['member']`, `[0]` \
                 and `[*]`"
            ))
        };
        let mut rest = path.trim().strip_prefix('$').ok_or_else(refused)?;
        let mut steps = Vec::new();
        while !rest.is_empty() {
            let (step, behind) = step(rest).ok_or_else(refused)?;
            steps.push(step);
            rest = behind;
        }
        Ok(Self(steps))
    }

    /// Every value at the path.
    pub(super) fn find<'v>(&self, document: &'v Value) -> Vec<&'v Value> {
        self.0.iter().fold(vec![document], |found, step| {
            found
                .into_iter()
                .flat_map(|value| step.within(value))
                .collect()
        })
    }
}

impl Step {
    fn within<'v>(&self, value: &'v Value) -> Vec<&'v Value> {
        match (self, value) {
            (Self::Member(name), Value::Object(members)) => members.get(name).into_iter().collect(),
            (Self::Item(index), Value::Array(items)) => items.get(*index).into_iter().collect(),
            (Self::Every, Value::Array(items)) => items.iter().collect(),
            (Self::Every, Value::Object(members)) => members.values().collect(),
            _ => Vec::new(),
        }
    }
}

fn step(rest: &str) -> Option<(Step, &str)> {
    if let Some(bracketed) = rest.strip_prefix('[') {
        let (inner, behind) = bracketed.split_once(']')?;
        return Some((bracket(inner.trim())?, behind));
    }
    let named = rest.strip_prefix('.')?;
    let end = named.find(['.', '[']).unwrap_or(named.len());
    let (name, behind) = named.split_at(end);
    let plain = name
        .chars()
        .all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    match name {
        "*" => Some((Step::Every, behind)),
        _ => (plain && !name.is_empty()).then(|| (Step::Member(name.to_owned()), behind)),
    }
}

fn bracket(inner: &str) -> Option<Step> {
    if inner == "*" {
        return Some(Step::Every);
    }
    let quoted = |quote| inner.strip_prefix(quote)?.strip_suffix(quote);
    let name = quoted('\'').or_else(|| quoted('"'));
    name.map(|name| Step::Member(name.to_owned()))
        .or_else(|| inner.parse().ok().map(Step::Item))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_refused_and_not_guessed_at() {
        for path in ["$..name", "$.a[?(@.b)]", "a.b", "$.a[-1]", "$x"] {
            assert!(JsonPath::read(path).is_err(), "{path}");
        }
    }
}
