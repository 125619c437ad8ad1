//! `conformance review`: accepting and rejecting changed snapshots, without a Rust toolchain.

use std::io::{self, BufRead, IsTerminal};
use std::path::Path;

use super::arguments::ReviewArguments;
use super::{Exit, show};
use crate::report::terminal::style::{BOLD, DIM};
use crate::snapshot::{Folder, FolderError};

/// What is done with one proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decision {
    Accept,
    Reject,
    Leave,
    /// Leave this and all that follow.
    Stop,
}

/// Goes through what `conformance run --snapshots new` wrote beside the records. Ends with 0 where
/// nothing is left to decide, with 6 where something is.
pub(super) fn review(arguments: &ReviewArguments) -> Exit {
    let place = arguments.recorded.of(arguments.scenarios.as_deref());
    match decide(arguments, &place) {
        Ok(exit) => exit,
        Err(error) => show::tell(Exit::Error, &error),
    }
}

fn decide(arguments: &ReviewArguments, place: &Path) -> Result<Exit, FolderError> {
    let folder = &Folder::at(place);
    let mut proposed = folder.proposed()?;
    proposed.retain(|id| {
        let filters = &arguments.filter;
        filters.is_empty() || filters.iter().any(|filter| id.contains(filter.as_str()))
    });
    if proposed.is_empty() {
        anstream::println!("nothing to review in {}", place.display());
        return Ok(Exit::Conformant);
    }
    let all = match (arguments.accept_all, arguments.reject_all) {
        (true, _) => Some(Decision::Accept),
        (_, true) => Some(Decision::Reject),
        _ => None,
    };
    if all.is_none() && !io::stdin().is_terminal() {
        return cannot_ask(folder, &proposed);
    }
    let mut answers = io::stdin().lock();
    let left = go_through(folder, &proposed, all, &mut answers)?;
    Ok(if left == 0 {
        Exit::Conformant
    } else {
        Exit::SnapshotsDiffer
    })
}

fn cannot_ask(folder: &Folder, proposed: &[String]) -> Result<Exit, FolderError> {
    for scenario in proposed {
        show_diff(folder, scenario)?;
    }
    anstream::eprintln!(
        "error: there is no terminal to ask at; use --accept-all or --reject-all, with --filter \
         for some of them"
    );
    Ok(Exit::Usage)
}

/// Decides on each proposal; answers how many are left.
fn go_through(
    folder: &Folder,
    proposed: &[String],
    all: Option<Decision>,
    answers: &mut dyn BufRead,
) -> Result<usize, FolderError> {
    let mut left = proposed.len();
    for scenario in proposed {
        show_diff(folder, scenario)?;
        match all.unwrap_or_else(|| ask(answers)) {
            Decision::Accept => {
                folder.accept(scenario)?;
                anstream::println!("accepted: {scenario}\n");
            }
            Decision::Reject => {
                folder.reject(scenario)?;
                anstream::println!("rejected: {scenario}\n");
            }
            Decision::Leave => continue,
            Decision::Stop => break,
        }
        left -= 1;
    }
    Ok(left)
}

fn show_diff(folder: &Folder, scenario: &str) -> Result<(), FolderError> {
    anstream::println!("{BOLD}{scenario}{BOLD:#}");
    for line in folder.proposal_diff(scenario)?.lines() {
        anstream::println!("{DIM}  {line}{DIM:#}");
    }
    Ok(())
}

fn ask(answers: &mut dyn BufRead) -> Decision {
    loop {
        anstream::eprint!("accept? [y]es, [n]o (take it away), [s]kip, [q]uit: ");
        let mut line = String::new();
        if answers.read_line(&mut line).is_ok_and(|read| read == 0) {
            return Decision::Stop;
        }
        match line.trim().to_lowercase().as_str() {
            "y" | "yes" => return Decision::Accept,
            "n" | "no" => return Decision::Reject,
            "s" | "skip" => return Decision::Leave,
            "q" | "quit" => return Decision::Stop,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::Snap;

    #[test]
    fn answers_decide_one_by_one_and_nonsense_is_asked_again() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::at(root.path());
        let ids = ["a", "b", "c", "d"].map(str::to_owned);
        for id in &ids {
            folder.record(id, &Snap::new("A", "old")).unwrap();
            folder.propose(id, &Snap::new("A", "new")).unwrap();
        }

        let left = go_through(&folder, &ids, None, &mut "y\nwhat\nn\ns\n".as_bytes()).unwrap();

        assert_eq!(left, 2);
        assert_eq!(folder.proposed().unwrap(), ["c", "d"]);
        assert_eq!(folder.compare("a", &Snap::new("A", "new")).unwrap(), None);
        assert_eq!(folder.compare("b", &Snap::new("A", "old")).unwrap(), None);
    }
}
