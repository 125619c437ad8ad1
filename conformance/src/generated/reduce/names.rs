//! Plainer names: the first job is `job1`, and a record that is alone needs no name.

use serde_json::Value;

use super::Reducer;
use crate::generated::case::Case;

impl Reducer {
    pub(super) async fn plainer_names(&mut self, case: &mut Case) {
        for stem in ["job", "dr"] {
            let candidate = numbered_anew(case, stem);
            self.take(case, candidate).await;
        }
        let candidate = records_unnamed(case);
        self.take(case, candidate).await;
    }
}

/// The names of this stem, numbered in the order in which they appear.
fn numbered_anew(case: &Case, stem: &str) -> Case {
    let mut candidate = case.clone();
    let mut known: Vec<String> = Vec::new();
    for step in &mut candidate.steps {
        let Some(name) = step.get("name").and_then(Value::as_str).map(str::to_owned) else {
            continue;
        };
        if name
            .strip_prefix(stem)
            .is_none_or(|rest| rest.parse::<u32>().is_err())
        {
            continue;
        }
        let nth = known
            .iter()
            .position(|one| *one == name)
            .unwrap_or_else(|| {
                known.push(name);
                known.len() - 1
            });
        step["name"] = format!("{stem}{}", nth + 1).into();
    }
    candidate
}

/// Records that no step refers to lose their names; one that is plain and alone need not be given.
fn records_unnamed(case: &Case) -> Case {
    let mut candidate = case.clone();
    let meant: Vec<String> = case
        .steps
        .iter()
        .filter_map(|step| step["of"].as_str().map(str::to_owned))
        .collect();
    let esr = candidate
        .given
        .get_mut("esr")
        .and_then(Value::as_object_mut);
    let records = esr.and_then(|esr| esr.get_mut("applicants")?.as_array_mut());
    for record in records.into_iter().flatten() {
        let named = record["as"]
            .as_str()
            .is_some_and(|name| meant.iter().any(|one| one == name));
        if let (false, Some(members)) = (named, record.as_object_mut()) {
            members.remove("as");
        }
    }
    let plain = serde_json::json!({ "applicants": [{}] });
    if candidate.given.get("esr") == Some(&plain) {
        candidate.given.remove("esr");
    }
    candidate
}
