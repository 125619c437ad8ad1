//! The simulator: one of the runner's own, or one elsewhere.

use serde_json::Map;

use super::{Finding, Findings};
use crate::cli::arguments::Stage;
use crate::control::{Control, ControlError, NewSandbox};
use crate::driver::Warden;
use crate::seed;
use crate::simulator::OwnSimulator;

const WHAT: &str = "simulator";

/// A simulator that works.
pub(super) struct Simulator {
    own: Option<OwnSimulator>,
    pub(super) control: Control,
}

impl Simulator {
    pub(super) async fn leave(self) {
        if let Some(own) = self.own {
            own.stop().await;
        }
    }
}

/// Reaches it, makes a sandbox and takes it away. `None` where that cannot be done.
pub(super) async fn examine(
    stage: &Stage,
    warden: &Warden,
    findings: &mut Findings,
) -> Option<Simulator> {
    let simulator = match reach(stage, warden).await {
        Ok(simulator) => simulator,
        Err(finding) => {
            findings.note(finding);
            return None;
        }
    };
    match look(&simulator, findings).await {
        Ok(()) => Some(simulator),
        Err(finding) => {
            findings.note(finding);
            simulator.leave().await;
            None
        }
    }
}

async fn look(simulator: &Simulator, findings: &mut Findings) -> Result<(), Finding> {
    let version = simulator.control.version().await;
    let version = version.map_err(|error| refused(&error))?;
    findings.note(versions(&version, simulator));
    findings.note(try_sandbox(&simulator.control).await?);
    Ok(())
}

async fn reach(stage: &Stage, warden: &Warden) -> Result<Simulator, Finding> {
    if let Some(url) = &stage.simulator {
        let control = Control::at(url, stage.control_token.clone());
        let control = control
            .map_err(|error| Finding::wrong(WHAT, error.to_string(), "correct --simulator"))?;
        return Ok(Simulator {
            own: None,
            control: control.watched_by(warden.clone()),
        });
    }
    let started = OwnSimulator::start().await;
    let (own, control) = started.map_err(|error| {
        let remedy =
            "a run needs two free ports on 127.0.0.1; or name a simulator with --simulator";
        Finding::broken(WHAT, error.to_string(), remedy)
    })?;
    Ok(Simulator {
        own: Some(own),
        control,
    })
}

fn versions(version: &str, simulator: &Simulator) -> Finding {
    let own = env!("CARGO_PKG_VERSION");
    if simulator.own.is_some() {
        return Finding::ok(WHAT, format!("{version}, in process"));
    }
    let place = simulator.control.url();
    if version == own {
        return Finding::ok(WHAT, format!("{version}, at {place}"));
    }
    Finding::note(
        WHAT,
        format!("{version}, at {place}; the runner is {own}"),
        "use the same version of both: verdicts may differ",
    )
}

/// What only shows in use: whether the token is good, and whether the public address leads there.
async fn try_sandbox(control: &Control) -> Result<Finding, Finding> {
    let new = NewSandbox {
        seed: seed::DEFAULT,
        now: "2026-11-02T09:00:00Z"
            .parse()
            .expect("the moment is written as one"),
        frozen: true,
        settings: Map::new(),
    };
    let connection = control
        .create(&new)
        .await
        .map_err(|error| refused(&error))?;
    let url = connection.nhs_jobs.base_url.clone();
    let reached = control.reaches(&url).await;
    control
        .delete(&connection.id)
        .await
        .map_err(|error| refused(&error))?;
    reached.map_err(|error| {
        let remedy =
            "start the simulator with --public-url (SIMULATOR_PUBLIC_URL) as clients reach it";
        Finding::broken("sandboxes", error.to_string(), remedy)
    })?;
    Ok(Finding::ok(
        "sandboxes",
        "one was made, reached as a client would, and taken away",
    ))
}

fn refused(error: &ControlError) -> Finding {
    let remedy = match error.status() {
        Some(401 | 403) => "give its token with --control-token or in SIMULATOR_CONTROL_TOKEN",
        Some(404) => "is this the control interface? It listens on another port than the services",
        Some(_) => "look at the simulator's log",
        None => "start it (simulator --print-ready), or correct --simulator",
    };
    Finding::broken(WHAT, error.to_string(), remedy)
}
