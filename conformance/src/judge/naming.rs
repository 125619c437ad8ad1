//! Whether a sentence to a person names a field.
//!
//! Vendors word their messages as they like, so nothing is compared with a list of sentences: it is
//! enough that a reader would know which box is meant. A text does when it has the field's own words
//! in any order, the name of the group that the field is in, or a usual word for it.

use super::field::without_indexes;
use super::mapping;

/// Whether a text names the field at this wire pointer.
pub(crate) fn names(text: &str, pointer: &str) -> bool {
    let said = words(text);
    let ats = mapping::ats_path(&format!("/{}", without_indexes(pointer).join("/")));
    [Some(pointer), ats]
        .into_iter()
        .flatten()
        .any(|path| names_path(&said, path))
        || usual(pointer)
            .iter()
            .any(|phrase| has(&said, &words(phrase)))
}

fn names_path(said: &[String], path: &str) -> bool {
    let segments = without_indexes(path);
    let Some((leaf, groups)) = segments.split_last() else {
        return false;
    };
    let leaf_said = !SAYS_LITTLE.contains(&leaf.as_str()) && has(said, &words(leaf));
    leaf_said || groups.iter().any(|group| is_group_named(said, group))
}

/// Leaves that are ordinary words: a text that has them names nothing yet.
const SAYS_LITTLE: [&str; 3] = ["from", "to", "body"];

/// A group names the fields in it, but for those that are too wide to help, and "contact" where the
/// reader is asked to contact somebody.
fn is_group_named(said: &[String], group: &str) -> bool {
    match group {
        "checks" | "person" => false,
        "contact" => said.iter().enumerate().any(|(at, word)| {
            let next = said.get(at + 1).map(String::as_str);
            word == "contact"
                && !matches!(
                    next,
                    Some("support" | "us" | "your" | "the" | "our" | "hr" | "nhs" | "esr")
                )
        }),
        _ => has(said, &words(group)),
    }
}

/// Whether all these words were said, in whatever order and number.
fn has(said: &[String], wanted: &[String]) -> bool {
    !wanted.is_empty()
        && wanted
            .iter()
            .all(|wanted| said.iter().any(|word| is_form_of(word, wanted)))
}

/// `registrations` for `registration`, `qualification` for `qualifications`.
fn is_form_of(word: &str, wanted: &str) -> bool {
    let plain = |word: &str| word.strip_suffix('s').unwrap_or(word).to_owned();
    plain(word) == plain(wanted)
}

/// The words of a text in lower case. `jobTitle` and `job_title` are two words, `e-mail` is one.
fn words(text: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            spaced.push(' ');
        }
        spaced.push(c);
        before = c;
    }
    let joined = spaced
        .to_lowercase()
        .replace("e-mail", "email")
        .replace("post code", "postcode");
    joined
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What people call a field beside its own name.
fn usual(pointer: &str) -> &'static [&'static str] {
    match without_indexes(pointer).join("/").as_str() {
        "jobTitle" => &["title"],
        "jobReference" | "atsReference" => &["reference"],
        "contractType" => &["kind of contract"],
        "contractDuration/length" | "contractDuration/unit" | "contractDuration" => {
            &["duration", "length"]
        }
        "payBand" => &["band", "grade"],
        "payScheme" => &["scheme"],
        "salary" | "salary/type" | "salary/amount" | "salary/minimum" | "salary/maximum"
        | "salary/period" => &["pay", "wage", "rate"],
        "jobOverview" => &["overview", "summary"],
        "mainDuties" => &["duties"],
        "aboutOrganisation" => &["organisation", "organization", "about us"],
        "jobDescription" => &["description"],
        "workingHours/amount" | "workingHours/unit" => &["hours"],
        "location/postcode" => &["postal code", "address"],
        "location/addressLine1" | "location/town" => &["address"],
        "contact/phone" => &["telephone"],
        "closingDate" => &["closing day", "close date", "deadline"],
        "applyUrl" => &["application link", "apply link", "link", "url", "https"],
        "dbsCheck" => &["dbs"],
        "person/firstName" => &["forename", "given name"],
        "person/lastName" => &["surname", "family name"],
        "person/dateOfBirth" => &["birth", "dob", "birthday"],
        "checks/dbs/certificateNumber" => &["certificate"],
        "checks/professionalRegistration/number" => &["registration", "gmc", "gdc"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_names_a_field_in_any_usual_way() {
        for (text, pointer) in [
            (
                "Minimum salary must not be above the maximum.",
                "/salary/minimum",
            ),
            ("minimum: must not be above the maximum", "/salary/minimum"),
            ("salary.minimum is wrong", "/salary/minimum"),
            (
                "The salary you have entered is not valid.",
                "/salary/minimum",
            ),
            ("Job Overview has too many characters", "/jobOverview"),
            ("jobOverview: too long", "/jobOverview"),
            ("Please shorten the overview.", "/jobOverview"),
            ("The contact's e-mail address cannot work", "/contact/email"),
            (
                "/checks/dbs/certificateNumber: 12 digits",
                "/checks/dbs/certificateNumber",
            ),
            (
                "The number of the DBS certificate has 12 digits",
                "/checks/dbs/certificateNumber",
            ),
            (
                "Please check the GMC number",
                "/checks/professionalRegistration/number",
            ),
            (
                "The second reference has no start",
                "/checks/references/1/from",
            ),
            ("The surname is missing", "/person/lastName"),
            ("Address line 1 is missing", "/location/addressLine1"),
        ] {
            assert!(names(text, pointer), "{text} for {pointer}");
        }
    }

    #[test]
    fn a_text_that_helps_nobody_names_no_field() {
        for (text, pointer) in [
            (
                "NHS Jobs did not accept the vacancy. Please check it.",
                "/jobTitle",
            ),
            (
                "ESR refused the employment checks.",
                "/checks/dbs/certificateNumber",
            ),
            (
                "Something has to be sent from here.",
                "/checks/references/0/from",
            ),
            ("Please contact support.", "/contact/email"),
            ("Validation failed, try to correct it.", "/salary/minimum"),
            ("This person was refused.", "/person/firstName"),
        ] {
            assert!(!names(text, pointer), "{text} for {pointer}");
        }
    }
}
