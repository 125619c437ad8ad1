//! Mistakes at a click: each spoils one answer of the form, which is then sent.

use super::checks_form::SEND;
use super::typed::Typed;

/// One mistake.
#[derive(Debug)]
pub(super) struct Mischief {
    /// Its word in the form.
    pub(super) word: &'static str,
    /// What its button says.
    pub(super) says: &'static str,
    /// Makes it.
    pub(super) make: fn(&mut Typed),
}

/// The mistakes of the vacancy form, the one that everybody wants to see first.
pub(super) const VACANCY: &[Mischief] = &[
    Mischief {
        word: "salary",
        says: "Salary typed as £32,073",
        make: |typed| {
            typed.tick("salaryType", &["FIXED"]);
            typed.put("salaryAmount", "£32,073");
            typed.put("salaryPeriod", "YEAR");
        },
    },
    Mischief {
        word: "short",
        says: "Job overview too short",
        make: |typed| typed.put("jobOverview", "We are looking for a colleague."),
    },
    Mischief {
        word: "long",
        says: "Job title too long",
        make: |typed| {
            typed.put(
                "jobTitle",
                "A job title that goes on and on until it has more characters than NHS Jobs takes",
            );
        },
    },
    Mischief {
        word: "missing",
        says: "Job title left empty",
        make: |typed| typed.clear("jobTitle"),
    },
    Mischief {
        word: "duration",
        says: "Fixed term without a duration",
        make: |typed| {
            typed.put("contractType", "FIXED_TERM");
            typed.clear("durationLength");
            typed.clear("durationUnit");
        },
    },
    Mischief {
        word: "closing",
        says: "Closing date in the past",
        make: |typed| typed.put("closingDate", "2020-01-31"),
    },
    Mischief {
        word: "documents",
        says: "With a supporting document",
        make: |typed| typed.tick("documents", &["yes"]),
    },
];

/// The mistakes of the checks form.
pub(super) const CHECKS: &[Mischief] = &[
    Mischief {
        word: "spelling",
        says: "Last name spelt otherwise",
        make: |typed| {
            let name = typed.get("lastName").to_owned();
            let other = match name.contains('-') {
                true => name.replace('-', " "),
                false => format!("{name}e"),
            };
            typed.put("lastName", other);
        },
    },
    Mischief {
        word: "early",
        says: "Checks still in progress",
        make: |typed| typed.put("applicantStatus", "CHECKS_IN_PROGRESS"),
    },
    Mischief {
        word: "number",
        says: "Registration number too short",
        make: |typed| typed.put("registrationNumber", "12345"),
    },
    Mischief {
        word: "identity",
        says: "With identity documents",
        make: |typed| add(typed, "IDENTITY"),
    },
    Mischief {
        word: "health",
        says: "With occupational health",
        make: |typed| add(typed, "OCCUPATIONAL_HEALTH"),
    },
];

fn add(typed: &mut Typed, record: &str) {
    let mut ticked = typed.all(SEND).to_vec();
    ticked.push(record.to_owned());
    let ticked: Vec<&str> = ticked.iter().map(String::as_str).collect();
    typed.tick(SEND, &ticked);
}

/// The mistake of this word.
pub(super) fn find(all: &'static [Mischief], word: &str) -> Option<&'static Mischief> {
    all.iter().find(|mischief| mischief.word == word)
}
