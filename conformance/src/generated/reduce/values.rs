//! Plainer values: members that do not matter go, and those that do become as short as they can.

use serde_json::{Map, Number, Value, json};

use super::Reducer;
use crate::generated::case::Case;

/// A way into a document.
type Path = Vec<Part>;

#[derive(Debug, Clone, PartialEq)]
enum Part {
    Member(String),
    Item(usize),
}

impl Reducer {
    pub(super) async fn plainer_values(&mut self, case: &mut Case) {
        self.without_members(case).await;
        self.without_pairs_of_members(case).await;
        self.shorter_texts(case).await;
        self.plainer_numbers(case).await;
        self.plainer_clock(case).await;
    }

    /// Members and items go, the largest first.
    async fn without_members(&mut self, case: &mut Case) {
        let mut at = 0;
        loop {
            let document = document(case);
            let paths = removable(&document);
            let Some(path) = paths.get(at) else { return };
            let candidate = without(&document, std::slice::from_ref(path));
            if !self.take(case, candidate).await {
                at += 1;
            }
        }
    }

    /// Members that only go together: neighbours, and a name that two places share.
    async fn without_pairs_of_members(&mut self, case: &mut Case) {
        let mut at = 0;
        loop {
            let document = document(case);
            let pairs = pairs(&document);
            let Some((one, other)) = pairs.get(at) else {
                return;
            };
            let candidate = without(&document, &[one.clone(), other.clone()]);
            if !self.take(case, candidate).await {
                at += 1;
            }
        }
    }

    /// A text is shortened wherever it stands at once, so that a person stays the same person.
    async fn shorter_texts(&mut self, case: &mut Case) {
        let mut at = 0;
        while let Some(text) = texts(&document(case)).get(at).cloned() {
            self.shorter(case, text).await;
            at += 1;
        }
        self.shorter_fillings(case).await;
    }

    async fn shorter(&mut self, case: &mut Case, mut text: String) {
        let mut size = (text.chars().count() / 2).max(1);
        loop {
            let mut start = 0;
            while start < text.chars().count() && text.chars().count() > 1 {
                let shorter: String = text
                    .chars()
                    .enumerate()
                    .filter(|(at, _)| *at < start || *at >= start + size)
                    .map(|(_, letter)| letter)
                    .collect();
                let candidate = replaced(case, &text, &shorter);
                if !shorter.is_empty() && self.take(case, candidate).await {
                    text = shorter;
                } else {
                    start += size;
                }
            }
            if size == 1 {
                return;
            }
            size /= 2;
        }
    }

    /// `$text`: without its ends, of plain letters, and not longer than it must be.
    async fn shorter_fillings(&mut self, case: &mut Case) {
        for path in fillings(&document(case)) {
            for member in ["repeat", "start", "end"] {
                let document = document(case);
                let mut path = path.clone();
                path.extend([
                    Part::Member("$text".to_owned()),
                    Part::Member(member.to_owned()),
                ]);
                if at(&document, &path).is_some() {
                    let candidate = without(&document, &[path]);
                    self.take(case, candidate).await;
                }
            }
            self.shorter_filling(case, &path).await;
        }
    }

    async fn shorter_filling(&mut self, case: &mut Case, path: &Path) {
        let length = |case: &Case| {
            let document = document(case);
            at(&document, path)?.get("$text")?.get("length")?.as_u64()
        };
        let Some(whole) = length(case) else { return };
        let (mut fails, mut holds) = (0, whole);
        while holds - fails > 1 {
            let middle = fails + (holds - fails) / 2;
            let mut document = document(case);
            let Some(filling) = at_mut(&mut document, path) else {
                return;
            };
            filling["$text"]["length"] = middle.into();
            if self.take(case, Case::of_document(&document)).await {
                holds = middle;
            } else {
                fails = middle;
            }
        }
    }

    async fn plainer_numbers(&mut self, case: &mut Case) {
        for path in numbers(&document(case)) {
            let held = at(&document(case), &path).and_then(Value::as_f64);
            for plain in held.into_iter().flat_map(plainer) {
                let mut document = document(case);
                let Some(place) = at_mut(&mut document, &path) else {
                    break;
                };
                *place = plain;
                if self.take(case, Case::of_document(&document)).await {
                    break;
                }
            }
        }
    }

