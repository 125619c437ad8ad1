//! The answer of the search: `nhsJobs`, as public users of the live service have captured it.

use contract::text::with_lf;
use jiff::Timestamp;

use super::{address, words};
use crate::nhs_jobs::Record;
use crate::sandbox::london;

/// How many characters of the overview stand in a search (provenance `simulator`; that it is cut
/// short and ends in three dots is stated).
const DESCRIPTION: usize = 200;

/// A document that grows element by element.
#[derive(Debug)]
pub(super) struct Results<'a> {
    base: &'a str,
    employer: &'a str,
    xml: String,
}

impl<'a> Results<'a> {
    /// An empty document of one employer; `base` is the sandbox's.
    pub(super) fn of(base: &'a str, employer: &'a str) -> Self {
        let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<nhsJobs>".to_owned();
        Self {
            base,
            employer,
            xml,
        }
    }

    /// Adds one advert.
    pub(super) fn advert(&mut self, record: &Record) {
        let (draft, published) = (record.draft(), record.published_at());
        self.xml.push_str("<vacancyDetails>");
        self.element("id", &record.id().number().to_string());
        self.element("reference", record.reference());
        self.element("title", &draft.job_title);
        self.element("description", &shortened(&draft.job_overview));
        self.element("employer", self.employer);
        self.element("type", words::contract(draft.contract_type));
        self.element("salary", &words::salary_in_search(draft));
        self.element("closeDate", &draft.closing_date.to_string());
        self.element("postDate", &published.map(local).unwrap_or_default());
        self.element("url", &address(self.base, record.reference()));
        let (town, postcode) = (&draft.location.town, &draft.location.postcode);
        self.xml.push_str("<locations>");
        self.element("location", &format!("{town}, {postcode}"));
        self.xml.push_str("</locations></vacancyDetails>");
    }

    /// The whole document, with its totals.
    pub(super) fn finish(mut self, pages: usize, total: usize) -> String {
        self.element("totalPages", &pages.to_string());
        self.element("totalResults", &total.to_string());
        self.xml.push_str("</nhsJobs>\n");
        self.xml
    }

    fn element(&mut self, name: &str, text: &str) {
        self.xml.push_str(&format!("<{name}>"));
        escape(&mut self.xml, text);
        self.xml.push_str(&format!("</{name}>"));
    }
}

/// Adds a text as it may stand within an element.
fn escape(xml: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\r' => xml.push_str("&#13;"),
            allowed if is_xml(allowed) => xml.push(allowed),
            // XML 1.0 has no way to write these, not even escaped.
            _ => xml.push(char::REPLACEMENT_CHARACTER),
        }
    }
}

/// XML 1.0, production 2.
const fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | ' '..='\u{fffd}' | '\u{10000}'..)
}

fn shortened(text: &str) -> String {
    let text = with_lf(text);
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(DESCRIPTION).collect();
    format!("{}...", start.trim_end().trim_end_matches('.'))
}

/// An instant as London's clocks show it, without a zone, up to nine digits (stated form; that it
/// is London's time is inferred).
fn local(at: Timestamp) -> String {
    london::clocks(at).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_xml_cannot_write_is_replaced() {
        let mut results = Results::of("", "");
        results.element("title", "<a> & \"b\"\u{8}\u{0}\u{ffff}\u{202e}\u{1f9d1}");

        assert!(results.xml.ends_with(
            "<title>&lt;a&gt; &amp; &quot;b&quot;\u{fffd}\u{fffd}\u{fffd}\u{202e}\u{1f9d1}</title>"
        ));
    }

    #[test]
    fn a_long_description_is_cut_short_and_ends_in_three_dots() {
        assert_eq!(shortened("Short."), "Short...");
        assert_eq!(shortened(&"ü".repeat(300)).chars().count(), 203);
    }
}
