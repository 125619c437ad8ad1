//! What the forms are filled with at a click: synthetic vacancies and checks that break no rule.

use contract::codes::PayBand;
use contract::money::Amount;
use contract::pay;
use contract::transfer::Person;
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::checks_form::SEND;
use super::typed::Typed;
use crate::sandbox::employer::Employer;

/// One kind of post.
struct Post {
    title: &'static str,
    contract: &'static str,
    duration: Option<(&'static str, &'static str)>,
    group: &'static str,
    area: &'static str,
    band: PayBand,
    qualifications: &'static str,
    registered: bool,
}

const POSTS: [Post; 3] = [
    Post {
        title: "Staff Nurse",
        contract: "PERMANENT",
        duration: None,
        group: "NURSING_AND_MIDWIFERY_REGD",
        area: "Emergency",
        band: PayBand::Band5,
        qualifications: "Registered nurse\nNMC PIN",
        registered: true,
    },
    Post {
        title: "Physiotherapist",
        contract: "FIXED_TERM",
        duration: Some(("12", "MONTHS")),
        group: "ALLIED_HEALTH_PROF",
        area: "Physiotherapy",
        band: PayBand::Band6,
        qualifications: "Degree in physiotherapy\nHCPC registration",
        registered: true,
    },
    Post {
        title: "Healthcare Support Worker",
        contract: "PERMANENT",
        duration: None,
        group: "CLINICAL_SERVICES",
        area: "Care of the elderly",
        band: PayBand::Band3,
        qualifications: "Care certificate, or willing to work towards it",
        registered: false,
    },
];

/// A vacancy that NHS Jobs takes on `today`; another kind of post for each `number`.
pub(super) fn vacancy(number: u64, reference: &str, employer: &Employer, today: Date) -> Typed {
    let at = usize::try_from(number % POSTS.len() as u64).unwrap_or_default();
    let post = &POSTS[at];
    let mut typed = Typed::from([
        ("jobTitle", post.title),
        ("jobReference", reference),
        ("contractType", post.contract),
        ("workingHours", "37.5"),
        ("workingHoursUnit", "HOURS_A_WEEK"),
        ("staffGroup", post.group),
        ("areaOfWork", post.area),
        ("payScheme", "AGENDA_FOR_CHANGE"),
        ("payBand", post.band.wire()),
        ("salaryType", "RANGE"),
        ("salaryPeriod", "YEAR"),
        ("salaryDetails", "per annum, pro rata"),
        ("addressLine1", "12 Infirmary Road"),
        ("town", "Brackenmoor"),
        ("postcode", "ZZ99 1AA"),
        ("country", "England"),
        ("contactName", "Robin Synthcontact"),
        ("contactJobTitle", "Recruiting manager"),
        ("contactPhone", "01632 960123"),
        ("visibility", "EXTERNAL"),
        ("dbsCheck", "STANDARD_OR_ENHANCED"),
        ("sponsorship", "yes"),
        ("registration", if post.registered { "yes" } else { "no" }),
        ("qualificationsEssential", post.qualifications),
        ("experienceEssential", "Work in a team\nWork under pressure"),
        ("skillsEssential", "Clear speech and writing"),
    ]);
    typed.tick("workingPatterns", &["FULL_TIME", "FLEXIBLE_WORKING"]);
    let (length, unit) = post.duration.unwrap_or_default();
    typed.put("durationLength", length);
    typed.put("durationUnit", unit);
    if let Some((least, most)) = pay::range(post.band, today) {
        typed.put("salaryMinimum", pounds(least));
        typed.put("salaryMaximum", pounds(most));
    }
    texts(&mut typed, post, employer);
    typed.put("contactEmail", format!("recruitment@{}", employer.domain()));
    typed.put("applyUrl", format!("https://ats.example/jobs/{reference}"));
    typed.put("closingDate", today.saturating_add(28.days()).to_string());
    typed
}

fn texts(typed: &mut Typed, post: &Post, employer: &Employer) {
    let (title, area) = (post.title.to_lowercase(), post.area.to_lowercase());
    let name = &employer.name;
    typed.put(
        "jobOverview",
        format!(
            "{name} is looking for a {title} to join the team for {area}. You will work with people \
             who know their craft and take the time to teach it. This vacancy is synthetic."
        ),
    );
    typed.put(
        "mainDuties",
        format!(
            "To work as {title} within {area}, to plan the work of the day, to keep records that \
             others can rely on, and to speak up whenever something does not seem safe."
        ),
    );
    typed.put(
        "aboutOrganisation",
        format!(
            "{name} exists only in this simulator. It has wards, clinics and a canteen, none of \
             which can be visited, and it looks after people who have been invented with it."
        ),
    );
    typed.put(
        "jobDescription",
        format!("The {title} reports to the manager for {area}.\n\nSafe and kind care.\nAccurate records."),
    );
}