    /// The shortest move of the clock that does it.
    async fn plainer_clock(&mut self, case: &mut Case) {
        const MOVES: [&str; 5] = ["PT1M", "PT61M", "PT25H", "P7D", "P60D"];
        for nth in 0..case.steps.len() {
            if case.steps[nth].get("advance").is_none() {
                continue;
            }
            for shorter in MOVES {
                if case.steps[nth]["advance"] == shorter {
                    break;
                }
                let mut candidate = case.clone();
                candidate.steps[nth] = json!({ "advance": shorter });
                if self.take(case, candidate).await {
                    break;
                }
            }
        }
    }
}

fn document(case: &Case) -> Value {
    json!({ "given": case.given, "steps": case.steps })
}

/// The places whose members may go: what is given, and the inside of steps.
fn roots(document: &Value) -> Vec<Path> {
    let mut roots = vec![vec![Part::Member("given".to_owned())]];
    let steps = document["steps"].as_array().map_or(0, Vec::len);
    for step in 0..steps {
        for inside in ["with", "fault"] {
            let root = vec![
                Part::Member("steps".to_owned()),
                Part::Item(step),
                Part::Member(inside.to_owned()),
            ];
            if at(document, &root).is_some_and(Value::is_object) {
                roots.push(root);
            }
        }
    }
    roots
}

/// Everything below the roots, outermost first; what a fault or an item must have stays.
fn removable(document: &Value) -> Vec<Path> {
    let mut paths = Vec::new();
    let steps = document["steps"]
        .as_array()
        .into_iter()
        .flatten()
        .enumerate();
    for (nth, step) in steps {
        if step.get("with").is_some() && step.get("act").is_some() {
            paths.push(vec![
                Part::Member("steps".to_owned()),
                Part::Item(nth),
                Part::Member("with".to_owned()),
            ]);
        }
    }
    for root in roots(document) {
        collect(document, root, &mut paths);
    }
    paths.sort_by_key(Vec::len);
    paths
}

fn collect(document: &Value, path: Path, paths: &mut Vec<Path>) {
    const KEPT: [&str; 4] = ["type", "match", "length", "status"];
    match at(document, &path) {
        Some(Value::Object(members)) => {
            for name in members.keys().filter(|name| !KEPT.contains(&name.as_str())) {
                let below = [path.clone(), vec![Part::Member(name.clone())]].concat();
                paths.push(below.clone());
                collect(document, below, paths);
            }
            for name in members.keys().filter(|name| KEPT.contains(&name.as_str())) {
                // Inside a vacancy these are members like any other.
                let with = path
                    .iter()
                    .any(|part| *part == Part::Member("with".to_owned()));
                if with && *name != "length" {
                    paths.push([path.clone(), vec![Part::Member(name.clone())]].concat());
                }
            }
        }
        Some(Value::Array(items)) => {
            for nth in (0..items.len()).rev() {
                let below = [path.clone(), vec![Part::Item(nth)]].concat();
                if items.len() > 1 {
                    paths.push(below.clone());
                }
                collect(document, below, paths);
            }
        }
        _ => {}
    }
}

/// Neighbours, and members that stand for the same in two places.
fn pairs(document: &Value) -> Vec<(Path, Path)> {
    const MOST: usize = 60;
    let paths = removable(document);
    let mut pairs = Vec::new();
    for (nth, one) in paths.iter().enumerate() {
        for other in &paths[nth + 1..] {
            let siblings =
                one.len() == other.len() && one[..one.len() - 1] == other[..other.len() - 1];
            if siblings || twins(one, other) {
                pairs.push((one.clone(), other.clone()));
            }
        }
    }
    pairs.truncate(MOST);
    pairs
}

/// `first_name` and `firstName`, and one member in two acts.
fn twins(one: &Path, other: &Path) -> bool {
    let plain = |path: &Path| match path.last() {
        Some(Part::Member(name)) => name.replace('_', "").to_lowercase(),
        _ => String::new(),
    };
    let (one_name, other_name) = (plain(one), plain(other));
    !one_name.is_empty() && one_name == other_name
}

fn without(document: &Value, paths: &[Path]) -> Case {
    let mut document = document.clone();
    let mut paths = paths.to_vec();
    // Later items first, so that the places of the others stay.
    paths.sort_by_key(|path| std::cmp::Reverse(format!("{path:?}")));
    for path in &paths {
        remove(&mut document, path);
        prune(&mut document, path);
    }
    Case::of_document(&document)
}

