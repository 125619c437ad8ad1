//! Evidence made by hand: short enough to read in a test.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::evidence::{
    ActAnswer, ActRecord, Body, Connection, Done, Evidence, Exchange, JournalFacts, Mark, Mask,
    Outcome, Report, Request, Response, Severity, SimulatorFacts, StepRecord, Told,
};
use crate::judge::{expected, judge};
use crate::requirements::Registry;
use crate::scenario::step::{Do, Step};
use crate::scenario::{Scenario, read};
use crate::verdict::{AttemptVerdict, CheckResult, Verdict};

/// A story while it is told: a scenario, and what was seen of it.
#[derive(Debug, Clone)]
pub(super) struct Story {
    pub(super) scenario: Scenario,
    pub(super) evidence: Evidence,
    /// The text of the scenario.
    pub(super) source: String,
}

/// Reads the steps of a scenario; their acts are played by [`Story::act`] and the like, in order.
pub(super) fn story(steps: &str) -> Story {
    with_checks(steps, "  []")
}

pub(super) fn with_checks(steps: &str, checks: &str) -> Story {
    let source = format!("# Why.\ntitle: T\nsteps:\n{steps}\nchecks:\n{checks}\n");
    let scenario =
        read("story", "story.yaml", &source).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let connection = Connection {
        nhs_jobs_base_url: "http://127.0.0.1:1/sandboxes/s/nhs-jobs/v1".to_owned(),
        esr_base_url: "http://127.0.0.1:1/sandboxes/s/esr".to_owned(),
        organisation_id: "O1".to_owned(),
        account_id: "A1".to_owned(),
        vpd: "277".to_owned(),
        wrong_on_purpose: BTreeMap::new(),
    };
    let evidence = Evidence {
        scenario: "story".to_owned(),
        connection,
        ..Evidence::default()
    };
    Story {
        scenario,
        evidence,
        source,
    }
}

pub(super) const POST: &str = "  - { act: post_vacancy, name: job1 }";
pub(super) const TRANSFER: &str = "  - { act: transfer_employment_checks, name: dr1 }";

impl Story {
    fn last(&self) -> u64 {
        self.evidence.journal.last_sequence
    }

    fn next_step(&self) -> usize {
        self.evidence.timeline.len()
    }

    /// Plays the next step as an act: what was sent meanwhile, then the report.
    pub(super) fn act(self, sent: Vec<Exchange>, report: Report) -> Self {
        let step = self.next_step();
        let Do::Act(act) = &self.scenario.steps[step].what else {
            panic!("step {step} is no act")
        };
        let record = ActRecord {
            action: act.action,
            name: act.name.clone(),
            input: act.input.clone(),
            answer: ActAnswer::Report(report),
        };
        self.play(sent, Done::Act(record))
    }

    /// Plays the next step, whatever it is.
    pub(super) fn play(mut self, sent: Vec<Exchange>, done: Done) -> Self {
        let before = self.last();
        let step = self.next_step();
        self = self.wire(sent);
        let mark = Mark {
            before,
            after: self.last(),
        };
        let at = self.scenario.given.now;
        self.evidence.timeline.push(StepRecord {
            step,
            mark,
            at,
            done,
        });
        self
    }

    pub(super) fn idle(self) -> Self {
        self.play(Vec::new(), Done::Settle { idle: true })
    }

    /// Exchanges outside any step.
    pub(super) fn wire(mut self, sent: Vec<Exchange>) -> Self {
        for mut exchange in sent {
            let journal = &mut self.evidence.journal;
            *journal = JournalFacts {
                total: journal.total + 1,
                last_sequence: journal.last_sequence + 1,
                dropped: 0,
            };
            let facts = &mut exchange.simulator;
            facts.sequence = self.evidence.journal.last_sequence;
            facts.sandbox_time = self.scenario.given.now;
            if facts.arrived_micros == 0 {
                facts.arrived_micros = facts.sequence * 1_000;
                facts.answered_micros = facts.arrived_micros + 500;
            }
            self.evidence.exchanges.push(exchange);
        }
        self
    }

    pub(super) fn end(mut self) -> Self {
        let last = self.last();
        self.evidence.end = Some(Mark {
            before: last,
            after: last,
        });
        self
    }

    /// Changes the last recorded exchange.
    pub(super) fn but(mut self, change: impl FnOnce(&mut Exchange)) -> Self {
        change(
            self.evidence
                .exchanges
                .last_mut()
                .expect("an exchange was played"),
        );
        self
    }

    pub(super) fn judged(&self) -> AttemptVerdict {
        judge(&self.scenario, Registry::embedded(), &self.evidence)
    }

    pub(super) fn check(&self, id: &str) -> CheckResult {
        let checks = self.judged().checks;
        checks
            .into_iter()
            .find(|check| check.id == id)
            .unwrap_or_else(|| panic!("no check {id}"))
    }

    pub(super) fn verdict(&self, id: &str) -> Verdict {
        self.check(id).verdict
    }

