//! Whether a message to the user is about a field.

use super::mapping;
use crate::evidence::Told;

/// Whether what was told is about the field at this wire pointer.
///
/// Where a message carries a field it decides: the ATS's dotted path or the wire's pointer, or
/// something inside it. Else its text must name the field.
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
            wanted.iter().any(|wanted| given.starts_with(wanted))
        }
        None => names(&told.text, pointer),
    }
}

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

fn without_indexes(path: &str) -> Vec<String> {
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

/// Whether a text names the field: one of the words of its path, as a person would write it.
fn names(text: &str, pointer: &str) -> bool {
    let text = plain(text);
    without_indexes(pointer)
        .iter()
        .map(|part| plain(part))
        .any(|part| text.contains(&part))
        || mapping::ats_path(pointer).is_some_and(|path| {
            path.rsplit('.')
                .next()
                .is_some_and(|leaf| text.contains(&plain(leaf)))
        })
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
    is_about(told, &pointer)
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
