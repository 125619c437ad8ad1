//! Plainer values: members that do not matter go, and those that do become as short as they can.

use serde_json::{Value, json};

use super::Reducer;
use super::leaves::{fillings, numbers, plainer, replaced, texts};
use super::paths::{Part, Path, at, at_mut, document, pairs, removable, without};
use crate::generated::case::Case;

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
