//! The layers of configuration: flag over variable over file over default.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{ArgMatches, Command, CommandFactory as _, FromArgMatches as _};

use super::Cli;
use super::file::{ConfigFile, Entry, FileError, Written};
use crate::ControlToken;

/// Flags that make no sense in a file.
const NOT_IN_A_FILE: [&str; 4] = ["config", "print-config", "help", "version"];

/// The command line as all layers together make it.
#[derive(Debug)]
pub(super) struct Layers {
    /// What it says.
    pub(super) cli: Cli,
    /// The same, value by value.
    pub(super) matches: ArgMatches,
    // What was given stronger than the file, by clap's id.
    origins: BTreeMap<String, ValueSource>,
    file: Option<(PathBuf, Vec<String>)>,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// The command line.
    Flag,
    /// The environment.
    Variable,
    /// The configuration file.
    File(PathBuf),
    /// Nobody said anything.
    Default,
}

impl Layers {
    /// Reads the command line, the environment, and the file that either names. A mistake on the
    /// command line or in the environment ends the process as clap does, with status 2.
    ///
    /// # Errors
    ///
    /// [`FileError`] for a mistake in the file.
    pub(super) fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, FileError> {
        let mut arguments = arguments.into_iter().collect::<Vec<_>>();
        let first = Cli::command().get_matches_from(arguments.clone());
        let origins = origins(&first);
        let mut file = None;
        if let Some(path) = first.try_get_one::<PathBuf>("config").ok().flatten() {
            let read = ConfigFile::read(path, &names())?;
            for entry in read.entries() {
                judge(&read, entry)?;
            }
            let weak = |entry: &&Entry| !origins.contains_key(&id(&entry.name));
            let given = read.entries().iter().filter(weak).collect::<Vec<_>>();
            arguments.extend(given.iter().filter_map(|entry| argument(entry)));
            let names = given.iter().map(|entry| id(&entry.name)).collect();
            file = Some((path.clone(), names));
        }
        let matches = Cli::command().get_matches_from(arguments);
        let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
        Ok(Self {
            cli,
            matches,
            origins,
            file,
        })
    }

    /// Where the value of a flag comes from, by clap's id.
    pub(super) fn origin(&self, id: &str) -> Origin {
        match (self.origins.get(id), &self.file) {
            (Some(ValueSource::CommandLine), _) => Origin::Flag,
            (Some(_), _) => Origin::Variable,
            (None, Some((path, given))) if given.iter().any(|known| known == id) => {
                Origin::File(path.clone())
            }
            (None, _) => Origin::Default,
        }
    }
}

fn origins(matches: &ArgMatches) -> BTreeMap<String, ValueSource> {
    let told = |id: &clap::Id| {
        let source = matches.value_source(id.as_str())?;
        (source != ValueSource::DefaultValue).then(|| (id.to_string(), source))
    };
    matches.ids().filter_map(told).collect()
}

fn names() -> Vec<&'static str> {
    // Leaked once for the life of the process: clap's names borrow from its command.
    let command: &'static Command = Box::leak(Box::new(Cli::command()));
    let longs = command.get_arguments().filter_map(clap::Arg::get_long);
    longs.filter(|name| !NOT_IN_A_FILE.contains(name)).collect()
}

fn id(name: &str) -> String {
    name.replace('-', "_")
}

fn argument(entry: &Entry) -> Option<OsString> {
    let name = &entry.name;
    match &entry.value {
        Written::Text(value) => Some(format!("--{name}={value}").into()),
        Written::Switch(true) => Some(format!("--{name}").into()),
        Written::Switch(false) => None,
    }
}

/// Asks clap about one value alone, without the environment, so that a mistake is told at its
/// place in the file.
fn judge(file: &ConfigFile, entry: &Entry) -> Result<(), FileError> {
    let alone = |argument: clap::Arg| argument.env(None);
    let command = Cli::command().mut_args(alone);
    let switch = command
        .get_arguments()
        .find(|known| known.get_long() == Some(&entry.name))
        .is_some_and(|known| !known.get_action().takes_values());
    let refused = |text: String| Err(file.refused(entry, text));
    match &entry.value {
        Written::Text(token) if entry.name == "control-token" => token
            .parse::<ControlToken>()
            .map(|_| ())
            .map_err(|error| file.refused(entry, error.to_string())),
        Written::Text(_) if switch => refused(format!("`{}` is true or false", entry.name)),
        Written::Switch(_) if !switch => refused(format!("`{}` takes a value", entry.name)),
        _ => match command.try_get_matches_from(
            [OsString::from("simulator")]
                .into_iter()
                .chain(argument(entry)),
        ) {
            Err(error) if error.kind() != clap::error::ErrorKind::MissingRequiredArgument => {
                refused(said(&error))
            }
            _ => Ok(()),
        },
    }
}

/// What clap says of a value: the line that names value and flag, and the values there are.
fn said(error: &clap::Error) -> String {
    let text = error.to_string();
    let mut lines = text.lines().map(str::trim);
    let first = lines.next().unwrap_or_default();
    let first = first.trim_start_matches("error: ");
    match lines
        .next()
        .filter(|line| line.starts_with("[possible values"))
    {
        Some(values) => format!("{first} {values}"),
        None => first.to_owned(),
    }
}
