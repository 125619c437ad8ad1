//! A sandbox as one versioned document: without id, secrets and base URLs, to be loaded elsewhere.
//!
//! A document is read whole before anything of it counts, so a mistake leaves the receiver as it
//! was; every refusal names the place, as a JSON pointer, and what would do.

use contract::problem::FieldError;
use contract::reading::FieldCode;
use serde::Serialize;
use serde::de::Deserialize as _;
use serde_json::Value;

use super::CONTROL_RULE;
use super::clock::{self, real_time};
use super::credentials::{CredentialId, Credentials, Standing};
use super::employer::Employer;
use super::quota::Quota;
use super::world::World;

/// What `format` says.
pub const FORMAT: &str = "nhs-jobs-esr-simulator/sandbox";

/// What `version` says. A change that an older simulator could not read raises it.
pub const VERSION: u64 = 1;

/// No number of a document reaches this, so that counting on never runs out of numbers.
pub(crate) const NUMBER_MOST: u64 = 1 << 53;

/// How many unknown members one refusal names.
const UNKNOWN_MOST: usize = 20;

/// A sandbox, saved.
#[derive(Debug, Clone, Serialize)]
pub struct State {
    format: &'static str,
    version: u64,
    /// The world itself.
    world: World,
}

impl State {
    /// Saves a world.
    pub fn of(world: World) -> Self {
        Self {
            format: FORMAT,
            version: VERSION,
            world,
        }
    }
}

/// A mistake within a book, at a place counted from the book.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {text}")]
pub struct Misplaced {
    place: String,
    text: String,
}

impl Misplaced {
    /// A mistake at `place`, a JSON pointer.
    pub(crate) fn at(place: impl Into<String>, text: impl ToString) -> Self {
        Self {
            place: place.into(),
            text: text.to_string(),
        }
    }
}

/// Reads a saved sandbox back.
///
/// # Errors
/// Every mistake that can be told at once, by its place: another format or version, a member that
/// is missing, unknown or of another shape, numbers that collide, references that lead nowhere,
/// more than the quota.
pub fn read(document: &Value, quota: Quota) -> Result<World, Vec<FieldError>> {
    judge_head(document)?;
    let world = read_world(&document["world"])?;
    let mistakes = judged(&world, quota);
    if mistakes.is_empty() {
        Ok(world)
    } else {
        Err(mistakes)
    }
}

fn judge_head(document: &Value) -> Result<(), Vec<FieldError>> {
    let Some(members) = document.as_object() else {
        return Err(vec![mistake("", "a saved sandbox is a JSON object")]);
    };
    let mut mistakes = Vec::new();
    if document["format"] != FORMAT {
        let text = format!("must be `{FORMAT}`: save one with `GET …/state`");
        mistakes.push(mistake("/format", &text));
    }
    if document["version"] != VERSION {
        let text = format!(
            "this simulator reads version {VERSION}, and this is {}; save it again with a simulator \
             of this version",
            shown(&document["version"])
        );
        mistakes.push(mistake("/version", &text));
    }
    if !document["world"].is_object() {
        let text = "a saved sandbox has its world here; save one with `GET …/state`";
        mistakes.push(mistake("/world", text));
    }
    let known = ["format", "version", "world"];
    let unknown = members
        .keys()
        .filter(|name| !known.contains(&name.as_str()));
    mistakes.extend(unknown.map(|name| unknown_member(&child("", name))));
    if mistakes.is_empty() {
        Ok(())
    } else {
        Err(mistakes)
    }
}

fn read_world(sent: &Value) -> Result<World, Vec<FieldError>> {
    let mut unknown = Vec::new();
    let mut track = serde_path_to_error::Track::new();
    let tracked = serde_path_to_error::Deserializer::new(sent, &mut track);
    let mut note = |path: serde_ignored::Path<'_>| {
        if unknown.len() < UNKNOWN_MOST {
            unknown.push(unknown_member(&format!("/world{}", pointer(&path))));
        }
    };
    let read = World::deserialize(serde_ignored::Deserializer::new(tracked, &mut note));
    match read {
        Ok(world) if unknown.is_empty() => Ok(world),
        Ok(_) => Err(unknown),
        Err(error) => {
            unknown.push(placed(&track.path(), &error.to_string()));
            Err(unknown)
        }
    }
}

