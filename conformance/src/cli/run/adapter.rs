//! The adapter that was asked for, and the command that asks for the same again.

use std::sync::Arc;

use crate::cli::arguments::RunArguments;
use crate::driver::{Adapter, BadCommand, CommandLine, Driver, InProcess, Stdio};

/// The adapter that was asked for; without a word, the reference client.
pub(super) fn adapter(arguments: &RunArguments) -> Result<Adapter, BadCommand> {
    let driver: Arc<dyn Driver> = match (&arguments.adapter, arguments.wayward) {
        (Some(command), _) => {
            // Without its own path the program cannot guard the adapter against being killed itself.
            let runner = std::env::current_exe().ok();
            Arc::new(Stdio::new(CommandLine::read(command)?, runner))
        }
        (None, Some(flaw)) => Arc::new(InProcess::new(clients::wayward(flaw))),
        (None, None) => Arc::new(InProcess::new(clients::reference())),
    };
    Ok(Adapter::new(driver, arguments.deadline))
}

/// The command that runs the same again, but for the filter. No secret is in it.
pub(super) fn replay(arguments: &RunArguments) -> Vec<String> {
    let mut command = vec!["conformance".to_owned(), "run".to_owned()];
    let mut flag = |name: &str, value: String| command.extend([name.to_owned(), value]);
    if let Some(adapter) = &arguments.adapter {
        flag("--adapter", adapter.clone());
    }
    if let Some(flaw) = arguments.wayward {
        flag("--wayward", flaw.name().to_owned());
    }
    if let Some(simulator) = &arguments.simulator {
        flag("--simulator", simulator.clone());
    }
    if let Some(scenarios) = &arguments.selection.scenarios {
        flag("--scenarios", scenarios.display().to_string());
    }
    flag("--seed", arguments.seed.to_string());
    command
}
