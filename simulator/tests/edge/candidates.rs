//! The candidate site: adverts, the way to the ATS, and the public search.

use reqwest::Method;
use reqwest::redirect::Policy;
use serde_json::{Value, json};

use crate::support::{Place, Reply, ours, vacancy, vacancy_with};

/// Creates and publishes a vacancy; its reference.
async fn published(place: &Place, vacancy: &Value) -> String {
    let reference = drafted(place, vacancy).await;
    place
        .post(
            &format!("/nhs-jobs/vacancies/{reference}/publish"),
            json!({}),
        )
        .await;
    reference
}

async fn drafted(place: &Place, vacancy: &Value) -> String {
    let created = place.ats().create(vacancy).await;
    assert_eq!(created.status, 201, "{}", created.text);
    created.json()["reference"].as_str().unwrap().to_owned()
}

async fn seen(place: &Place, path: &str) -> Reply {
    let http = reqwest::Client::builder()
        .redirect(Policy::none())
        .build()
        .unwrap();
    Reply::of(http.get(format!("{}{path}", place.simulator.public_url()))).await
}

async fn advert(place: &Place, reference: &str) -> Reply {
    seen(place, &format!("/candidate/jobadvert/{reference}")).await
}

async fn search(place: &Place, query: &str) -> Reply {
    seen(place, &format!("/api/v1/search_xml?{query}")).await
}

/// The texts of every element of a name.
fn elements(xml: &str, name: &str) -> Vec<String> {
    let (start, end) = (format!("<{name}>"), format!("</{name}>"));
    let after = xml.split(&start).skip(1);
    after
        .map(|rest| rest.split(&end).next().unwrap_or_default().to_owned())
        .collect()
}

/// A vacancy with everything a vacancy can have.
fn full() -> Value {
    let mut vacancy = vacancy();
    let more = json!({
        "contractType": "FIXED_TERM", "contractDuration": { "length": 6, "unit": "MONTHS" },
        "workingPatterns": ["FULL_TIME", "FLEXIBLE_WORKING"],
        "workingHours": { "amount": 37.5, "unit": "HOURS_A_WEEK" }, "areaOfWork": "Emergency",
        "jobDescription": "What the job is.\nAnd more.\n\nA second paragraph.",
        "personSpecification": {
            "qualifications": { "essential": "Registered nurse<br>NMC PIN", "desirable": "MSc" },
            "skills": { "essential": "Care" }
        },
        "location": {
            "addressLine1": "1 High Street", "addressLine2": "Ward 2", "town": "Leeds",
            "county": "West Yorkshire", "postcode": "LS9 7TF", "country": "England"
        },
        "contact": {
            "name": "A Contact", "jobTitle": "Matron", "email": "jobs@trust.example",
            "phone": "01632 960001"
        },
        "dbsCheck": "STANDARD_OR_ENHANCED", "skilledWorkerSponsorship": true,
        "professionalRegistrationRequired": true
    });
    vacancy
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    vacancy
}

#[tokio::test]
async fn an_advert_shows_all_of_a_vacancy_under_the_ids_of_public_adverts() {
    let place = Place::new().await;
    let reference = published(&place, &full()).await;

    let page = advert(&place, &reference).await;

    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let text = page.text.replace(place.simulator.public_url(), "[public]");
    insta::assert_snapshot!("advert", text);
}

#[tokio::test]
async fn a_draft_is_as_if_it_were_not_there() {
    let place = Place::new().await;
    let reference = drafted(&place, &vacancy()).await;
    let withdrawn = drafted(&place, &vacancy()).await;
    place
        .post(&format!("/nhs-jobs/vacancies/{withdrawn}/close"), json!({}))
        .await;

    for reference in [reference.as_str(), withdrawn.as_str(), "X0000-26-0001"] {
        let apply = format!("/candidate/jobadvert/{reference}/apply");
        assert_eq!(
            advert(&place, reference).await.refusal(),
            "404 VACANCY_NOT_FOUND"
        );
        assert_eq!(
            seen(&place, &apply).await.refusal(),
            "404 VACANCY_NOT_FOUND"
        );
    }
    let found = search(&place, "").await;
    assert_eq!(elements(&found.text, "totalResults"), ["0"]);
}

