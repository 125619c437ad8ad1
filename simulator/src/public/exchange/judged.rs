//! What the services make of the request.

use std::cell::RefCell;

use contract::operation::Operation;
use contract::refusal::Refusal;

use super::Exchange;
use crate::answer::Answer;
use crate::faults::Plan;
use crate::problem::Refused;
use crate::public::address::Address;
use crate::public::route::{Parameters, Route};
use crate::public::visit::Visit;
use crate::public::{handler, openapi, problems};

impl Exchange<'_> {
    // Judges the request, once or twice: it may have been delivered again.
    pub(super) fn deliver(&self, plan: &mut Plan) -> Answer {
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

    pub(super) fn answer_of(&self, judged: Result<Answer, Refused>) -> Answer {
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
}

fn no_such_sandbox(sandbox: &str) -> Refused {
    let shown = sandbox.chars().take(80).collect::<String>();
    let detail = format!(
        "there is no sandbox `{shown}`; it may have been deleted, or the simulator started anew"
    );
    Refused::new(Refusal::NotFound, detail)
}
