//! The fields of a vacancy, as a table: each input is named by its place in the document, such as
//! `salary/minimum`, and everything else follows from that.

use std::collections::BTreeMap;

use contract::codes::{
    ContractType, DbsCheck, DurationUnit, HoursUnit, PayBand, PayScheme, SalaryPeriod, SalaryType,
    StaffGroup, VacancyStatus, Visibility, WorkingPattern,
};
use contract::limits::{DESCRIPTION, LimitProfile};
use contract::vacancy::Draft;
use jiff::Timestamp;
use serde_json::{Map, Number, Value};

use super::told;
use crate::console::fields::Fields;
use crate::console::parts::{Choice, Day, Field, Input, Problems};
use crate::nhs_jobs::Record;

/// One input.
struct Row {
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    kind: Kind,
    /// Filled in only while another input has one of these values.
    when: Option<(&'static str, &'static [&'static str])>,
}

/// What an input holds.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Long(u8),
    Summary,
    Items,
    Number,
    Code(fn() -> Vec<&'static str>),
    Codes(fn() -> Vec<&'static str>),
    Flag,
    Day,
}

const fn row(name: &'static str, label: &'static str, kind: Kind) -> Row {
    Row {
        name,
        label,
        hint: "",
        kind,
        when: None,
    }
}

impl Row {
    const fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    const fn when(mut self, name: &'static str, values: &'static [&'static str]) -> Self {
        self.when = Some((name, values));
        self
    }

    /// The member of the document that it is part of.
    fn member(&self) -> &'static str {
        self.name.split('/').next().unwrap_or(self.name)
    }

    fn names(&self) -> Vec<String> {
        match self.kind {
            Kind::Day => ["day", "month", "year"]
                .map(|part| format!("{}-{part}", self.name))
                .to_vec(),
            _ => vec![self.name.to_owned()],
        }
    }
}

macro_rules! wire {
    ($code:ty) => {
        || <$code>::ALL.iter().map(|code| code.wire()).collect()
    };
}

/// Every contract type with a duration.
const LIMITED: &[&str] = &[
    "FIXED_TERM",
    "LOCUM",
    "TRAINING",
    "APPRENTICESHIP",
    "VOLUNTARY",
    "SECONDMENT",
    "HONORARY",
    "BANK",
    "NHS_RESERVIST",
];

const JOB: &[Row] = &[
    row("jobTitle", "Job title", Kind::Text).hint("Up to 70 characters"),
    row("jobReference", "Job reference", Kind::Text).hint("The ATS's own reference"),
    row(
        "contractType",
        "Contract type",
        Kind::Code(wire!(ContractType)),
    ),
    row(
        "contractDuration/length",
        "How long the contract runs",
        Kind::Number,
    )
    .hint("A whole number, such as 6")
    .when("contractType", LIMITED),
    row(
        "contractDuration/unit",
        "Days, weeks, months or years",
        Kind::Code(wire!(DurationUnit)),
    )
    .when("contractType", LIMITED),
    row(
        "workingPatterns",
        "Working patterns",
        Kind::Codes(wire!(WorkingPattern)),
    ),
    row("workingHours/amount", "Working hours", Kind::Number),
    row(
        "workingHours/unit",
        "Hours or sessions",
        Kind::Code(wire!(HoursUnit)),
    ),
    row("staffGroup", "Staff group", Kind::Code(wire!(StaffGroup))),
    row("areaOfWork", "Area of work", Kind::Text),
];

const PAY: &[Row] = &[
    row("payScheme", "Pay scheme", Kind::Code(wire!(PayScheme))),
    row("payBand", "Band or grade", Kind::Code(wire!(PayBand))),
    row("salary/type", "Salary type", Kind::Code(wire!(SalaryType))),
    row("salary/amount", "Salary, in pounds", Kind::Number).when("salary/type", &["FIXED"]),
    row("salary/minimum", "Lowest salary, in pounds", Kind::Number).when("salary/type", &["RANGE"]),
    row("salary/maximum", "Highest salary, in pounds", Kind::Number)
        .when("salary/type", &["RANGE"]),
    row(
        "salary/period",
        "Paid for each",
        Kind::Code(wire!(SalaryPeriod)),
    )
    .when("salary/type", &["FIXED", "RANGE"]),
    row("salary/details", "Details of the salary", Kind::Text),
];

const TEXTS: &[Row] = &[
    row("jobOverview", "Job overview", Kind::Summary),
    row("mainDuties", "Main duties", Kind::Summary),
    row("aboutOrganisation", "About the organisation", Kind::Summary),
    row("jobDescription", "Job description", Kind::Long(10)),
];

const SPECIFICATION: &[Row] = &[
    row(
        "personSpecification/qualifications/essential",
        "Essential qualifications",
        Kind::Items,
    ),
    row(
        "personSpecification/qualifications/desirable",
        "Desirable qualifications",
        Kind::Items,
    ),
    row(
        "personSpecification/experience/essential",
        "Essential experience",
        Kind::Items,
    ),
    row(
        "personSpecification/experience/desirable",
        "Desirable experience",
        Kind::Items,
    ),
    row(
        "personSpecification/skills/essential",
        "Essential skills",
        Kind::Items,
    ),
    row(
        "personSpecification/skills/desirable",
        "Desirable skills",
        Kind::Items,
    ),
];

const PLACE: &[Row] = &[
    row("location/addressLine1", "Address line 1", Kind::Text),
    row("location/addressLine2", "Address line 2", Kind::Text),
    row("location/addressLine3", "Address line 3", Kind::Text),
    row("location/town", "Town or city", Kind::Text),
    row("location/county", "County", Kind::Text),
    row("location/postcode", "Postcode", Kind::Text),
    row("location/country", "Country", Kind::Text),
];

const CONTACT: &[Row] = &[
    row("contact/name", "Name of the contact", Kind::Text),
    row("contact/jobTitle", "Their job title", Kind::Text),
    row("contact/email", "E-mail address", Kind::Text),
    row("contact/phone", "Telephone number", Kind::Text),
];

const APPLYING: &[Row] = &[
    row("closingDate", "Closing date", Kind::Day).hint("For example, 18 12 2026"),
    row("applyUrl", "Address of the application form", Kind::Text)
        .hint("Candidates are sent there to apply"),
    row("dbsCheck", "DBS check", Kind::Code(wire!(DbsCheck))),
    row(
        "skilledWorkerSponsorship",
        "Skilled worker sponsorship",
        Kind::Flag,
    ),
    row(
        "professionalRegistrationRequired",
        "Professional registration required",
        Kind::Flag,
    ),
    row(
        "visibility",
        "Who sees the advert",
        Kind::Code(wire!(Visibility)),
    ),
];

const SECTIONS: [(&str, &[Row]); 7] = [
    ("The job", JOB),
    ("Pay", PAY),
    ("The advert", TEXTS),
    ("Person specification", SPECIFICATION),
    ("Where", PLACE),
    ("Contact", CONTACT),
    ("Applying", APPLYING),
];

fn rows() -> impl Iterator<Item = &'static Row> {
    SECTIONS.iter().flat_map(|(_, rows)| rows.iter())
}

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

/// What stands in the inputs, by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Values(BTreeMap<String, Vec<String>>);

impl Values {
    /// As a vacancy has them.
    pub(super) fn of(draft: &Draft) -> Self {
        let document = serde_json::to_value(draft).unwrap_or_default();
        let mut values = Self::default();
        for row in rows() {
            let held = document.pointer(&format!("/{}", row.name));
            values.hold(row, held.unwrap_or(&Value::Null));
        }
        values
    }

    fn hold(&mut self, row: &Row, held: &Value) {
        let text = match held {
            Value::String(text) => text.replace("\r\n", "\n"),
            Value::Bool(true) => "yes".to_owned(),
            Value::Bool(false) => "no".to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Array(items) => {
                let items = items.iter().filter_map(Value::as_str).map(str::to_owned);
                self.0.insert(row.name.to_owned(), items.collect());
                return;
            }
            _ => String::new(),
        };
        let texts = match row.kind {
            Kind::Day => {
                let day = text.parse().map(Day::of).unwrap_or_default();
                vec![day.day, day.month, day.year]
            }
            Kind::Items => vec![text.replace("<br>", "\n")],
            Kind::Codes(_) => return,
            _ => vec![text],
        };
        for (name, text) in row.names().into_iter().zip(texts) {
            self.0.insert(name, vec![text]);
        }
    }

    /// As they were typed.
    pub(super) fn typed(fields: &Fields) -> Self {
        let mut values = Self::default();
        for row in rows() {
            for name in row.names() {
                let texts = match row.kind {
                    Kind::Codes(_) => fields.all(&name),
                    _ if fields.has(&name) => vec![fields.get(&name)],
                    _ => continue,
                };
                if !texts.is_empty() {
                    values.0.insert(name, texts);
                }
            }
        }
        values
    }

    /// What a form sends along, so that it can be told later what was typed over what.
    pub(super) fn encoded(&self) -> String {
        let pairs = self.0.iter();
        let pairs = pairs.flat_map(|(name, texts)| texts.iter().map(move |text| (name, text)));
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish()
    }

    fn text(&self, name: &str) -> &str {
        let texts = self.0.get(name);
        texts
            .and_then(|texts| texts.first())
            .map_or("", String::as_str)
    }

    fn list(&self, name: &str) -> Vec<String> {
        self.0.get(name).cloned().unwrap_or_default()
    }

    fn day(&self, row: &Row) -> Day {
        let [day, month, year] =
            ["day", "month", "year"].map(|part| self.text(&format!("{}-{part}", row.name)));
        Day {
            day: day.trim().to_owned(),
            month: month.trim().to_owned(),
            year: year.trim().to_owned(),
        }
    }

    /// Whether an input says the same as another time, or was not on the page at all. A form says
    /// nothing of boxes that are not ticked.
    fn same(&self, other: &Self, row: &Row) -> bool {
        let absent = |name: &String| !self.0.contains_key(name);
        if !matches!(row.kind, Kind::Codes(_)) && row.names().iter().all(absent) {
            return true;
        }
        let mut names = row.names().into_iter();
        names.all(|name| match row.kind {
            Kind::Codes(_) => self.list(&name) == other.list(&name),
            _ => self.text(&name) == other.text(&name),
        })
    }

    /// What somebody typed over `was`, onto what stands `now`; and where both have changed, what it
    /// now says.
    pub(super) fn merged(mut self, was: &Self, now: &Self) -> (Self, Vec<(String, String)>) {
        let mut both = Vec::new();
        for row in rows() {
            if self.same(was, row) {
                for name in row.names() {
                    self.0.remove(&name);
                    self.0.extend(
                        now.0
                            .get_key_value(&name)
                            .map(|(name, texts)| (name.clone(), texts.clone())),
                    );
                }
            } else if !now.same(was, row) && !now.same(&self, row) {
                both.push((row.label.to_owned(), now.told(row)));
            }
        }
        (self, both)
    }

    fn told(&self, row: &Row) -> String {
        match row.kind {
            Kind::Code(_) => told::code(self.text(row.name)),
            Kind::Codes(_) => {
                let told = self
                    .list(row.name)
                    .iter()
                    .map(|word| told::code(word))
                    .collect::<Vec<_>>();
                told.join(", ")
            }
            Kind::Day => {
                let day = self.day(row).date();
                day.map(crate::public::candidates::words::day)
                    .unwrap_or_default()
            }
            Kind::Flag => told::code(self.text(row.name)),
            _ => self.text(row.name).to_owned(),
        }
    }

    /// The members that are not as the vacancy has them, as the control interface would be sent
    /// them; `null` takes one away.
    pub(super) fn members(&self, held: &Self) -> Map<String, Value> {
        let mut members = Map::new();
        let changed = rows().filter(|row| !self.same(held, row));
        for member in changed.map(Row::member) {
            if !members.contains_key(member) {
                members.insert(member.to_owned(), self.member(member));
            }
        }
        members
    }

    fn member(&self, member: &str) -> Value {
        let mut value = Value::Null;
        for row in rows().filter(|row| row.member() == member) {
            if let Some(typed) = self.value(row) {
                put(&mut value, row.name.split('/').skip(1), typed);
            }
        }
        value
    }

    /// What is typed into one input, if anything counts: what belongs to another answer does not.
    fn value(&self, row: &Row) -> Option<Value> {
        if let Some((name, values)) = row.when
            && !values.contains(&self.text(name))
        {
            return None;
        }
        let text = self.text(row.name);
        match row.kind {
            Kind::Codes(_) => {
                let list = self.list(row.name);
                return (!list.is_empty()).then(|| list.into());
            }
            Kind::Day => {
                let day = self.day(row);
                return (!day.is_empty()).then(|| day.wire().into());
            }
            _ if text.is_empty() => return None,
            _ => {}
        }
        Some(match row.kind {
            Kind::Number => number(text),
            Kind::Flag => (text == "yes").into(),
            Kind::Items => text.trim_end().replace('\n', "<br>").into(),
            _ => text.into(),
        })
    }

    /// The fields of the form. What may not be amended is left out of it.
    pub(super) fn sections(
        &self,
        problems: &Problems,
        limits: LimitProfile,
        may: impl Fn(&str) -> bool,
    ) -> Vec<(&'static str, Vec<Field>)> {
        let section = |(title, rows): &(&'static str, &'static [Row])| {
            let open = rows.iter().filter(|row| may(row.member()));
            let fields = open.map(|row| self.field(row, limits).wrong(problems));
            (*title, fields.collect::<Vec<_>>())
        };
        let sections = SECTIONS.iter().map(section);
        sections.filter(|(_, fields)| !fields.is_empty()).collect()
    }

    fn field(&self, row: &Row, limits: LimitProfile) -> Field {
        let text = self.text(row.name);
        let field = match row.kind {
            Kind::Text => Field::line(row.name, row.label),
            Kind::Long(rows) => Field::lines(row.name, row.label, rows).counted(None, DESCRIPTION),
            Kind::Summary => {
                let span = limits.summary();
                Field::lines(row.name, row.label, 6).counted(Some(span.least), span.most)
            }
            Kind::Items => Field::lines(row.name, row.label, 3).hint("One on each line"),
            Kind::Number => Field::number(row.name, row.label),
            Kind::Code(words) => {
                Field::of(row.name, row.label, Input::Select(choices(words, true)))
            }
            Kind::Codes(words) => {
                Field::of(row.name, row.label, Input::Boxes(choices(words, false)))
            }
            Kind::Flag => {
                let choices = [("yes", "Yes"), ("no", "No"), ("", "Not said")];
                let choices = choices.map(|(value, text)| Choice::new(value, text));
                Field::of(row.name, row.label, Input::Radios(choices.into()))
            }
            Kind::Day => Field::of(row.name, row.label, Input::Day(self.day(row))),
        };
        let field = match row.hint {
            "" => field,
            hint => field.hint(hint),
        };
        let field = field.value(text).values(self.list(row.name));
        match row.when {
            Some((name, values)) => field.shown_when(format!("{name}={}", values.join(" "))),
            None => field,
        }
    }
}

fn choices(words: fn() -> Vec<&'static str>, absent: bool) -> Vec<Choice> {
    let none = absent.then(|| Choice::new("", "Not said"));
    let words = words().into_iter();
    let choices = words.map(|word| Choice::new(word, told::code(word)));
    none.into_iter().chain(choices).collect()
}

fn put<'a>(value: &mut Value, mut path: impl Iterator<Item = &'a str>, typed: Value) {
    match path.next() {
        None => *value = typed,
        Some(name) => {
            if !value.is_object() {
                *value = Value::Object(Map::new());
            }
            put(&mut value[name], path, typed);
        }
    }
}

/// A number as it is written on the wire; whatever is none stays text, to be refused as such.
fn number(text: &str) -> Value {
    let plain = text.trim().trim_start_matches('£').replace(',', "");
    let number = serde_json::from_str::<Number>(&plain);
    number.map_or_else(|_| text.into(), Value::Number)
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn draft() -> Draft {
        let text = "A text that is long enough for NHS Jobs. ".repeat(3);
        serde_json::from_value(json!({
            "jobTitle": "Staff Nurse", "jobReference": "1", "contractType": "FIXED_TERM",
            "contractDuration": { "length": 6, "unit": "MONTHS" },
            "workingPatterns": ["FULL_TIME", "JOB_SHARE"],
            "staffGroup": "NURSING_AND_MIDWIFERY_REGD", "payScheme": "AGENDA_FOR_CHANGE",
            "payBand": "BAND_5",
            "salary": { "type": "RANGE", "minimum": 32073, "maximum": 39043.5, "period": "YEAR" },
            "jobOverview": text, "mainDuties": text, "aboutOrganisation": text,
            "jobDescription": "One\r\ntwo",
            "personSpecification": { "qualifications": { "essential": "Nurse<br>PIN" } },
            "location": { "addressLine1": "1 High Street", "town": "Leeds", "postcode": "LS9 7TF" },
            "contact": { "name": "A", "email": "a@trust.example" },
            "closingDate": "2026-12-18", "applyUrl": "https://ats.example/1"
        }))
        .unwrap()
    }

    fn typed(change: impl FnOnce(&mut Values)) -> (Values, Values) {
        let held = Values::of(&draft());
        let mut typed = Values::typed(&Fields::decoded(&held.encoded()));
        change(&mut typed);
        (typed, held)
    }

    fn set(values: &mut Values, name: &str, text: &str) {
        values.0.insert(name.to_owned(), vec![text.to_owned()]);
    }

    #[test]
    fn a_form_that_is_sent_as_it_was_shown_changes_nothing() {
        let (typed, held) = typed(|_| ());

        assert!(
            typed.members(&held).is_empty(),
            "{:?}",
            typed.members(&held)
        );
    }

    #[test]
    fn only_members_that_were_typed_over_are_sent_each_whole() {
        let (typed, held) = typed(|typed| {
            set(typed, "salary/minimum", "£33,000.50");
            set(typed, "closingDate-day", "31");
            set(
                typed,
                "personSpecification/skills/essential",
                "Kind\nCalm\n",
            );
        });

        insta::assert_json_snapshot!(typed.members(&held), @r#"
        {
          "closingDate": "2026-12-31",
          "personSpecification": {
            "qualifications": {
              "essential": "Nurse<br>PIN"
            },
            "skills": {
              "essential": "Kind<br>Calm"
            }
          },
          "salary": {
            "maximum": 39043.5,
            "minimum": 33000.5,
            "period": "YEAR",
            "type": "RANGE"
          }
        }
        "#);
    }

    #[test]
    fn what_belongs_to_another_answer_is_left_out() {
        let (typed, held) = typed(|typed| {
            set(typed, "contractType", "PERMANENT");
            set(typed, "contractDuration/length", "7");
        });

        let members = typed.members(&held);

        assert_eq!(members["contractType"], "PERMANENT");
        assert_eq!(members["contractDuration"], Value::Null);
    }

    #[test]
    fn what_two_people_typed_is_merged_and_what_both_typed_is_told() {
        let was = Values::of(&draft());
        let (typed, _) = typed(|typed| {
            set(typed, "jobTitle", "Mine");
            set(typed, "areaOfWork", "Mine");
        });
        let mut now = was.clone();
        set(&mut now, "jobTitle", "Theirs");
        set(&mut now, "salary/minimum", "30000");

        let (merged, both) = typed.merged(&was, &now);

        assert_eq!(merged.text("jobTitle"), "Mine");
        assert_eq!(merged.text("areaOfWork"), "Mine");
        assert_eq!(merged.text("salary/minimum"), "30000");
        assert_eq!(both, [("Job title".to_owned(), "Theirs".to_owned())]);
    }

    #[test]
    fn every_place_of_a_refusal_leads_to_an_input() {
        let name = |place| name_of(place).unwrap_or_default();

        assert_eq!(name("/salary"), "salary/type");
        assert_eq!(name("/salary/minimum"), "salary/minimum");
        assert_eq!(name("/workingPatterns/1"), "workingPatterns");
        assert_eq!(name("/closingDate"), "closingDate");
        assert_eq!(name("/nonsense"), "");
    }

    #[test]
    fn what_is_no_number_is_sent_as_it_was_typed() {
        assert_eq!(number("£37,500"), json!(37500));
        assert_eq!(number("competitive"), json!("competitive"));
    }
}
