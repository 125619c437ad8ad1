//! What people do in NHS Jobs, in ESR and with credentials.

use serde_json::{Value, json};

use super::Control;
use super::call::ControlError;

impl Control {
    /// What NHS Jobs holds, drafts included.
    ///
    /// # Errors
    ///
    /// When the simulator does not answer.
    pub async fn vacancies(&self, sandbox: &str) -> Result<Value, ControlError> {
        self.get(&format!("sandboxes/{sandbox}/nhs-jobs/vacancies"))
            .await
    }

    /// A person publishes or closes a vacancy (`verb`), found by its id or reference.
    ///
    /// # Errors
    ///
    /// When there is no such vacancy, or it is not in a state for it.
    pub async fn vacancy(
        &self,
        sandbox: &str,
        vacancy: &str,
        verb: &str,
        body: &Value,
    ) -> Result<Value, ControlError> {
        let path = format!("sandboxes/{sandbox}/nhs-jobs/vacancies/{vacancy}/{verb}");
        self.post(&path, body).await
    }

    /// TIS, Hicom or a person loads an applicant.
    ///
    /// # Errors
    ///
    /// When a member is wrong.
    pub async fn load(&self, sandbox: &str, applicant: &Value) -> Result<Value, ControlError> {
        self.post(&format!("sandboxes/{sandbox}/esr/applicants"), applicant)
            .await
    }

    /// Who ESR holds.
    ///
    /// # Errors
    ///
    /// When the simulator does not answer.
    pub async fn applicants(&self, sandbox: &str) -> Result<Value, ControlError> {
        self.get(&format!("sandboxes/{sandbox}/esr/applicants"))
            .await
    }

    /// A person in HR does something with a record (`applicants/{number}/close`).
    ///
    /// # Errors
    ///
    /// When there is no such record, or it is not in a state for it.
    pub async fn record(
        &self,
        sandbox: &str,
        record: &str,
        body: &Value,
    ) -> Result<Value, ControlError> {
        self.post(&format!("sandboxes/{sandbox}/esr/{record}"), body)
            .await
    }

    /// Pulls a lever on a credential: `expire`, `revoke`, `unlink`, `restore`.
    ///
    /// # Errors
    ///
    /// When there is no such credential or lever.
    pub async fn credential(
        &self,
        sandbox: &str,
        credential: &str,
        lever: &str,
    ) -> Result<Value, ControlError> {
        let path = format!("sandboxes/{sandbox}/credentials/{credential}/{lever}");
        self.post(&path, &json!({})).await
    }

    /// Sets how far an employer's TIS or Hicom interface is activated.
    ///
    /// # Errors
    ///
    /// When the word is unknown.
    pub async fn activation(
        &self,
        sandbox: &str,
        vpd: &str,
        activation: &str,
    ) -> Result<Value, ControlError> {
        let path = format!("sandboxes/{sandbox}/esr/employers/{vpd}");
        self.put(&path, &json!({ "activation": activation })).await
    }
}
