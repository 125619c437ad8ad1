//! The switches of a sandbox: how strict the simulated services are.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::limits::LimitProfile;

/// How one sandbox behaves where the contract leaves a choice. Every member is optional on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// Lengths of the three short texts.
    pub limits: LimitProfile,
    /// Which contract types need a duration.
    pub duration: DurationRule,
    /// What happens to a salary outside its Agenda for Change band.
    pub band_check: BandCheck,
    /// How names are compared when ESR looks for the applicant.
    pub matching: Matching,
    /// What happens to members that the contract does not know.
    pub unknown_fields: UnknownFields,
    /// How many violations a refusal names.
    pub errors: ErrorsShown,
    /// Whether magic values and `Prefer: code=` trigger their cases.
    pub magic: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            limits: LimitProfile::default(),
            duration: DurationRule::default(),
            band_check: BandCheck::default(),
            matching: Matching::default(),
            unknown_fields: UnknownFields::default(),
            errors: ErrorsShown::default(),
            magic: true,
        }
    }
}

/// Which contract types need a duration. Public sources differ.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum DurationRule {
    /// Every type but permanent (stated: the eQuest guide).
    #[default]
    AllButPermanent,
    /// Fixed term only (stated: the JTGO guide names no other).
    FixedTermOnly,
}

/// What happens to a yearly Agenda for Change salary outside its published band.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum BandCheck {
    /// Nothing is compared.
    Off,
    /// The vacancy is accepted with a warning.
    #[default]
    Warn,
    /// The vacancy is refused.
    Reject,
}

/// How ESR compares the names of a transfer with those of its applicants.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Matching {
    /// Trimmed, spaces collapsed, case folded, after normalisation to NFC.
    #[default]
    Strict,
    /// As strict, and marks, hyphens, apostrophes and spaces removed.
    Normalised,
}

/// What happens to members of a body that the contract does not know.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum UnknownFields {
    /// Each is refused by name.
    #[default]
    Refuse,
    /// Each becomes a warning of the answer.
    Warn,
}

/// How many violations a refusal names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ErrorsShown {
    /// Every violation at once.
    #[default]
    All,
    /// Only the first, as some services do.
    First,
}
