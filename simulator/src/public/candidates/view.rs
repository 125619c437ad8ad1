//! What the page of an advert shows. The template alone makes it HTML, and escapes all of it.

use askama::Template;
use contract::codes::{SalaryType, VacancyStatus};
use contract::vacancy::{Criteria, Draft, PersonSpecification};
use jiff::Timestamp;

use super::{address, words};
use crate::nhs_jobs::Record;
use crate::sandbox::employer::Employer;
use crate::sandbox::london;

/// One advert, in the words that candidates read. The ids of its elements are those of public
/// adverts (stated).
#[derive(Template)]
#[template(path = "advert.html", blocks = ["advert"])]
pub(crate) struct Advert<'a> {
    title: String,
    draft: &'a Draft,
    reference: &'a str,
    employer: &'a str,
    website: String,
    closed: bool,
    internal: bool,
    closing: String,
    posted: String,
    salary_id: &'static str,
    salary: String,
    scheme: &'static str,
    band: String,
    contract: &'static str,
    duration: Option<String>,
    patterns: String,
    hours: Option<String>,
    dbs: Option<&'static str>,
    texts: [Text<'a>; 4],
    categories: Vec<Category<'a>>,
    apply: String,
}

/// One of the long texts, under its heading.
struct Text<'a> {
    id: &'static str,
    heading: &'static str,
    /// Paragraphs, each by its lines.
    paragraphs: Vec<Vec<&'a str>>,
}

/// One heading of the person specification that has something under it.
struct Category<'a> {
    number: usize,
    name: &'static str,
    essential: Vec<&'a str>,
    desirable: Vec<&'a str>,
}

impl<'a> Advert<'a> {
    /// The advert at an instant; `base` is the sandbox's.
    pub(crate) fn of(
        record: &'a Record,
        employer: &'a Employer,
        base: &str,
        at: Timestamp,
    ) -> Self {
        let draft = record.draft();
        let posted = record.published_at().map(london::date).map(words::day);
        Self {
            title: title(&draft.job_title),
            draft,
            reference: record.reference(),
            employer: &employer.name,
            website: employer.website(),
            closed: record.status(at) == VacancyStatus::Closed,
            internal: draft.visibility == contract::codes::Visibility::Internal,
            closing: words::day(draft.closing_date),
            posted: posted.unwrap_or_default(),
            salary_id: salary_id(draft.salary.kind),
            salary: words::salary(&draft.salary),
            scheme: words::scheme(draft.pay_scheme),
            band: draft.pay_band.map(words::band).unwrap_or_default(),
            contract: words::contract(draft.contract_type),
            duration: draft.contract_duration.map(words::duration),
            patterns: words::patterns(&draft.working_patterns),
            hours: draft.working_hours.map(words::hours),
            dbs: draft.dbs_check.map(words::dbs),
            texts: texts(draft),
            categories: draft
                .person_specification
                .as_ref()
                .map(categories)
                .unwrap_or_default(),
            apply: format!("{}/apply", address(base, record.reference())),
        }
    }

    /// The lines of the address after the town have ids of their own.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let location = &self.draft.location;
        let lines = [
            Some(location.address_line1.as_str()),
            location.address_line2.as_deref(),
            location.address_line3.as_deref(),
        ];
        let held = lines.into_iter().flatten().filter(|line| !line.is_empty());
        (1..).zip(held)
    }
}

/// The text of a window's title cannot be isolated by an element, so a job title that runs from
/// right to left is isolated by characters: what follows stays in its place.
fn title(job_title: &str) -> String {
    format!("\u{2068}{job_title}\u{2069} | Simulated advert")
}

const fn salary_id(kind: SalaryType) -> &'static str {
    match kind {
        SalaryType::Fixed => "fixed_salary",
        SalaryType::Range => "range_salary",
        SalaryType::DependsOnExperience => "negotiable_salary",
    }
}

fn texts(draft: &Draft) -> [Text<'_>; 4] {
    let text = |id, heading, text| Text {
        id,
        heading,
        paragraphs: paragraphs(text),
    };
    [
        text("job_overview", "Job summary", &draft.job_overview),
        text(
            "job_description",
            "Main duties of the job",
            &draft.main_duties,
        ),
        text("about_organisation", "About us", &draft.about_organisation),
        text(
            "job_description_large",
            "Job responsibilities",
            &draft.job_description,
        ),
    ]
}

/// A blank line begins a paragraph.
fn paragraphs(text: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = text.lines().collect();
    let blank = |line: &&str| line.trim().is_empty();
    lines
        .split(|line| blank(line))
        .filter(|paragraph| !paragraph.is_empty())
        .map(<[&str]>::to_vec)
        .collect()
}

fn categories(specification: &PersonSpecification) -> Vec<Category<'_>> {
    let headings = [
        ("Qualifications", &specification.qualifications),
        ("Experience", &specification.experience),
        ("Skills", &specification.skills),
    ];
    let category =
        |(number, (name, criteria)): (usize, (&'static str, _))| category(number, name, criteria);
    let held = headings
        .into_iter()
        .filter(|(_, criteria)| **criteria != Criteria::default());
    (1..).zip(held).map(category).collect()
}

fn category<'a>(number: usize, name: &'static str, criteria: &'a Criteria) -> Category<'a> {
    Category {
        number,
        name,
        essential: items(criteria.essential.as_deref()),
        desirable: items(criteria.desirable.as_deref()),
    }
}

/// The items between `<br>`, however it is written (stated: eQuest guide).
fn items(text: Option<&str>) -> Vec<&str> {
    let mut items = Vec::new();
    let mut rest = text.unwrap_or_default();
    while let Some((item, after)) = split_at_break(rest) {
        items.push(item.trim());
        rest = after;
    }
    items.push(rest.trim());
    items.retain(|item| !item.is_empty());
    items
}

/// Before and after the first line break written as HTML.
fn split_at_break(text: &str) -> Option<(&str, &str)> {
    text.match_indices('<').find_map(|(at, _)| {
        let tag_end = at + text[at..].find('>')?;
        let tag = text[at + 1..tag_end]
            .trim()
            .trim_end_matches('/')
            .trim_end();
        let is_break = tag.eq_ignore_ascii_case("br");
        is_break.then(|| (&text[..at], &text[tag_end + 1..]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_parted_by_breaks_however_they_are_written() {
        let text = "Nurse<br>NMC <b>PIN</b><BR/>< br />Driving < 5 miles<br>";

        assert_eq!(
            items(Some(text)),
            ["Nurse", "NMC <b>PIN</b>", "Driving < 5 miles"]
        );
    }

    #[test]
    fn a_blank_line_begins_a_paragraph() {
        let text = "One\r\ntwo\n\n\n \nthree";

        assert_eq!(paragraphs(text), [vec!["One", "two"], vec!["three"]]);
    }
}
