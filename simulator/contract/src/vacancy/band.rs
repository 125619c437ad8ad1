//! Whether a yearly Agenda for Change salary lies within its band.

use super::draft::Draft;
use super::read::Rules;
use crate::codes::{PayScheme, SalaryPeriod};
use crate::money::Amount;
use crate::pay::{self, Allowed};
use crate::pointer::Pointer;
use crate::reading::{FieldCode, Notes};
use crate::rule;
use crate::settings::BandCheck;

/// Compares each amount with the scales that hold today.
pub(super) fn check(draft: &Draft, rules: &Rules, notes: &Notes) {
    let Some(allowed) = scales(draft, rules) else {
        return;
    };
    let salary = &draft.salary;
    let amounts = [
        ("amount", salary.amount),
        ("minimum", salary.minimum),
        ("maximum", salary.maximum),
    ];
    for (name, amount) in amounts {
        if amount.is_some_and(|amount| !allowed.holds(amount)) {
            note(name, &allowed, rules.settings.band_check, notes);
        }
    }
}

fn scales(draft: &Draft, rules: &Rules) -> Option<Allowed> {
    let compared = draft.pay_scheme == PayScheme::AgendaForChange
        && draft.salary.period == Some(SalaryPeriod::Year);
    let wales = draft.location.country.as_deref().is_some_and(is_wales);
    draft
        .pay_band
        .filter(|_| compared)
        .and_then(|band| pay::allowed(band, rules.today, wales))
}

fn is_wales(country: &str) -> bool {
    country.trim().eq_ignore_ascii_case("wales")
}

fn note(name: &str, allowed: &Allowed, check: BandCheck, notes: &Notes) {
    let at = Pointer::root().member("salary").member(name);
    let code = FieldCode::SalaryOutsideBand;
    let message = format!(
        "`{name}` is outside the band's published scale of {}: {} to {}, inner London supplement included",
        allowed.year.name,
        pounds(allowed.least),
        pounds(allowed.most),
    );
    match check {
        BandCheck::Off => {}
        BandCheck::Warn => notes.warn(&at, code, rule::NJ_SALARY_BAND, message),
        BandCheck::Reject => notes.refuse(&at, code, rule::NJ_SALARY_BAND, message),
    }
}

fn pounds(amount: Amount) -> String {
    let whole = amount.pence() / 100;
    match (whole / 1000, whole % 1000) {
        (0, rest) => format!("£{rest}"),
        (thousands, rest) => format!("£{thousands},{rest:03}"),
    }
}
