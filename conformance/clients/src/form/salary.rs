//! A salary that makes sense.

use serde_json::Value;

use super::plain::missing;
use crate::api::report::Told;
use crate::writing::held;

/// The words of the JTGO guide.
const NOT_VALID: &str =
    "The salary you have entered is not valid. Please review the salary information and re-enter.";

const AMOUNTS: [(&str, &str, &str); 3] = [
    ("salary.amount", "fixed", "Salary"),
    ("salary.minimum", "range", "Lowest salary"),
    ("salary.maximum", "range", "Highest salary"),
];

/// Amounts as the pay type has them: numbers above nothing, the lowest not above the highest, and a
/// period. Agenda for Change has a band.
pub(super) fn check(vacancy: &Value) -> Vec<Told> {
    let mut told = Vec::from_iter(band(vacancy));
    let Some(kind) = held(vacancy, "salary.type").and_then(Value::as_str) else {
        return told;
    };
    told.extend(AMOUNTS.iter().filter_map(|row| amount(vacancy, kind, row)));
    told.extend(order(vacancy));
    told.extend(period(vacancy, kind));
    told
}

fn band(vacancy: &Value) -> Option<Told> {
    let afc = held(vacancy, "pay_scheme").and_then(Value::as_str) == Some("agenda_for_change");
    (afc && given(vacancy, "pay_band").is_none()).then(|| missing("pay_band", "Pay band"))
}

fn amount(vacancy: &Value, kind: &str, row: &(&str, &str, &str)) -> Option<Told> {
    let &(path, needed_by, label) = row;
    let value = given(vacancy, path);
    let text = match value {
        None if kind == needed_by => return Some(missing(path, label)),
        None => return None,
        Some(_) if kind != needed_by => "This pay type does not have this amount.",
        Some(Value::Number(number)) if number.as_f64().is_some_and(|pounds| pounds > 0.0) => {
            return None;
        }
        Some(Value::Number(_)) => "It must be more than 0.",
        Some(_) => "Enter a number only: no pound sign, no comma, no words.",
    };
    Some(Told::error(format!("{NOT_VALID} {text}")).of(path))
}

fn order(vacancy: &Value) -> Option<Told> {
    let pounds = |path| given(vacancy, path).and_then(Value::as_f64);
    let (least, most) = pounds("salary.minimum").zip(pounds("salary.maximum"))?;
    let text = format!("{NOT_VALID} The lowest salary is above the highest.");
    (least > most).then(|| Told::error(text).of("salary.minimum"))
}

fn period(vacancy: &Value, kind: &str) -> Option<Told> {
    const PATH: &str = "salary.period";
    let text = "A salary that depends on experience has no period.";
    match (kind, given(vacancy, PATH)) {
        ("depends_on_experience", Some(_)) => {
            Some(Told::error(format!("{NOT_VALID} {text}")).of(PATH))
        }
        ("fixed" | "range", None) => Some(missing(PATH, "Salary period")),
        _ => None,
    }
}

fn given<'a>(vacancy: &'a Value, path: &str) -> Option<&'a Value> {
    held(vacancy, path).filter(|value| !value.is_null())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(salary: Value) -> Vec<(String, String)> {
        check(&json!({ "salary": salary }))
            .into_iter()
            .map(|told| {
                (
                    told.field.unwrap_or_default(),
                    told.text.replace(NOT_VALID, "…"),
                )
            })
            .collect()
    }

    #[test]
    fn a_sensible_salary_may_go() {
        assert!(told(json!({ "type": "fixed", "amount": 12.72, "period": "hour" })).is_empty());
        assert!(told(json!({ "type": "depends_on_experience", "amount": null })).is_empty());
        let flat =
            json!({ "type": "range", "minimum": 24465, "maximum": 24465.0, "period": "year" });
        assert!(told(flat).is_empty());
    }

    #[test]
    fn every_fault_is_told_at_its_field() {
        let salary = json!({ "type": "range", "minimum": "£32,073", "maximum": 0, "amount": 5 });

        insta::assert_debug_snapshot!(told(salary), @r#"
        [
            (
                "salary.amount",
                "… This pay type does not have this amount.",
            ),
            (
                "salary.minimum",
                "… Enter a number only: no pound sign, no comma, no words.",
            ),
            (
                "salary.maximum",
                "… It must be more than 0.",
            ),
            (
                "salary.period",
                "Please fill the required fields: Salary period.",
            ),
        ]
        "#);
    }

    #[test]
    fn the_lowest_is_not_above_the_highest() {
        let salary = json!({ "type": "range", "minimum": 2, "maximum": 1, "period": "year" });

        assert_eq!(
            told(salary),
            [(
                "salary.minimum".to_owned(),
                "… The lowest salary is above the highest.".to_owned()
            )]
        );
    }

    #[test]
    fn agenda_for_change_has_a_band() {
        let told = check(&json!({ "pay_scheme": "agenda_for_change" }));

        assert_eq!(told[0].field.as_deref(), Some("pay_band"));
    }
}
