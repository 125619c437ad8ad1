//! The documents of the control interface that no type of the domain tells.

use contract::codes::{ApplicantSource, PersonType, RegistrationBody};
use contract::connection::{EsrConnection, NhsJobsConnection};
use contract::limits::{LimitProfile, REGISTRATION_STATUS, SHORT_TEXT};
use contract::settings::{BandCheck, DurationRule, ErrorsShown, Matching, Settings, UnknownFields};
use contract::vacancy::Vacancy;
use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde_json::Value;

use crate::esr::{Activation, Applicant, Confirmation, Duplicates, NearMiss};
use crate::journal::wiremock::{Logged, LoggedRequest};
use crate::nhs_jobs::History;
use crate::sandbox::credentials::{Lever, Standing};
use crate::sandbox::fixtures::{self, Fixture};
use crate::sandbox::options::LIFETIME;

/// Longest name of a sandbox, in characters.
const NAME: usize = 100;

/// Declares documents that are described here and written or read by a handler.
macro_rules! documents {
    ($($(#[$of:meta])* $name:ident { $($(#[$at:meta])* $member:ident: $kind:ty,)* })+) => { $(
        $(#[$of])*
        #[derive(JsonSchema)]
        #[serde(rename_all = "camelCase")]
        #[expect(dead_code, reason = "described here; a handler reads or writes the document")]
        pub(super) struct $name { $($(#[$at])* $member: $kind,)* }
    )+ };
}

documents! {
    /// How a sandbox shall be. Every member may be left out.
    SandboxOptions {
        /// A name for people.
        #[schemars(length(min = 1, max = NAME))]
        name: Option<String>,
        /// What everything drawn follows from; drawn by chance when absent.
        seed: Option<u64>,
        /// What the clock shows at first; the real time when absent. From 1970 to 2999.
        now: Option<Timestamp>,
        /// Whether the clock goes; `running` when absent.
        clock: Option<ClockState>,
        /// Lengths of the three short texts.
        limits: Option<LimitProfile>,
        /// Which contract types need a duration.
        duration: Option<DurationRule>,
        /// What happens to a salary outside its Agenda for Change band.
        band_check: Option<BandCheck>,
        /// How names are compared.
        matching: Option<Matching>,
        /// What happens to members that the contract does not know.
        unknown_fields: Option<UnknownFields>,
        /// How many violations a refusal names.
        errors: Option<ErrorsShown>,
        /// Whether magic values and `Prefer: code=` trigger their cases.
        magic: Option<bool>,
        /// The named world to begin with, some with a size: `rotation:5000`; `demo` when absent.
        #[schemars(extend("pattern" = fixtures::pattern()))]
        fixtures: Option<String>,
        /// How many seconds it lives while nobody asks for it or in it; as the simulator was started
        /// when absent.
        #[schemars(range(min = 1, max = LIFETIME))]
        lifetime_seconds: Option<u64>,
        /// The sandbox to copy; then `fixtures` and `seed` are left out.
        #[schemars(length(min = 1, max = NAME))]
        from: Option<String>,
        /// The saved sandbox to load; then `from`, `fixtures` and `seed` are left out.
        state: Option<serde_json::Map<String, Value>>,
    }
    /// A sandbox: how to reach it, and how it is set.
    SandboxTold {
        /// The sandbox's id: `default` or an unguessable word.
        id: String,
        /// Absolute prefix of everything public in this sandbox.
        base_url: String,
        /// How to reach NHS Jobs.
        nhs_jobs: NhsJobsConnection,
        /// How to reach ESR.
        esr: EsrConnection,
        /// Its name, where it has one.
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// What everything drawn follows from.
        seed: u64,
        /// Its switches.
        settings: Settings,
        /// What its clock shows.
        now: Timestamp,
    }
    /// Every sandbox: the default one first, then by id.
    SandboxesTold {
        /// The sandboxes.
        sandboxes: Vec<SandboxTold>,
    }
    /// That the simulator answers, in WireMock's shape.
    Health {
        /// Always the same.
        #[schemars(extend("const" = "healthy"))]
        status: String,
        /// For people.
        message: String,
        /// The simulator's version.
        version: String,
        /// How long the default sandbox has been there.
        uptime_in_seconds: u64,
        /// What the clock of the default sandbox shows.
        timestamp: Timestamp,
    }
    /// That the default sandbox is seeded.
    Ready {
        /// Always the same.
        #[schemars(extend("const" = "ready"))]
        status: String,
    }
    /// Which simulator this is.
    Version {
        /// Its version.
        version: String,
    }
    /// The named worlds that a sandbox can start as.
    FixturesTold {
        /// The worlds; the first is what is taken when nothing is said.
        fixtures: Vec<Fixture>,
    }
    /// A movement of the clock.
    Movement {
        /// What shall be done.
        action: Action,
        /// When: for `freeze` and `run` optional, for `set` required. From 1970 to 2999.
        instant: Option<Timestamp>,
        /// How far: for `advance` required. ISO 8601 with weeks, days of 24 hours, hours, minutes
        /// or seconds.
        duration: Option<String>,
    }
    /// What a sandbox takes for the time.
    ClockTold {
        /// What the clock shows.
        now: Timestamp,
        /// Whether it goes.
        clock: ClockState,
    }
    /// The faults that are armed.
    FaultsTold {
        /// In order of arming.
        faults: Vec<ArmedFault>,
    }
    /// A fault that waits for its exchanges.
    ArmedFault {
        /// What removes it.
        id: String,
        /// What kind of fault it is.
        #[serde(rename = "type")]
        kind: String,
        /// Its attributes, as they were understood.
        attributes: serde_json::Map<String, Value>,
        /// Whom it befalls.
        #[serde(rename = "match")]
        scope: FaultScope,
        /// How many exchanges that match go by first.
        skip: u64,
        /// How many it befalls; `null` means until removed.
        times: Option<u64>,
        /// The probability with which it befalls one.
        #[schemars(range(min = 0, max = 1))]
        toxicity: f64,
        /// How many that match there were.
        seen: u64,
        /// How many it befell.
        fired: u64,
    }
    /// Whom a fault befalls: any public operation, or one.
    FaultScope {
        /// The one operation.
        #[serde(skip_serializing_if = "Option::is_none")]
        operation: Option<contract::operation::Operation>,
    }
    /// The credentials of a sandbox, without their secrets.
    CredentialsTold {
        /// In order.
        credentials: Vec<CredentialTold>,
    }
    /// One credential.
    CredentialTold {
        /// Its stable word.
        id: String,
        /// How it stands.
        standing: Standing,
        /// What can be done to it.
        levers: Vec<Lever>,
    }
    /// Every vacancy, oldest first.
    VacanciesTold {
        /// The vacancies.
        vacancies: Vec<Vacancy>,
    }
    /// One vacancy and what was done to it.
    VacancyTold {
        /// The vacancy.
        vacancy: Vacancy,
        /// Who changed it, and when.
        history: History,
    }
    /// Where an employer stands with its TIS or Hicom interface.
    EmployerStanding {
        /// Whether the interface is on.
        activation: Activation,
    }
    /// One employer and where it stands.
    EmployerTold {
        /// The employer.
        vpd: String,
        /// Whether its interface is on.
        activation: Activation,
    }
    /// Every employer ESR knows.
    EmployersTold {
        /// By VPD.
        employers: Vec<EmployerTold>,
    }
    /// An applicant to be loaded. What a feed must send and may forget is optional here: it is the
    /// confirmation that says so.
    ApplicantLoad {
        /// The employer; the sandbox's own when absent.
        #[schemars(length(max = SHORT_TEXT))]
        vpd: Option<String>,
        /// Who sends it; `TIS` when absent.
        source: Option<ApplicantSource>,
        /// Mandatory in the feed.
        #[schemars(length(max = SHORT_TEXT))]
        first_name: Option<String>,
        /// Mandatory in the feed.
        #[schemars(length(max = SHORT_TEXT))]
        last_name: Option<String>,
        /// Mandatory in the feed.
        date_of_birth: Option<Date>,
        /// The last name before this one; nothing is matched by it.
        #[schemars(length(max = SHORT_TEXT))]
        previous_last_name: Option<String>,
        /// At most 15 digits, as text or as a number; minted when absent.
        #[schemars(extend("type" = ["string", "integer", "null"], "minimum" = 0, "maximum" = 999_999_999_999_999_i64), regex(pattern = "^[0-9]{1,15}$"))]
        position_id: Option<String>,
        /// At most 10 digits, as text or as a number.
        #[schemars(extend("type" = ["string", "integer", "null"], "minimum" = 0, "maximum" = 9_999_999_999_i64), regex(pattern = "^[0-9]{1,10}$"))]
        position_number: Option<String>,
        /// The day the doctor is expected to start.
        projected_hire_date: Option<Date>,
        /// The registration, where the feed has one.
        professional_registration: Option<RegistrationLoad>,
        /// `APPLICANT` when absent.
        person_type: Option<PersonType>,
        /// `true` when absent.
        open: Option<bool>,
    }
    /// What is corrected; what is absent stays as it is.
    Correction {
        /// As it should have been.
        #[schemars(length(min = 1, max = SHORT_TEXT), regex(pattern = "\\S"))]
        first_name: Option<String>,
        /// As it should have been.
        #[schemars(length(min = 1, max = SHORT_TEXT), regex(pattern = "\\S"))]
        last_name: Option<String>,
        /// As it should have been; not in the future.
        date_of_birth: Option<Date>,
    }
    /// A registration as a feed sends it.
    RegistrationLoad {
        /// Which register.
        body: RegistrationBody,
        /// As text: leading zeros matter.
        #[schemars(length(min = 1, max = SHORT_TEXT))]
        number: String,
        /// In words, where known.
        #[schemars(length(max = REGISTRATION_STATUS))]
        status: Option<String>,
        /// The last day, where known.
        expiry_date: Option<Date>,
    }
    /// What became of each applicant of a load.
    ConfirmationsTold {
        /// In the order they were sent in.
        confirmations: Vec<Confirmation>,
    }
    /// Every applicant, in the order of loading.
    ApplicantsTold {
        /// The applicants.
        applicants: Vec<Applicant>,
    }
    /// Notes for the operator, never for a client.
    NearMissesTold {
        /// Transfers that found nobody in scope, newest first.
        near_misses: Vec<NearMiss>,
        /// Several records of one person, newest first.
        duplicates: Vec<Duplicates>,
    }
    /// The journal, newest first, as WireMock lists its own.
    RequestsTold {
        /// The exchanges.
        requests: Vec<Logged>,
        /// How many there are.
        meta: RequestsMeta,
        /// Always `false`.
        request_journal_disabled: bool,
    }
    /// How many exchanges there are.
    RequestsMeta {
        /// How many match, listed or not.
        total: usize,
        /// How many were dropped to make room.
        dropped: u64,
        /// The sequence number of the last exchange.
        last_sequence: u64,
    }
    /// Requests that were found.
    RequestsFound {
        /// Newest first.
        requests: Vec<LoggedRequest>,
        /// Always `false`.
        request_journal_disabled: bool,
    }
    /// How many requests match.
    RequestsCount {
        /// So many.
        count: usize,
        /// Always `false`.
        request_journal_disabled: bool,
    }
    /// The exchanges that were forgotten.
    RequestsRemoved {
        /// Newest first.
        serve_events: Vec<Logged>,
    }
}

/// Nothing more to say.
#[derive(JsonSchema)]
pub(super) struct Done {}

/// Whether a clock goes.
#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(
    dead_code,
    reason = "described here; a handler reads or writes the word"
)]
pub(super) enum ClockState {
    /// It goes with the real time.
    Running,
    /// It stands still until it is moved.
    Frozen,
}

/// What is done to a clock.
#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(
    dead_code,
    reason = "described here; a handler reads or writes the word"
)]
pub(super) enum Action {
    /// Stand still, here or at an instant.
    Freeze,
    /// Show a later instant.
    Advance,
    /// Show another instant.
    Set,
    /// Run on, from here or from an instant.
    Run,
}
