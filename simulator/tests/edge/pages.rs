//! Lists that are read page by page.

use reqwest::Method;
use serde_json::json;

use crate::support::{Place, Reply, applicant, vacancy};

async fn listed(place: &Place, query: &str) -> Reply {
    let url = format!("{}?{query}", place.ats().vacancies());
    Reply::of(place.ats().nhs_jobs(Method::GET, &url)).await
}

/// The links of an answer, with the name of the sandbox's base in place of its address.
fn links(place: &Place, reply: &Reply) -> String {
    reply.header("link").replace(&place.sandbox.base_url, "")
}

#[tokio::test]
async fn a_page_links_to_those_beside_it_and_keeps_the_question() {
    let place = Place::new().await;
    for _ in 0..3 {
        place.ats().create(&vacancy()).await;
    }

    let middle = listed(&place, "limit=1&jobReference=277-26-0141&page=2").await;
    let whole = listed(&place, "").await;

    assert_eq!(whole.header("link"), "");
    let organisation = &place.sandbox.nhs_jobs.organisation_id;
    insta::assert_snapshot!(
        links(&place, &middle).replace(organisation, "[organisation]").replace(", ", "\n"),
        @r#"
    </nhs-jobs/v1/organisations/[organisation]/vacancies?limit=1&jobReference=277-26-0141&page=1>; rel="first"
    </nhs-jobs/v1/organisations/[organisation]/vacancies?limit=1&jobReference=277-26-0141&page=1>; rel="prev"
    </nhs-jobs/v1/organisations/[organisation]/vacancies?limit=1&jobReference=277-26-0141&page=3>; rel="next"
    </nhs-jobs/v1/organisations/[organisation]/vacancies?limit=1&jobReference=277-26-0141&page=3>; rel="last"
    "#
    );
}

#[tokio::test]
async fn the_next_link_leads_through_all_applicants_to_the_end() {
    let place = Place::new().await;
    for position in 0..5 {
        let mut one = applicant();
        one["positionId"] = json!(position.to_string());
        place.post("/esr/applicants", one).await;
    }
    let token = place.ats().bearer().await;
    let esr = &place.sandbox.esr;
    let mut next = Some(format!(
        "{}/dit/v1/employers/{}/applicants?limit=2",
        esr.base_url, esr.vpd
    ));

    let mut positions = Vec::new();
    while let Some(url) = next {
        let page = Reply::of(place.http.get(url).bearer_auth(&token)).await;
        let found = page.json()["applicants"].as_array().unwrap().clone();
        positions.extend(found.iter().map(|one| one["positionId"].to_string()));
        let links = page.header("link").split(", ").collect::<Vec<_>>();
        next = links
            .iter()
            .find_map(|link| link.strip_suffix(">; rel=\"next\""))
            .map(|url| url.trim_start_matches('<').to_owned());
    }

    assert_eq!(positions.join(""), r#""0""1""2""3""4""#);
}

#[tokio::test]
async fn every_wrong_number_of_a_page_is_named_at_once() {
    let place = Place::new().await;

    let refused = listed(&place, "limit=0&page=two").await;

    assert_eq!(refused.refusal(), "400 VALIDATION_FAILED");
    assert_eq!(refused.fields(), ["/page NOT_VALID", "/limit NOT_VALID"]);
    let error = &refused.json()["errors"][1];
    assert_eq!(error["rule"], "SIM-PGE-01");
    assert_eq!(error["message"], "`limit` must be a whole number from 1");
}
