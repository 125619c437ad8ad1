//! `conformance observe`.

mod arguments;
mod place;
mod record;
mod session;

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal as _};
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use tokio_util::sync::CancellationToken;

pub(super) use self::arguments::ObserveArguments;
use self::arguments::References;
use self::place::Stand;
use self::record::Recorder;
use self::session::Opened;
use super::arguments::Cli;
use super::run::interrupt;
use super::runtime::on_a_runtime;
use super::scenarios::{Selected, select};
use super::show::tell;
use super::{Exit, show};
use crate::attempt::Attempts;
use crate::driver::Adapter;
use crate::evidence::Action;
use crate::observe::{self, Circumstances, Ended, Person, Session, Sitting, Talk, Terms};
use crate::run::Plan;
use crate::scenario::Scenario;

/// Leads a person through the tasks, and judges what their ATS did and what they saw.
pub(super) fn observe(cli: &Cli, arguments: &ObserveArguments) -> Exit {
    let selected = match select(&arguments.selection) {
        Ok(selected) => selected,
        Err(exit) => return exit,
    };
    if arguments.tasks.list {
        return list(arguments, &selected);
    }
    match talk(arguments) {
        Ok(talk) => on_a_runtime(hold(cli, arguments, selected, Arc::new(talk))),
        Err(exit) => exit,
    }
}

/// The tasks as they would be shown.
fn list(arguments: &ObserveArguments, selected: &Selected) -> Exit {
    let session = match Session::read(arguments.results.folder()) {
        Ok(session) => session,
        Err(error) => return tell(Exit::Usage, &error),
    };
    let today = arguments.tasks.today();
    let circumstances = match &session {
        Some(session) => Circumstances::of(session, today),
        None => supposed(arguments, today),
    };
    let text = observe::overview(&selected.scenarios, &circumstances, session.as_ref());
    show::conclude(Exit::Conformant, show::print(&format!("{text}\n")), &[])
}

/// Before anybody was asked: what was said on the command line, else what leaves most to do.
fn supposed(arguments: &ObserveArguments, today: Date) -> Circumstances {
    let all = || Action::ALL.to_vec();
    Circumstances {
        actions: Some(arguments.can.clone())
            .filter(|can| !can.is_empty())
            .unwrap_or_else(all),
        own_references: arguments.references == Some(References::Own),
        today,
    }
}

/// Where answers come from. Where nobody can answer nothing is begun: an answer that was made up would
/// be judged as if somebody had seen it.
fn talk(arguments: &ObserveArguments) -> Result<Talk, Exit> {
    let terminal = io::stdin().is_terminal();
    let answers: Box<dyn BufRead + Send> = match &arguments.tasks.answers {
        Some(file) if file.as_os_str() != "-" => match File::open(file) {
            Ok(file) => Box::new(BufReader::new(file)),
            Err(error) => {
                anstream::eprintln!("error: {} cannot be read: {error}", file.display());
                return Err(Exit::Usage);
            }
        },
        None if !terminal => {
            anstream::eprintln!(
                "error: nobody is there to answer: stdin is no terminal; run it at one, or say with \
                 --answers FILE where the answers come from (- for stdin)"
            );
            return Err(Exit::NothingRan);
        }
        _ => Box::new(BufReader::new(io::stdin())),
    };
    let words = Box::new(anstream::stdout());
    let typed = terminal && arguments.tasks.answers.is_none();
    Ok(Talk::over(answers, words, typed))
}

async fn hold(
    cli: &Cli,
    arguments: &ObserveArguments,
    selected: Selected,
    talk: Arc<Talk>,
) -> Exit {
    let interrupt = interrupt::token();
    let opened = tokio::select! {
        opened = session::open(arguments, &selected, &talk) => opened,
        () = interrupt.cancelled() => Err(Exit::Interrupted),
    };
    let mut opened = match opened {
        Ok(opened) => opened,
        Err(exit) => return exit,
    };
    let stand = match place::stand(arguments, &mut opened.session).await {
        Ok(stand) => stand,
        Err(exit) => return exit,
    };
    let exit = sit(cli, arguments, opened, &stand, talk, interrupt).await;
    stand.leave().await;
    exit
}

async fn sit(
    cli: &Cli,
    arguments: &ObserveArguments,
    opened: Opened,
    stand: &Stand,
    talk: Arc<Talk>,
    interrupt: CancellationToken,
) -> Exit {
    let Opened {
        mut session,
        scenarios,
        only,
    } = opened;
    let person = Arc::new(person(arguments, &session, stand, &talk));
    let plan = plan(Arc::clone(&person), scenarios, &session, stand, interrupt);
    let out = arguments.results.folder().clone();
    let mut recorder = match Recorder::begin(arguments, &session, &plan, stand) {
        Ok(recorder) => recorder,
        Err(exit) => return exit,
    };
    let circumstances = Circumstances::of(&session, arguments.tasks.today());
    let mut sitting = Sitting {
        circumstances,
        only,
        plan: &plan,
        person: Arc::clone(&person),
        talk: Arc::clone(&talk),
        session: &mut session,
        out,
    };
    let (outcome, ended) = match sitting.lead(&mut recorder).await {
        Ok(led) => led,
        Err(error) => return tell(Exit::Error, &error),
    };
    say_goodbye(arguments, stand, &person, &talk, ended).await;
    recorder.conclude(cli, &outcome)
}

fn person(
    arguments: &ObserveArguments,
    session: &Session,
    stand: &Stand,
    talk: &Arc<Talk>,
) -> Person {
    let terms = Terms {
        subject: session.subject.clone(),
        actions: session.actions.clone(),
        own_references: session.own_references,
        blind: arguments.tasks.blind,
        quiet: arguments.tasks.still,
        folder: observe::folder(arguments.results.folder()),
    };
    Person::at(
        Arc::clone(talk),
        stand.control.clone(),
        stand.place(),
        terms,
    )
}

fn plan(
    person: Arc<Person>,
    scenarios: Vec<Scenario>,
    session: &Session,
    stand: &Stand,
    interrupt: CancellationToken,
) -> Plan {
    Plan {
        scenarios,
        attempts: Attempts {
            adapter: Adapter::new(person, Duration::MAX),
            control: stand.control.clone(),
            seed: session.seed,
            // Whether the ATS is at rest the person says; nobody asks twice.
            patience: Duration::ZERO,
            interrupt,
        },
        jobs: Some(1),
        fail_fast: false,
    }
}

/// What is left to do: in the ATS's settings, and another time.
async fn say_goodbye(
    arguments: &ObserveArguments,
    stand: &Stand,
    person: &Person,
    talk: &Talk,
    ended: Ended,
) {
    if let Some(settings) = person.to_change_back(&stand.right()).await {
        talk.say(&format!(
            "\nChange back in the ATS's settings:\n\n{settings}"
        ));
    }
    if ended != Ended::Done {
        let out = arguments.results.folder().display();
        talk.say(&format!(
            "\nWhat is done is kept. To go on: conformance observe --resume {out}"
        ));
    }
    talk.say("");
}
