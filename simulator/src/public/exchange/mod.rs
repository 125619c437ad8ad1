//! One exchange from its arrival to its end: journalled, judged, perhaps befallen by a fault.

mod arrival;
mod judged;
mod record;

use std::sync::Arc;

use bytes::Bytes;
use contract::operation::Operation;
use contract::refusal::Refusal;
use http::Response;
use http::request::Parts;
use http_body_util::Full;
use jiff::Timestamp;

use super::intake::{Broken, Intake};
use super::route::Route;
use crate::answer::Answer;
use crate::app::{App, Site};
use crate::faults::{End, Instead, Plan};
use crate::journal::Entry;
use crate::problem::Refused;
use crate::rate::Rate;
use crate::server::{Control, Course, Cut, Ending};

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

impl Exchange<'_> {
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

const fn operation(route: &Route) -> Option<Operation> {
    match route {
        Route::Operation(asked, _) => Some(*asked),
        _ => None,
    }
}
