//! What a sandbox is created with. Every member is optional.

use std::time::Duration;

use contract::limits::{LimitProfile, Span};
use contract::problem::FieldError;
use contract::reading::{FieldCode, Json, Notes, Object, document};
use contract::settings::{BandCheck, DurationRule, ErrorsShown, Matching, Settings, UnknownFields};
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::CONTROL_RULE as RULE;
use super::clock;
use super::door::Secrets;
use super::fixtures::Choice;
use super::seed::Seed;
use super::world::World;

/// Longest name of a sandbox, in characters.
const NAME: usize = 100;

/// Longest lifetime that a sandbox may be given, in seconds: a week.
pub(crate) const LIFETIME: u64 = 7 * 24 * 60 * 60;

/// What a sandbox is created with; [`Options::default`] is the world that a bare simulator serves.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// A name for people.
    pub name: Option<String>,
    /// What everything drawn follows from; drawn from the operating system when absent.
    pub seed: Option<Seed>,
    /// What the clock shows at first; the real time when absent.
    pub now: Option<Timestamp>,
    /// Whether the clock stands still; it runs when absent.
    pub frozen: Option<bool>,
    /// The switches that were given.
    pub switches: Switches,
    /// What the world holds at first; `demo` when absent.
    pub fixtures: Option<Choice>,
    /// How long it lives while nobody asks for it, where it has a time of its own.
    pub lifetime: Option<Duration>,
    /// The sandbox to copy instead.
    pub from: Option<String>,
    /// The saved world to load instead.
    pub state: Option<World>,
    /// The secrets that open it; drawn when absent.
    pub secrets: Option<Secrets>,
}

/// The switches that were given; the others stay as they are by default, or in the sandbox copied.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Switches {
    limits: Option<LimitProfile>,
    duration: Option<DurationRule>,
    band_check: Option<BandCheck>,
    matching: Option<Matching>,
    unknown_fields: Option<UnknownFields>,
    errors: Option<ErrorsShown>,
    magic: Option<bool>,
}

impl Switches {
    /// Every switch given, none left as it was.
    pub fn all(settings: Settings) -> Self {
        Self {
            limits: Some(settings.limits),
            duration: Some(settings.duration),
            band_check: Some(settings.band_check),
            matching: Some(settings.matching),
            unknown_fields: Some(settings.unknown_fields),
            errors: Some(settings.errors),
            magic: Some(settings.magic),
        }
    }

    /// The settings with the given switches thrown.
    pub fn over(self, settings: Settings) -> Settings {
        Settings {
            limits: self.limits.unwrap_or(settings.limits),
            duration: self.duration.unwrap_or(settings.duration),
            band_check: self.band_check.unwrap_or(settings.band_check),
            matching: self.matching.unwrap_or(settings.matching),
            unknown_fields: self.unknown_fields.unwrap_or(settings.unknown_fields),
            errors: self.errors.unwrap_or(settings.errors),
            magic: self.magic.unwrap_or(settings.magic),
        }
    }
}

impl Options {
    /// Reads the body of a request to create a sandbox.
    ///
    /// # Errors
    /// Every member that is unknown or has no such value, with what would do. Whether the sandbox
    /// of `from` exists is judged when it is created.
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        let notes = Notes::new(Settings::default());
        let options = document(&Json::from(body), RULE, &notes).map(|sent| options(&sent));
        notes.finish(options).map(|reading| reading.value)
    }
}

fn options(sent: &Object<'_>) -> Options {
    let options = Options {
        name: sent.optional_text("name", Span::up_to(NAME), RULE),
        seed: seed(sent),
        now: now(sent),
        frozen: word(sent, "clock", &[("running", false), ("frozen", true)]),
        switches: switches(sent),
        fixtures: fixture(sent),
        lifetime: lifetime(sent),
        from: sent.optional_text("from", Span::up_to(NAME), RULE),
        state: None,
        secrets: None,
    };
    if sent.value("from").is_some() {
        for name in ["fixtures", "seed"]
            .into_iter()
            .filter(|name| sent.value(name).is_some())
        {
            let message = format!("a copy brings its own; leave out `{name}` or `from`");
            sent.refuse(name, FieldCode::NotExpected, RULE, message);
        }
    }
    sent.refuse_unknown(RULE);
    options
}

fn seed(sent: &Object<'_>) -> Option<Seed> {
    let seed = sent.value("seed")?.as_u64();
    if seed.is_none() {
        let message = format!("`seed` must be a whole number from 0 to {}", u64::MAX);
        sent.refuse("seed", FieldCode::NotValid, RULE, message);
    }
    seed.map(Seed)
}

fn now(sent: &Object<'_>) -> Option<Timestamp> {
    let written = sent
        .value("now")?
        .as_str()
        .and_then(|text| text.parse().ok());
    let now = written.and_then(|now| clock::within(now).ok());
    if now.is_none() {
        let message = "`now` must be an instant from 1970 to 2999 such as 2026-11-02T09:00:00Z";
        sent.refuse("now", FieldCode::NotValid, RULE, message);
    }
    now
}

fn lifetime(sent: &Object<'_>) -> Option<Duration> {
    const NAME: &str = "lifetimeSeconds";
    let value = sent.value(NAME)?;
    let seconds = value
        .as_u64()
        .filter(|seconds| (1..=LIFETIME).contains(seconds));
    if seconds.is_none() {
        let message = format!("`{NAME}` must be a whole number from 1 to {LIFETIME}");
        sent.refuse(NAME, FieldCode::NotValid, RULE, message);
    }
    seconds.map(Duration::from_secs)
}

