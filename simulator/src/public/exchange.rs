//! One exchange from its arrival to its end: journalled, judged, perhaps befallen by a fault.

use std::cell::RefCell;
use std::sync::Arc;

use bytes::Bytes;
use contract::operation::Operation;
use contract::refusal::Refusal;
use http::header::{CONNECTION, DATE, EXPECT, HeaderName};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use http_body_util::Full;
use jiff::Timestamp;

use super::account::Account;
use super::address::Address;
use super::intake::{Broken, Intake};
use super::route::{self, Parameters, Route};
use super::visit::Visit;
use super::{handler, openapi, problems};
use crate::answer::{Answer, Facts};
use crate::app::{App, Site};
use crate::coverage::Met;
use crate::faults::{End, Instead, Plan};
use crate::journal::{Arrival, Entry, Outcome};
use crate::problem::Refused;
use crate::rate::Rate;
use crate::server::{Arrived, Control, Course, Cut, Ending};

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

/// A request that has arrived whole and stands in the journal.
pub(super) struct Exchange<'a> {
    app: &'a App,
    site: Arc<Site>,
    head: Parts,
    body: Intake,
    route: Route,
    // The sandbox that was asked for, where there is none of that name.
    unknown_sandbox: Option<String>,
    at: Timestamp,
    entry: Arc<Entry>,
    connection: Arc<Control>,
}

impl<'a> Exchange<'a> {
    /// Reads a request to its end and journals it, before anybody interprets it.
    pub(super) async fn read(app: &'a App, arrived: Arrived) -> Self {
        let Arrived {
            request,
            connection,
            peer,
        } = arrived;
        let (head, body) = request.into_parts();
        let address = Address::of(head.uri.path());
        let site = app.site(address.sandbox);
        let unknown_sandbox = site
            .is_none()
            .then(|| address.sandbox.unwrap_or_default().to_owned());
        let route = match &site {
            Some(_) => route::find(&head.method, address.path, |asked| handler(asked).is_some()),
            None => Route::Nowhere,
        };
        let site = site.unwrap_or_else(|| app.default_site());
        let arrived_micros = site.journal.elapsed_micros();
        let refused = |announced| refused_by_head(app, &site, &head, &route, announced);
        let announced = Intake::announced(&body, app.body_limits);
        let body = match head.headers.contains_key(EXPECT) && refused(announced) {
            true => Intake::unasked(&body, app.body_limits),
            false => Intake::of(body, app.body_limits, refused).await,
        };
        let at = site.now();
        let arrival = Arrival {
            method: head.method.clone(),
            target: head
                .uri
                .path_and_query()
                .map_or("/", |target| target.as_str())
                .to_owned(),
            version: head.version,
            headers: (&head.headers).into(),
            body: body.bytes.clone(),
            body_length: body.length,
            peer,
            operation: operation(&route),
            sandbox_time: at,
            arrived_micros,
        };
        let entry = site.journal.arrived(arrival);
        Self {
            app,
            site,
            head,
            body,
            route,
            unknown_sandbox,
            at,
            entry,
            connection,
        }
    }

    /// Answers it, or ends its connection where a fault or a broken body wants that.
    pub(super) async fn answer(self) -> Result<Response<Full<Bytes>>, Cut> {
        if let Some(Broken::Lost | Broken::Stalled) = self.body.broken {
            return Err(self.cut(&Plan::default(), Ending::Finish));
        }
        if let Err(refused) = self.on_time() {
            return self
                .send(self.answer_of(Err(refused)), &Plan::default())
                .await;
        }
        let planned = operation(&self.route).map(|asked| self.site.faults.plan(asked));
        let mut plan = planned.unwrap_or_default();
        let answer = plan.instead.is_none().then(|| self.deliver(&mut plan));
        // Asked for only now: the request itself may have asked for something instead.
        let answer = match plan.instead.take() {
            Some(Instead::End(ending)) => {
                self.hold_back(&plan).await;
                return Err(self.cut(&plan, ending));
            }
            Some(Instead::Bytes(bytes)) => {
                self.hold_back(&plan).await;
                return Ok(self.rubbish(&plan, bytes));
            }
            Some(Instead::Status(status)) => self.answer_of(Err(Refused::of_fault(&status, &plan))),
            None => answer.expect("nothing happens instead, so the request was delivered"),
        };
        self.send(answer, &plan).await
    }

    // Whether the sandbox's rate has room for the exchange.
    fn on_time(&self) -> Result<(), Refused> {
        let Some(Err(wait)) = self.site.rate.as_ref().map(Rate::admit) else {
            return Ok(());
        };
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        let detail = "this sandbox answers so many requests a second and no more; the simulator \
            was started with --rate-limit";
        let refused = Refused::new(Refusal::TooManyRequests, detail);
        Err(refused.retry_after(Some(seconds.max(1))))
    }

    async fn send(&self, mut answer: Answer, plan: &Plan) -> Result<Response<Full<Bytes>>, Cut> {
        for edit in &plan.edits {
            edit(&mut answer);
        }
        let course = plan.course(&answer.body);
        let response = self.record(answer, plan);
        self.hold_back(plan).await;
        if plan.end == Some(End::Lost) {
            return Err(self.end(Ending::Finish));
        }
        if !course.is_plain() {
            self.connection.shape(course);
        }
        self.connection.watch(Arc::clone(self.entry.delivery()));
        Ok(response)
    }

