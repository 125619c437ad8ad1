//! Pay scheme, band and salary.

use super::draft::Salary;
use crate::codes::{PayBand, PayScheme, SalaryPeriod, SalaryType};
use crate::limits::{SHORT_TEXT, Span};
use crate::money::{Amount, NotAnAmount};
use crate::reading::{FieldCode, Json, Object};
use crate::rule;

/// The band, which Agenda for Change requires; a band belongs to its scheme.
pub(super) fn pay_band(vacancy: &Object<'_>, scheme: Option<PayScheme>) -> Option<PayBand> {
    const NAME: &str = "payBand";
    if vacancy.value(NAME).is_none() {
        if scheme == Some(PayScheme::AgendaForChange) {
            let message = "`payBand` is required for an Agenda for Change vacancy";
            vacancy.refuse(NAME, FieldCode::Required, rule::NJ_PAY_BAND, message);
        }
        return None;
    }
    let band: PayBand = vacancy.code(NAME, rule::NJ_PAY_BAND)?;
    if !belongs(band, scheme?) {
        let message = format!("`payBand` {} belongs to another pay scheme", band.wire());
        vacancy.refuse(NAME, FieldCode::NotValid, rule::NJ_PAY_BAND, message);
    }
    Some(band)
}

fn belongs(band: PayBand, scheme: PayScheme) -> bool {
    match scheme {
        PayScheme::AgendaForChange => band.is_agenda_for_change(),
        PayScheme::HospitalMedicalAndDental => !band.is_agenda_for_change(),
        PayScheme::Other => true,
    }
}

/// The salary, by its type.
pub(super) fn salary(vacancy: &Object<'_>) -> Option<Salary> {
    const NAME: &str = "salary";
    let invalid = |message: &str, rule: &str| {
        vacancy.refuse(NAME, FieldCode::SalaryNotValid, rule, message);
        None
    };
    match vacancy.value(NAME) {
        None => invalid(
            "`salary` is required: a vacancy says how it is paid",
            rule::NJ_SALARY,
        ),
        Some(Json::Object(_)) => vacancy
            .optional_object(NAME, rule::NJ_SALARY)
            .and_then(|salary| read(&salary)),
        Some(_) => invalid("`salary` must be an object with a type", rule::NJ_SALARY),
    }
}

fn read(salary: &Object<'_>) -> Option<Salary> {
    let kind = kind(salary);
    let (amount, minimum, maximum) = amounts(salary, kind);
    let period = period(salary, kind);
    let details = salary.optional_text("details", Span::empty_to(SHORT_TEXT), rule::NJ_SALARY);
    salary.refuse_unknown(rule::NJ_BODY);
    Some(Salary {
        kind: kind?,
        amount,
        minimum,
        maximum,
        period,
        details,
    })
}

fn kind(salary: &Object<'_>) -> Option<SalaryType> {
    if salary.value("type").is_none() {
        let message = "`type` is required: FIXED, RANGE or DEPENDS_ON_EXPERIENCE";
        salary.refuse("type", FieldCode::SalaryNotValid, rule::NJ_SALARY, message);
        return None;
    }
    salary.code("type", rule::NJ_SALARY)
}

type Amounts = (Option<Amount>, Option<Amount>, Option<Amount>);

/// Amount, minimum and maximum: those of the type are needed, the others not expected.
fn amounts(salary: &Object<'_>, kind: Option<SalaryType>) -> Amounts {
    let read = |name, of| match kind {
        Some(kind) if kind == of => amount(salary, name),
        Some(_) => unexpected(salary, name),
        None => salary.value(name).and_then(|_| amount(salary, name)),
    };
    let fixed = read("amount", SalaryType::Fixed);
    let minimum = read("minimum", SalaryType::Range);
    let maximum = read("maximum", SalaryType::Range);
    if minimum
        .zip(maximum)
        .is_some_and(|(least, most)| least > most)
    {
        let message = "`minimum` must not be above `maximum`";
        let code = FieldCode::SalaryMinimumAboveMaximum;
        salary.refuse("minimum", code, rule::NJ_SALARY_ORDER, message);
    }
    (fixed, minimum, maximum)
}

fn unexpected<T>(salary: &Object<'_>, name: &'static str) -> Option<T> {
    if salary.value(name).is_some() {
        let message = format!("a salary of this type has no `{name}`; leave it out");
        salary.refuse(
            name,
            FieldCode::SalaryNotExpected,
            rule::NJ_SALARY_UNEXPECTED,
            message,
        );
    }
    None
}

fn amount(salary: &Object<'_>, name: &'static str) -> Option<Amount> {
    let (code, rule, message) = match salary.value(name) {
        None => (
            FieldCode::SalaryNotValid,
            rule::NJ_SALARY_VALID,
            format!("`{name}` is required for this type of salary"),
        ),
        Some(Json::Number(number)) => match Amount::read(number) {
            Ok(amount) if amount.pence() > 0 => return Some(amount),
            Ok(_) => (
                FieldCode::SalaryNotValid,
                rule::NJ_SALARY_VALID,
                format!("`{name}` must be more than 0"),
            ),
            Err(NotAnAmount::Absurd) => (
                FieldCode::SalaryNotValid,
                rule::NJ_SALARY_VALID,
                format!("`{name}` is larger or smaller than any pay"),
            ),
            Err(NotAnAmount::TooPrecise) => (
                FieldCode::SalaryTooPrecise,
                rule::NJ_SALARY_PRECISION,
                format!("`{name}` must have at most two decimals"),
            ),
        },
        Some(_) => (
            FieldCode::SalaryNotANumber,
            rule::NJ_SALARY_NUMBER,
            format!("`{name}` must be a number, not text: no £ sign and no thousands separator"),
        ),
    };
    salary.refuse(name, code, rule, message);
    None
}

fn period(salary: &Object<'_>, kind: Option<SalaryType>) -> Option<SalaryPeriod> {
    const NAME: &str = "period";
    if kind == Some(SalaryType::DependsOnExperience) {
        return unexpected(salary, NAME);
    }
    if salary.value(NAME).is_none() && kind.is_some() {
        let message = "`period` is required: what the salary is paid for, such as YEAR";
        salary.refuse(
            NAME,
            FieldCode::SalaryPeriodMissing,
            rule::NJ_SALARY_PERIOD,
            message,
        );
        return None;
    }
    salary.optional_code(NAME, rule::NJ_SALARY_PERIOD)
}
