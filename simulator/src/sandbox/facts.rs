//! Facts and laws of sandboxes.

use contract::refusal::Refusal;
use contract::settings::{Matching, Settings};
use proptest::prelude::*;
use serde_json::json;

use super::clock::{Change, Clock, duration};
use super::credentials::{CredentialId, Lever};
use super::door::Presented;
use super::fixtures;
use super::options::Options;
use super::quota::Quota;
use super::registry::{CreateError, DeleteError, Sandbox, Sandboxes, Whose};
use super::secret::{SecretHash, SecretKind};
use super::seed::Seed;
use super::world::World;
use crate::esr::Activation;

type One = Sandbox<()>;

fn options(body: serde_json::Value) -> Options {
    Options::read(&body).expect("readable options")
}

fn frozen() -> Options {
    options(json!({
        "seed": 7, "now": "2026-11-02T09:00:00Z", "clock": "frozen", "fixtures": "empty"
    }))
}

fn sandboxes() -> Sandboxes<()> {
    Sandboxes::new(&frozen(), Quota::default()).expect("entropy")
}

/// Presents the sandbox's own credentials, but for what the test changes.
fn present(sandbox: &One, change: impl FnOnce(&mut Presented<'_>)) -> Result<(), Refusal> {
    let connection = sandbox.connection("http://sim").nhs_jobs;
    let mut presented = Presented {
        api_key: Some(&connection.api_key),
        account_id: Some(&connection.account_id),
        organisation_id: &connection.organisation_id,
    };
    change(&mut presented);
    sandbox.admit_nhs_jobs(presented)
}

/// Presents another key beside the sandbox's own organisation and account.
fn with_key(sandbox: &One, key: &str) -> Result<(), Refusal> {
    let connection = sandbox.connection("http://sim").nhs_jobs;
    sandbox.admit_nhs_jobs(Presented {
        api_key: Some(key),
        account_id: Some(&connection.account_id),
        organisation_id: &connection.organisation_id,
    })
}

fn token(sandbox: &One) -> String {
    let esr = sandbox.connection("http://sim").esr;
    let issued = sandbox
        .issue_token(&esr.client_id, &esr.client_secret)
        .expect("entropy");
    issued.expect("a token").token.reveal().to_owned()
}

fn advance(sandbox: &One, text: &str) {
    let change = Change::Advance {
        duration: duration(text).expect("a duration"),
    };
    let mut world = sandbox.world();
    let now = world.now();
    world.clock.change(change, now).expect("within range");
}

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
fn a_key_opens_one_sandbox_and_no_other() {
    let sandboxes = sandboxes();
    let (one, other) = (
        sandboxes.create(&frozen()).unwrap(),
        sandboxes.create(&frozen()).unwrap(),
    );
    let key = other.connection("http://sim").nhs_jobs.api_key;

    assert_eq!(present(&one, |_| {}), Ok(()));
    assert_eq!(with_key(&one, &key), Err(Refusal::KeyUnknown));
    assert_eq!(
        sandboxes.whose(&key, one.id()),
        Whose::Other(SecretKind::ApiKey)
    );
    assert_eq!(
        sandboxes.whose(&key, other.id()),
        Whose::Own(SecretKind::ApiKey)
    );
    assert_eq!(sandboxes.whose("no key", other.id()), Whose::Unknown);
}

#[test]
fn each_credential_of_nhs_jobs_has_a_refusal_of_its_own() {
    let sandbox = sandboxes().create(&frozen()).unwrap();
    let pulled = |id: &str, lever| {
        let id: CredentialId = id.parse().unwrap();
        sandbox.pull(id, lever).unwrap();
        let refused = present(&sandbox, |_| {}).unwrap_err();
        sandbox.pull(id, Lever::Restore).unwrap();
        refused
    };

    assert_eq!(pulled("api-key", Lever::Expire), Refusal::KeyExpired);
    assert_eq!(pulled("api-key", Lever::Revoke), Refusal::KeyRevoked);
    assert_eq!(
        pulled("organisation", Lever::Unlink),
        Refusal::OrganisationNotLinked
    );
    assert_eq!(pulled("account", Lever::Unlink), Refusal::AccountNotLinked);
    assert_eq!(
        present(&sandbox, |p| p.api_key = None),
        Err(Refusal::KeyMissing)
    );
    assert_eq!(
        present(&sandbox, |p| p.api_key = Some("")),
        Err(Refusal::KeyUnknown)
    );
    assert_eq!(
        present(&sandbox, |p| p.account_id = None),
        Err(Refusal::AccountNotLinked)
    );
    let elsewhere = present(&sandbox, |p| p.organisation_id = "ORG-000000");
    assert_eq!(elsewhere, Err(Refusal::OrganisationNotLinked));
    assert_eq!(present(&sandbox, |_| {}), Ok(()));
}

#[test]
fn the_key_is_judged_before_the_organisation_and_that_before_the_account() {
    let sandbox = sandboxes().create(&frozen()).unwrap();
    sandbox
        .pull(CredentialId::Organisation, Lever::Unlink)
        .unwrap();
    sandbox.pull(CredentialId::Account, Lever::Unlink).unwrap();

    assert_eq!(
        present(&sandbox, |_| {}),
        Err(Refusal::OrganisationNotLinked)
    );
    sandbox
        .pull(CredentialId::ApiKey(1), Lever::Revoke)
        .unwrap();
    assert_eq!(present(&sandbox, |_| {}), Err(Refusal::KeyRevoked));
}

#[test]
fn a_token_runs_out_on_the_sandbox_clock() {
    let sandbox = sandboxes().create(&frozen()).unwrap();
    let token = token(&sandbox);

    assert_eq!(sandbox.admit_esr(Some(&token)), Ok(()));
    advance(&sandbox, "PT1H");
    assert_eq!(sandbox.admit_esr(Some(&token)), Err(Refusal::TokenExpired));
    assert_eq!(
        sandbox.admit_esr(Some("simtoken-")),
        Err(Refusal::TokenInvalid)
    );
    assert_eq!(sandbox.admit_esr(None), Err(Refusal::TokenMissing));
}

#[test]
fn expired_tokens_are_renewed_by_a_new_one() {
    let sandbox = sandboxes().create(&frozen()).unwrap();
    let earlier = token(&sandbox);
    sandbox
        .pull(CredentialId::AccessTokens, Lever::Expire)
        .unwrap();

    let later = token(&sandbox);

    assert_eq!(
        sandbox.admit_esr(Some(&earlier)),
        Err(Refusal::TokenExpired)
    );
    assert_eq!(sandbox.admit_esr(Some(&later)), Ok(()));
}

#[test]
fn a_wrong_client_gets_no_token() {
    let sandbox = sandboxes().create(&frozen()).unwrap();
    let esr = sandbox.connection("http://sim").esr;
    let ask = |id: &str, secret: &str| sandbox.issue_token(id, secret).unwrap().is_some();

    assert!(ask(&esr.client_id, &esr.client_secret));
    assert!(!ask(&esr.client_id, "wrong") && !ask("wrong", &esr.client_secret));
    sandbox.pull(CredentialId::Supplier, Lever::Revoke).unwrap();
    assert!(!ask(&esr.client_id, &esr.client_secret));
}

#[test]
fn an_employer_lets_in_an_enabled_supplier_while_its_interface_is_on_or_asked_for() {
    let sandbox = sandboxes().create(&frozen()).unwrap();
    let vpd = sandbox.connection("http://sim").esr.vpd;
    let set = |activation| {
        let set = sandbox.world().esr.set_activation(&vpd, activation);
        set.unwrap();
    };

    assert_eq!(sandbox.admit_employer(&vpd), Ok(()));
    set(Activation::Pending);
    assert_eq!(sandbox.admit_employer(&vpd), Ok(()));
    set(Activation::None);
    assert_eq!(
        sandbox.admit_employer(&vpd),
        Err(Refusal::EmployerNotActivated)
    );
    sandbox.pull(CredentialId::Supplier, Lever::Unlink).unwrap();
    assert_eq!(
        sandbox.admit_employer(&vpd),
        Err(Refusal::SupplierNotEnabled)
    );
    assert_eq!(
        sandbox.admit_employer("0000"),
        Err(Refusal::SupplierNotEnabled)
    );
}

#[test]
fn resetting_keeps_id_and_credentials_and_gives_everything_else_back() {
    let sandbox = sandboxes().create(&frozen()).unwrap();
    let connection = sandbox.connection("http://sim");
    let before = sandbox.world().clone();
    let token = token(&sandbox);
    advance(&sandbox, "PT30M");
    sandbox
        .pull(CredentialId::ApiKey(1), Lever::Revoke)
        .unwrap();
    sandbox
        .world()
        .esr
        .set_activation("999", Activation::Pending)
        .unwrap();

    sandbox.reset();

    assert_eq!(*sandbox.world(), before);
    assert_eq!(sandbox.connection("http://sim"), connection);
    assert_eq!(present(&sandbox, |_| {}), Ok(()));
    assert_eq!(sandbox.admit_esr(Some(&token)), Ok(()));
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
fn a_copy_holds_what_the_other_held_behind_keys_of_its_own() {
    let sandboxes = sandboxes();
    let one = sandboxes.create(&frozen()).unwrap();
    one.world()
        .esr
        .set_activation("999", Activation::Pending)
        .unwrap();
    let copy = options(json!({"from": one.id().as_str(), "matching": "normalised"}));

    let other = sandboxes.create(&copy).unwrap();

    let mut expected = one.world().clone();
    expected.settings.matching = Matching::Normalised;
    assert_eq!(*other.world(), expected);
    let key = one.connection("http://sim").nhs_jobs.api_key;
    assert_eq!(with_key(&other, &key), Err(Refusal::KeyUnknown));
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
        fixture.load(&mut world, Quota::default(), now);
        let expected = if fixture.name == "demo" { 26 } else { 0 };
        assert_eq!(world.esr.applicant_count(), expected, "{}", fixture.name);
    }
    assert_eq!(fixtures::by_default().name, "demo");
}

#[test]
fn a_secret_hash_of_a_longer_text_is_another() {
    assert!(!SecretHash::of("a").same(&SecretHash::of("aa")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Whatever is done in one sandbox, no other and no earlier clone changes.
    #[test]
    fn sandboxes_share_nothing(acts in prop::collection::vec((0usize..3, 0u16..1000), 1..20)) {
        let sandboxes = sandboxes();
        let all: Vec<_> = (0..3).map(|_| sandboxes.create(&frozen()).unwrap()).collect();
        for (which, vpd) in acts {
            let before: Vec<World> = all.iter().map(|sandbox| sandbox.world().clone()).collect();
            let activation =
                if vpd % 2 == 0 { Activation::Pending } else { Activation::None };
            let vpd = format!("9{vpd:04}");
            all[which].world().esr.set_activation(&vpd, activation).unwrap();
            advance(&all[which], "PT1S");
            for (index, sandbox) in all.iter().enumerate() {
                prop_assert_eq!(*sandbox.world() == before[index], index != which);
            }
        }
    }
}
