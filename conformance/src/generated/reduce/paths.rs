//! A case as a document: the ways to what may go, and the document without it.

use serde_json::{Map, Value, json};

use crate::generated::case::Case;

/// A way into a document.
pub(super) type Path = Vec<Part>;

/// A step of such a way.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    Member(String),
    Item(usize),
}

pub(super) fn document(case: &Case) -> Value {
    json!({ "given": case.given, "steps": case.steps })
}

/// The places whose members may go: what is given, and the inside of steps.
pub(super) fn roots(document: &Value) -> Vec<Path> {
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
pub(super) fn removable(document: &Value) -> Vec<Path> {
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
pub(super) fn pairs(document: &Value) -> Vec<(Path, Path)> {
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

pub(super) fn without(document: &Value, paths: &[Path]) -> Case {
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

pub(super) fn at<'a>(document: &'a Value, path: &[Part]) -> Option<&'a Value> {
    path.iter().try_fold(document, |place, part| match part {
        Part::Member(name) => place.get(name),
        Part::Item(nth) => place.get(nth),
    })
}

pub(super) fn at_mut<'a>(document: &'a mut Value, path: &[Part]) -> Option<&'a mut Value> {
    path.iter().try_fold(document, |place, part| match part {
        Part::Member(name) => place.get_mut(name),
        Part::Item(nth) => place.get_mut(nth),
    })
}

/// The places of values of a kind, below the roots.
pub(super) fn places(document: &Value, wanted: fn(&Value) -> bool) -> Vec<Path> {
    let mut all = Vec::new();
    for root in roots(document) {
        collect(document, root, &mut all);
    }
    all.retain(|path| at(document, path).is_some_and(wanted));
    all
}
