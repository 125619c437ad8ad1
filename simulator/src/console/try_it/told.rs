//! What an ATS tells its user about an answer, in the spirit of the guide's messages.

use contract::problem::Problem;
use contract::refusal::Refusal;

use super::wire::Came;

/// What the user reads.
#[derive(Debug, Clone)]
pub(super) struct Told {
    /// Whether it is good news.
    pub(super) good: bool,
    /// The message.
    pub(super) title: String,
    /// What to do, one sentence or two a paragraph.
    pub(super) paragraphs: Vec<String>,
    /// Whether sending the same again may help.
    pub(super) again: bool,
    /// Whether somebody else changed what was to be changed.
    pub(super) stale: bool,
}

/// Which service answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// NHS Jobs.
    NhsJobs,
    /// ESR.
    Esr,
}

impl By {
    fn name(self) -> &'static str {
        match self {
            Self::NhsJobs => "NHS Jobs",
            Self::Esr => "ESR",
        }
    }

    fn kept(self) -> &'static str {
        match self {
            Self::NhsJobs => "The job is kept here.",
            Self::Esr => "The checks are kept here.",
        }
    }
}

impl Told {
    /// Good news.
    pub(super) fn good(title: impl Into<String>, paragraphs: &[&str]) -> Self {
        Self {
            good: true,
            title: title.into(),
            paragraphs: paragraphs.iter().map(|text| (*text).to_owned()).collect(),
            again: false,
            stale: false,
        }
    }

    fn bad(title: impl Into<String>, paragraphs: Vec<String>) -> Self {
        Self {
            good: false,
            title: title.into(),
            paragraphs,
            again: false,
            stale: false,
        }
    }

    fn worth_another_try(mut self) -> Self {
        self.again = true;
        self
    }

    /// Bad news, or an answer that cannot be read.
    pub(super) fn of(by: By, came: &Came) -> Self {
        let name = by.name();
        let (status, problem) = match came {
            Came::Nothing { why } => return Self::unknown(by, why),
            Came::Answer { status, .. } if *status < 300 => {
                return Self::unknown(by, "The answer says that it was done, and cannot be read.");
            }
            Came::Answer { status, body, .. } => (*status, read(body)),
        };
        let detail = problem.as_ref().map(|problem| problem.detail.clone());
        let detail = detail.unwrap_or_else(|| format!("{name} answered {status}."));
        let refusal = problem.and_then(|problem| problem.code.parse::<Refusal>().ok());
        match status {
            400 => Self::bad("400 Error: Bad Request", vec![format!(
                "{name} has rejected some of the data that you have entered. Re-enter each field \
                 that is marked in a different format and try again."
            )]),
            401 | 403 => Self::bad(format!("{status} Error"), vec![
                format!("This indicates a problem contacting {name}, not a mistake of yours. Please raise it with support. {}", by.kept()),
                detail,
            ])
            .worth_another_try(),
            429 | 500.. => Self::bad(format!("{name} is not available right now"), vec![
                format!("{} Nothing has to be changed: wait a little and try again.", by.kept()),
                detail,
            ])
            .worth_another_try(),
            _ => Self::refused(by, status, refusal, detail),
        }
    }

    fn refused(by: By, status: u16, refusal: Option<Refusal>, detail: String) -> Self {
        let title = refusal.map(Refusal::title);
        let title = title.map_or_else(|| format!("{} answered {status}", by.name()), str::to_owned);
        let advice = match refusal {
            Some(Refusal::VacancyNotDraft) => {
                "NHS Jobs only allow changes via the integration whilst the vacancy remains a \
                 draft. Edit it in your NHS Jobs account, or copy the job and post the copy."
            }
            Some(Refusal::VersionStale) => {
                "Somebody changed the draft in the NHS Jobs account. Look at what is different \
                 before you send yours: yours replaces all of it."
            }
            Some(Refusal::NoMatch) => {
                "Compare first name, last name and date of birth with ESR, letter by letter."
            }
            Some(Refusal::SeveralMatches) => {
                "HR must decide in ESR which record goes through the hire process."
            }
            Some(Refusal::AlreadyTransferred) => {
                "The transfer is one-off. Enter later changes in ESR."
            }
            Some(Refusal::NotOutcomeRecruited) => {
                "Finish the checks and set the status to ‘outcome recruited’ first."
            }
            Some(Refusal::IdentityNotAccepted | Refusal::OccupationalHealthNotAccepted) => {
                "This is never sent. It is handled in ESR directly."
            }
            _ => by.kept(),
        };
        let mut told = Self::bad(title, vec![advice.to_owned(), detail]);
        told.stale = refusal == Some(Refusal::VersionStale);
        match refusal {
            Some(Refusal::SeveralMatches | Refusal::NoMatch | Refusal::NotFromTis) => {
                told.worth_another_try()
            }
            _ => told,
        }
    }

    fn unknown(by: By, why: &str) -> Self {
        Self::bad(
            format!("It is not known whether {} has it", by.name()),
            vec![
                why.to_owned(),
                format!(
                    "{} ‘Try again’ sends the same once more with the same idempotency key, which \
                     is safe either way.",
                    by.kept()
                ),
            ],
        )
        .worth_another_try()
    }
}

/// The problem document of an answer, where it is one.
pub(super) fn read(body: &[u8]) -> Option<Problem> {
    serde_json::from_slice(body).ok()
}
