//! Whether a simulator is there, in which version, and whether clients reach it.

use super::Control;
use super::call::{ControlError, unreadable};

impl Control {
    /// The simulator's version.
    ///
    /// # Errors
    ///
    /// When it does not answer, or something else does.
    pub async fn version(&self) -> Result<String, ControlError> {
        let answer = self.get("version").await?;
        let version = answer["version"].as_str().map(str::to_owned);
        version.ok_or_else(|| unreadable("GET /__admin/version", &"it has no `version`"))
    }

    /// Goes where clients are sent. Any answer will do: without credentials it is a refusal.
    ///
    /// # Errors
    ///
    /// When nobody answers there.
    pub async fn reaches(&self, url: &str) -> Result<(), ControlError> {
        let answer = self.http.get(url).send().await;
        answer.map(drop).map_err(|source| ControlError::NotReached {
            url: url.to_owned(),
            source,
        })
    }
}
