//! `--print-config`: the effective configuration as a file that could be given to `--config`, and
//! where each value comes from.

use clap::{Arg, CommandFactory as _};

use super::Cli;
use super::layers::{Layers, Origin};

/// Flags whose values are told to nobody.
const SECRETS: [&str; 1] = ["control-token"];

/// The effective configuration, in TOML.
pub(super) fn config(layers: &Layers) -> String {
    let command = Cli::command();
    let lines = command.get_arguments().filter_map(|known| {
        let name = known.get_long()?;
        let own = ["config", "print-config", "help", "version"];
        (!own.contains(&name)).then(|| line(layers, known, name))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn line(layers: &Layers, known: &Arg, name: &str) -> String {
    let id = known.get_id().as_str();
    let origin = match layers.origin(id) {
        Origin::Flag => format!("flag --{name}"),
        Origin::Variable => format!(
            "variable {}",
            known.get_env().unwrap_or_default().to_string_lossy()
        ),
        Origin::File(path) => format!("file {}", path.display()),
        Origin::Default => "default".to_owned(),
    };
    let said = match value(layers, known) {
        None => format!("# {name} is not set"),
        Some(_) if SECRETS.contains(&name) => format!("# {name} is set, and a secret"),
        Some(value) => format!("{name} = {value}"),
    };
    format!("{said:<44} # {origin}")
}

fn value(layers: &Layers, known: &Arg) -> Option<String> {
    let id = known.get_id().as_str();
    if !known.get_action().takes_values() {
        return Some(layers.matches.get_flag(id).to_string());
    }
    let raw = layers.matches.get_raw(id)?.next()?.to_string_lossy();
    let number = raw.parse::<u64>().is_ok();
    Some(match number {
        true => raw.into_owned(),
        false => toml::Value::String(raw.into_owned()).to_string(),
    })
}
