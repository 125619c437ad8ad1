//! `conformance adapter check`: does it speak the protocol?

use std::fmt::Write;

use clap::Args;

use crate::cli::arguments::{Cli, Stage};
use crate::cli::driving::{self, Driving};
use crate::cli::stage;
use crate::cli::{Exit, show};
use crate::rehearsal::{Scene, rehearse};
use crate::report::terminal::style::{self, BOLD, DIM};
use crate::verdict::Verdict;

/// What may be said after `conformance adapter check`.
#[derive(Debug, Args)]
pub(in crate::cli) struct CheckArguments {
    #[command(flatten)]
    driving: Driving,
    #[command(flatten)]
    stage: Stage,
}

/// Talks to the adapter and tells what is wrong. Ends with 0, or with 5 where anything is.
pub(super) async fn check(cli: &Cli, arguments: &CheckArguments) -> Exit {
    let warden = driving::warden();
    let deadline = arguments.driving.deadline;
    let adapter = match arguments.driving.adapter(&warden).await {
        Ok(adapter) => adapter,
        Err(error) => return show::tell(Exit::Usage, &error),
    };
    let (own, control) = match stage::simulator(&arguments.stage, &warden, deadline).await {
        Ok(simulator) => simulator,
        Err(exit) => return exit,
    };
    let driver = adapter.driver();
    let mark = driver.words_mark();
    let mut tell = |scene: &Scene| {
        let _ = show::print(&told(scene));
    };
    let sound = rehearse(driver, deadline, &control, &mut tell).await;
    driver.stop().await;
    if let Some(own) = own {
        own.stop().await;
    }
    let sound = match sound {
        Ok(sound) => sound,
        Err(error) => return show::tell(Exit::Error, &error),
    };
    let words = driver.words_since(mark);
    let shown = show::print(&conclusion(sound, &words, cli.verbose));
    let exit = if sound { Exit::Conformant } else { Exit::Error };
    show::conclude(exit, shown, &[])
}

fn told(scene: &Scene) -> String {
    let sound = scene.complaints.is_empty();
    let (word, verdict) = if sound {
        ("ok", Verdict::Pass)
    } else {
        ("WRONG", Verdict::Error)
    };
    let colour = style::verdict(verdict);
    let mut text = String::new();
    let asked = &scene.asked;
    let said = if scene.repeats {
        "for the reason above"
    } else {
        &scene.said
    };
    let line = format!("{asked:<32} {colour}{word:<5}{colour:#} {said}");
    let _ = writeln!(text, "{}", line.trim_end());
    for arrived in &scene.arrived {
        let _ = writeln!(text, "{DIM}    arrived  {arrived}{DIM:#}");
    }
    let new = scene.complaints.iter().filter(|_| !scene.repeats);
    for complaint in new {
        let _ = writeln!(text, "    {}", complaint.what);
        let _ = writeln!(text, "    What to do: {}", complaint.remedy);
    }
    text
}

fn conclusion(sound: bool, words: &str, all: bool) -> String {
    let mut text = String::new();
    if !words.is_empty() && (all || !sound) {
        let _ = writeln!(text, "\nthe adapter wrote on stderr");
        for line in words.lines() {
            let _ = writeln!(text, "{DIM}    {line}{DIM:#}");
        }
    }
    let _ = if sound {
        writeln!(
            text,
            "\n{BOLD}the adapter speaks the protocol{BOLD:#}; conformance run judges the client behind it"
        )
    } else {
        writeln!(
            text,
            "\n{BOLD}the adapter does not speak the protocol yet{BOLD:#}; `conformance schema protocol` has every message"
        )
    };
    text
}
