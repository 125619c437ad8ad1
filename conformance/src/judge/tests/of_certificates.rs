//! Certificates of whatever a client could have done: what is derived is derived again, and nothing
//! that somebody writes into one makes the program stumble.

use std::path::PathBuf;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::laws;
use super::made::Story;
use super::of_sending::good_post;
use crate::certificate::sample::given;
use crate::certificate::{self, Certificate, Document, Library, Verification, Verified};

/// Whatever a client could have done, and now and then all of it right.
fn stories() -> impl Strategy<Value = Story> {
    prop_oneof![laws::stories(), Just(good_post())]
}

fn library(story: &Story) -> Library {
    Library::of([("story".to_owned(), story.source.clone())])
}

fn certified(story: &Story) -> Certificate {
    let told = certificate::Story {
        id: "story".to_owned(),
        source: story.source.clone(),
        evidence: story.evidence.clone(),
    };
    certificate::certificate(given(&library(story)), vec![told]).expect("its scenario was read")
}

fn written(certificate: &Certificate) -> Vec<u8> {
    certificate::text(certificate).expect("it is small")
}

fn read(text: &[u8]) -> Result<Document, certificate::NotRead> {
    certificate::parse(PathBuf::from("certificate.json"), text)
}

fn verified(document: &Document, story: &Story) -> Verification {
    let library = library(story);
    certificate::verify(document, &library, &library).expect("its scenario was read")
}

/// The leaves of a document, by their JSON Pointers.
fn leaves(value: &Value, place: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                leaves(member, &format!("{place}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                leaves(item, &format!("{place}/{at}"), found);
            }
        }
        _ => found.push(place.to_owned()),
    }
}

/// Another value, of the same kind or not.
fn another(value: &Value, kind: u8) -> Value {
    match (value, kind % 4) {
        (Value::String(text), 0) => json!(format!("{text}x")),
        (Value::Number(number), 0) => json!(number.as_u64().unwrap_or(0).wrapping_add(1)),
        (Value::Bool(truth), _) => json!(!truth),
        (_, 1) => json!(u64::MAX),
        (_, 2) => json!("9999-12-31T23:59:59Z"),
        _ => Value::Null,
    }
}

proptest! {
    #[test]
    fn what_was_certified_comes_to_the_same_again(story in stories()) {
        let certificate = certified(&story);
        let document = read(&written(&certificate)).expect("it was written by us");

        let found = verified(&document, &story);

        prop_assert_eq!(&document.certificate, &certificate);
        prop_assert_eq!(&found.altered, &Vec::<String>::new());
        prop_assert_eq!(&found.differing, &Vec::new());
        prop_assert_eq!(&found.untrue, &certificate::objections(&certificate));
        prop_assert_eq!(&found.foreign, &Vec::<String>::new());
        prop_assert_eq!(found.verified() == Verified::Yes, certificate::objections(&certificate).is_empty());
    }

    #[test]
    fn whatever_is_changed_in_it_is_found_and_nothing_makes_the_judge_stumble(
        story in stories(),
        which in any::<prop::sample::Index>(),
        kind in any::<u8>(),
    ) {
        let mut changed: Value = serde_json::from_slice(&written(&certified(&story))).expect("JSON");
        let mut places = Vec::new();
        leaves(&changed, "", &mut places);
        let place: &String = which.get(&places);
        let leaf = changed.pointer_mut(place).expect("it was found there");
        let before = leaf.take();
        *leaf = another(&before, kind);
        prop_assume!(*leaf != before);

        if let Ok(document) = read(changed.to_string().as_bytes()) {
            let found = certificate::verify(&document, &library(&story), &library(&story));
            prop_assert!(found.is_err() || found.is_ok_and(|found| !found.altered.is_empty()));
        }
    }

    #[test]
    fn digests_made_anew_are_no_way_to_a_verdict_that_does_not_follow(
        story in stories(),
        which in any::<prop::sample::Index>(),
        kind in any::<u8>(),
    ) {
        let mut changed: Value = serde_json::from_slice(&written(&certified(&story))).expect("JSON");
        let mut places = Vec::new();
        leaves(&changed["attempts"][0], "/attempts/0", &mut places);
        let place: &String = which.get(&places);
        let leaf = changed.pointer_mut(place).expect("it was found there");
        *leaf = another(&leaf.take(), kind);
        certificate::sample::make_anew(&mut changed);

        if let Ok(document) = read(changed.to_string().as_bytes())
            && let Ok(found) = certificate::verify(&document, &library(&story), &library(&story))
            && found.verified() == Verified::Yes
        {
            let attempt = &document.certificate.attempts[0];
            let mut again = story.clone();
            again.evidence = attempt.evidence.clone();
            prop_assert_eq!(&again.judged().checks, &attempt.checks);
        }
    }

    #[test]
    fn no_bytes_make_the_reader_stumble(text in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(read(&text).is_err());
    }

    #[test]
    fn a_certificate_that_is_cut_off_anywhere_is_refused(
        story in stories(),
        at in any::<prop::sample::Index>(),
    ) {
        let text = written(&certified(&story));
        let end = at.index(text.trim_ascii_end().len());

        prop_assert!(read(&text[..end]).is_err());
    }
}

#[test]
fn a_faithful_post_is_verified() {
    let story = good_post();
    let document = read(&written(&certified(&story))).expect("it was written by us");

    let found = verified(&document, &story);

    assert_eq!(found.verified(), Verified::Yes, "{found:#?}");
}

#[test]
fn a_page_escapes_what_a_client_may_call_itself() {
    use askama::Template as _;

    let page = certificate::Page::of(&certified(&good_post()))
        .render()
        .expect("it renders");

    assert!(page.contains("An &#60;ATS&#62; 1.0"), "{page}");
    assert!(!page.contains("<ATS>"), "{page}");
}

#[test]
fn a_requirement_that_nothing_showed_says_why() {
    let certificate = certified(&good_post());
    let rows = &certificate.coverage.requirements;
    let of = |id: &str| {
        let row = rows
            .iter()
            .find(|row| row.id == id)
            .expect("there is such a row");
        row.not_shown.as_deref()
    };

    assert_eq!(of("BOTH-C-001"), None);
    assert_eq!(
        of("ESR-C-003"),
        Some("what it is about did not occur in the scenarios that ran")
    );
    assert_eq!(of("NJ-C-014"), Some("no scenario that ran checks it"));
    let excused = rows.iter().filter_map(|row| row.not_shown.as_deref());
    let excused = excused.filter(|why| why.starts_with("nothing checks it: "));
    assert!(excused.count() > 0);
    let shown: usize = rows.iter().filter(|row| row.not_shown.is_none()).count();
    assert_eq!(certificate.coverage.shown(), shown);
}

#[test]
fn sentences_name_numbers_and_what_was_left_out() {
    let certificate = certified(&good_post());

    let told = certificate.statement.join("\n");
    assert!(
        told.starts_with("An <ATS> 1.0 of A vendor behaved as required in all of "),
        "{told}"
    );
    assert!(told.contains(", in 1 scenario, on 2026-11-02."), "{told}");
    assert!(!told.contains("It covers only"), "{told}");
}
