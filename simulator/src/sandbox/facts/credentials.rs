//! Facts of credentials at the door.

use contract::refusal::Refusal;
use contract::settings::Matching;
use serde_json::json;

use crate::esr::Activation;
use crate::sandbox::credentials::{CredentialId, Lever};
use crate::sandbox::door::Secrets;
use crate::sandbox::options::Options;
use crate::sandbox::registry::Whose;
use crate::sandbox::sample::{advance, frozen, options, present, sandboxes, token, with_key};
use crate::sandbox::secret::{SecretHash, SecretKind};

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
fn a_secret_hash_of_a_longer_text_is_another() {
    assert!(!SecretHash::of("a").same(&SecretHash::of("aa")));
}

#[test]
fn the_secrets_of_an_earlier_simulator_open_the_next_one_and_no_text_of_somebody_does() {
    let earlier = sandboxes()
        .create(&frozen())
        .unwrap()
        .connection("http://sim");
    let (key, secret) = (&earlier.nhs_jobs.api_key, &earlier.esr.client_secret);
    let kept = Options {
        secrets: Secrets::kept(key, secret),
        ..frozen()
    };

    let again = sandboxes().create(&kept).unwrap();

    assert_eq!(with_key(&again, key), Ok(()));
    assert_eq!(again.connection("http://sim").esr.client_secret, *secret);
    assert!(Secrets::kept("hunter2", secret).is_none());
    assert!(Secrets::kept(secret, key).is_none());
}
