//! The world as it stands before the first step.

use std::collections::BTreeMap;

use clients::Begin;
use contract::connection::SandboxConnection;
use serde_json::{Map, Value, json};

use super::begin::begin;
use super::{Attempts, Broken, credentials};
use crate::control::NewSandbox;
use crate::evidence::Connection;
use crate::scenario::Scenario;
use crate::scenario::given::{Activation, Applicant, Given};
use crate::seed;

/// The sandbox of an attempt, and what the client is told of it.
pub(super) struct World {
    pub(super) connection: SandboxConnection,
    pub(super) begin: Begin,
    /// The numbers that ESR gave the records, by their symbolic names.
    pub(super) records: BTreeMap<String, String>,
}

impl World {
    /// What the judge may know of the connection: nothing secret.
    pub(super) fn evidence(&self, given: &Given) -> Connection {
        Connection {
            nhs_jobs_base_url: self.begin.nhs_jobs.base_url.clone(),
            esr_base_url: self.begin.esr.base_url.clone(),
            organisation_id: self.begin.nhs_jobs.organisation_id.clone(),
            account_id: self.begin.nhs_jobs.account_id.clone(),
            vpd: self.begin.esr.vpd.clone(),
            wrong_on_purpose: given.credentials.clone(),
        }
    }
}

impl Attempts {
    /// Makes the sandbox and fills it as the scenario says.
    pub(super) async fn prepare(&self, scenario: &Scenario) -> Result<World, Broken> {
        let new = self.sandbox(scenario)?;
        let connection = match self.company() {
            Some(company) => company.sandbox(&self.control, &new).await?,
            None => self.control.create(&new).await?,
        };
        let filled = self.fill(&connection, &scenario.given).await;
        let records = match filled {
            Ok(records) => records,
            Err(broken) => {
                // The first trouble is the one to tell.
                let _ = self.leave(&connection.id).await;
                return Err(broken);
            }
        };
        let mut begin = begin(
            &super::opaque(self.seed, scenario),
            scenario.given.now,
            &connection,
        );
        credentials::hand_out_wrong(&mut begin, &scenario.given.credentials);
        Ok(World {
            connection,
            begin,
            records,
        })
    }

    fn sandbox(&self, scenario: &Scenario) -> Result<NewSandbox, Broken> {
        let given = &scenario.given;
        // The name is as old as the recorded results, which show what follows from it.
        let own = || seed::named(self.seed, &format!("sandbox {} 7", scenario.id));
        Ok(NewSandbox {
            seed: given.seed.unwrap_or_else(own),
            now: given.now,
            frozen: given.frozen,
            settings: settings(given)?,
        })
    }

    async fn fill(
        &self,
        connection: &SandboxConnection,
        given: &Given,
    ) -> Result<BTreeMap<String, String>, Broken> {
        let mut records = BTreeMap::new();
        for applicant in &given.applicants {
            let id = self.load(connection, applicant).await?.1;
            records.insert(applicant.name.clone(), id);
        }
        if given.activation != Activation::Activated {
            let word = given.activation.word();
            self.control
                .activation(&connection.id, &connection.esr.vpd, word)
                .await?;
        }
        Ok(records)
    }

    /// Loads an applicant into ESR and tells what was answered and which number it has.
    pub(super) async fn load(
        &self,
        connection: &SandboxConnection,
        applicant: &Applicant,
    ) -> Result<(Value, String), Broken> {
        let mut facts = applicant.facts.clone();
        if facts.get("vpd").is_none() {
            facts["vpd"] = json!(connection.esr.vpd);
        }
        let answer = self.control.load(&connection.id, &facts).await?;
        let number = record_number(&answer)?;
        Ok((answer, number))
    }
}

fn settings(given: &Given) -> Result<Map<String, Value>, Broken> {
    match serde_json::to_value(given.settings) {
        Ok(Value::Object(settings)) => Ok(settings),
        _ => Err(Broken::Runner(
            "the sandbox's settings cannot be written".to_owned(),
        )),
    }
}

/// The number in the confirmation of a load.
fn record_number(answer: &Value) -> Result<String, Broken> {
    let confirmation = &answer["confirmations"][0];
    let number = confirmation["applicantNumber"].as_str().map(str::to_owned);
    number.ok_or_else(|| {
        let why = confirmation["messageText"]
            .as_str()
            .unwrap_or("no confirmation came");
        Broken::Runner(format!("ESR did not load the scenario's applicant: {why}"))
    })
}
