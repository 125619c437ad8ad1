//! Reading what a candidate looks for out of the query.
//!
//! An empty parameter counts as absent, and one that the interface does not know is passed over, as
//! read interfaces do. What cannot be understood is refused by name, all of it at once.

use std::cell::RefCell;

use contract::codes::{Code, PayBand, Visibility};
use contract::limits::{PAGE, SHORT_TEXT};
use contract::money::Amount;
use contract::problem::FieldError;
use contract::reading::FieldCode;
use contract::{rule, text};
use jiff::Timestamp;
use jiff::civil::DateTime;

use crate::nhs_jobs::{Country, Search};
use crate::problem::Refused;
use crate::public::visit::Visit;
use crate::sandbox::london;
use crate::sandbox::page::Paging;

/// The one order there is (stated; other words are not public).
const SORT: &str = "publicationDateDesc";

/// A search and the page of it that is asked for.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) search: Search,
    pub(super) paging: Paging,
}

impl Asked {
    /// Reads the query.
    ///
    /// # Errors
    ///
    /// `VALIDATION_FAILED` with every parameter that cannot be understood, each by the pointer it
    /// would have if the query were an object.
    pub(super) fn of(visit: &Visit<'_>) -> Result<Self, Refused> {
        let query = Query {
            visit,
            errors: RefCell::default(),
        };
        let asked = Self {
            search: query.search(),
            paging: query.paging(),
        };
        query.sort();
        let errors = query.errors.into_inner();
        if errors.is_empty() {
            Ok(asked)
        } else {
            Err(Refused::fields(errors))
        }
    }
}

struct Query<'a> {
    visit: &'a Visit<'a>,
    errors: RefCell<Vec<FieldError>>,
}

impl Query<'_> {
    fn search(&self) -> Search {
        // There is no map here: how far is understood and changes nothing.
        self.amount("distance");
        Search {
            keyword: self.text("keyword"),
            location: self.text("location"),
            country: self.country(),
            contract_types: self.codes("contractType", one),
            staff_groups: self.codes("staffGroup", one),
            working_patterns: self.codes("workingPattern", one),
            pay_bands: self.codes("payBand", bands),
            salary_from: self.amount("salaryFrom"),
            salary_to: self.amount("salaryTo"),
            published_from: self.instant("publishedFrom"),
            employer_code: self.text("employerCode"),
            visibility: self.visibility(),
        }
    }

    fn paging(&self) -> Paging {
        let page = self.number("page").unwrap_or(1);
        Paging::new(page, self.number("limit").unwrap_or(PAGE))
    }

    fn sort(&self) {
        if self.text("sort").is_some_and(|sort| sort != SORT) {
            self.refuse(
                "sort",
                FieldCode::UnknownCode,
                format!("`sort` must be {SORT}"),
            );
        }
    }

    /// External adverts unless the query says otherwise.
    fn visibility(&self) -> Option<Visibility> {
        match (self.flag("internalOnly"), self.flag("externalOnly")) {
            (Some(true), Some(true)) => {
                let message = "no advert is both internal only and external only";
                self.refuse("externalOnly", FieldCode::NotExpected, message.to_owned());
                None
            }
            (Some(true), _) => Some(Visibility::Internal),
            (_, Some(false)) => None,
            _ => Some(Visibility::External),
        }
    }

    fn country(&self) -> Option<Country> {
        let text = self.text("countryCode")?;
        let country = Country::of(&text);
        if country.is_none() {
            let codes = Country::ALL.map(|(_, code, _)| code).join(", ");
            let message = format!("`countryCode` must be one of {codes}");
            self.refuse("countryCode", FieldCode::UnknownCode, message);
        }
        country
    }

    /// Any number of codes, in several parameters or between commas. Public queries write them in
    /// several ways: `Permanent`, `full-time`, `BAND_5`.
    fn codes<C: Code>(&self, name: &'static str, read: fn(&str) -> Vec<C>) -> Vec<C> {
        let sent = self.visit.query_all(name);
        let words = sent.iter().flat_map(|value| value.split(','));
        let mut codes = Vec::new();
        for word in words.map(wire_form).filter(|word| !word.is_empty()) {
            let found = read(&word);
            if found.is_empty() {
                let message = format!("`{name}` must be one of {}", C::wire_words().join(", "));
                self.refuse(name, FieldCode::UnknownCode, message);
            }
            codes.extend(found);
        }
        codes
    }

    fn amount(&self, name: &'static str) -> Option<Amount> {
        let text = self.text(name)?;
        let number: Option<serde_json::Number> = text.parse().ok();
        let amount = number.and_then(|number| Amount::read(&number).ok());
        let amount = amount.filter(|amount| amount.pence() >= 0);
        if amount.is_none() {
            let message = format!("`{name}` must be a number from 0, with at most two decimals");
            self.refuse(name, FieldCode::NotValid, message);
        }
        amount
    }

    /// A day, or an instant on London's clocks.
    fn instant(&self, name: &'static str) -> Option<Timestamp> {
        let text = self.text(name)?;
        let local = || text.parse::<DateTime>().ok().and_then(london::instant);
        let instant = text.parse().ok().or_else(local);
        if instant.is_none() {
            let message = format!("`{name}` must be a day such as 2026-11-02");
            self.refuse(name, FieldCode::NotValid, message);
        }
        instant
    }

    fn flag(&self, name: &'static str) -> Option<bool> {
        let text = self.text(name)?;
        let flag = text.to_lowercase().parse().ok();
        if flag.is_none() {
            self.refuse(
                name,
                FieldCode::WrongType,
                format!("`{name}` must be true or false"),
            );
        }
        flag
    }

    fn number(&self, name: &'static str) -> Option<usize> {
        let text = self.text(name)?;
        let number = text.parse().ok().filter(|number| *number > 0);
        if number.is_none() {
            self.refuse(name, FieldCode::NotValid, whole_number(name));
        }
        number
    }

    fn text(&self, name: &'static str) -> Option<String> {
        let sent = self.visit.query(name)?;
        let length = text::length(&sent);
        if length > SHORT_TEXT {
            let message = format!("`{name}` has {length} characters; {SHORT_TEXT} are allowed");
            self.refuse(name, FieldCode::TooLong, message);
            return None;
        }
        Some(sent.trim().to_owned()).filter(|sent| !sent.is_empty())
    }

    fn refuse(&self, name: &str, code: FieldCode, message: String) {
        self.errors.borrow_mut().push(error(name, code, message));
    }
}

/// The refusal of a page that is no number, as a magic value shows it.
pub(in crate::public) fn page_refused() -> Refused {
    let message = whole_number("page");
    Refused::fields(vec![error("page", FieldCode::NotValid, message)])
}

fn error(name: &str, code: FieldCode, message: String) -> FieldError {
    FieldError {
        field: format!("/{name}"),
        code: code.code().to_owned(),
        rule: rule::NJ_SEARCH.to_owned(),
        message,
    }
}

fn whole_number(name: &str) -> String {
    format!("`{name}` must be a whole number from 1")
}

/// `Fixed-Term` and `fixed term` are both `FIXED_TERM`.
fn wire_form(word: &str) -> String {
    word.trim().to_uppercase().replace(['-', ' '], "_")
}

fn one<C: Code>(word: &str) -> Vec<C> {
    C::read_wire(word).into_iter().collect()
}

/// The public filter has a plain band 8 beside its four parts.
fn bands(word: &str) -> Vec<PayBand> {
    match word {
        "BAND_8" => vec![
            PayBand::Band8a,
            PayBand::Band8b,
            PayBand::Band8c,
            PayBand::Band8d,
        ],
        word => one(word),
    }
}
