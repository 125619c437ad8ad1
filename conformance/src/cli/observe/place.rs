//! Where the ATS is sent: a simulator of this process, or a sandbox of one that runs elsewhere.

use std::time::Duration;

use clients::Begin;
use serde_json::Map;

use super::ObserveArguments;
use crate::attempt::begin;
use crate::cli::Exit;
use crate::cli::show::tell;
use crate::control::{Control, ControlError, FoundSandbox, NewSandbox};
use crate::observe::{Kept, Keys, Place, Session};
use crate::scenario::Given;
use crate::simulator::OwnSimulator;

/// How long a sandbox stays for a session that nobody goes on with.
const KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// The sandbox that answers at the root of a simulator.
const DEFAULT: &str = "default";

/// A simulator, and the sandbox of the session there.
pub(super) struct Stand {
    own: Option<OwnSimulator>,
    pub(super) control: Control,
    pub(super) found: FoundSandbox,
}

impl Stand {
    /// The sandbox, as a person's ATS is connected to it.
    pub(super) fn place(&self) -> Place {
        Place::of(self.found.clone())
    }

    /// The settings that the ATS should have where no task asks for others.
    pub(super) fn right(&self) -> Begin {
        let now = Given::default().now;
        begin::begin("", now, &self.found.connection)
    }

    /// Where it answers, for the report.
    pub(super) fn told(&self) -> String {
        match self.own {
            Some(_) => "in process".to_owned(),
            None => self.control.url().to_string(),
        }
    }

    /// Stops what was started. A sandbox elsewhere stays: the ATS is connected to it.
    pub(super) async fn leave(self) {
        if let Some(own) = self.own {
            own.stop().await;
        }
    }
}

/// Starts or reaches the simulator, and finds or makes the sandbox.
pub(super) async fn stand(
    arguments: &ObserveArguments,
    session: &mut Session,
) -> Result<Stand, Exit> {
    match arguments.stage.simulator.clone() {
        Some(url) => elsewhere(arguments, &url, session).await,
        None => of_this_process(arguments, session).await,
    }
}

async fn of_this_process(
    arguments: &ObserveArguments,
    session: &mut Session,
) -> Result<Stand, Exit> {
    let (place, out) = (&arguments.place, arguments.results.folder());
    if place.listen.ip().is_unspecified() && place.public_url.is_none() {
        anstream::eprintln!(
            "error: an ATS elsewhere does not find this machine at {}; say with --public-url where \
             it does, as in http://test.trust.example:{}",
            place.listen,
            place.listen.port()
        );
        return Err(Exit::Usage);
    }
    let (listen, public_url) = (place.listen, place.public_url.clone());
    let kept = Keys::kept(out);
    let kept = kept.as_ref().map(Keys::secrets);
    let started = OwnSimulator::at(listen, public_url, session.seed, kept).await;
    let (own, control) = started.map_err(|error| tell(Exit::Usage, &error))?;
    let found = control.find(DEFAULT).await;
    session.sandbox = None;
    let stand = Stand {
        own: Some(own),
        found: found.map_err(|error| tell(Exit::Error, &error))?,
        control,
    };
    number_on(&stand, session).await?;
    Keys::keep(out, &stand.right()).map_err(|error| tell(Exit::Usage, &error))?;
    Ok(stand)
}

async fn elsewhere(
    arguments: &ObserveArguments,
    url: &str,
    session: &mut Session,
) -> Result<Stand, Exit> {
    let control = Control::at(url, arguments.stage.control_token.clone());
    let control = control.map_err(|error| tell(Exit::Usage, &error))?;
    let control = control.for_as_long_as(KEPT);
    let named = arguments.place.sandbox.as_ref();
    let kept = session.sandbox.as_ref();
    let kept = kept.filter(|kept| kept.simulator == control.url().as_str());
    let wanted = named.or(kept.map(|kept| &kept.id)).cloned();
    let found = match &wanted {
        Some(id) => again(&control, id, named.is_some(), session.seed).await,
        None => made(&control, session.seed).await,
    };
    let found = found.map_err(|error| tell(of(&error), &error))?;
    let is_new = wanted.is_none_or(|id| id != found.connection.id);
    session.sandbox = Some(Kept {
        simulator: control.url().to_string(),
        id: found.connection.id.clone(),
    });
    let stand = Stand {
        own: None,
        control,
        found,
    };
    if is_new {
        number_on(&stand, session).await?;
    }
    Ok(stand)
}

/// A sandbox that has just been made must not mint what an earlier sitting's has minted.
async fn number_on(stand: &Stand, session: &Session) -> Result<(), Exit> {
    let earlier = session.sittings.saturating_sub(1);
    let numbered = stand.place().number_on(&stand.control, earlier).await;
    numbered.map_err(|error| tell(of(&error), &error))
}

/// The sandbox that was named, or that an earlier sitting made. The latter may be gone by now.
async fn again(
    control: &Control,
    id: &str,
    named: bool,
    seed: u64,
) -> Result<FoundSandbox, ControlError> {
    match control.find(id).await {
        Err(error) if !named && error.status() == Some(404) => {
            anstream::eprintln!(
                "the sandbox of the earlier sitting is gone; the ATS is connected anew"
            );
            made(control, seed).await
        }
        found => found,
    }
}

async fn made(control: &Control, seed: u64) -> Result<FoundSandbox, ControlError> {
    let new = NewSandbox {
        seed,
        now: Given::default().now,
        frozen: true,
        settings: Map::new(),
    };
    let connection = control.create(&new).await?;
    Ok(FoundSandbox { connection, seed })
}

/// A sandbox that is not there, or a URL of something else, is for whoever typed it.
fn of(error: &ControlError) -> Exit {
    match error {
        ControlError::NotControl { .. } => Exit::Usage,
        error if error.status() == Some(404) => Exit::Usage,
        _ => Exit::Error,
    }
}
