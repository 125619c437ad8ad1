//! The fields of a vacancy, as a table: each input is named by its place in the document, such as
//! `salary/minimum`, and everything else follows from that.

mod row;
mod table;
#[cfg(test)]
mod tests;
mod values;

use contract::codes::VacancyStatus;
use contract::vacancy::Draft;
use jiff::Timestamp;

use self::row::Row;
use self::table::{SECTIONS, rows};
use crate::console::fields::Fields;
use crate::nhs_jobs::Record;

pub(super) use self::values::Values;

/// One section of a vacancy, to be read.
pub(super) struct Section {
    pub(super) title: &'static str,
    pub(super) rows: Vec<(&'static str, String)>,
}

/// A vacancy's fields, to be read: those that say something.
pub(super) fn told(draft: &Draft) -> Vec<Section> {
    let values = Values::of(draft);
    let section = |(title, rows): &(&'static str, &'static [Row])| Section {
        title,
        rows: rows
            .iter()
            .map(|row| (row.label, values.told(row)))
            .filter(|(_, told)| !told.is_empty())
            .collect(),
    };
    let sections = SECTIONS.iter().map(section);
    sections
        .filter(|section| !section.rows.is_empty())
        .collect()
}

/// Which version a form was made from; 0 where it does not say.
pub(super) fn seen(fields: &Fields) -> u64 {
    fields.trimmed("version").parse().unwrap_or_default()
}

/// Whether a vacancy stands as it did when the page of a form was opened.
pub(super) fn is_current(record: &Record, at: Timestamp, fields: &Fields) -> bool {
    let status = VacancyStatus::from_ats(&fields.trimmed("status")).ok();
    seen(fields) == record.version() && status == Some(record.status(at))
}

/// The input that a place in the document belongs to.
pub(super) fn name_of(pointer: &str) -> Option<String> {
    let place = pointer.trim_start_matches('/');
    let exact =
        rows().find(|row| place == row.name || place.starts_with(&format!("{}/", row.name)));
    let below = || rows().find(|row| row.name.starts_with(&format!("{place}/")));
    exact.or_else(below).map(|row| row.name.to_owned())
}

/// The member of the document that the input with this label is part of.
pub(super) fn member_of(label: &str) -> &'static str {
    let mut labelled = rows().filter(|row| row.label == label);
    labelled.next().map_or("", Row::member)
}
