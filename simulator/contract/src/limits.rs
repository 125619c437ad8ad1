//! The lengths and sizes of the contract.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Largest request body that is read, in bytes.
pub const BODY_BYTES: usize = 1024 * 1024;
/// How much of a refused body is drained, so that the refusal still reaches the client, in bytes.
pub const DRAIN_BYTES: usize = 8 * 1024 * 1024;
/// Deepest nesting of a request body.
pub const BODY_DEPTH: usize = 32;
/// Longest job title, in characters (stated: NHSBSA KA-25633).
pub const TITLE: usize = 70;
/// Longest job reference and ATS reference, in characters (provenance `simulator`).
pub const REFERENCE: usize = 50;
/// Longest detailed job description, in characters (stated: NHSBSA KA-25633).
pub const DESCRIPTION: usize = 10_000;
/// Longest text of a field that has no limit of its own, in characters (provenance `simulator`).
pub const SHORT_TEXT: usize = 255;
/// Longest item list under one heading of the person specification, in characters (provenance
/// `simulator`).
pub const PERSON_SPECIFICATION: usize = 10_000;
/// Longest address of the application form, in characters (provenance `simulator`).
pub const URL: usize = 2_048;
/// Longest contract duration, in its own unit (provenance `simulator`).
pub const DURATION: i64 = 999;
/// Most hours or sessions in a week (provenance `simulator`).
pub const HOURS_A_WEEK: i64 = 168;
/// Longest `Idempotency-Key`, in characters (provenance `simulator`).
pub const IDEMPOTENCY_KEY: usize = 255;
/// How long an `Idempotency-Key` is kept, in hours of the sandbox clock (provenance `simulator`).
pub const IDEMPOTENCY_HOURS: i64 = 24;
/// Life of an access token, in seconds of the sandbox clock (provenance `simulator`).
pub const TOKEN_SECONDS: i64 = 3_600;
/// Longest status text of a professional registration, in characters (provenance `simulator`).
pub const REGISTRATION_STATUS: usize = 80;
/// Most references in one transfer (provenance `simulator`).
pub const REFERENCES: usize = 50;
/// Longest `messageText` of a load or transfer result, in characters (stated: the applicant
/// confirmation file of the TIS to ESR interface).
pub const MESSAGE_TEXT: usize = 200;
/// Items on one page of a list where the caller names no limit.
pub const PAGE: usize = 50;
/// Most items on one page of a list.
pub const PAGE_MOST: usize = 100;

/// Which lengths hold for the three short texts of a vacancy: job overview, main duties and about
/// the organisation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LimitProfile {
    /// 100 to 1,500 characters (stated: NHSBSA KA-25633).
    #[default]
    Nhsbsa,
    /// 100 to 1,000 characters (stated: the JTGO guide's error messages).
    Jobtrain,
}

/// A least and a greatest length, in characters, both allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The least length that is allowed.
    pub least: usize,
    /// The greatest length that is allowed.
    pub most: usize,
}

impl Span {
    /// A text that must hold something, up to `most` characters.
    pub const fn up_to(most: usize) -> Self {
        Self { least: 1, most }
    }

    /// A text that may be empty, up to `most` characters.
    pub const fn empty_to(most: usize) -> Self {
        Self { least: 0, most }
    }

    /// Whether a length lies within.
    pub const fn holds(self, length: usize) -> bool {
        self.least <= length && length <= self.most
    }
}

impl LimitProfile {
    /// The lengths of the job overview, the main duties and the text about the organisation.
    pub const fn summary(self) -> Span {
        match self {
            Self::Nhsbsa => Span {
                least: 100,
                most: 1_500,
            },
            Self::Jobtrain => Span {
                least: 100,
                most: 1_000,
            },
        }
    }
}