    /// The faithful body of the last act with this name.
    pub(super) fn body(&self, name: &str) -> Value {
        let is_it = |step: &Step| matches!(&step.what, Do::Act(act) if act.name == name);
        let step = self.scenario.steps.iter().rposition(is_it);
        self.body_of(step.expect("the scenario has the act"))
    }

    /// The faithful body of the act in this step.
    pub(super) fn body_of(&self, step: usize) -> Value {
        let Do::Act(act) = &self.scenario.steps[step].what else {
            panic!("step {step} is no act")
        };
        expected::of(&ActRecord {
            action: act.action,
            name: act.name.clone(),
            input: act.input.clone(),
            answer: ActAnswer::None,
        })
        .body
    }
}

/// A whole story of one act that the reports on it end.
pub(super) fn told_once(steps: &str, sent: Vec<Exchange>, report: Report) -> Story {
    story(steps).act(sent, report).end()
}

pub(super) fn report(outcome: Outcome) -> Report {
    Report {
        outcome,
        reference: None,
        state: None,
        told_user: Vec::new(),
        attempts: None,
    }
}

/// What a good client reports on an accepted post.
pub(super) fn accepted() -> Report {
    Report {
        reference: Some("C9309-26-0001".to_owned()),
        state: Some("draft".to_owned()),
        told_user: vec![told(
            Severity::Info,
            None,
            "Saved as a draft. Publish it in NHS Jobs.",
        )],
        attempts: Some(1),
        ..report(Outcome::Accepted)
    }
}

/// What a good client reports on a refused field.
pub(super) fn rejected(field: &str) -> Report {
    Report {
        told_user: vec![told(Severity::Error, Some(field), "Refused.")],
        ..report(Outcome::Rejected)
    }
}

pub(super) fn told(severity: Severity, field: Option<&str>, text: &str) -> Told {
    Told {
        severity,
        field: field.map(str::to_owned),
        text: text.to_owned(),
    }
}

/// A request with its answer; the sequence is given when it is played.
pub(super) fn exchange(
    method: &str,
    path: &str,
    body: &Value,
    status: u16,
    answer: &Value,
) -> Exchange {
    let esr = path.starts_with("/esr");
    let (header, secret) = if esr {
        ("authorization", "accessToken")
    } else {
        ("x-api-key", "apiKey")
    };
    let mut headers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut put = |name: &str, value: &str| headers.insert(name.to_owned(), vec![value.to_owned()]);
    put("content-type", "application/json");
    put(header, &format!("[secret:{secret}:own]"));
    if !esr {
        put("x-account-id", "A1");
    }
    let text = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    let request = Request {
        method: method.to_owned(),
        url: format!("/sandboxes/s{path}"),
        headers,
        body: Body::Text(text),
    };
    let mut facts: SimulatorFacts =
        serde_json::from_value(json!({ "sequence": 0, "requestId": "r" })).unwrap();
    let changes = method != "GET" && status < 300;
    facts.committed = changes;
    facts.refusal = answer
        .get("code")
        .and_then(Value::as_str)
        .map(str::to_owned);
    facts.masks = vec![Mask {
        at: format!("header:{header}"),
        secret: secret.to_owned(),
        of: "own".to_owned(),
    }];
    let headers = [("x-request-id", "r"), ("location", "/x")]
        .map(|(name, value)| (name.to_owned(), vec![value.to_owned()]));
    let response = Response {
        status,
        headers: headers.into_iter().collect(),
        body: Body::Text(answer.to_string()),
    };
    Exchange {
        request,
        response: Some(response),
        simulator: facts,
    }
}

pub(super) const VACANCIES: &str = "/nhs-jobs/v1/organisations/O1/vacancies";

/// The answer to an accepted vacancy.
pub(super) fn vacancy(body: &Value, nth: u64) -> Value {
    let mut answer = body.clone();
    answer["vacancyId"] = json!(format!("V-{nth}"));
    answer["reference"] = json!(format!("C9309-26-000{nth}"));
    answer["version"] = json!(1);
    answer["status"] = json!("DRAFT");
    answer
}

/// An accepted `createVacancy`.
pub(super) fn created(body: &Value) -> Exchange {
    created_as(body, 1)
}

pub(super) fn created_as(body: &Value, nth: u64) -> Exchange {
    exchange("POST", VACANCIES, body, 201, &vacancy(body, nth))
}

/// An accepted `updateVacancy` of the vacancy `V-nth`.
pub(super) fn updated(body: &Value, nth: u64) -> Exchange {
    let mut sent = body.clone();
    sent["version"] = json!(1);
    let mut answer = vacancy(body, nth);
    answer["version"] = json!(2);
    exchange("PUT", &format!("{VACANCIES}/V-{nth}"), &sent, 200, &answer)
}

/// The vacancy read back.
pub(super) fn read_back(answer: &Value) -> Exchange {
    exchange(
        "GET",
        &format!("{VACANCIES}/V-1"),
        &Value::Null,
        200,
        answer,
    )
}

