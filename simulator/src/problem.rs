//! The one place where a refusal becomes HTTP.

use contract::problem::{FieldError, Problem};
use contract::refusal::Refusal;
use http::header::{ALLOW, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};

use crate::answer::Answer;
use crate::faults::{Asked, Plan, Status};

/// `application/problem+json` (RFC 9457).
const MEDIA: HeaderValue = HeaderValue::from_static("application/problem+json");

/// A refusal with what it is about.
#[derive(Debug, Clone)]
pub(crate) struct Refused {
    refusal: Refusal,
    detail: String,
    rule: Option<&'static str>,
    // Boxed: most refusals have none of these, and every handler's result carries the space.
    more: Option<Box<More>>,
}

#[derive(Debug, Clone, Default)]
struct More {
    status: Option<u16>,
    errors: Vec<FieldError>,
    vacancy_status: Option<String>,
    edit_in: Option<String>,
    current_version: Option<u64>,
    retry_after_seconds: Option<u64>,
    allow: Option<String>,
}

impl Refused {
    /// A refusal that says what happened this time. The detail names no secret and no personal
    /// data.
    pub(crate) fn new(refusal: Refusal, detail: impl Into<String>) -> Self {
        Self {
            refusal,
            detail: detail.into(),
            rule: None,
            more: None,
        }
    }

    /// A refusal whose page says it all.
    pub(crate) fn plain(refusal: Refusal) -> Self {
        Self::new(refusal, refusal.page().what)
    }

    /// A refusal that a fault answers with.
    pub(crate) fn of_fault(fault: &Status, plan: &Plan) -> Self {
        let detail = match &plan.asked {
            Some(Asked { value, .. }) => format!("the magic value `{value}` asks for this answer"),
            None => "a fault armed in this sandbox answers instead of the service".to_owned(),
        };
        let refused = Self::new(fault.code(), detail).status(fault.status());
        refused.retry_after(fault.retry_after_seconds())
    }

    /// Whether no other body would have helped.
    pub(crate) const fn is_of_head(&self) -> bool {
        matches!(
            self.refusal,
            Refusal::KeyMissing
                | Refusal::KeyUnknown
                | Refusal::KeyExpired
                | Refusal::KeyRevoked
                | Refusal::OrganisationNotLinked
                | Refusal::AccountNotLinked
                | Refusal::TokenMissing
                | Refusal::TokenInvalid
                | Refusal::TokenExpired
                | Refusal::SupplierNotEnabled
                | Refusal::EmployerNotActivated
                | Refusal::UnsupportedMediaType
                | Refusal::BodyTooLarge
        )
    }

    /// The rule behind it.
    pub(crate) const fn by(mut self, rule: &'static str) -> Self {
        self.rule = Some(rule);
        self
    }

    /// The fields that were refused.
    pub(crate) fn fields(errors: Vec<FieldError>) -> Self {
        let detail = match errors.as_slice() {
            [one] => format!("one field was refused: {}", place(one)),
            many => format!("{} fields were refused", many.len()),
        };
        Self::new(Refusal::ValidationFailed, detail).with(|more| more.errors = errors)
    }

    /// With the status of the vacancy that is no draft, and where it is edited instead.
    pub(crate) fn vacancy(self, status: &str, edit_in: &str) -> Self {
        self.with(|more| {
            more.vacancy_status = Some(status.to_owned());
            more.edit_in = Some(edit_in.to_owned());
        })
    }

    /// With the version that an update must carry.
    pub(crate) fn current_version(self, version: u64) -> Self {
        self.with(|more| more.current_version = Some(version))
    }

    /// With another status than the refusal's usual one, as a fault may ask for.
    pub(crate) fn status(self, status: u16) -> Self {
        self.with(|more| more.status = Some(status))
    }

    /// With a `Retry-After`.
    pub(crate) fn retry_after(self, seconds: Option<u64>) -> Self {
        self.with(|more| more.retry_after_seconds = seconds)
    }

    /// With the methods that would be allowed.
    pub(crate) fn allow(self, methods: &str) -> Self {
        self.with(|more| more.allow = Some(methods.to_owned()))
    }

    fn with(mut self, change: impl FnOnce(&mut More)) -> Self {
        change(self.more.get_or_insert_default());
        self
    }

    /// The answer, as a problem document whose type is a page below `public`.
    pub(crate) fn into_answer(self, public: &str) -> Answer {
        let Self {
            refusal,
            detail,
            rule,
            more,
        } = self;
        let more = more.map_or_else(More::default, |more| *more);
        let status = more.status.unwrap_or(refusal.status());
        let rule = rule.or_else(|| refusal.rule());
        let rules = rule
            .into_iter()
            .chain(more.errors.iter().map(|error| error.rule.as_str()));
        let rules = rules.map(str::to_owned).collect::<Vec<_>>();
        let problem = Problem {
            kind: format!("{public}/problems/{}", refusal.code()),
            title: refusal.title().to_owned(),
            status,
            detail,
            code: refusal.code().to_owned(),
            errors: more.errors,
            vacancy_status: more.vacancy_status,
            edit_in: more.edit_in,
            current_version: more.current_version,
        };
        let body = serde_json::to_vec(&problem).expect("a problem's members serialise");
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut answer =
            Answer::bytes(status, MEDIA, body).by_rules(rules.iter().map(String::as_str));
        answer.facts.refusal = Some(refusal);
        if let Some(challenge) = challenge(refusal) {
            answer = answer.with(WWW_AUTHENTICATE, challenge);
        }
        if let Some(seconds) = more.retry_after_seconds {
            answer = answer.with(RETRY_AFTER, &seconds.to_string());
        }
        match more.allow {
            Some(methods) => answer.with(ALLOW, &methods),
            None => answer,
        }
    }
}

// How a 401 says what it wants (RFC 9110; for tokens RFC 6750, which names no error where no token
// came). `ApiKey` is no registered scheme; provenance `simulator`.
const fn challenge(refusal: Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::KeyMissing | Refusal::KeyUnknown | Refusal::KeyExpired | Refusal::KeyRevoked => {
            Some("ApiKey realm=\"nhs-jobs\", header=\"X-Api-Key\"")
        }
        Refusal::TokenMissing => Some("Bearer realm=\"esr\""),
        Refusal::TokenInvalid | Refusal::TokenExpired => {
            Some("Bearer realm=\"esr\", error=\"invalid_token\"")
        }
        _ => None,
    }
}

fn place(error: &FieldError) -> &str {
    if error.field.is_empty() {
        "the whole body"
    } else {
        &error.field
    }
}
