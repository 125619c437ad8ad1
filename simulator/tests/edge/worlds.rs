//! The named worlds, as they are chosen and found.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{NOW, Place, Reply};

async fn made(place: &Place, fixtures: &str, seed: u64) -> (Value, Value) {
    let options = json!({ "fixtures": fixtures, "seed": seed, "now": NOW, "clock": "frozen" });
    let sandbox = place.create(options).await;
    let within = |path: &str| format!("/sandboxes/{}{path}", sandbox.id);
    (
        place.get(&within("/nhs-jobs/vacancies")).await,
        place.get(&within("/esr/applicants")).await,
    )
}

#[tokio::test]
async fn every_world_is_listed_with_its_sizes() {
    let place = Place::new().await;

    let listed = place.get("/fixtures").await["fixtures"].clone();

    let told: Vec<String> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|fixture| format!("{} {}", fixture["name"], fixture["sizes"]))
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    "demo" null
    "empty" null
    "rotation" {"least":1,"most":100000,"usual":5000}
    "vacancies" {"least":1,"most":20000,"usual":200}
    "#);
}

#[tokio::test]
async fn the_same_seed_makes_the_same_world() {
    let place = Place::new().await;
    for fixtures in ["demo", "rotation:200", "vacancies:30"] {
        let world = made(&place, fixtures, 7).await;

        assert_eq!(world, made(&place, fixtures, 7).await, "{fixtures}");
        assert_ne!(world, made(&place, fixtures, 8).await, "{fixtures}");
    }
}

#[tokio::test]
async fn a_size_out_of_bounds_is_refused_with_the_bounds() {
    let place = Place::new().await;
    let mut told = Vec::new();
    for fixtures in ["rotation:0", "rotation:1000000000000", "demo:3", "moon"] {
        let options = json!({ "fixtures": fixtures });
        let refused = place
            .control(Method::POST, "/sandboxes", Some(options))
            .await;
        assert_eq!(refused.status, 400);
        told.push(
            refused.json()["errors"][0]["message"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }

    insta::assert_snapshot!(told.join("\n"), @r#"
    the size of `rotation` is a whole number from 1 to 100000, not `0`; say for example `rotation:5000`
    the size of `rotation` is a whole number from 1 to 100000, not `1000000000000`; say for example `rotation:5000`
    the fixture `demo` has no size; leave out `:3`
    no fixture is called `moon`; there are demo, empty, rotation:1 to rotation:100000, vacancies:1 to vacancies:20000
    "#);
}

#[tokio::test]
async fn a_demo_shows_every_case_of_matching_without_a_control_call() {
    let place = Place::with(|config| config.fixtures = Some("demo".to_owned())).await;
    let token = place.ats().bearer().await;
    let mut told = Vec::new();
    for (first, last, born) in [
        ("Aoife", "O'Synthetic", "1996-02-29"),
        ("Test", "Registered", "1995-05-17"),
        ("Test", "Hicom", "1997-01-08"),
        ("Test", "Twoposts", "1993-08-04"),
        ("Test", "Duplicate", "1992-07-21"),
        ("Test", "Returner", "1990-12-01"),
        ("Test", "Byhand", "1995-06-06"),
        ("Test", "Byinterface", "1995-06-07"),
        ("Test", "Employee", "1989-10-10"),
        ("Test", "Historic", "1988-04-25"),
        ("Jurgen", "Synthmuller", "1996-09-12"),
        ("Test", "Elsewhere", "1993-11-11"),
    ] {
        let mut transfer = crate::support::transfer();
        transfer["person"] = json!({ "firstName": first, "lastName": last, "dateOfBirth": born });
        let answer = place.ats().transfer(&token, &transfer).await;
        told.push(format!("{last}: {}", answer.refusal().trim_end()));
    }

    insta::assert_snapshot!(told.join("\n"), @r#"
    O'Synthetic: 201
    Registered: 201
    Hicom: 201
    Twoposts: 409 SEVERAL_MATCHES
    Duplicate: 201
    Returner: 201
    Byhand: 422 NOT_FROM_TIS
    Byinterface: 422 NOT_FROM_TIS
    Employee: 422 IS_EMPLOYEE
    Historic: 422 APPLICANT_CLOSED
    Synthmuller: 404 NO_MATCH
    Elsewhere: 404 NO_MATCH
    "#);
}

#[tokio::test]
async fn a_copy_of_a_large_world_and_a_reset_of_it_are_whole() {
    let place = Place::new().await;
    let large = place
        .create(json!({ "fixtures": "rotation:3000", "seed": 3 }))
        .await;

    let copy = place.create(json!({ "from": large.id })).await;
    place
        .post(&format!("/sandboxes/{}/reset", large.id), json!({}))
        .await;

    for sandbox in [&large, &copy] {
        let ats = place.ats_of(sandbox);
        let token = ats.bearer().await;
        let path = format!("/dit/v1/employers/{}/applicants", sandbox.esr.vpd);
        assert_eq!(ats.esr(&token, &path).await.json()["total"], 3000);
    }
}

#[tokio::test]
async fn the_drafts_of_a_demo_are_the_organisations_own() {
    let place = Place::with(|config| config.fixtures = Some("demo".to_owned())).await;

    let listed = Reply::of(place.ats().nhs_jobs(Method::GET, &place.ats().vacancies())).await;

    let statuses: Vec<String> = listed.json()["vacancies"]
        .as_array()
        .unwrap()
        .iter()
        .map(|vacancy| vacancy["status"].as_str().unwrap().to_owned())
        .collect();
    insta::assert_snapshot!(statuses.join(" "), @"DRAFT PUBLISHED PUBLISHED PUBLISHED PUBLISHED CLOSED CLOSED DRAFT PUBLISHED DRAFT");
}