/// The vacancy looked for by its reference.
pub(super) fn listed(answer: &Value) -> Exchange {
    exchange(
        "GET",
        &format!("{VACANCIES}?jobReference=277-26-0141"),
        &Value::Null,
        200,
        answer,
    )
}

/// A `createVacancy` that was refused.
pub(super) fn refused(body: &Value, status: u16, code: &str) -> Exchange {
    exchange("POST", VACANCIES, body, status, &problem(status, code))
}

/// An `updateVacancy` that was refused.
pub(super) fn update_refused(body: &Value, status: u16, code: &str) -> Exchange {
    let mut sent = body.clone();
    sent["version"] = json!(1);
    let mut answer = problem(status, code);
    answer["vacancyStatus"] = json!("PUBLISHED");
    exchange("PUT", &format!("{VACANCIES}/V-1"), &sent, status, &answer)
}

/// A `createVacancy` of which fields were refused.
pub(super) fn refused_fields(body: &Value, fields: &[&str]) -> Exchange {
    let mut answer = problem(400, "VALIDATION_FAILED");
    let error = |field: &&str| json!({ "field": field, "code": "NOT_VALID", "rule": "NJ-X", "message": "no" });
    answer["errors"] = fields.iter().map(error).collect();
    exchange("POST", VACANCIES, body, 400, &answer)
}

pub(super) fn problem(status: u16, code: &str) -> Value {
    json!({ "type": "http://x/problems/x", "title": "T", "status": status, "detail": "D", "code": code })
}

/// A `createVacancy` answered by an armed fault.
pub(super) fn busy(body: &Value, status: u16) -> Exchange {
    let mut exchange = refused(body, status, "SERVICE_UNAVAILABLE");
    exchange.simulator.fault = Some("status".to_owned());
    exchange
}

/// The answer of an exchange never arrives; `committed` says whether it was done.
pub(super) fn lost(mut exchange: Exchange, committed: bool) -> Exchange {
    let fault = if committed {
        "commit_then_drop"
    } else {
        "drop_before_commit"
    };
    exchange.simulator.fault = Some(fault.to_owned());
    exchange.simulator.committed = committed;
    exchange.simulator.delivered = false;
    if !committed {
        exchange.response = None;
    }
    exchange
}

/// The first answered one again, from the record of its key.
pub(super) fn replayed(mut exchange: Exchange) -> Exchange {
    exchange.simulator.committed = false;
    exchange.simulator.replayed = true;
    exchange
}

/// A request header.
pub(super) fn header(mut exchange: Exchange, name: &str, value: &str) -> Exchange {
    exchange
        .request
        .headers
        .insert(name.to_owned(), vec![value.to_owned()]);
    exchange
}

const CHECKS: &str = "/esr/dit/v1/employers/277/employment-checks";

/// An accepted transfer; `warned` when a registration superseded the one sent.
pub(super) fn transferred(body: &Value, warned: bool) -> Exchange {
    let mut record = json!({ "record": "PROFESSIONAL_REGISTRATION", "loadStatusCode": "SUCCESS" });
    if warned {
        record["messageType"] = json!("WARNING");
        record["messageText"] = json!("An existing registration supersedes the one sent");
    }
    let answer = json!({
        "transferId": "TR-1", "applicantNumber": "AP-1", "loadStatusCode": "SUCCESS", "records": [record]
    });
    exchange("POST", CHECKS, body, 201, &answer)
}

/// A transfer that was refused.
pub(super) fn transfer_refused(body: &Value, status: u16, code: &str) -> Exchange {
    exchange("POST", CHECKS, body, status, &problem(status, code))
}

/// A token call.
pub(super) fn token(status: u16) -> Exchange {
    let answer = if status < 300 {
        json!({ "access_token": "[secret:accessToken:own]", "token_type": "Bearer", "expires_in": 3600 })
    } else {
        json!({ "error": "invalid_client", "error_description": "no" })
    };
    let mut exchange = exchange("POST", "/esr/oauth2/token", &Value::Null, status, &answer);
    exchange.simulator.committed = false;
    exchange.simulator.refusal = None;
    exchange.simulator.masks = vec![Mask {
        at: "requestBody".to_owned(),
        secret: "clientSecret".to_owned(),
        of: "own".to_owned(),
    }];
    exchange.request.headers.insert(
        "content-type".to_owned(),
        vec!["application/x-www-form-urlencoded".to_owned()],
    );
    exchange.request.body = Body::Text(
        "grant_type=client_credentials&client_id=c&client_secret=[secret:clientSecret:own]"
            .to_owned(),
    );
    exchange
}

/// What a good client reports on an accepted transfer.
pub(super) fn transferred_report() -> Report {
    Report {
        reference: Some("TR-1".to_owned()),
        attempts: Some(1),
        ..report(Outcome::Accepted)
    }
}
