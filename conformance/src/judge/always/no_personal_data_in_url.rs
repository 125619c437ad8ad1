//! No person's name, date of birth or number stands in a URL or in a header: both are logged on the way.

use serde_json::Value;

use crate::evidence::Action;
use crate::judge::route::decoded;
use crate::judge::view::{ActSeen, Seen, View};
use crate::judge::words::finding;
use crate::verdict::{Finding, Judgement, Level, Place};

pub(super) fn judge(view: &View<'_>, level: Level) -> Judgement {
    if view.exchanges.is_empty() {
        return Judgement::not_applicable("nothing was sent");
    }
    let personal: Vec<Personal> = view.acts.iter().flat_map(held).collect();
    if personal.is_empty() {
        return Judgement::not_applicable("the ATS held no personal data");
    }
    let of = |seen: &Seen<'_>| personal.iter().find_map(|personal| found(personal, seen));
    Judgement::by_findings(level, view.exchanges.iter().filter_map(of).collect())
}

/// One thing that the ATS holds of a person, in every spelling it could have in a URL.
struct Personal {
    what: &'static str,
    spellings: Vec<String>,
}

const OF_APPLICANTS: [(&str, &str); 7] = [
    ("first name", "/applicant/first_name"),
    ("last name", "/applicant/last_name"),
    ("date of birth", "/applicant/date_of_birth"),
    (
        "certificate number",
        "/applicant/checks/dbs/certificate_number",
    ),
    (
        "registration number",
        "/applicant/checks/professional_registration/number",
    ),
    (
        "identity document",
        "/applicant/also_held/identity/document_number",
    ),
    (
        "occupational health outcome",
        "/applicant/also_held/occupational_health/outcome",
    ),
];
const OF_VACANCIES: [(&str, &str); 3] = [
    ("contact's name", "/vacancy/contact/name"),
    ("contact's e-mail address", "/vacancy/contact/email"),
    ("contact's phone number", "/vacancy/contact/phone"),
];

fn held(act: &ActSeen<'_>) -> Vec<Personal> {
    let places: &[_] = match act.act.action {
        Action::TransferEmploymentChecks => &OF_APPLICANTS,
        Action::PostVacancy | Action::UpdateVacancy => &OF_VACANCIES,
    };
    let at = |(what, pointer): &(&'static str, &str)| {
        let text = act.act.input.pointer(pointer).and_then(Value::as_str)?;
        let spellings = spellings(text);
        (!spellings.is_empty()).then_some(Personal { what, spellings })
    };
    places.iter().filter_map(at).collect()
}

/// As held and, for a date, as `19960229` and `29/02/1996` too. Shorter than three characters says
/// nothing about anybody.
fn spellings(text: &str) -> Vec<String> {
    let mut spellings = vec![plain(text)];
    if let [year, month, day] = text.split('-').collect::<Vec<_>>().as_slice()
        && year.len() == 4
    {
        spellings.extend([
            format!("{year}{month}{day}"),
            format!("{day}/{month}/{year}"),
            format!("{day}-{month}-{year}"),
        ]);
    }
    spellings.retain(|spelling| spelling.chars().count() >= 3);
    spellings
}

fn plain(text: &str) -> String {
    text.trim().to_lowercase()
}

fn found(personal: &Personal, seen: &Seen<'_>) -> Option<Finding> {
    let there = |parts: Vec<String>| {
        let there = |spelling: &String| is_in(&parts, spelling);
        personal.spellings.iter().any(there)
    };
    let place = if there(parts(&seen.exchange.request.url)) {
        "URL".to_owned()
    } else {
        let header = |(name, values): &(&String, &Vec<String>)| {
            says_something(personal, name) && there(values_of(values))
        };
        let (name, _) = seen.exchange.request.headers.iter().find(header)?;
        format!("header `{name}`")
    };
    let sentence = format!(
        "The {place} of {} carries the {} of a person; URLs and headers are kept in logs on the way.",
        seen.told(),
        personal.what
    );
    Some(finding(
        Place::exchange(seen.sequence()),
        "no personal data in URLs and headers",
        personal.what,
        sentence,
    ))
}

/// A first name alone says nothing in a header: scenarios call their applicants by it, and a client
/// may make its keys from that. Nor does what HTTP itself writes: a length may be anybody's number.
fn says_something(personal: &Personal, header: &str) -> bool {
    personal.what != "first name" && !OF_HTTP.contains(&header)
}

const OF_HTTP: [&str; 6] = [
    "connection",
    "content-length",
    "host",
    "keep-alive",
    "transfer-encoding",
    "user-agent",
];

/// A short name may be part of an ordinary word; a whole part is no accident.
fn is_in(parts: &[String], spelling: &str) -> bool {
    let within = spelling.chars().count() >= 6;
    parts
        .iter()
        .any(|part| part == spelling || (within && part.contains(spelling)))
}

/// The values of a header, decoded as a client may have encoded them to fit, and their words.
fn values_of(values: &[String]) -> Vec<String> {
    let whole = values.iter().map(|value| plain(&decoded(value)));
    let whole: Vec<String> = whole.collect();
    let words = whole
        .iter()
        .flat_map(|value| value.split([' ', ';', ',', '|', ':', '=']))
        .map(str::to_owned);
    words.chain(whole.iter().cloned()).collect()
}

/// The decoded segments of the path and values of the query. The employer's VPD is no person's number,
/// though it may be as short as one.
fn parts(url: &str) -> Vec<String> {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let whole: Vec<&str> = path.split('/').collect();
    let of_employer = |nth: usize| nth > 0 && whole[nth - 1] == "employers";
    let segments = (0..whole.len())
        .filter(|nth| !of_employer(*nth))
        .map(|nth| decoded(whole[nth]));
    let values = form_urlencoded::parse(query.as_bytes()).map(|(_, value)| value.into_owned());
    segments.chain(values).map(|part| plain(&part)).collect()
}
