//! `conformance completions` and `conformance man`: both made from the command line itself, so that
//! they cannot tell of a flag that is not there.

use std::io;

use clap::{Args, Command, CommandFactory as _};
use clap_complete::Shell;

use super::arguments::Cli;
use super::{Exit, show};

/// What may be said after `conformance completions`.
#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// What may be said after `conformance man`.
#[derive(Debug, Args)]
pub(super) struct ManArguments {
    /// The page of one command; without it, of the whole program
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

/// Prints a completion script.
pub(super) fn completions(arguments: &CompletionsArguments) -> Exit {
    let mut script = Vec::new();
    let mut command = Cli::command();
    clap_complete::generate(arguments.shell, &mut command, "conformance", &mut script);
    printed(&script)
}

/// Prints a page in the language of `man`.
pub(super) fn man(arguments: &ManArguments) -> Exit {
    match page(arguments.command.as_deref()) {
        Ok(Some(page)) => printed(&page),
        Ok(None) => {
            let name = arguments.command.as_deref().unwrap_or_default();
            anstream::eprintln!(
                "error: there is no command `{name}`; `conformance --help` lists them"
            );
            Exit::Usage
        }
        Err(error) => show::tell(Exit::Error, &error),
    }
}

/// The page of a command, or of the program; `None` where there is no such command.
fn page(name: Option<&str>) -> io::Result<Option<Vec<u8>>> {
    let mut program = Cli::command();
    program.build();
    let Some(name) = name else {
        return rendered(program).map(Some);
    };
    let mut visible = program
        .get_subcommands()
        .filter(|command| !command.is_hide_set());
    let command = visible.find(|command| command.get_name() == name).cloned();
    command.map(rendered).transpose()
}

fn rendered(command: Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();

    clap_mangen::Man::new(command).render(&mut page)?;
    let page = String::from_utf8_lossy(&page).replace(".SH EXTRA", ".SH EXAMPLES");
    Ok(page.into_bytes())
}

fn printed(text: &[u8]) -> Exit {
    let shown = show::print(&String::from_utf8_lossy(text));
    show::conclude(Exit::Conformant, shown, &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_visible_command_has_a_page_with_its_own_examples() {
        let program = Cli::command();
        for command in program
            .get_subcommands()
            .filter(|command| !command.is_hide_set())
        {
            if command.get_name() == "help" {
                continue;
            }
            let page = page(Some(command.get_name())).unwrap().unwrap();
            let page = String::from_utf8(page).unwrap();

            assert!(page.contains("Examples:"), "{}", command.get_name());
        }
    }

    #[test]
    fn a_command_that_is_not_there_has_no_page() {
        assert_eq!(page(Some("rnu")).unwrap(), None);
    }
}
