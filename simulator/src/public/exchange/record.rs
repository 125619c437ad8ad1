//! The answer made whole, and what the journal and the counters are told of it.

use bytes::Bytes;
use contract::refusal::Refusal;
use http::header::{CONNECTION, DATE, HeaderName};
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use http_body_util::Full;

use super::{Exchange, operation};
use crate::answer::{Answer, Facts};
use crate::coverage::Met;
use crate::faults::{End, Plan};
use crate::journal::Outcome;
use crate::public::account::Account;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const PREFERENCE_APPLIED: HeaderName = HeaderName::from_static("preference-applied");
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
const SIMULATOR: HeaderName = HeaderName::from_static("x-simulator");
const EXPLAIN: HeaderName = HeaderName::from_static("x-simulator-explain");

/// How every answer names itself, unless the simulator is to be pure.
const NAME: HeaderValue = HeaderValue::from_static(concat!(
    "simulator/",
    env!("CARGO_PKG_VERSION"),
    " (independent; synthetic data only)"
));

impl Exchange<'_> {
    // Completes the answer, and writes it into the journal before the client can have it.
    pub(super) fn record(&self, answer: Answer, plan: &Plan) -> Response<Full<Bytes>> {
        let Answer {
            status,
            mut headers,
            body,
            facts,
        } = answer;
        self.complete(&mut headers, &facts, plan);
        self.cover(Some(status), facts.refusal, plan);
        self.site.journal.answered(
            &self.entry,
            Outcome {
                status: Some(status),
                headers: (&headers).into(),
                body: body.clone(),
                committed: facts.committed,
                refusal: facts.refusal,
                rules: facts.rules,
                replayed: facts.replayed,
                added_delay_ms: u64::try_from(plan.wait.as_millis()).unwrap_or(u64::MAX),
                ..self.befallen(plan)
            },
        );
        let mut response = Response::new(Full::new(body));
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        response
    }

    // No answer, by whatever befell the exchange.
    pub(super) fn befallen(&self, plan: &Plan) -> Outcome {
        Outcome {
            faults: plan.names().to_vec(),
            magic: plan.asked.as_ref().map(|asked| asked.value),
            ..Outcome::none(plan.name())
        }
    }

    pub(super) fn cover(&self, status: Option<StatusCode>, refusal: Option<Refusal>, plan: &Plan) {
        let account = Account {
            operation: operation(&self.route),
            status,
            refusal,
            faults: plan.names(),
        };
        account.tell(self.app, &self.site, &self.entry);
        if let Some(operation) = operation(&self.route) {
            let (faults, magic) = (plan.names(), plan.asked.as_ref().map(|asked| asked.value));
            // An answer that is lost is none to the client.
            let status = status.filter(|_| plan.end != Some(End::Lost));
            let met = Met::new(status, refusal, faults, magic);
            self.site.coverage.met(operation, met);
        }
    }

    fn complete(&self, headers: &mut HeaderMap, facts: &Facts, plan: &Plan) {
        // As many as there will be: a map that grows is made anew.
        headers.reserve(8);
        let mut set = |name, value: String| {
            headers.extend(HeaderValue::try_from(value).ok().map(|value| (name, value)));
        };
        set(REQUEST_ID, self.entry.id().to_owned());
        if facts.replayed && !self.app.pure {
            set(REPLAYED, "true".to_owned());
        }
        set(DATE, httpdate::fmt_http_date(self.at.into()));
        // Where the body is slowed down, a next request would only wait behind it.
        if self.body.broken.is_some() || plan.pace.is_some() {
            set(CONNECTION, "close".to_owned());
        }
        let asked = plan.asked.as_ref();
        if let Some(preference) = asked.and_then(|asked| asked.preference.clone()) {
            set(PREFERENCE_APPLIED, preference);
        }
        if !self.app.pure {
            set(EXPLAIN, self.explanation(facts));
            headers.insert(SIMULATOR, NAME);
        }
    }

    // A refusal is explained by its page; anything else by its entry in the journal.
    fn explanation(&self, facts: &Facts) -> String {
        match facts.refusal {
            Some(refusal) => [&self.app.public_url, "/problems/", refusal.code()].concat(),
            None => [&self.site.control_url, "/requests/", self.entry.id()].concat(),
        }
    }
}