#[tokio::test]
async fn candidates_are_sent_on_to_the_ats_until_the_closing_day_ends_in_london() {
    let place = Place::new().await;
    let reference = published(&place, &vacancy_with("closingDate", json!("2026-11-03"))).await;
    let apply = format!("/candidate/jobadvert/{reference}/apply");

    place.advance("PT38H59M59S").await;
    let open = seen(&place, &apply).await;
    let listed = search(&place, "").await;
    place.advance("PT1S").await;
    let closed = seen(&place, &apply).await;
    let page = advert(&place, &reference).await;

    assert_eq!(open.status, 302);
    assert_eq!(
        open.header("location"),
        "https://ats.example/jobs/277-26-0141"
    );
    assert_eq!(elements(&listed.text, "totalResults"), ["1"]);
    assert_eq!(closed.refusal(), "404 VACANCY_NOT_FOUND");
    assert_eq!(page.status, 200);
    assert!(page.text.contains("This advert is closed.") && !page.text.contains("/apply"));
    assert_eq!(
        elements(&search(&place, "").await.text, "totalResults"),
        ["0"]
    );
}

#[tokio::test]
async fn whatever_stands_in_a_vacancy_stays_text() {
    let place = Place::new().await;
    let evil = "<script>alert('&\"')</script>\u{202e}\u{5d0}";
    let mut vacancy = full();
    vacancy["jobTitle"] = json!(evil);
    vacancy["areaOfWork"] = json!(format!("{evil}\u{1}"));
    vacancy["contact"]["name"] = json!(evil);
    vacancy["location"]["town"] = json!(evil);
    vacancy["personSpecification"]["skills"]["essential"] = json!(format!("{evil}<BR />x"));
    vacancy["salary"]["details"] = json!(evil);
    let reference = published(&place, &vacancy).await;

    let page = advert(&place, &reference).await.text;
    let found = search(&place, "").await.text;

    for text in [&page, &found] {
        assert!(!text.contains("<script"), "{text}");
    }
    assert!(page.contains("<h1 id=\"heading\" dir=\"auto\">"));
    assert!(page.contains("<title>\u{2068}&#60;script"), "{page}");
    assert!(found.contains(
        "<title>&lt;script&gt;alert('&amp;&quot;')&lt;/script&gt;\u{202e}\u{5d0}</title>"
    ));
}

