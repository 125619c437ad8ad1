//! The fields of a form: their numbers, their names, and which of them a person means.
//!
//! A field keeps its number in every task, so that a person learns where things stand.

use serde_json::Value;

use crate::evidence::Action;
use crate::judge::mapping::{self, Row};

/// A field of a vacancy or of an applicant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    /// From 1, the same in every task.
    pub(super) number: usize,
    /// What the contract says of it.
    pub(super) row: &'static Row,
}

impl Field {
    /// Its dotted path in the ATS's words.
    pub(super) fn path(&self) -> &'static str {
        self.row.ats
    }

    /// The group that it stands in, else itself: `salary` of `salary.minimum`.
    pub(super) fn group(&self) -> &'static str {
        let path = self.row.ats;
        let below = path.strip_prefix("checks.").unwrap_or(path);
        let end = below.find('.').unwrap_or(below.len());
        &path[..path.len() - below.len() + end]
    }

    /// Its name for people: `Salary: minimum`.
    pub(super) fn label(&self) -> String {
        label(self.row.ats)
    }
}

/// The member of an input that holds the form.
pub(super) fn member(action: Action) -> &'static str {
    match action {
        Action::PostVacancy | Action::UpdateVacancy => "vacancy",
        Action::TransferEmploymentChecks => "applicant",
    }
}

/// The member that holds the reference by which the traffic is told.
pub(super) fn reference(action: Action) -> &'static str {
    match action {
        Action::PostVacancy | Action::UpdateVacancy => "job_reference",
        Action::TransferEmploymentChecks => "ats_reference",
    }
}

/// Every field of the form.
pub(super) fn fields(action: Action) -> impl Iterator<Item = Field> {
    let rows = match action {
        Action::PostVacancy | Action::UpdateVacancy => mapping::VACANCY,
        Action::TransferEmploymentChecks => mapping::APPLICANT,
    };
    rows.iter().enumerate().map(|(at, row)| Field {
        number: at + 1,
        row,
    })
}

/// What an input holds in a field; nothing where it is null.
pub(super) fn held<'a>(input: &'a Value, action: Action, path: &str) -> Option<&'a Value> {
    let form = input.get(member(action))?;
    let value = path
        .split('.')
        .try_fold(form, |value, name| value.get(name));
    value.filter(|value| !value.is_null())
}

/// The path that is meant by a number, a path or a name; nothing where it is none of them.
pub(super) fn meant(said: &str, action: Action) -> Option<String> {
    let said = said.trim();
    let number = said.parse::<usize>().ok();
    let is = |field: &Field| {
        Some(field.number) == number
            || field.path().eq_ignore_ascii_case(said)
            || field.label().eq_ignore_ascii_case(said)
    };
    let words = match action {
        Action::PostVacancy | Action::UpdateVacancy => mapping::vacancy_words(),
        Action::TransferEmploymentChecks => mapping::applicant_words(),
    };
    let word = || {
        let mut words = words.into_iter();
        words.find(|word| word.eq_ignore_ascii_case(said))
    };
    let found = fields(action).find(is).map(|field| field.path().to_owned());
    found.or_else(word)
}

/// `salary.minimum` → `Salary: minimum`.
pub(super) fn label(path: &str) -> String {
    let path = path.strip_prefix("checks.").unwrap_or(path);
    let plain = path.replace('.', ": ").replace('_', " ");
    let plain = plain
        .replace("dbs", "DBS")
        .replace("eu status", "EU status")
        .replace("ats reference", "ATS reference")
        .replace("url", "link");
    let mut letters = plain.chars();
    let first = letters.next().map(|c| c.to_uppercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_meant_by_its_number_its_path_or_its_name() {
        let minimum = fields(Action::PostVacancy)
            .find(|field| field.path() == "salary.minimum")
            .unwrap();

        for said in [
            minimum.number.to_string(),
            "salary.minimum".to_owned(),
            " Salary: Minimum ".to_owned(),
        ] {
            assert_eq!(
                meant(&said, Action::PostVacancy).as_deref(),
                Some("salary.minimum"),
                "{said}"
            );
        }
        assert_eq!(
            meant("salary", Action::PostVacancy).as_deref(),
            Some("salary")
        );
        assert_eq!(meant("colour", Action::PostVacancy), None);
        assert_eq!(meant("0", Action::PostVacancy), None);
    }

    #[test]
    fn names_are_words_that_people_know() {
        assert_eq!(label("salary.minimum"), "Salary: minimum");
        assert_eq!(label("checks.dbs.level"), "DBS: level");
        assert_eq!(label("apply_url"), "Apply link");
        assert_eq!(label("ats_reference"), "ATS reference");
    }
}
