//! Facts of creating, copying, resetting and deleting sandboxes.

use contract::settings::Settings;
use serde_json::json;

use crate::sandbox::clock::Clock;
use crate::sandbox::fixtures;
use crate::sandbox::quota::Quota;
use crate::sandbox::registry::{CreateError, DeleteError, Sandboxes, Whose};
use crate::sandbox::sample::{advance, frozen, options, sandboxes, token};
use crate::sandbox::seed::Seed;
use crate::sandbox::world::World;

#[test]
fn the_default_sandbox_answers_at_the_root_and_every_other_behind_its_id() {
    let sandboxes = sandboxes();
    let other = sandboxes.create(&frozen()).unwrap();

    let root = sandboxes.default_sandbox().connection("http://sim");
    let behind = other.connection("http://sim");

    assert_eq!(root.nhs_jobs.base_url, "http://sim/nhs-jobs/v1");
    assert_eq!(
        behind.esr.base_url,
        format!("http://sim/sandboxes/{}/esr", other.id())
    );
    assert_eq!(other.id().as_str().len(), 26);
}

#[test]
fn resetting_a_running_sandbox_starts_its_clock_again() {
    let running = options(json!({"now": "2026-11-02T09:00:00Z", "fixtures": "empty"}));
    let sandbox = sandboxes().create(&running).unwrap();
    advance(&sandbox, "P400D");

    sandbox.reset();

    let since = sandbox
        .now()
        .duration_since("2026-11-02T09:00:00Z".parse().unwrap());
    assert!(since.as_secs() < 60 && !sandbox.world().clock.is_frozen());
}

#[test]
fn a_copy_of_nothing_is_refused() {
    let refused = sandboxes()
        .create(&options(json!({"from": "nowhere"})))
        .map(|_| ())
        .unwrap_err();

    insta::assert_snapshot!(refused, @"`from` names no sandbox: `nowhere`; list the sandboxes to see which there are");
}

#[test]
fn a_deleted_sandbox_is_gone_and_so_are_its_secrets() {
    let sandboxes = sandboxes();
    let sandbox = sandboxes.create(&frozen()).unwrap();
    let (id, token) = (sandbox.id().clone(), token(&sandbox));

    sandboxes.delete(id.as_str()).unwrap();

    assert!(sandboxes.get(id.as_str()).is_none());
    assert_eq!(sandboxes.whose(&token, &id), Whose::Unknown);
    let again = sandboxes.delete(id.as_str());
    assert_eq!(again, Err(DeleteError::Unknown { id: id.to_string() }));
    assert_eq!(sandboxes.delete("default"), Err(DeleteError::Default));
}

#[test]
fn a_full_registry_says_what_to_do_and_takes_one_more_after_a_deletion() {
    let quota = Quota {
        sandboxes: 2,
        ..Quota::default()
    };
    let sandboxes: Sandboxes<()> = Sandboxes::new(&frozen(), quota).unwrap();
    let first = sandboxes.create(&frozen()).unwrap();

    let refused = sandboxes.create(&frozen()).map(|_| ()).unwrap_err();
    insta::assert_snapshot!(refused, @"this simulator holds its 2 sandboxes; delete one that is no longer needed");
    assert_eq!(refused, CreateError::Full { most: 2 });

    sandboxes.delete(first.id().as_str()).unwrap();
    assert!(sandboxes.create(&frozen()).is_ok());
}

#[test]
fn the_default_sandbox_is_listed_first() {
    let sandboxes = sandboxes();
    for _ in 0..5 {
        sandboxes.create(&frozen()).unwrap();
    }

    let listed = sandboxes.list();

    assert_eq!((listed.len(), sandboxes.len()), (6, 6));
    assert!(listed[0].id().is_default());
}

#[test]
fn the_same_seed_makes_the_same_world_but_for_id_and_secrets() {
    let sandboxes = sandboxes();
    let (one, other) = (
        sandboxes.create(&frozen()).unwrap(),
        sandboxes.create(&frozen()).unwrap(),
    );

    assert_eq!(*one.world(), *other.world());
    assert_ne!(one.id(), other.id());
    assert!(
        !one.secrets()
            .api_key()
            .hash()
            .same(&other.secrets().api_key().hash())
    );
}

#[test]
fn a_world_is_saved_without_id_and_secrets_and_comes_back() {
    let sandbox = sandboxes()
        .create(&options(json!({"seed": 7, "fixtures": "demo"})))
        .unwrap();
    let world = sandbox.world().clone();

    let saved = serde_json::to_string(&world).unwrap();

    assert_eq!(serde_json::from_str::<World>(&saved).unwrap(), world);
    for (_, secret) in sandbox.secrets().all() {
        assert!(!saved.contains(secret.reveal()));
    }
    assert!(!saved.contains(sandbox.id().as_str()));
}

#[test]
fn every_fixture_loads_without_a_failure() {
    for fixture in &fixtures::ALL {
        let mut world = World::empty(Settings::default(), Seed(7), Clock::real());
        let now = world.now();
        let choice = fixtures::Choice::read(fixture.name).unwrap();
        choice.load(&mut world, Quota::default(), now);
        let expected = match fixture.name {
            "demo" => (31, 10),
            "rotation" => (5_000, 0),
            "vacancies" => (0, 200),
            _ => (0, 0),
        };
        let held = (world.esr.applicant_count(), world.nhs_jobs.len());
        assert_eq!(held, expected, "{}", fixture.name);
    }
    assert_eq!(fixtures::by_default().to_string(), "demo");
}
