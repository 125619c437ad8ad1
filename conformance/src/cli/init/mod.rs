//! `conformance init`: an adapter to start from, in the language of the vendor's choice.

mod starter;

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;

use self::starter::{Language, Starter};
use super::{Exit, show};
use crate::report::terminal::style::BOLD;

/// What may be said after `conformance init`.
#[derive(Debug, Args)]
pub(super) struct InitArguments {
    /// The language of the adapter
    #[arg(long, short, value_enum, value_name = "LANGUAGE")]
    language: Language,
    /// The folder to write it to; nothing in it is overwritten
    #[arg(value_name = "DIR", default_value = "conformance-adapter")]
    folder: PathBuf,
}

/// Why there is no starter now.
#[derive(Debug, thiserror::Error)]
enum NotBegun {
    #[error(
        "nothing is overwritten, and {} has {} already; name another folder: conformance init \
         --language {language} DIR",
        .folder.display(), .there.join(", ")
    )]
    There {
        folder: PathBuf,
        there: Vec<&'static str>,
        language: &'static str,
    },
    #[error("{} cannot be written", .path.display())]
    NotWritten {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
}

/// Writes the starter, or says why not. Ends with 0, with 2 where something is in the way, with 5
/// where it cannot be written.
pub(super) fn init(arguments: &InitArguments) -> Exit {
    let starter = arguments.language.starter();
    match write(&starter, &arguments.folder) {
        Ok(()) => show::conclude(
            Exit::Conformant,
            show::print(&next(&starter, &arguments.folder)),
            &[],
        ),
        Err(error @ NotBegun::There { .. }) => show::tell(Exit::Usage, &error),
        Err(error @ NotBegun::NotWritten { .. }) => show::tell(Exit::Error, &error),
    }
}

/// All or nothing, as far as can be seen beforehand; what comes into being meanwhile is kept too.
fn write(starter: &Starter, folder: &Path) -> Result<(), NotBegun> {
    let files = starter.files();
    let names = files.iter().map(|(name, _)| *name);
    let is_there = |name: &&str| folder.join(name).symlink_metadata().is_ok();
    let there: Vec<&str> = names.filter(is_there).collect();
    if !there.is_empty() {
        return Err(NotBegun::There {
            folder: folder.to_owned(),
            there,
            language: starter.language.word(),
        });
    }
    fs::create_dir_all(folder).map_err(|source| NotBegun::NotWritten {
        path: folder.to_owned(),
        source,
    })?;
    for (name, text) in files {
        let path = folder.join(name);
        create(&path, &text).map_err(|source| NotBegun::NotWritten { path, source })?;
    }
    Ok(())
}

fn create(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())
}

/// What was written, and what to type now.
fn next(starter: &Starter, folder: &Path) -> String {
    let place = folder.display();
    let mut text = format!("An adapter in {} is in {place}:\n", starter.language.name());
    for (name, _) in starter.files() {
        text.push_str(&format!("  {name}\n"));
    }
    text.push_str(&format!(
        "\n{BOLD}Next{BOLD:#} ({} is needed)\n",
        starter.toolchain
    ));
    text.push_str(&format!(
        "  cd {}\n",
        shlex::try_quote(&place.to_string()).unwrap_or_default()
    ));
    if let Some(build) = starter.build {
        text.push_str(&format!("  {build}\n"));
    }
    let run = starter.run();
    text.push_str(&format!("  conformance doctor --adapter \"{run}\"\n"));
    text.push_str(&format!("  conformance run --adapter \"{run}\"\n"));
    text.push_str("\nREADME.md says where your own client goes.\n");
    text
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum as _;

    use super::*;

    #[test]
    fn every_language_has_a_starter_that_its_read_me_tells_how_to_run() {
        for language in Language::value_variants() {
            let starter = language.starter();

            let files = starter.files();

            let text = |name: &str| &files.iter().find(|(file, _)| *file == name).unwrap().1;
            assert!(text("README.md").contains(&format!("--adapter \"{}\"", starter.run)));
            if let Some(build) = starter.build {
                assert!(text("README.md").contains(build), "{language:?}");
            }
            assert!(text("PROTOCOL.md").starts_with("# The adapter protocol"));
        }
    }

    #[test]
    fn what_is_there_is_left_alone_and_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("adapter.py"), "mine").unwrap();

        let error = write(&Language::Python.starter(), folder.path()).unwrap_err();

        assert!(
            error.to_string().contains("has adapter.py already"),
            "{error}"
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(
            fs::read_to_string(folder.path().join("adapter.py")).unwrap(),
            "mine"
        );
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("taken");
        fs::write(&file, "").unwrap();

        let error = write(&Language::Go.starter(), &file).unwrap_err();

        assert!(
            error.to_string().contains("taken cannot be written"),
            "{error}"
        );
    }
}
