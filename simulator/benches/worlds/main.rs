//! What sandboxes and their books cost, by how much they hold: all of it should be flat. And what a
//! question to a full journal costs.
//!
//! `cargo bench -p simulator --bench worlds`. No HTTP: the same functions serve the handlers.

mod journal;

use contract::settings::{Matching, Settings};
use contract::transfer::Transfer;
use contract::vacancy::{Draft, Update, read_create};
use divan::{Bencher, black_box};
use jiff::Timestamp;
use serde_json::{Value, json};
use simulator::esr;
use simulator::nhs_jobs::{self, Numbering};
use simulator::sandbox::employer::Employer;
use simulator::sandbox::options::Options;
use simulator::sandbox::page::Paging;
use simulator::sandbox::quota::Quota;
use simulator::sandbox::registry::Sandboxes;
use simulator::sandbox::seed::Seed;
use simulator::sandbox::world::{transfer_rules, vacancy_rules};

const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];
const MOST: usize = 1_000_000;
const VPD: &str = "277";

fn main() {
    divan::main();
}

fn at() -> Timestamp {
    "2026-07-02T09:00:00Z".parse().expect("a timestamp")
}

fn vacancy(reference: usize) -> Value {
    let text = "A text that is long enough for NHS Jobs. ".repeat(4);
    json!({
        "jobTitle": "Staff Nurse", "jobReference": format!("277-26-{reference}"),
        "contractType": "PERMANENT", "staffGroup": "NURSING_AND_MIDWIFERY_REGD",
        "payScheme": "AGENDA_FOR_CHANGE", "payBand": "BAND_5",
        "salary": {"type": "RANGE", "minimum": 32073, "maximum": 39043, "period": "YEAR"},
        "jobOverview": text, "mainDuties": text, "aboutOrganisation": text,
        "jobDescription": text,
        "location": {"addressLine1": "1 Road", "town": "Leeds", "postcode": "LS9 7TF"},
        "contact": {"name": "A Contact", "email": "jobs@trust.example"},
        "closingDate": "2026-12-18", "applyUrl": "https://ats.example/jobs/1"
    })
}

fn draft(reference: usize) -> Draft {
    let read = read_create(
        &vacancy(reference),
        &vacancy_rules(Settings::default(), at()),
    );
    read.expect("the vacancy is valid").value
}

fn vacancies(many: usize) -> nhs_jobs::Book {
    let mut book = nhs_jobs::Book::new(Numbering::of(Seed(7), &Employer::of(Seed(7))));
    for number in 0..many {
        let made = book.create(draft(number), Vec::new(), MOST, at());
        made.expect("there is room");
    }
    book
}

fn person(number: usize) -> Value {
    json!({
        "firstName": "Aoife", "lastName": format!("O'Brien-{number}"), "dateOfBirth": "1996-02-29"
    })
}

fn applicants(many: usize) -> esr::Book {
    let mut book = esr::Book::new(esr::Numbering::of(Seed(7)), VPD);
    for number in 0..many {
        let read = esr::LoadRequest::read(&person(number)).expect("a readable load");
        for request in read {
            book.load(request, VPD, MOST, at());
        }
    }
    book
}

fn transfer(number: usize) -> Transfer {
    let body = json!({
        "atsReference": "T-1", "applicantStatus": "OUTCOME_RECRUITED", "person": person(number),
        "checks": {"euStatus": {"status": "SETTLED", "checkedDate": "2026-06-02"}}
    });
    let read = contract::transfer::read(&body, &transfer_rules(Settings::default(), at()));
    read.expect("the transfer is valid").value
}

fn sandboxes() -> Sandboxes<()> {
    Sandboxes::new(&Options::default(), Quota::default()).expect("a registry can be made")
}

fn create_and_delete(sandboxes: &Sandboxes<()>, options: &Options) {
    let made = sandboxes.create(options).expect("there is room");
    sandboxes.delete(made.id().as_str()).expect("it is there");
}

/// With the demonstration's people and vacancies, which are made once and shared from then on.
#[divan::bench]
fn sandbox_create(bencher: Bencher<'_, '_>) {
    let (sandboxes, options) = (sandboxes(), Options::default());
    bencher.bench(|| create_and_delete(&sandboxes, &options));
}

#[divan::bench(args = SIZES)]
fn sandbox_fork(bencher: Bencher<'_, '_>, many: usize) {
    let sandboxes = sandboxes();
    sandboxes.default_sandbox().world().nhs_jobs = vacancies(many);
    let options = Options {
        from: Some("default".to_owned()),
        ..Options::default()
    };
    bencher.bench(|| create_and_delete(&sandboxes, &options));
}

#[divan::bench(args = SIZES)]
fn vacancy_create(bencher: Bencher<'_, '_>, many: usize) {
    let book = vacancies(many);
    let input = || (book.clone(), draft(many));
    bencher
        .with_inputs(input)
        .bench_values(|(mut book, draft)| book.create(draft, Vec::new(), MOST, at()));
}

#[divan::bench(args = SIZES)]
fn vacancy_update(bencher: Bencher<'_, '_>, many: usize) {
    let book = vacancies(many);
    let first = book.iter().next().expect("there is one");
    let id = first.id().to_string();
    let input = || {
        let draft = draft(0);
        (book.clone(), Update { draft, version: 1 })
    };
    bencher
        .with_inputs(input)
        .bench_values(|(mut book, update)| book.update(&id, update, Vec::new(), at()));
}

#[divan::bench(args = SIZES)]
fn vacancy_find(bencher: Bencher<'_, '_>, many: usize) {
    let book = vacancies(many);
    let wanted = format!("277-26-{}", many / 2);
    bencher.bench(|| black_box(book.find(Some(&wanted), Paging::default())));
}

#[divan::bench(args = SIZES)]
fn transfer_matched(bencher: Bencher<'_, '_>, many: usize) {
    let book = applicants(many);
    let input = || (book.clone(), transfer(many / 2));
    bencher
        .with_inputs(input)
        .bench_values(|(mut book, sent)| book.transfer(VPD, sent, Matching::Strict, at()));
}
