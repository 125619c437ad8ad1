//! The employers ESR knows, and whether their TIS or Hicom interface is on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::book::Book;

/// Where an employer stands with its TIS or Hicom interface (stated: activation, or a request for
/// it under way, is a pre-requisite of the transfer).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Activation {
    /// It is on.
    #[default]
    Activated,
    /// A request is under way: that suffices.
    Pending,
    /// Neither.
    None,
}

/// What a supplier finds at an employer's door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// It may come in.
    Open,
    /// The employer has neither activation nor a request for it.
    NotActivated,
    /// No such employer.
    Unknown,
}

/// The text is no VPD.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a VPD is 1 to 10 digits, written as text because leading zeros matter")]
pub struct NotAVpd;

/// Whether a text is a VPD.
pub(super) fn is_vpd(text: &str) -> bool {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits && (1..=10).contains(&text.len())
}

impl Book {
    /// What a supplier finds at an employer's door.
    pub fn door(&self, vpd: &str) -> Door {
        match self.employers.get(vpd) {
            Some(Activation::None) => Door::NotActivated,
            Some(_) => Door::Open,
            None => Door::Unknown,
        }
    }

    /// Every employer and where it stands, by VPD.
    pub fn employers(&self) -> impl Iterator<Item = (&str, Activation)> {
        self.employers
            .iter()
            .map(|(vpd, activation)| (vpd.as_str(), *activation))
    }

    /// Sets where an employer stands; one that ESR does not know yet is added, and the supplier is
    /// enabled for it.
    ///
    /// # Errors
    /// [`NotAVpd`] when the text is none.
    pub fn set_activation(&mut self, vpd: &str, activation: Activation) -> Result<(), NotAVpd> {
        if !is_vpd(vpd) {
            return Err(NotAVpd);
        }
        self.employers.insert(vpd.to_owned(), activation);
        Ok(())
    }
}
