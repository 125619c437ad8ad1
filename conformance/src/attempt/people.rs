//! What people do in NHS Jobs, in ESR and with credentials, between the client's actions.

use serde_json::{Value, json};

use super::Broken;
use super::steps::Course;
use crate::control::ControlError;
use crate::evidence::Done;
use crate::scenario::step::Person;

/// Why a person could not do it: there is nothing to do it to. The judge makes of it what it must.
enum Undone {
    Nothing(String),
    Broken(Broken),
}

impl Course<'_> {
    /// Does what a person would, and writes down what came of it.
    pub(super) async fn person(&mut self, person: &Person) -> Result<Done, Broken> {
        let does = person.word().to_owned();
        match self.done_by(person).await {
            Ok(answer) => Ok(Done::Person {
                does,
                answer: Some(answer),
                not_done: None,
            }),
            Err(Undone::Nothing(why)) => Ok(Done::Person {
                does,
                answer: None,
                not_done: Some(why),
            }),
            Err(Undone::Broken(broken)) => Err(broken),
        }
    }

    async fn done_by(&mut self, person: &Person) -> Result<Value, Undone> {
        let control = self.attempts.control.clone();
        let sandbox = self.world.connection.id.clone();
        match person {
            Person::Publish { name } => self.in_nhs_jobs(name, "publish", &json!({})).await,
            Person::Close { name } => self.in_nhs_jobs(name, "close", &json!({})).await,
            Person::Amend { name, with } => self.in_nhs_jobs(name, "amend", with).await,
            Person::Load(applicant) => {
                let loaded = self.attempts.load(&self.world.connection, applicant);
                // The feed turns somebody away: that is an answer, too.
                let (answer, id) = loaded.await.map_err(|broken| match broken {
                    Broken::Runner(why) => Undone::Nothing(why),
                    other => Undone::Broken(other),
                })?;
                self.records.insert(applicant.name.clone(), id);
                Ok(answer)
            }
            Person::CloseRecord { of } => self.in_esr(of, "applicants", "/close", &json!({})).await,
            Person::KeepRecord { of } => self.in_esr(of, "applicants", "/keep", &json!({})).await,
            Person::CorrectRecord { of, with } => self.in_esr(of, "persons", "", with).await,
            Person::Credential { lever, credential } => Ok(control
                .credential(&sandbox, credential, lever.word())
                .await?),
            Person::Activation { to } => {
                let vpd = &self.world.connection.esr.vpd;
                Ok(control.activation(&sandbox, vpd, to.word()).await?)
            }
        }
    }

    async fn in_nhs_jobs(&self, name: &str, verb: &str, body: &Value) -> Result<Value, Undone> {
        let found = self.vacancy(name).await.map_err(Undone::Broken)?;
        let nothing = || {
            Undone::Nothing(format!(
                "NHS Jobs holds no vacancy that was posted as `{name}`"
            ))
        };
        let id = found.ok_or_else(nothing)?;
        let sandbox = &self.world.connection.id;
        Ok(self
            .attempts
            .control
            .vacancy(sandbox, &id, verb, body)
            .await?)
    }

    async fn in_esr(
        &self,
        of: &str,
        collection: &str,
        verb: &str,
        body: &Value,
    ) -> Result<Value, Undone> {
        let nothing = || Undone::Nothing(format!("ESR holds no record `{of}`"));
        let id = self.records.get(of).ok_or_else(nothing)?;
        let sandbox = &self.world.connection.id;
        let record = format!("{collection}/{id}{verb}");
        Ok(self.attempts.control.record(sandbox, &record, body).await?)
    }
}

/// A refusal is an answer to a person (it is closed already, it is not there any more, it would no longer be valid); anything
/// else is trouble.
impl From<ControlError> for Undone {
    fn from(error: ControlError) -> Self {
        match error {
            ControlError::Refused {
                status: 400 | 404 | 409 | 422,
                ref said,
                ..
            } => Self::Nothing(said.clone()),
            other => Self::Broken(other.into()),
        }
    }
}

impl From<Broken> for Undone {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}