/// A mistake of serde's, or one of a book's, which begins with its place within the book.
fn placed(path: &serde_path_to_error::Path, text: &str) -> FieldError {
    use serde_path_to_error::Segment;
    let mut place = "/world".to_owned();
    for segment in path.iter() {
        match segment {
            Segment::Seq { index } => place = child(&place, &index.to_string()),
            Segment::Map { key } => place = child(&place, key),
            Segment::Enum { variant } => place = child(&place, variant),
            Segment::Unknown => {}
        }
    }
    match text
        .strip_prefix('/')
        .and_then(|text| text.split_once(": "))
    {
        Some((within, text)) => mistake(&format!("{place}/{within}"), text),
        None => mistake(&place, text),
    }
}

fn pointer(path: &serde_ignored::Path<'_>) -> String {
    use serde_ignored::Path;
    match path {
        Path::Root => String::new(),
        Path::Seq { parent, index } => child(&pointer(parent), &index.to_string()),
        Path::Map { parent, key } => child(&pointer(parent), key),
        Path::Some { parent }
        | Path::NewtypeStruct { parent }
        | Path::NewtypeVariant { parent } => pointer(parent),
    }
}

fn child(place: &str, name: &str) -> String {
    format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"))
}

fn judged(world: &World, quota: Quota) -> Vec<FieldError> {
    let mut mistakes = Vec::new();
    let mut judge = |sound: bool, place: &str, text: &str| {
        if !sound {
            mistakes.push(mistake(place, text));
        }
    };
    let within = clock::within(world.clock.now(real_time())).is_ok();
    judge(within, "/world/clock", "the clock shows 1970 to 2999");
    judge(
        holds_each(&world.credentials),
        "/world/credentials",
        "there is one each of `api-key`, `account`, `organisation`, `supplier` and \
         `access-tokens`, standing as one of its levers leaves it",
    );
    judge_employer(&world.employer, &mut judge);
    judge(
        world.esr.door(&world.employer.vpd) != crate::esr::Door::Unknown,
        "/world/employer/vpd",
        "is none of ESR's employers; add it there",
    );
    judge(
        world.nhs_jobs.employer_code() == world.employer.employer_code,
        "/world/nhsJobs/numbering/employerCode",
        "must be the employer's `employerCode`",
    );
    judge(
        world.esr.seed() == world.seed,
        "/world/esr/numbering/seed",
        "must be the sandbox's `seed`",
    );
    let most = format!(
        "this simulator keeps at most {} in a sandbox",
        quota.vacancies
    );
    let room = world.nhs_jobs.len() <= quota.vacancies;
    judge(room, "/world/nhsJobs/vacancies", &most);
    let most = format!(
        "this simulator keeps at most {} in a sandbox",
        quota.applicants
    );
    let room = world.esr.applicant_count() <= quota.applicants;
    judge(room, "/world/esr/applicants", &most);
    mistakes
}

fn judge_employer(employer: &Employer, judge: &mut impl FnMut(bool, &str, &str)) {
    let words = [
        ("employerCode", &employer.employer_code),
        ("organisationId", &employer.organisation_id),
        ("accountId", &employer.account_id),
        ("clientId", &employer.client_id),
        ("vpd", &employer.vpd),
    ];
    for (member, word) in words {
        let plain = word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let sound = plain && (1..=64).contains(&word.len());
        let place = format!("/world/employer/{member}");
        judge(sound, &place, "is 1 to 64 letters, digits and hyphens");
    }
    let sound = (1..=200).contains(&employer.name.chars().count());
    judge(sound, "/world/employer/name", "is 1 to 200 characters");
}

fn holds_each(credentials: &Credentials) -> bool {
    let ids = |all: &Credentials| all.iter().map(|(id, _)| id).collect::<Vec<_>>();
    let reachable = |(id, standing): (CredentialId, Standing)| {
        let left = id.levers().iter().map(|lever| lever.leaves());
        standing == Standing::Good || left.into_iter().any(|left| left == standing)
    };
    ids(credentials) == ids(&Credentials::new()) && credentials.iter().all(reachable)
}

fn unknown_member(place: &str) -> FieldError {
    let text = "a saved sandbox has no such member; leave it out";
    FieldError {
        code: FieldCode::UnknownField.code().to_owned(),
        ..mistake(place, text)
    }
}

/// A mistake at a place of the document.
pub(crate) fn mistake(place: &str, text: &str) -> FieldError {
    FieldError {
        field: place.to_owned(),
        code: FieldCode::NotValid.code().to_owned(),
        rule: CONTROL_RULE.to_owned(),
        message: format!("{}: {text}", if place.is_empty() { "/" } else { place }),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "missing".to_owned(),
        value => value.to_string().chars().take(40).collect(),
    }
}