fn remove(document: &mut Value, path: &Path) {
    let Some((last, parent)) = path.split_last() else {
        return;
    };
    match (at_mut(document, parent), last) {
        (Some(Value::Object(members)), Part::Member(name)) => {
            members.remove(name);
        }
        (Some(Value::Array(items)), Part::Item(nth)) if *nth < items.len() => {
            items.remove(*nth);
        }
        _ => {}
    }
}

/// What was left empty on the way goes too, but for a person's record.
fn prune(document: &mut Value, path: &Path) {
    for end in (1..path.len()).rev() {
        let above = path[..end].to_vec();
        let empty = at(document, &above)
            .and_then(Value::as_object)
            .is_some_and(Map::is_empty);
        let item = matches!(above.last(), Some(Part::Item(_)));
        if !empty || item || above.len() == 1 {
            return;
        }
        remove(document, &above);
    }
}

fn at<'a>(document: &'a Value, path: &[Part]) -> Option<&'a Value> {
    path.iter().try_fold(document, |place, part| match part {
        Part::Member(name) => place.get(name),
        Part::Item(nth) => place.get(nth),
    })
}

fn at_mut<'a>(document: &'a mut Value, path: &[Part]) -> Option<&'a mut Value> {
    path.iter().try_fold(document, |place, part| match part {
        Part::Member(name) => place.get_mut(name),
        Part::Item(nth) => place.get_mut(nth),
    })
}

/// The places of values of a kind, below the roots.
fn places(document: &Value, wanted: fn(&Value) -> bool) -> Vec<Path> {
    let mut all = Vec::new();
    for root in roots(document) {
        collect(document, root, &mut all);
    }
    all.retain(|path| at(document, path).is_some_and(wanted));
    all
}

/// The free texts below the roots, each once: words of lists and dates are as plain as they get.
fn texts(document: &Value) -> Vec<String> {
    let free = |value: &Value| value.as_str().is_some_and(is_free);
    let mut texts: Vec<String> = places(document, free)
        .iter()
        .filter(|path| path.last() != Some(&Part::Member("repeat".to_owned())))
        .filter_map(|path| at(document, path)?.as_str().map(str::to_owned))
        .collect();
    texts.sort();
    texts.dedup();
    texts
}

fn is_free(text: &str) -> bool {
    let word = text
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    let date = text.len() >= 8
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"-:TZ./".contains(&byte));
    let code = text
        .bytes()
        .all(|byte| byte.is_ascii_uppercase() || byte == b'_')
        && text.contains('_');
    text.chars().count() > 1 && !word && !date && !code
}

fn fillings(document: &Value) -> Vec<Path> {
    places(document, |value| value.get("$text").is_some())
}

fn numbers(document: &Value) -> Vec<Path> {
    let mut numbers = places(document, Value::is_number);
    numbers.retain(|path| {
        !path
            .iter()
            .any(|part| *part == Part::Member("$text".to_owned()))
    });
    numbers
}

/// Plainer numbers, the plainest first.
fn plainer(held: f64) -> Vec<Value> {
    let cents = (held.fract() * 100.0).round() / 100.0;
    let candidates = [
        1.0,
        2.0,
        10.0,
        100.0,
        1.5,
        1.0 + cents,
        0.0 + cents,
        held.trunc(),
    ];
    let smaller = candidates
        .into_iter()
        .filter(|plain| *plain > 0.0 && *plain < held);
    smaller.map(number).collect()
}

fn number(plain: f64) -> Value {
    if plain.fract() == 0.0 {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "smaller than what a case holds"
        )]
        return Value::from(plain as i64);
    }
    Number::from_f64(plain).map_or(Value::Null, Value::Number)
}

/// The case with one text for another, wherever it stands.
fn replaced(case: &Case, from: &str, to: &str) -> Case {
    let mut document = document(case);
    for root in roots(&document) {
        if let Some(place) = at_mut(&mut document, &root) {
            replace(place, from, to);
        }
    }
    Case::of_document(&document)
}

fn replace(value: &mut Value, from: &str, to: &str) {
    match value {
        Value::String(text) if text == from => *text = to.to_owned(),
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, from, to)),
        Value::Object(members) => members
            .values_mut()
            .for_each(|member| replace(member, from, to)),
        _ => {}
    }
}