fn switches(sent: &Object<'_>) -> Switches {
    Switches {
        limits: switch(
            sent,
            "limits",
            &[LimitProfile::Nhsbsa, LimitProfile::Jobtrain],
        ),
        duration: switch(
            sent,
            "duration",
            &[DurationRule::AllButPermanent, DurationRule::FixedTermOnly],
        ),
        band_check: switch(
            sent,
            "bandCheck",
            &[BandCheck::Off, BandCheck::Warn, BandCheck::Reject],
        ),
        matching: switch(sent, "matching", &[Matching::Strict, Matching::Normalised]),
        unknown_fields: switch(
            sent,
            "unknownFields",
            &[UnknownFields::Refuse, UnknownFields::Warn],
        ),
        errors: switch(sent, "errors", &[ErrorsShown::All, ErrorsShown::First]),
        magic: sent.optional_flag("magic", RULE),
    }
}

/// A switch, by the words that the settings themselves are written in.
fn switch<T>(sent: &Object<'_>, name: &'static str, all: &[T]) -> Option<T>
where
    T: Copy + Serialize + DeserializeOwned,
{
    let value = sent.value(name)?;
    let read = serde_json::from_value(value.into()).ok();
    if read.is_none() {
        let words = all.iter().filter_map(|one| serde_json::to_value(one).ok());
        let words: Vec<String> = words
            .filter_map(|word| Some(word.as_str()?.to_owned()))
            .collect();
        refuse_word(
            sent,
            name,
            &words.iter().map(String::as_str).collect::<Vec<_>>(),
        );
    }
    read
}

fn word<T: Copy>(sent: &Object<'_>, name: &'static str, all: &[(&str, T)]) -> Option<T> {
    let value = sent.value(name)?;
    let read = all
        .iter()
        .find(|(word, _)| value.as_str() == Some(word))
        .map(|(_, read)| *read);
    if read.is_none() {
        refuse_word(
            sent,
            name,
            &all.iter().map(|(word, _)| *word).collect::<Vec<_>>(),
        );
    }
    read
}

fn fixture(sent: &Object<'_>) -> Option<Choice> {
    const NAME: &str = "fixtures";
    let Some(text) = sent.value(NAME)?.as_str() else {
        sent.wrong_type(NAME, "text", RULE);
        return None;
    };
    let refuse = |error: super::fixtures::FixtureError| {
        sent.refuse(NAME, FieldCode::UnknownCode, RULE, error.to_string());
    };
    Choice::read(text).map_err(refuse).ok()
}

fn refuse_word(sent: &Object<'_>, name: &str, words: &[&str]) {
    let message = format!("`{name}` must be one of {}", words.join(", "));
    sent.refuse(name, FieldCode::UnknownCode, RULE, message);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_member_is_optional() {
        let options = Options::read(&json!({})).unwrap();

        assert_eq!(
            options.switches.over(Settings::default()),
            Settings::default()
        );
        assert!(options.seed.is_none() && options.fixtures.is_none());
    }

    #[test]
    fn every_member_is_read() {
        let options = Options::read(&json!({
            "name": "lesson 3", "seed": 7, "now": "2026-11-02T09:00:00Z", "clock": "frozen",
            "limits": "jobtrain", "duration": "fixedTermOnly", "bandCheck": "reject",
            "matching": "normalised", "unknownFields": "warn", "errors": "first", "magic": false,
            "fixtures": "empty", "lifetimeSeconds": 60
        }));

        insta::assert_compact_debug_snapshot!(options, @r#"Ok(Options { name: Some("lesson 3"), seed: Some(Seed(7)), now: Some(2026-11-02T09:00:00Z), frozen: Some(true), switches: Switches { limits: Some(Jobtrain), duration: Some(FixedTermOnly), band_check: Some(Reject), matching: Some(Normalised), unknown_fields: Some(Warn), errors: Some(First), magic: Some(false) }, fixtures: Some(Fixture(empty)), lifetime: Some(60s), from: None, state: None, secrets: None })"#);
    }

    #[test]
    fn every_bad_member_is_named_with_what_would_do() {
        let refused = Options::read(&json!({
            "name": 3, "seed": -1, "now": "yesterday", "clock": "stopped", "limits": "none",
            "bandCheck": true, "magic": "yes", "fixtures": "full", "lifetimeSeconds": 0, "colour": "red"
        }));

        let told: Vec<String> = refused
            .unwrap_err()
            .into_iter()
            .map(|error| format!("{} {}: {}", error.field, error.code, error.message))
            .collect();
        insta::assert_snapshot!(told.join("\n"), @r"
        /name WRONG_TYPE: `name` must be text
        /seed NOT_VALID: `seed` must be a whole number from 0 to 18446744073709551615
        /now NOT_VALID: `now` must be an instant from 1970 to 2999 such as 2026-11-02T09:00:00Z
        /clock UNKNOWN_CODE: `clock` must be one of running, frozen
        /limits UNKNOWN_CODE: `limits` must be one of nhsbsa, jobtrain
        /bandCheck UNKNOWN_CODE: `bandCheck` must be one of off, warn, reject
        /magic WRONG_TYPE: `magic` must be true or false
        /fixtures UNKNOWN_CODE: no fixture is called `full`; there are demo, empty, rotation:1 to rotation:100000, vacancies:1 to vacancies:20000
        /lifetimeSeconds NOT_VALID: `lifetimeSeconds` must be a whole number from 1 to 604800
        /colour UNKNOWN_FIELD: there is no member `colour` here; check its spelling, or leave it out
        ");
    }

    #[test]
    fn a_copy_brings_its_own_seed_and_fixtures() {
        let refused = Options::read(&json!({"from": "default", "fixtures": "empty", "seed": 1}));

        let fields: Vec<String> = refused.unwrap_err().into_iter().map(|e| e.field).collect();
        assert_eq!(fields, ["/fixtures", "/seed"]);
    }
}