    async fn hold_back(&self, plan: &Plan) {
        if !plan.wait.is_zero() {
            let underway = Underway(&self.entry);
            tokio::time::sleep(plan.wait).await;
            underway.over();
        }
    }

    // Judges the request, once or twice: it may have been delivered again.
    fn deliver(&self, plan: &mut Plan) -> Answer {
        for before in &plan.before {
            before(&self.site.sandbox, &self.head.headers);
        }
        let first = self.answer_of(self.judge(plan));
        if !plan.twice || plan.instead.is_some() {
            return first;
        }
        let mut second = self.answer_of(self.judge(plan));
        second.facts.committed |= first.facts.committed;
        second
    }

    fn answer_of(&self, judged: Result<Answer, Refused>) -> Answer {
        judged.unwrap_or_else(|refused| refused.into_answer(&self.app.public_url))
    }

    fn judge(&self, plan: &mut Plan) -> Result<Answer, Refused> {
        match &self.route {
            Route::Operation(asked, parameters) => self.visit(*asked, parameters, plan),
            Route::WrongMethod(allowed) => {
                let detail = format!(
                    "`{}` is not answered here; send {allowed}",
                    self.head.method
                );
                Err(Refused::new(Refusal::MethodNotAllowed, detail).allow(allowed))
            }
            Route::Nowhere => self.beside_the_services(),
        }
    }

    fn visit(
        &self,
        operation: Operation,
        parameters: &Parameters,
        plan: &mut Plan,
    ) -> Result<Answer, Refused> {
        let answers = handler(operation).expect("only operations that are served are routed");
        let visit = Visit {
            public: &self.app.public_url,
            site: &self.site,
            operation,
            at: self.at,
            path: self.address().path,
            head: &self.head,
            body: &self.body,
            parameters,
            plan: RefCell::new(std::mem::take(plan)),
        };
        let answered = answers(&visit);
        *plan = visit.plan.into_inner();
        answered
    }

    fn beside_the_services(&self) -> Result<Answer, Refused> {
        if let Some(sandbox) = &self.unknown_sandbox {
            return Err(no_such_sandbox(sandbox));
        }
        let (method, path) = (&self.head.method, self.address().path);
        if path == openapi::PATH {
            return openapi::get(method, &self.app.descriptions);
        }
        problems::find(method, path)
    }

    fn address(&self) -> Address<'_> {
        Address::of(self.head.uri.path())
    }

    // Completes the answer, and writes it into the journal before the client can have it.
    fn record(&self, answer: Answer, plan: &Plan) -> Response<Full<Bytes>> {
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
    fn befallen(&self, plan: &Plan) -> Outcome {
        Outcome {
            faults: plan.names().to_vec(),
            magic: plan.asked.as_ref().map(|asked| asked.value),
            ..Outcome::none(plan.name())
        }
    }

    fn cover(&self, status: Option<StatusCode>, refusal: Option<Refusal>, plan: &Plan) {
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

    fn cut(&self, plan: &Plan, ending: Ending) -> Cut {
        self.unanswered(plan);
        self.end(ending)
    }

    // The connection needs an answer to replace; none of this one's bytes leaves.
    fn rubbish(&self, plan: &Plan, bytes: Bytes) -> Response<Full<Bytes>> {
        self.unanswered(plan);
        self.connection.shape(Course::instead(bytes));
        self.connection.watch(Arc::clone(self.entry.delivery()));
        Response::new(Full::default())
    }

    fn unanswered(&self, plan: &Plan) {
        self.cover(None, None, plan);
        self.site.journal.answered(&self.entry, self.befallen(plan));
    }

    fn end(&self, ending: Ending) -> Cut {
        self.entry.delivery().lost();
        self.connection.end(ending);
        Cut
    }
}

/// An answer that is being held back: a client that goes away meanwhile has lost it.
struct Underway<'a>(&'a Entry);

impl Underway<'_> {
    /// The wait is over and the client is still there.
    fn over(self) {
        std::mem::forget(self);
    }
}

impl Drop for Underway<'_> {
    fn drop(&mut self) {
        self.0.delivery().lost();
    }
}

/// Whether a request is refused whatever its body will be: by its path, method, credentials, media
/// type or announced size.
fn refused_by_head(app: &App, site: &Site, head: &Parts, route: &Route, announced: Intake) -> bool {
    let Route::Operation(operation, parameters) = route else {
        return true;
    };
    if *operation == Operation::IssueToken {
        return false;
    }
    let visit = Visit {
        public: &app.public_url,
        site,
        operation: *operation,
        at: site.now(),
        path: Address::of(head.uri.path()).path,
        head,
        body: &announced,
        parameters,
        plan: RefCell::default(),
    };
    let judged = handler(*operation).map(|answers| answers(&visit));
    judged.is_some_and(|judged| judged.is_err_and(|refused| refused.is_of_head()))
}

const fn operation(route: &Route) -> Option<Operation> {
    match route {
        Route::Operation(asked, _) => Some(*asked),
        _ => None,
    }
}

fn no_such_sandbox(sandbox: &str) -> Refused {
    let shown = sandbox.chars().take(80).collect::<String>();
    let detail = format!(
        "there is no sandbox `{shown}`; it may have been deleted, or the simulator started anew"
    );
    Refused::new(Refusal::NotFound, detail)
}
