//! Credentials and activation, as they really stand: not for one request, but until restored.

use contract::operation::Service;

use super::super::at::At;
use super::super::fields::Fields;
use super::super::page::Answered;
use super::super::parts::Tag;
use super::super::trouble::Trouble;
use crate::esr::Activation;
use crate::sandbox::credentials::{CredentialId, Lever, Standing};
use http::StatusCode;

const HERE: &str = "/make-it-happen";

/// One credential on the page.
#[derive(Debug)]
pub(super) struct Credential {
    /// Its word.
    pub(super) id: String,
    /// What it is called.
    pub(super) title: String,
    /// How it stands.
    pub(super) tag: Tag,
    /// What can be done to it: word and what the button says.
    pub(super) levers: Vec<(&'static str, &'static str)>,
}

/// Every credential of a sandbox.
pub(super) fn all(at: &At) -> Vec<Credential> {
    let world = at.site.world();
    let told = |(id, standing): (CredentialId, Standing)| Credential {
        id: id.to_string(),
        title: title(id),
        tag: tag(standing),
        levers: id
            .levers()
            .iter()
            .filter(|lever| lever.leaves() != standing)
            .map(|lever| (lever.word(), says(*lever)))
            .collect(),
    };
    world.credentials.iter().map(told).collect()
}

fn title(id: CredentialId) -> String {
    match id {
        CredentialId::ApiKey(1) => "The API key of NHS Jobs".to_owned(),
        CredentialId::ApiKey(number) => format!("The API key of NHS Jobs, number {number}"),
        CredentialId::Account => "The account's link to the key".to_owned(),
        CredentialId::Organisation => "The organisation's link to the key".to_owned(),
        CredentialId::Supplier => "The supplier at ESR".to_owned(),
        CredentialId::AccessTokens => "Access tokens issued so far".to_owned(),
    }
}

fn tag(standing: Standing) -> Tag {
    match standing {
        Standing::Good => Tag::new("Good", "green"),
        Standing::Expired => Tag::new("Expired", "red"),
        Standing::Revoked => Tag::new("Revoked", "red"),
        Standing::Unlinked => Tag::new("Not linked", "red"),
    }
}

fn says(lever: Lever) -> &'static str {
    match lever {
        Lever::Expire => "Let it expire",
        Lever::Revoke => "Revoke it",
        Lever::Unlink => "Unlink it",
        Lever::Restore => "Make it good again",
    }
}

/// Pulls a lever.
pub(super) async fn pull(at: At, fields: Fields) -> Answered {
    let unknown = |text: String| {
        Trouble::new(StatusCode::BAD_REQUEST, "This cannot be done", text).way(
            "See the credentials",
            at.path("/make-it-happen#credentials"),
        )
    };
    let id: CredentialId = fields
        .trimmed("credential")
        .parse()
        .map_err(|error: crate::sandbox::credentials::LeverError| unknown(error.to_string()))?;
    let lever = Lever::from_word(&fields.trimmed("lever"))
        .ok_or_else(|| unknown("There is no such button. Nothing was changed.".to_owned()))?;
    let pulled = at.site.sandbox.pull(id, lever);
    pulled.map_err(|error| unknown(error.to_string()))?;
    let call = format!("POST /credentials/{{id}}/{}", lever.word());
    at.note("credentials", &call, Some(&id.to_string()));
    let standing = tag(lever.leaves()).text.to_lowercase();
    Ok(at.go(HERE, format!("{}: {standing}.", title(id))))
}

/// Whether the employer's interface to TIS or Hicom is on.
pub(super) fn activation(at: &At) -> (String, Vec<(&'static str, &'static str, bool)>) {
    let world = at.site.world();
    let vpd = world.employer.vpd.clone();
    let employers = world.esr.employers();
    let own = employers.into_iter().find(|(known, _)| **known == *vpd);
    let now = own.map(|(_, activation)| activation);
    let choice = |(word, text, activation): (&'static str, &'static str, Activation)| {
        (word, text, now == Some(activation))
    };
    (vpd, CHOICES.into_iter().map(choice).collect())
}

const CHOICES: [(&str, &str, Activation); 3] = [
    ("activated", "Activated", Activation::Activated),
    (
        "pending",
        "A request for it is under way",
        Activation::Pending,
    ),
    ("none", "Neither", Activation::None),
];

/// Changes the activation of the sandbox's employer.
pub(super) async fn activate(at: At, fields: Fields) -> Answered {
    let word = fields.trimmed("activation");
    let choice = CHOICES.into_iter().find(|(known, _, _)| *known == word);
    let (_, text, activation) = choice.ok_or_else(|| {
        let text = "Choose one of the three. Nothing was changed.";
        Trouble::new(StatusCode::BAD_REQUEST, "This cannot be done", text)
            .way("Go back", at.path(HERE))
    })?;
    let vpd = at.site.world().employer.vpd.clone();
    let set = at.site.world().esr.set_activation(&vpd, activation);
    set.map_err(Trouble::internal)?;
    at.note("credentials", "PUT /esr/employers/{vpd}", Some(&vpd));
    Ok(at.go(HERE, format!("Employer {vpd}: {}.", text.to_lowercase())))
}

/// Which service a row is of, in words.
pub(super) fn of(service: Option<Service>) -> &'static str {
    match service {
        Some(Service::NhsJobs) => "NHS Jobs",
        Some(Service::Esr) => "ESR",
        Some(Service::CandidateSite) => "Candidates",
        None => "Both",
    }
}
