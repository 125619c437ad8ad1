//! One recorded result per scenario, and no more.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use conformance::attempt::Attempts;
use conformance::driver::{Adapter, InProcess};
use conformance::run::{self, Plan};
use conformance::scenario;
use conformance::seed;
use conformance::simulator::OwnSimulator;
use conformance::snapshot::{Folder, Snap, snap_of};
use tokio_util::sync::CancellationToken;

/// This package.
fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The results of the reference client, by scenario.
async fn results() -> BTreeMap<String, Snap> {
    let loaded = scenario::load(&here().join("../scenarios"));
    let scenarios = loaded.unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let (simulator, control) = OwnSimulator::start().await.expect("a simulator starts");
    let patience = Duration::from_secs(60);
    let driver = Arc::new(InProcess::new(clients::reference()));
    let plan = Arc::new(Plan {
        scenarios,
        attempts: Attempts {
            adapter: Adapter::new(driver, patience),
            control,
            seed: seed::DEFAULT,
            patience,
            interrupt: CancellationToken::new(),
        },
        jobs: Some(16),
        fail_fast: false,
    });
    let outcome = run::run(Arc::clone(&plan), &mut |_| {}).await;
    simulator.stop().await;
    let snaps = outcome.results.iter().map(|attempt| {
        let scenario = &plan.scenarios[attempt.index];
        let snap = snap_of(&scenario.title, &attempt.evidence, &attempt.verdict);
        (scenario.id.clone(), snap)
    });
    snaps.collect()
}

/// Where insta looks for a scenario's record: folder and name.
fn place(id: &str) -> (PathBuf, &str) {
    let (area, name) = id.rsplit_once('/').unwrap_or(("", id));
    (here().join("scenarios").join(area), name)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_scenario_gives_its_recorded_result() {
    let results = results().await;

    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for (id, snap) in &results {
        let (folder, name) = place(id);
        settings.set_snapshot_path(folder);
        settings.set_description(snap.description.clone());
        settings.bind(|| insta::assert_snapshot!(name, snap.contents));
    }
    let known: BTreeSet<&str> = results.keys().map(String::as_str).collect();
    let stale = Folder::at(here())
        .stale(&known)
        .expect("the folder can be read");
    assert_eq!(stale, [], "records of scenarios that there are not");
}
