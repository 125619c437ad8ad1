//! What would be sent for a scenario, without anybody to send it to.

use std::time::Duration;

use clients::{Begin, EsrAccess, NhsJobsAccess};

use crate::attempt;
use crate::protocol::{
    ActParams, AttemptParams, Call, HelloParams, Request, SettleParams, VERSION,
};
use crate::scenario::Scenario;
use crate::scenario::step::Do;

/// The nonce is new in each run; this one stands for it.
const NONCE: &str = "00a1b2c3d4e5f6";

/// The employer that stands for the sandbox's.
const VPD: &str = "277";

/// What happens in a scenario, from the adapter's side.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// A request to the adapter.
    Sent(Box<Request>),
    /// Something else that happens at this place, of which the adapter is not told.
    Meanwhile(String),
}

/// Everything that is sent in one attempt at a scenario, in order. Addresses, credentials and
/// nonce stand for those that a simulator and a run would give.
#[must_use]
pub fn lines(scenario: &Scenario, seed: u64, deadline: Duration) -> Vec<Line> {
    let attempt = attempt::opaque(seed, scenario);
    let mut session = Session::default();
    session.send(Call::Hello(HelloParams {
        protocol: vec![VERSION.to_owned()],
        nonce: NONCE.to_owned(),
    }));
    let mut begin = stand_in(&attempt, scenario.given.now);
    attempt::hand_out_wrong(&mut begin, &scenario.given.credentials);
    let vpd = begin.esr.vpd.clone();
    session.send(Call::Begin(Box::new(begin)));
    for step in &scenario.steps {
        match &step.what {
            Do::Act(act) => {
                let deadline = act.deadline_ms.map_or(deadline, Duration::from_millis);
                session.send(Call::Act(ActParams {
                    attempt: attempt.clone(),
                    action: act.action.word().to_owned(),
                    name: act.name.clone(),
                    input: attempt::input_of(act, &vpd),
                    deadline_ms: u64::try_from(deadline.as_millis()).unwrap_or(u64::MAX),
                }));
            }
            Do::Settle { quiet_ms, .. } => session.send(Call::Settle(SettleParams {
                attempt: attempt.clone(),
                quiet_ms: *quiet_ms,
            })),
            other => session.meanwhile(other),
        }
    }
    session.send(Call::End(AttemptParams { attempt }));
    session.send(Call::Bye);
    session.lines
}

#[derive(Default)]
struct Session {
    lines: Vec<Line>,
    last_id: u64,
}

impl Session {
    fn send(&mut self, call: Call) {
        self.last_id += 1;
        let id = self.last_id;
        self.lines.push(Line::Sent(Box::new(Request { id, call })));
    }

    fn meanwhile(&mut self, what: &Do) {
        let told = match what {
            Do::Advance { duration } => format!("the sandbox's clock moves on by {duration}"),
            Do::Fault { fault } => format!("a fault is armed: {fault}"),
            Do::ClearFaults => "every fault is disarmed".to_owned(),
            Do::Person(person) => format!("a person does something: {}", person.word()),
            Do::Attest { id, .. } => format!("a person is asked what they saw: {id}"),
            Do::Act(_) | Do::Settle { .. } => return,
        };
        self.lines.push(Line::Meanwhile(told));
    }
}

/// The connection that stands for that of a sandbox. Nobody listens there.
fn stand_in(attempt: &str, now: jiff::Timestamp) -> Begin {
    let base = "http://127.0.0.1:1/sandboxes/example";
    Begin {
        attempt: attempt.to_owned(),
        now,
        nhs_jobs: NhsJobsAccess {
            base_url: format!("{base}/nhs-jobs/v1"),
            organisation_id: "ORG-000001".to_owned(),
            account_id: "ACC-000001".to_owned(),
            api_key: "simkey-example".to_owned(),
        },
        esr: EsrAccess {
            base_url: format!("{base}/esr"),
            token_url: format!("{base}/esr/oauth2/token"),
            client_id: "supplier-000001".to_owned(),
            client_secret: "simsecret-example".to_owned(),
            vpd: VPD.to_owned(),
        },
    }
}
