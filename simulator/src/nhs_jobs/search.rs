//! Searching adverts, as candidates do: what is published and still open, newest first.

use std::sync::Arc;

use contract::codes::VacancyStatus;
use contract::codes::{
    ContractType, PayBand, SalaryPeriod, StaffGroup, Visibility, WorkingPattern,
};
use contract::money::Amount;
use contract::vacancy::{Draft, Location, Salary};
use jiff::Timestamp;

use super::book::Book;
use super::record::Record;
use crate::sandbox::page::{Page, Paging};

/// What a candidate looks for. What is empty or absent lets every advert through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// Words that must all be in title, area of work, overview, main duties or a reference.
    pub keyword: Option<String>,
    /// A part of the town or county, or the beginning of the postcode.
    pub location: Option<String>,
    /// The part of the United Kingdom.
    pub country: Option<Country>,
    /// Any of these.
    pub contract_types: Vec<ContractType>,
    /// Any of these.
    pub staff_groups: Vec<StaffGroup>,
    /// Any of these.
    pub working_patterns: Vec<WorkingPattern>,
    /// Any of these.
    pub pay_bands: Vec<PayBand>,
    /// The least a year. Adverts that name no yearly amount are left out.
    pub salary_from: Option<Amount>,
    /// The most a year. Adverts that name no yearly amount are left out.
    pub salary_to: Option<Amount>,
    /// Nothing published before.
    pub published_from: Option<Timestamp>,
    /// The first part of the reference.
    pub employer_code: Option<String>,
    /// Who the advert is for; anybody when absent.
    pub visibility: Option<Visibility>,
}

/// A part of the United Kingdom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Country {
    /// `ENG`.
    England,
    /// `WLS`.
    Wales,
    /// `SCT`.
    Scotland,
    /// `NIR`.
    NorthernIreland,
}

impl Country {
    /// Every country with its code (ISO 3166-2, with or without `GB-`) and its name.
    pub const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::England, "ENG", "England"),
        (Self::Wales, "WLS", "Wales"),
        (Self::Scotland, "SCT", "Scotland"),
        (Self::NorthernIreland, "NIR", "Northern Ireland"),
    ];

    /// Reads a code or a name, in any case.
    pub fn of(text: &str) -> Option<Self> {
        let bare = text.trim().to_uppercase();
        let bare = bare.strip_prefix("GB-").unwrap_or(&bare);
        let same = |(_, code, name): &&(Self, &str, &str)| {
            *code == bare || name.eq_ignore_ascii_case(bare)
        };
        Self::ALL.iter().find(same).map(|(country, _, _)| *country)
    }
}

impl Book {
    /// A page of the adverts that are open at an instant and let through, newest first.
    pub fn search(&self, search: &Search, paging: Paging, at: Timestamp) -> Page<Arc<Record>> {
        let wanted = Wanted::of(search);
        let newest = self.published.iter().rev();
        let recent = newest.take_while(|(published, _)| {
            search.published_from.is_none_or(|from| from <= *published)
        });
        let found: Vec<&Arc<Record>> = recent
            .filter_map(|(_, id)| self.vacancies.get(id))
            .filter(|record| record.status(at) == VacancyStatus::Published)
            .filter(|record| wanted.lets_through(record))
            .collect();
        paging.pick(found.len(), found.into_iter().cloned())
    }

    /// A vacancy that candidates may look at, open or closed: one that was ever published.
    pub fn advert(&self, reference: &str) -> Option<&Record> {
        self.by_reference(reference)
            .filter(|record| record.published_at.is_some())
    }
}

/// A search with its texts folded once for many comparisons.
struct Wanted<'a> {
    search: &'a Search,
    words: Vec<String>,
    place: Option<String>,
    postcode: String,
}

impl<'a> Wanted<'a> {
    fn of(search: &'a Search) -> Self {
        let keyword = search.keyword.as_deref().unwrap_or_default();
        let place = search.location.as_deref().map(folded);
        Self {
            search,
            words: keyword.split_whitespace().map(folded).collect(),
            postcode: place.as_deref().map(unspaced).unwrap_or_default(),
            place,
        }
    }

    fn lets_through(&self, record: &Record) -> bool {
        let (search, draft) = (self.search, record.draft());
        among(&search.contract_types, draft.contract_type)
            && among(&search.staff_groups, draft.staff_group)
            && any_among(&search.working_patterns, &draft.working_patterns)
            && (search.pay_bands.is_empty()
                || draft
                    .pay_band
                    .is_some_and(|band| search.pay_bands.contains(&band)))
            && search
                .visibility
                .is_none_or(|only| only == draft.visibility)
            && self.is_there(&draft.location)
            && self.pays(&draft.salary)
            && self.is_of_employer(record)
            && self.says(record)
    }

    fn is_there(&self, location: &Location) -> bool {
        let country = location.country.as_deref().unwrap_or("England");
        if self.search.country.is_some() && self.search.country != Country::of(country) {
            return false;
        }
        let Some(place) = &self.place else {
            return true;
        };
        let names = [Some(&location.town), location.county.as_ref()];
        let named = names
            .into_iter()
            .flatten()
            .any(|name| folded(name).contains(place));
        named || unspaced(&folded(&location.postcode)).starts_with(&self.postcode)
    }

    fn pays(&self, salary: &Salary) -> bool {
        let (from, to) = (self.search.salary_from, self.search.salary_to);
        if from.is_none() && to.is_none() {
            return true;
        }
        let least = salary.minimum.or(salary.amount);
        let most = salary.maximum.or(salary.amount);
        let yearly = salary.period == Some(SalaryPeriod::Year);
        // The two ranges overlap: somebody may be paid what the candidate looks for.
        yearly
            && from.is_none_or(|from| most.is_some_and(|most| from <= most))
            && to.is_none_or(|to| least.is_some_and(|least| least <= to))
    }

    fn is_of_employer(&self, record: &Record) -> bool {
        let Some(code) = &self.search.employer_code else {
            return true;
        };
        let own = record.reference().split('-').next().unwrap_or_default();
        own.eq_ignore_ascii_case(code.trim())
    }

    fn says(&self, record: &Record) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let text = folded(&searched(record.draft(), record.reference()));
        self.words.iter().all(|word| text.contains(word))
    }
}

fn searched(draft: &Draft, reference: &str) -> String {
    let area = draft.area_of_work.as_deref().unwrap_or_default();
    [
        &draft.job_title,
        area,
        &draft.job_overview,
        &draft.main_duties,
        &draft.job_reference,
        reference,
    ]
    .join("\n")
}

fn among<T: PartialEq>(wanted: &[T], one: T) -> bool {
    wanted.is_empty() || wanted.contains(&one)
}

fn any_among<T: PartialEq>(wanted: &[T], several: &[T]) -> bool {
    wanted.is_empty() || several.iter().any(|one| wanted.contains(one))
}

fn folded(text: &str) -> String {
    caseless::default_case_fold_str(text.trim())
}

fn unspaced(text: &str) -> String {
    text.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_known_by_its_code_and_its_name() {
        for text in ["WLS", "gb-wls", "Wales", " wales "] {
            assert_eq!(Country::of(text), Some(Country::Wales), "{text}");
        }
        assert_eq!(Country::of("Jersey"), None);
    }
}