fn pounds(amount: Amount) -> String {
    let (whole, pence) = (amount.pence() / 100, amount.pence() % 100);
    match pence {
        0 => whole.to_string(),
        _ => format!("{whole}.{pence:02}"),
    }
}

/// All six records of somebody, as ESR takes them on `today`.
pub(super) fn checks(reference: &str, person: Option<&Person>, today: Date) -> Typed {
    let day = |before: i64| today.saturating_sub(before.days()).to_string();
    let mut typed = Typed::from([
        ("atsReference", reference),
        ("applicantStatus", "OUTCOME_RECRUITED"),
        ("dbsLevel", "ENHANCED"),
        ("dbsNumber", "001234567890"),
        ("dbsWorkforce", "CHILD_AND_ADULT"),
        ("dbsChild", "yes"),
        ("dbsAdult", "yes"),
        ("dbsUpdate", "yes"),
        ("registrationBody", "GMC"),
        ("registrationNumber", "9900777"),
        ("registrationStatus", "Registered with Licence"),
        ("referenceOrganisation", "Cressley Synthetic Hospital"),
        ("referenceSatisfactory", "yes"),
        ("qualificationsChecked", "yes"),
        ("sponsorshipRequired", "no"),
        ("route", "ONLINE"),
        ("permitToWork", "EU settlement scheme"),
        ("euStatus", "SETTLED"),
    ]);
    typed.tick(
        SEND,
        &[
            "DBS",
            "PROFESSIONAL_REGISTRATION",
            "REFERENCES",
            "EMPLOYMENT_CHECKLIST",
            "ILLEGAL_WORKING_CHECKLIST",
            "EU_STATUS",
        ],
    );
    for (name, before) in [
        ("dbsDate", 60),
        ("referenceFrom", 760),
        ("referenceTo", 40),
        ("referenceReceived", 30),
        ("checklistDate", 20),
        ("rightToWorkDate", 50),
        ("euStatusDate", 50),
    ] {
        typed.put(name, day(before));
    }
    typed.put(
        "registrationExpiry",
        today.saturating_add(365.days()).to_string(),
    );
    if let Some(person) = person {
        typed.put("firstName", &*person.first_name);
        typed.put("lastName", &*person.last_name);
        typed.put("dateOfBirth", person.date_of_birth.to_string());
    }
    typed
}

#[cfg(test)]
mod tests {
    use contract::settings::Settings;
    use jiff::civil::date;

    use super::*;
    use crate::console::try_it::{checks_form, question, vacancy_form};
    use crate::sandbox::seed::Seed;

    #[test]
    fn every_sample_vacancy_is_taken_without_a_warning_in_both_pay_years() {
        let employer = Employer::of(Seed(7));
        for today in [date(2026, 3, 31), date(2026, 11, 2)] {
            let rules = contract::vacancy::Rules {
                settings: Settings::default(),
                today,
            };
            for number in 0..3 {
                let typed = vacancy(number, "277-26-0001", &employer, today);
                let body = question::body(vacancy_form::SECTIONS, &typed);
                let read = contract::vacancy::read_create(&body, &rules);

                let read = read.unwrap_or_else(|errors| panic!("{errors:?}"));
                assert!(read.warnings.is_empty(), "{:?}", read.warnings);
            }
        }
    }

    #[test]
    fn the_sample_checks_are_six_records_that_are_taken() {
        let today = date(2026, 11, 2);
        let person = Person {
            first_name: "Aoife".to_owned(),
            last_name: "O'Synthetic".to_owned(),
            date_of_birth: date(1996, 2, 29),
        };
        let rules = contract::transfer::Rules {
            settings: Settings::default(),
            today,
        };

        let typed = checks("T-1", Some(&person), today);
        let body = question::body(checks_form::SECTIONS, &typed);
        let read = contract::transfer::read(&body, &rules);

        let read = read.unwrap_or_else(|errors| panic!("{errors:?}"));
        assert_eq!(read.value.checks.records().len(), 6);
    }
}