#[tokio::test]
async fn the_search_tells_adverts_as_public_users_have_captured_them() {
    let place = Place::new().await;
    published(&place, &full()).await;

    let found = search(&place, "").await;

    assert_eq!(
        found.header("content-type"),
        "application/xml;charset=UTF-8"
    );
    let xml = found.text.replace(place.simulator.public_url(), "[public]");
    insta::assert_snapshot!(xml.replace("><", ">\n<"), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <nhsJobs>
    <vacancyDetails>
    <id>6860447</id>
    <reference>K7974-26-3105</reference>
    <title>Staff Nurse</title>
    <description>A text that is long enough for NHS Jobs. A text that is long enough for NHS Jobs. A text that is long enough for NHS Jobs...</description>
    <employer>Brackenmoor NHS Trust (synthetic)</employer>
    <type>Fixed-Term</type>
    <salary>£32073.00 to £39043.00</salary>
    <closeDate>2026-12-18</closeDate>
    <postDate>2026-11-02T09:00:00</postDate>
    <url>[public]/candidate/jobadvert/K7974-26-3105</url>
    <locations>
    <location>Leeds, LS9 7TF</location>
    </locations>
    </vacancyDetails>
    <totalPages>1</totalPages>
    <totalResults>1</totalResults>
    </nhsJobs>
    "#);
}

#[tokio::test]
async fn the_newest_advert_comes_first_page_by_page() {
    let place = Place::new().await;
    for title in ["First", "Second", "Third"] {
        published(&place, &vacancy_with("jobTitle", json!(title))).await;
        place.advance("PT1H").await;
    }

    let first = search(&place, "limit=2&sort=publicationDateDesc")
        .await
        .text;
    let last = search(&place, "limit=2&page=2").await.text;
    let capped = search(&place, "limit=100000").await.text;

    assert_eq!(elements(&first, "title"), ["Third", "Second"]);
    assert_eq!(elements(&first, "totalPages"), ["2"]);
    assert_eq!(elements(&last, "title"), ["First"]);
    assert_eq!(elements(&capped, "title").len(), 3);
}

#[tokio::test]
async fn a_page_holds_a_hundred_adverts_at_most() {
    let place = Place::with(|config| config.fixtures = Some("vacancies:300".to_owned())).await;

    let found = search(&place, "limit=500").await.text;

    let total: usize = elements(&found, "totalResults")[0].parse().unwrap();
    assert!(total > 100, "{total}");
    assert_eq!(elements(&found, "id").len(), 100);
    assert_eq!(
        elements(&found, "totalPages"),
        [total.div_ceil(100).to_string()]
    );
}

#[tokio::test]
async fn each_parameter_lets_through_what_it_says() {
    let place = Place::new().await;
    published(&place, &full()).await;
    let mut other = vacancy_with("jobTitle", json!("Consultant Physician"));
    other["payScheme"] = json!("HOSPITAL_MEDICAL_AND_DENTAL");
    other["payBand"] = json!("CONSULTANT");
    other["staffGroup"] = json!("MEDICAL_AND_DENTAL");
    other["workingPatterns"] = json!(["PART_TIME"]);
    other["salary"] = json!({ "type": "FIXED", "amount": 113565, "period": "YEAR" });
    other["location"] = json!({
        "addressLine1": "1", "town": "Cardiff", "postcode": "CF10 1AA", "country": "Wales"
    });
    place.advance("P1D").await;
    published(&place, &other).await;
    let internal = json!("INTERNAL");
    let mut own = vacancy_with("visibility", internal);
    own["jobTitle"] = json!("Internal Post");
    published(&place, &own).await;
    let code = place.get("/nhs-jobs/vacancies").await["vacancies"][0]["reference"].clone();
    let code = code.as_str().unwrap().split('-').next().unwrap().to_owned();

    let cases = [
        ("", "Consultant Physician, Staff Nurse"),
        ("unknown=1&keyword=", "Consultant Physician, Staff Nurse"),
        ("keyword=staff+NURSE", "Staff Nurse"),
        ("keyword=emergency", "Staff Nurse"),
        ("keyword=astronaut", ""),
        ("location=leeds&distance=10", "Staff Nurse"),
        ("location=cf101", "Consultant Physician"),
        ("location=yorkshire", "Staff Nurse"),
        ("countryCode=WLS", "Consultant Physician"),
        ("countryCode=gb-eng", "Staff Nurse"),
        ("contractType=Fixed-Term", "Staff Nurse"),
        (
            "contractType=FIXED_TERM,PERMANENT",
            "Consultant Physician, Staff Nurse",
        ),
        ("contractType=FIXED_TERM&contractType=BANK", "Staff Nurse"),
        ("staffGroup=MEDICAL_AND_DENTAL", "Consultant Physician"),
        ("workingPattern=part-time", "Consultant Physician"),
        ("payBand=BAND_5", "Staff Nurse"),
        ("payBand=BAND_8", ""),
        ("salaryFrom=40000", "Consultant Physician"),
        ("salaryTo=40000", "Staff Nurse"),
        ("salaryFrom=39043&salaryTo=39043.00", "Staff Nurse"),
        ("publishedFrom=2026-11-03", "Consultant Physician"),
        (
            "publishedFrom=2026-11-02T09:00:00",
            "Consultant Physician, Staff Nurse",
        ),
        ("employerCode=X0000", ""),
        ("internalOnly=true", "Internal Post"),
        ("externalOnly=true", "Consultant Physician, Staff Nurse"),
        (
            "externalOnly=false",
            "Internal Post, Consultant Physician, Staff Nurse",
        ),
    ];
    for (query, expected) in cases {
        let found = search(&place, query).await;
        assert_eq!(
            elements(&found.text, "title").join(", "),
            expected,
            "{query}"
        );
    }
    let own = search(&place, &format!("employerCode={}", code.to_lowercase())).await;
    assert_eq!(elements(&own.text, "totalResults"), ["2"]);
}

#[tokio::test]
async fn whatever_a_search_does_not_understand_is_refused_in_json_all_at_once() {
    let place = Place::new().await;

    let refused = search(
        &place,
        "countryCode=FR&contractType=FOREVER&payBand=BAND_1&salaryFrom=%C2%A310&publishedFrom=soon\
         &distance=far&internalOnly=true&externalOnly=true&page=0&limit=-1&sort=salary",
    )
    .await;

    assert_eq!(refused.refusal(), "400 VALIDATION_FAILED");
    assert_eq!(refused.header("content-type"), "application/problem+json");
    insta::assert_debug_snapshot!(refused.fields(), @r#"
    [
        "/distance NOT_VALID",
        "/countryCode UNKNOWN_CODE",
        "/contractType UNKNOWN_CODE",
        "/payBand UNKNOWN_CODE",
        "/salaryFrom NOT_VALID",
        "/publishedFrom NOT_VALID",
        "/externalOnly NOT_EXPECTED",
        "/page NOT_VALID",
        "/limit NOT_VALID",
        "/sort UNKNOWN_CODE",
    ]
    "#);
}

#[tokio::test]
async fn the_candidate_site_is_journalled_and_befallen_by_faults() {
    let place = Place::new().await;
    let reference = published(&place, &vacancy()).await;
    let fault = json!({
        "type": "status", "attributes": { "status": 503 }, "match": { "operation": "viewAdvert" }
    });
    place.post("/faults", fault).await;

    assert_eq!(
        advert(&place, &reference).await.refusal(),
        "503 SERVICE_UNAVAILABLE"
    );
    assert_eq!(search(&place, "").await.status, 200);
    seen(&place, &format!("/candidate/jobadvert/{reference}/apply")).await;

    let operations = ours(&place.exchanges().await, "operation");
    assert_eq!(
        operations,
        [
            "\"createVacancy\"",
            "\"viewAdvert\"",
            "\"searchAdverts\"",
            "\"apply\""
        ]
    );
}

#[tokio::test]
async fn every_sandbox_has_a_candidate_site_of_its_own() {
    let place = Place::new().await;
    let other = place.create(json!({ "fixtures": "demo" })).await;
    let base = format!("/sandboxes/{}", other.id);

    let there = seen(&place, &format!("{base}/api/v1/search_xml"))
        .await
        .text;
    let here = search(&place, "").await.text;

    assert_eq!(elements(&here, "totalResults"), ["0"]);
    let urls = elements(&there, "url");
    assert!(!urls.is_empty());
    for url in urls {
        assert!(url.starts_with(&other.base_url), "{url}");
        let page = Reply::of(place.http.get(&url)).await;
        assert_eq!(page.status, 200, "{url}");
    }
}

#[tokio::test]
async fn there_is_nothing_to_post_to() {
    let place = Place::new().await;
    let url = format!("{}/api/v1/search_xml", place.simulator.public_url());

    let posted = Reply::of(place.http.request(Method::POST, url)).await;

    assert_eq!(posted.refusal(), "405 METHOD_NOT_ALLOWED");
    assert_eq!(posted.header("allow"), "GET");
}
