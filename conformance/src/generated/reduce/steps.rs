//! Fewer steps: runs of them, single ones, and pairs that need each other.

use serde_json::{Map, Value};

use super::Reducer;
use crate::generated::case::Case;

impl Reducer {
    pub(super) async fn fewer_steps(&mut self, case: &mut Case) {
        let mut size = case.steps.len() / 2;
        while size > 0 {
            self.without_runs(case, size).await;
            size /= 2;
        }
        self.folded(case).await;
        self.without_pairs(case).await;
    }

    /// From the end, since what comes later matters less often.
    async fn without_runs(&mut self, case: &mut Case, size: usize) {
        let mut end = case.steps.len();
        while end >= size && end > 0 {
            let start = end - size;
            let mut candidate = case.clone();
            candidate.steps.drain(start..end);
            self.take(case, candidate).await;
            end = start;
        }
    }

    /// Of two acts of the same name one goes, and the other says what both changed.
    async fn folded(&mut self, case: &mut Case) {
        let mut at = 0;
        while at < case.steps.len() {
            let mut taken = false;
            for onto_the_later in [false, true] {
                if let Some(candidate) = fold(case, at, onto_the_later) {
                    taken = self.take(case, candidate).await;
                }
                if taken {
                    break;
                }
            }
            at += usize::from(!taken);
        }
    }

    async fn without_pairs(&mut self, case: &mut Case) {
        let mut one = 0;
        while one < case.steps.len() {
            let mut other = one + 1;
            while other < case.steps.len() {
                let mut candidate = case.clone();
                candidate.steps.remove(other);
                candidate.steps.remove(one);
                if !self.take(case, candidate).await {
                    other += 1;
                }
            }
            one += 1;
        }
    }
}

fn fold(case: &Case, at: usize, onto_the_later: bool) -> Option<Case> {
    let step = case.steps.get(at)?;
    let name = step.get("act").and(step.get("name"))?;
    let same = |later: &Value| later.get("act").is_some() && later.get("name") == Some(name);
    let next = at + 1 + case.steps[at + 1..].iter().position(same)?;
    let with = |nth: usize| case.steps[nth].get("with").cloned();
    let mut merged = with(at).unwrap_or_else(|| Value::Object(Map::new()));
    if let Some(own) = with(next) {
        overlay(&mut merged, &own);
    }
    let (kept, gone) = if onto_the_later {
        (next, at)
    } else {
        (at, next)
    };
    let mut candidate = case.clone();
    if merged.as_object().is_some_and(|merged| !merged.is_empty()) {
        candidate.steps[kept]["with"] = merged;
    }
    candidate.steps.remove(gone);
    Some(candidate)
}

fn overlay(onto: &mut Value, own: &Value) {
    match (onto, own) {
        (Value::Object(onto), Value::Object(own)) => {
            for (name, value) in own {
                overlay(onto.entry(name.clone()).or_insert(Value::Null), value);
            }
        }
        (onto, own) => *onto = own.clone(),
    }
}
