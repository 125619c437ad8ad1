//! Whether a message to the user is about a field.

use super::mapping;
use super::naming::names;
use crate::evidence::Told;

/// Whether what was told is about the field at this wire pointer.
///
/// Where a message carries a field it decides: the ATS's dotted path or the wire's pointer, or
/// something inside it. The group that the field is in will do where people see it as one thing, or
/// where the text says which of its boxes is meant. Without a field, the text must name it.
pub(crate) fn is_about(told: &Told, pointer: &str) -> bool {
    let wanted = spellings(pointer);
    if wanted.iter().any(Vec::is_empty) {
        return true;
    }
    match told
        .field
        .as_deref()
        .filter(|field| !field.trim().is_empty())
    {
        Some(field) => {
            let given = segments(field);
            wanted.iter().any(|wanted| {
                given.starts_with(wanted)
                    || is_group(&given, wanted) && says_which(&given, &told.text, pointer)
            })
        }
        None => names(&told.text, pointer),
    }
}

/// Whether `given` is the group that `wanted` is in.
fn is_group(given: &[String], wanted: &[String]) -> bool {
    let group = wanted.split_last().map(|(_, group)| group);
    !given.is_empty() && group == Some(given)
}

/// Whether pointing at this group tells a person enough.
fn says_which(group: &[String], text: &str, pointer: &str) -> bool {
    let leaf = pointer.rsplit('/').next().unwrap_or_default();
    let one_box = group.len() == 1 && SEEN_AS_ONE.contains(&group[0].as_str());
    one_box || names(text, &format!("/{leaf}"))
}

/// Groups that many forms show as one box: "32,073 to 39,043 a year", "6 months", "37.5 hours a week".
const SEEN_AS_ONE: [&str; 3] = ["salary", "contractduration", "workinghours"];

/// The field as the ATS and as the wire say it.
fn spellings(pointer: &str) -> Vec<Vec<String>> {
    let wire = segments(pointer);
    let plain = format!("/{}", without_indexes(pointer).join("/"));
    let ats = mapping::ats_path(&plain).map(segments);
    let person = wire
        .strip_prefix(&["person".to_owned()])
        .map(<[String]>::to_vec);
    [Some(wire), ats, person].into_iter().flatten().collect()
}

/// `/salary/minimum`, `salary.minimum` and `vacancy.salary.minimum` are one; letter case,
/// underscores and indexes do not matter.
fn segments(path: &str) -> Vec<String> {
    let mut segments: Vec<String> = without_indexes(path)
        .into_iter()
        .map(|part| plain(&part))
        .collect();
    if matches!(
        segments.first().map(String::as_str),
        Some("vacancy" | "applicant")
    ) && segments.len() > 1
    {
        segments.remove(0);
    }
    segments
}

/// The names in a path or pointer.
pub(crate) fn without_indexes(path: &str) -> Vec<String> {
    let parts = path
        .split(['/', '.', '[', ']'])
        .filter(|part| !part.is_empty());
    parts
        .filter(|part| !part.bytes().all(|byte| byte.is_ascii_digit()))
        .map(str::to_owned)
        .collect()
}

fn plain(part: &str) -> String {
    part.chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase()
}

/// Whether a message is about a field that a scenario names in either spelling.
pub(crate) fn is_about_named(told: &Told, field: &str) -> bool {
    if field.starts_with('/') {
        return is_about(told, field);
    }
    let pointer = mapping::VACANCY
        .iter()
        .chain(mapping::APPLICANT)
        .find(|row| row.ats == field);
    let pointer = pointer.map_or_else(
        || format!("/{}", field.replace('.', "/")),
        |row| row.wire.to_owned(),
    );
    is_about(told, &pointer) || is_about_member(told, field)
}

/// A text without a field may name a group by one of the boxes in it.
fn is_about_member(told: &Told, group: &str) -> bool {
    let below = format!("{group}.");
    let rows = mapping::VACANCY.iter().chain(mapping::APPLICANT);
    let mut members = rows.filter(|row| row.ats.starts_with(&below));
    let no_field = told
        .field
        .as_deref()
        .is_none_or(|field| field.trim().is_empty());
    no_field && members.any(|row| names(&told.text, row.wire))
}

/// Whether a message's field lies inside the top-level member of this wire name.
pub(crate) fn is_inside(told: &Told, member: &str) -> bool {
    let first = told
        .field
        .as_deref()
        .and_then(|field| segments(field).into_iter().next());
    first.is_some_and(|first| first == plain(member))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Severity;

    fn told(field: Option<&str>, text: &str) -> Told {
        Told {
            severity: Severity::Error,
            field: field.map(str::to_owned),
            text: text.to_owned(),
        }
    }

    #[test]
    fn the_ats_path_and_the_pointer_are_one_field() {
        for field in [
            "salary.minimum",
            "/salary/minimum",
            "vacancy.salary.minimum",
        ] {
            assert!(
                is_about(&told(Some(field), "no"), "/salary/minimum"),
                "{field}"
            );
        }
        assert!(is_about(
            &told(Some("location.address_line_1"), ""),
            "/location/addressLine1"
        ));
        assert!(is_about(&told(Some("first_name"), ""), "/person/firstName"));
        assert!(is_about(&told(Some("status"), ""), "/applicantStatus"));
        assert!(is_about(
            &told(Some("checks.references"), ""),
            "/checks/references/0"
        ));
    }

    #[test]
    fn where_a_field_is_given_it_decides_and_not_the_text() {
        assert!(!is_about(
            &told(Some("job_title"), "the salary minimum is wrong"),
            "/salary/minimum"
        ));
    }

    #[test]
    fn the_group_that_a_field_is_in_will_do_where_it_says_enough() {
        let salary = told(Some("salary"), "not valid");
        assert!(is_about(&salary, "/salary/minimum"));
        let contact = told(Some("contact"), "must be one e-mail address");
        assert!(is_about(&contact, "/contact/email"));
        let vague = told(Some("contact"), "not valid");
        assert!(!is_about(&vague, "/contact/email"));
        let record = told(Some("checks.dbs"), "a certificate number has 12 digits");
        assert!(is_about(&record, "/checks/dbs/certificateNumber"));
        let wide = told(Some("checks"), "not valid");
        assert!(!is_about(&wide, "/checks/dbs/certificateNumber"));
        let other = told(Some("salary.maximum"), "the minimum is above it");
        assert!(!is_about(&other, "/salary/minimum"));
    }

    #[test]
    fn a_group_that_a_scenario_names_is_named_by_a_box_in_it() {
        let text = told(None, "minimum: must not be above the maximum");
        assert!(is_about_named(&text, "salary"));
        let number = told(None, "number: 7 digits");
        assert!(is_about_named(&number, "checks.professional_registration"));
        assert!(!is_about_named(&told(None, "It was refused."), "salary"));
        assert!(!is_about_named(
            &told(Some("job_title"), "the salary"),
            "salary"
        ));
    }

    #[test]
    fn without_a_field_the_text_must_name_it() {
        assert!(is_about(
            &told(None, "The salary you have entered is not valid."),
            "/salary/minimum"
        ));
        assert!(!is_about(
            &told(None, "Something went wrong."),
            "/salary/minimum"
        ));
    }
}
