//! Beginning a session, or going on with one.

use std::collections::BTreeSet;

use super::ObserveArguments;
use super::arguments::References;
use crate::cli::Exit;
use crate::cli::scenarios::Selected;
use crate::cli::show::tell;
use crate::observe::{Circumstances, Known, Leave, Session, Talk, first, introduce};
use crate::report::folder::Folder;
use crate::scenario::Scenario;

/// A session that was begun or found.
pub(super) struct Opened {
    pub(super) session: Session,
    /// The scenarios that it is about.
    pub(super) scenarios: Vec<Scenario>,
    /// Those that this sitting is about, where it is not about all that are left.
    pub(super) only: Option<BTreeSet<String>>,
}

/// The session of the folder, and what this sitting is about.
pub(super) async fn open(
    arguments: &ObserveArguments,
    selected: &Selected,
    talk: &Talk,
) -> Result<Opened, Exit> {
    let out = arguments.results.folder();
    let kept = Session::read(out).map_err(|error| tell(Exit::Usage, &error))?;
    let fresh = kept.is_none();
    let mut session = match kept {
        Some(session) => the_same(arguments, session)?,
        None => begun(arguments, talk).await?,
    };
    let only = choose(arguments, selected, &mut session, fresh);
    if session.selected.is_empty() {
        let asked = arguments.selection.told();
        anstream::eprintln!("no scenario fits `{asked}`; nothing was observed");
        return Err(Exit::NothingRan);
    }
    if fresh {
        Folder::prepare(out).map_err(|error| tell(Exit::Usage, &error))?;
    }
    session.sittings = session.sittings.saturating_add(1);
    session
        .keep(out)
        .map_err(|error| tell(Exit::Usage, &error))?;
    let scenarios = of_session(selected, &session)?;
    Ok(Opened {
        session,
        scenarios,
        only,
    })
}

/// A session belongs to one ATS.
fn the_same(arguments: &ObserveArguments, session: Session) -> Result<Session, Exit> {
    let other = arguments.subject.as_ref();
    if let Some(other) = other.filter(|other| **other != session.subject) {
        let (here, out) = (&session.subject, arguments.results.folder().display());
        anstream::eprintln!(
            "error: {out} holds the session of {} {} {}, not of {} {} {}; name another folder with \
             --out",
            here.vendor,
            here.name,
            here.version,
            other.vendor,
            other.name,
            other.version
        );
        return Err(Exit::Usage);
    }
    Ok(session)
}

async fn begun(arguments: &ObserveArguments, talk: &Talk) -> Result<Session, Exit> {
    if let Some(folder) = &arguments.results.resume {
        let folder = folder.display();
        anstream::eprintln!(
            "error: {folder} holds no session; begin one with conformance observe --out {folder}"
        );
        return Err(Exit::Usage);
    }
    let known = Known {
        subject: arguments.subject.clone(),
        actions: arguments.can.clone(),
        own_references: arguments.references.map(|who| who == References::Own),
    };
    let introduced = introduce(talk, known).await;
    let (subject, actions, own) = introduced.map_err(|leave| not_introduced(&leave))?;
    let session = Session::new(subject, actions, own, arguments.tasks.seed);
    session.map_err(|error| tell(Exit::Error, &error))
}

fn not_introduced(leave: &Leave) -> Exit {
    let why = match leave {
        Leave::Gone => "nobody answers: the answers ended before the first task",
        _ => "stopped before the first task",
    };
    anstream::eprintln!("{why}; nothing was observed");
    Exit::NothingRan
}

/// Adds what was asked for to what the session is about, and answers that, where it is a choice. Going
/// on without one is about all that is left.
fn choose(
    arguments: &ObserveArguments,
    selected: &Selected,
    session: &mut Session,
    fresh: bool,
) -> Option<BTreeSet<String>> {
    let narrowed = !arguments.selection.is_whole() || arguments.tasks.first.is_some();
    if !fresh && !narrowed {
        if arguments.tasks.again {
            session.forget(&session.selected.clone());
        }
        return None;
    }
    if arguments.tasks.again {
        let all: Vec<String> = selected
            .scenarios
            .iter()
            .map(|one| one.id.clone())
            .collect();
        session.forget(&all);
    }
    let chosen = chosen(arguments, selected, session);
    let before = session.selected.drain(..);
    let all: BTreeSet<String> = before.chain(chosen.iter().cloned()).collect();
    session.selected = all.into_iter().collect();
    Some(chosen.into_iter().collect())
}

fn chosen(arguments: &ObserveArguments, selected: &Selected, session: &Session) -> Vec<String> {
    match arguments.tasks.first {
        Some(number) => {
            let circumstances = Circumstances::of(session, arguments.tasks.today());
            first(&selected.scenarios, &circumstances, session, number)
        }
        None => {
            let ids = selected.scenarios.iter();
            ids.map(|scenario| scenario.id.clone()).collect()
        }
    }
}

/// The scenarios of a session, those among them that were not asked for this time too.
fn of_session(selected: &Selected, session: &Session) -> Result<Vec<Scenario>, Exit> {
    let wanted: BTreeSet<&String> = session.selected.iter().collect();
    let mut scenarios = selected.everything.clone();
    scenarios.retain(|scenario| wanted.contains(&scenario.id));
    if scenarios.len() < wanted.len() {
        let gone = wanted.iter();
        let gone = gone.filter(|id| !scenarios.iter().any(|one| one.id == ***id));
        let gone: Vec<&str> = gone.map(|id| id.as_str()).collect();
        anstream::eprintln!(
            "error: the session is about scenarios that are not here: {}; name their folder with \
             --scenarios",
            gone.join(", ")
        );
        return Err(Exit::Usage);
    }
    Ok(scenarios)
}
