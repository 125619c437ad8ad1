//! A person who goes along with an attempt.

use async_trait::async_trait;
use contract::connection::SandboxConnection;

use crate::control::{Control, ControlError, NewSandbox};
use crate::evidence::Done;
use crate::scenario::step::Do;

/// A person who goes along with the attempts: their ATS is connected once and for all, they are told
/// what is done beside their own acts, and they answer what only a person can say.
#[async_trait]
pub trait Company: Send + Sync {
    /// The sandbox that the person's ATS is connected to, made as good as a new one like this. It is
    /// not taken away after the attempt.
    ///
    /// # Errors
    ///
    /// When the simulator refuses it or does not answer.
    async fn sandbox(
        &self,
        control: &Control,
        new: &NewSandbox,
    ) -> Result<SandboxConnection, ControlError>;

    /// Something was done in the sandbox.
    async fn hear(&self, what: &Do, done: &Done);

    /// Asks for what they saw; `None` where they cannot tell.
    async fn attest(&self, question: &str) -> Option<bool>;
}
