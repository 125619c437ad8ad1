//! Texts that arrive as something else than was written.

use serde_json::Value;

use super::body::texts;
use super::flaw::Flaw;
use crate::api::act::Action;
use crate::api::report::Told;
use crate::conduct::{Conduct, good};
use crate::fields::vacancy::SUMMARY;
use crate::fields::{Field, Kind};
use crate::writing::{FAITHFUL, Writing, held};

pub(super) const FLAWS: &[Flaw] = &[
    Flaw {
        name: "trims-texts",
        gets_wrong: "Cuts white space off both ends of every text.",
        hurts: "A text that was long enough on the form is too short in NHS Jobs, and nobody sees why.",
        trips: &["always/faithful-values", "NJ-C-009"],
        shown_by: "A text with a space, a line break or a no-break space at an end.",
        conduct: || texts(|_, held| held.trim().to_owned()),
    },
    Flaw {
        name: "collapses-white-space",
        gets_wrong: "Turns every run of white space into one space.",
        hurts: "Paragraphs of the job description run together in the advert.",
        trips: &["always/faithful-values", "NJ-C-009"],
        shown_by: "A text with two spaces or a line break inside.",
        conduct: || texts(|_, held| held.split_whitespace().collect::<Vec<_>>().join(" ")),
    },
    Flaw {
        name: "escapes-html",
        gets_wrong: "Writes & < > and quotation marks as HTML entities.",
        hurts: "Candidates read 'Health &amp; Care' and wonder who writes like this.",
        trips: &["always/faithful-values", "NJ-C-009"],
        shown_by: "A text with an ampersand, an angle bracket or a quotation mark.",
        conduct: || texts(|_, held| escaped(held)),
    },
    Flaw {
        name: "strips-markup",
        gets_wrong: "Removes everything between angle brackets.",
        hurts: "'<br>' between criteria is lost, and so is 'salary < 30,000 and > 20,000'.",
        trips: &["always/faithful-values", "NJ-C-009"],
        shown_by: "A text that holds <br> or another tag.",
        conduct: || texts(|_, held| untagged(held)),
    },
    Flaw {
        name: "cuts-at-the-limit",
        gets_wrong: "Cuts a text that is too long to the longest that NHS Jobs takes, and says nothing.",
        hurts: "The advert ends in the middle of a sentence, and the recruiter does not know.",
        trips: &["always/faithful-values", "NJ-C-005", "NJ-C-007", "NJ-C-009"],
        shown_by: "A job title of 71 characters or more, or another text above its limit.",
        conduct: || Conduct {
            form: not_about_length,
            writing: Writing {
                text: cut,
                ..FAITHFUL
            },
            ..good()
        },
    },
    Flaw {
        name: "counts-bytes",
        gets_wrong: "Counts bytes where the limit is in characters, and holds good texts back.",
        hurts: "A text in Welsh, or with typographic quotation marks, cannot be posted at all.",
        trips: &["NJ-C-006"],
        shown_by: "A text of the greatest length whose characters are not all ASCII.",
        conduct: || Conduct {
            form: bytes_counted,
            ..good()
        },
    },
    Flaw {
        name: "recodes-to-ascii",
        gets_wrong: "Turns every character that is not ASCII into a question mark.",
        hurts: "'Zo\u{eb}' becomes 'Zo?': no match in ESR, and a nonsense advert.",
        trips: &["always/faithful-values", "ESR-C-007", "NJ-C-009"],
        shown_by: "A text or a name with a letter that is not ASCII.",
        conduct: || texts(|_, held| recoded(held)),
    },
    Flaw {
        name: "tidies-typography",
        gets_wrong: "Straightens quotation marks, apostrophes and dashes.",
        hurts: "A name with a typographic apostrophe no longer matches the record it was checked against.",
        trips: &["always/faithful-values", "NJ-C-009"],
        shown_by: "A text or a name with a curly apostrophe or a dash.",
        conduct: || texts(|_, held| straightened(held)),
    },
    Flaw {
        name: "capitalises-names",
        gets_wrong: "Writes first and last names in capital letters.",
        hurts: "ESR is sent a name that nobody bears; where it is compared to the letter it matches nothing.",
        trips: &["always/faithful-values", "ESR-C-007"],
        shown_by: "Any transfer of a person whose name is not in capitals already.",
        conduct: || texts(capital_names),
    },
];

fn escaped(held: &str) -> String {
    let held = held
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    held.replace('"', "&quot;").replace('\'', "&#39;")
}

fn untagged(held: &str) -> String {
    let mut inside = false;
    let outside = |letter: &char| {
        match letter {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                return false;
            }
            _ => {}
        }
        !inside
    };
    held.chars().filter(outside).collect()
}

fn cut(field: &Field, held: &str) -> String {
    match field.kind {
        Kind::Text(length) => held.chars().take(length.most).collect(),
        _ => held.to_owned(),
    }
}

fn not_about_length(action: Action, held: &Value) -> Vec<Told> {
    let mut told = (good().form)(action, held);
    told.retain(|told| !told.text.starts_with("You have exceeded"));
    told
}

fn bytes_counted(action: Action, record: &Value) -> Vec<Told> {
    let mut told = (good().form)(action, record);
    let texts = ["job_overview", "main_duties", "about_organisation"];
    let long = |path: &&str| {
        held(record, path)
            .and_then(Value::as_str)
            .is_some_and(|text| text.len() > SUMMARY.most)
    };
    let text = "You have exceeded the maximum length.";
    told.extend(
        texts
            .into_iter()
            .filter(long)
            .map(|path| Told::error(text).of(path)),
    );
    told
}

fn recoded(held: &str) -> String {
    held.chars()
        .map(|letter| if letter.is_ascii() { letter } else { '?' })
        .collect()
}

fn straightened(held: &str) -> String {
    let straight = |letter| match letter {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '\u{2013}' | '\u{2014}' => '-',
        other => other,
    };
    held.chars().map(straight).collect()
}

fn capital_names(field: &Field, held: &str) -> String {
    match field.ats {
        "first_name" | "last_name" => held.to_uppercase(),
        _ => held.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_spoils_a_text_in_its_own_way() {
        assert_eq!(escaped("a & 'b' <c>"), "a &amp; &#39;b&#39; &lt;c&gt;");
        assert_eq!(untagged("a<br>b > c"), "ab > c");
        assert_eq!(recoded("Zo\u{eb}"), "Zo?");
        assert_eq!(straightened("O\u{2019}Brien \u{2013} x"), "O'Brien - x");
    }
}
