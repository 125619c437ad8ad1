//! What a magic value is tried on: everything that an operation may be about.

use reqwest::redirect::Policy;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::support::{Place, applicant, transfer, vacancy, vacancy_with};

/// A place of its own for one row at one operation: a draft, an advert, an applicant and a token.
pub(super) struct Stage {
    pub(super) place: Place,
    pub(super) draft: Value,
    pub(super) advert: String,
    pub(super) token: String,
}

impl Stage {
    pub(super) async fn new() -> Self {
        let place = Place::new().await;
        place.post("/esr/applicants", applicant()).await;
        let draft = place.ats().create(&vacancy()).await.json();
        let published = place.ats().create(&vacancy()).await.json();
        let id = published["vacancyId"].as_str().unwrap();
        let publish = format!("/nhs-jobs/vacancies/{id}/publish");
        place.post(&publish, json!({})).await;
        let token = place.ats().bearer().await;
        Self {
            place,
            draft,
            advert: published["reference"].as_str().unwrap().to_owned(),
            token,
        }
    }

    // A candidate's browser follows the redirect; what is looked at here is the redirect itself.
    fn candidate(&self, path: &str) -> RequestBuilder {
        let stays = reqwest::Client::builder().redirect(Policy::none());
        let url = format!("{}{path}", self.place.sandbox.base_url);
        stays.build().unwrap().get(url)
    }

    /// The request of `operation`, with a reference where its body has one.
    pub(super) fn request(&self, operation: &str, reference: &str) -> RequestBuilder {
        let (ats, esr) = (self.place.ats(), &self.place.sandbox.esr);
        let id = self.draft["vacancyId"].as_str().unwrap();
        let one = format!("{}/{id}", ats.vacancies());
        let of_esr = |path: String| {
            self.place
                .http
                .get(format!("{}{path}", esr.base_url))
                .bearer_auth(&self.token)
        };
        match operation {
            "createVacancy" => ats
                .nhs_jobs(Method::POST, &ats.vacancies())
                .json(&vacancy_with("jobReference", json!(reference))),
            "updateVacancy" => {
                let mut update = vacancy_with("jobReference", json!(reference));
                update["version"] = self.draft["version"].clone();
                ats.nhs_jobs(Method::PUT, &one).json(&update)
            }
            "getVacancy" => ats.nhs_jobs(Method::GET, &one),
            "listVacancies" => ats.nhs_jobs(Method::GET, &ats.vacancies()),
            "issueToken" => self.place.http.post(&esr.token_url).form(&[
                ("grant_type", "client_credentials"),
                ("client_id", &esr.client_id),
                ("client_secret", &esr.client_secret),
            ]),
            "transferEmploymentChecks" => {
                let mut body = transfer();
                body["atsReference"] = json!(reference);
                self.place
                    .http
                    .post(ats.checks())
                    .bearer_auth(&self.token)
                    .json(&body)
            }
            "getTransfer" => of_esr(format!(
                "/dit/v1/employers/{}/employment-checks/T-1",
                esr.vpd
            )),
            "listApplicants" => of_esr(format!("/dit/v1/employers/{}/applicants", esr.vpd)),
            "getStatus" => of_esr("/status".to_owned()),
            "searchAdverts" => self.candidate("/api/v1/search_xml"),
            "viewAdvert" => self.candidate(&format!("/candidate/jobadvert/{}", self.advert)),
            "apply" => self.candidate(&format!("/candidate/jobadvert/{}/apply", self.advert)),
            other => panic!("no request for {other}"),
        }
    }

    pub(super) async fn last(&self) -> Value {
        self.place.exchanges().await.pop().unwrap()["simulator"].clone()
    }
}
