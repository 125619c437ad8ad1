//! What to enter: a form's fields one below the other, easy to copy.

use serde_json::Value;

use super::copy::Copies;
use super::field::{self, Field};
use super::talk::{WIDTH, wrapped};
use crate::evidence::Action;
use crate::judge::mapping::{Kind, Row};
use crate::scenario::input::default_input;

/// The widest name that values are aligned after.
const NAME: usize = 34;

/// Every field that holds something, then those to leave empty.
pub(super) fn whole(input: &Value, action: Action, copies: &Copies<'_>) -> String {
    let held = |field: &Field| field::held(input, action, field.path()).is_some();
    let (filled, empty): (Vec<Field>, Vec<Field>) = field::fields(action).partition(held);
    let mut lines = listed(&filled, input, action, copies);
    if !empty.is_empty() {
        let text = format!("Leave empty: {}", together(&empty, &filled).join("; "));
        lines.push(wrapped(&text, "  "));
    }
    lines.extend(beside(input, action));
    lines.join("\n")
}

/// The names of empty fields; a group of which nothing is filled by its own name alone.
fn together(empty: &[Field], filled: &[Field]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for field in empty {
        let group = field.group();
        let whole = !filled.iter().any(|other| other.group() == group);
        let name = if whole {
            field::label(group)
        } else {
            field.label()
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The fields that differ from what was entered before; nothing where none does.
pub(super) fn changes(
    before: &Value,
    input: &Value,
    action: Action,
    copies: &Copies<'_>,
) -> Option<String> {
    let changed = |field: &Field| {
        let of = |input| field::held(input, action, field.path());
        of(before) != of(input)
    };
    let fields: Vec<Field> = field::fields(action).filter(changed).collect();
    let lines = listed(&fields, input, action, copies);
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The most fields that are worth telling of one that is much like the usual one.
const FEW: usize = 8;

/// Where it differs from what most tasks enter, so that a copy of an earlier one will do as a start;
/// nothing where it differs in much. Reference and closing date are new in every task.
pub(super) fn against_usual(input: &Value, action: Action) -> Option<String> {
    let told: Vec<String> = unusual(input, action)
        .map(|field| format!("{} {}", field.number, field.label()))
        .collect();
    let text = match told.len() {
        0 => "It is the usual one: a copy of an earlier one will do as a start.".to_owned(),
        few if few <= FEW => format!("The usual one differs only in: {}.", told.join("; ")),
        _ => return None,
    };
    Some(wrapped(&text, "  "))
}

/// The fields that hold something else than in most tasks.
pub(super) fn unusual(input: &Value, action: Action) -> impl Iterator<Item = Field> {
    let usual = default_input(action, 0);
    let input = input.clone();
    field::fields(action).filter(move |field| {
        let path = field.path();
        let held = |input| field::held(input, action, path).cloned();
        let new = path == field::reference(action) || path == "closing_date";
        !new && held(&usual) != held(&input)
    })
}

fn listed(fields: &[Field], input: &Value, action: Action, copies: &Copies<'_>) -> Vec<String> {
    let line = |field: &Field| {
        let value = field::held(input, action, field.path());
        line(field, value, copies)
    };
    fields.iter().map(line).collect()
}

fn line(field: &Field, value: Option<&Value>, copies: &Copies<'_>) -> String {
    let name = format!("{:>3}  {}", field.number, field.label());
    let value = match (value, field.row.kind) {
        (None, _) => "(now empty)".to_owned(),
        (Some(value), Kind::Code(_)) => spelt(value),
        (Some(Value::Array(items)), _) => return with_items(&name, field, items, copies),
        (Some(Value::String(text)), _) => {
            let room = WIDTH.saturating_sub(NAME + 2);
            copies.shown(field.path(), text, room)
        }
        (Some(value), _) => plain(value),
    };
    format!("{name:<NAME$}  {value}")
}

/// A list, an item a line; a record with its members in one line.
fn with_items(name: &str, field: &Field, items: &[Value], copies: &Copies<'_>) -> String {
    let mut lines = vec![name.to_owned()];
    if items.is_empty() {
        lines.push("       (none)".to_owned());
    }
    for (at, item) in items.iter().enumerate() {
        let text = match (item, field.row.kind) {
            (Value::String(text), _) => {
                let path = format!("{}.{}", field.path(), at + 1);
                copies.shown(&path, text, usize::MAX)
            }
            (item, Kind::Records(rows)) => record(item, rows),
            (item, _) => plain(item),
        };
        lines.push(wrapped(&format!("- {text}"), "       "));
    }
    lines.join("\n")
}

/// The members of a record, in the order of the form.
fn record(item: &Value, rows: &[Row]) -> String {
    let told = rows.iter().filter_map(|row| {
        let value = item.get(row.ats)?;
        Some(format!("{}: {}", field::label(row.ats), plain(value)))
    });
    told.collect::<Vec<_>>().join("; ")
}

/// What the ATS holds besides, which is there to see that it stays at home.
fn beside(input: &Value, action: Action) -> Option<String> {
    let held = field::held(input, action, "also_held")?.as_object()?;
    let told = held.iter().filter_map(|(group, members)| {
        let members = members.as_object()?.iter();
        let told: Vec<String> = members
            .map(|(name, value)| format!("{} {}", name.replace('_', " "), plain(value)))
            .collect();
        let text = format!("{}: {}", field::label(group), told.join("; "));
        Some(wrapped(&text, "       "))
    });
    let told: Vec<String> = told.collect();
    let heading = "  The ATS also holds, where it has a place for it:";
    (!told.is_empty()).then(|| format!("{heading}\n{}", told.join("\n")))
}

/// A word, or words, of a list to choose from.
fn spelt(value: &Value) -> String {
    match value {
        Value::Array(items) => items.iter().map(spelt).collect::<Vec<_>>().join("; "),
        Value::String(word) if ABBREVIATED.contains(&word.as_str()) => word.to_uppercase(),
        Value::String(word) => word.replace('_', " "),
        value => plain(value),
    }
}

/// Words that nobody would know in small letters.
const ABBREVIATED: [&str; 3] = ["gmc", "gdc", "idsp"];

fn plain(value: &Value) -> String {
    match value {
        Value::Null => "(empty)".to_owned(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) => {
            let told = number.to_string();
            told.strip_suffix(".0").unwrap_or(&told).to_owned()
        }
        value => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_whole_form_fits_a_terminal_and_names_what_to_leave_empty() {
        let folder = tempfile::tempdir().unwrap();
        let copies = Copies::into(folder.path(), "OBS-ABC-001");
        for action in Action::ALL {
            let form = whole(&default_input(action, 0), action, &copies);

            let path = folder.path().display().to_string();
            let form = form.replace(&path, "DIR");
            let wide = form.lines().find(|line| line.chars().count() > 80);
            assert_eq!(wide, None);
            assert!(form.contains("Leave empty: "), "{form}");
        }
    }

    #[test]
    fn what_the_ats_holds_beside_the_six_records_is_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let copies = Copies::into(folder.path(), "OBS-ABC-001");
        let action = Action::TransferEmploymentChecks;

        let form = whole(&default_input(action, 0), action, &copies);

        let end = form.lines().skip_while(|line| !line.contains("also holds"));
        insta::assert_snapshot!(end.collect::<Vec<_>>().join("\n"), @"
        The ATS also holds, where it has a place for it:
             Identity: document passport; document number QQ9900112; verified on
             2026-05-28
             Occupational health: cleared on 2026-06-11; outcome fit with
             adjustments: sit-stand desk
        ");
    }

    #[test]
    fn only_what_changed_is_told_of_an_update() {
        let folder = tempfile::tempdir().unwrap();
        let copies = Copies::into(folder.path(), "OBS-ABC-001");
        let before = default_input(Action::PostVacancy, 0);
        let mut after = before.clone();
        after["vacancy"]["closing_date"] = json!("2026-12-11");
        after["vacancy"]["contact"]["phone"] = Value::Null;

        let told = changes(&before, &after, Action::UpdateVacancy, &copies);

        insta::assert_snapshot!(told.unwrap(), @"
         39  Contact: phone                 (now empty)
         40  Closing date                   2026-12-11
        ");
        assert_eq!(
            changes(&before, &before, Action::UpdateVacancy, &copies),
            None
        );
    }
}
