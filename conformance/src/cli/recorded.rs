//! Where recorded results lie: beside the scenarios that they are of.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::Args;

/// The results of the scenarios that nobody named a folder for.
const USUAL: &str = "snapshots";

/// How the name of a folder of scenarios usually ends.
const SCENARIOS: &str = "scenarios";

/// Which recorded results are meant.
#[derive(Debug, Clone, Args)]
pub(super) struct Recorded {
    /// Where the recorded results are. Without this `snapshots`, and with --scenarios beside that
    /// folder: `own-snapshots` for `own-scenarios` and for `own`
    #[arg(long, alias = "snapshot-dir", value_name = "DIR")]
    snapshots_dir: Option<PathBuf>,
}

impl Recorded {
    /// The folder, of the scenarios in that folder.
    pub(super) fn of(&self, scenarios: Option<&Path>) -> PathBuf {
        let beside = || scenarios.map_or_else(|| PathBuf::from(USUAL), beside);
        self.snapshots_dir.clone().unwrap_or_else(beside)
    }
}

/// Two folders of scenarios in one place must not take each other's results for stale, so each
/// name has its own.
fn beside(scenarios: &Path) -> PathBuf {
    let Some(name) = scenarios.file_name() else {
        return scenarios.join(USUAL);
    };
    let known = name.to_str().and_then(|name| name.strip_suffix(SCENARIOS));
    let mut results = known.map_or_else(
        || [name, "-".as_ref()].into_iter().collect(),
        OsString::from,
    );
    results.push(USUAL);
    scenarios.with_file_name(results)
}

/// Whether a folder is the one that is taken when nothing is said.
pub(super) fn is_usual(folder: &Path) -> bool {
    folder == Path::new(USUAL)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(named: Option<&str>, scenarios: Option<&str>) -> PathBuf {
        let snapshots_dir = named.map(PathBuf::from);
        Recorded { snapshots_dir }.of(scenarios.map(Path::new))
    }

    #[test]
    fn results_lie_beside_their_scenarios() {
        let beside = [
            (None, "snapshots"),
            (Some("scenarios"), "snapshots"),
            (Some("own-scenarios/"), "own-snapshots"),
            (Some("own"), "own-snapshots"),
            (Some("there/scenarios"), "there/snapshots"),
            (Some("there/own"), "there/own-snapshots"),
            (Some(".."), "../snapshots"),
        ];
        for (scenarios, results) in beside {
            assert_eq!(of(None, scenarios), Path::new(results), "{scenarios:?}");
        }
    }

    #[test]
    fn a_folder_that_was_named_is_the_one() {
        assert_eq!(of(Some("here"), Some("there/own")), Path::new("here"));
    }
}
