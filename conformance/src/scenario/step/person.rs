//! What people do in NHS Jobs and in ESR.

use serde_json::{Map, Value};

use super::read::Steps;
use super::{Do, Lever, Person};
use crate::evidence::Action;
use crate::scenario::fields::{self, Fields};
use crate::scenario::given::{self, Activation};
use crate::scenario::input;
use crate::scenario::node::Node;

/// What the word needs beside it.
#[derive(Clone, Copy)]
enum Does {
    Publish,
    Close,
    Amend,
    Load,
    CloseRecord,
    CorrectRecord,
    KeepRecord,
    Pull(Lever),
    Activation,
}

const WORDS: [(&str, Does); 12] = [
    ("publish", Does::Publish),
    ("close", Does::Close),
    ("amend", Does::Amend),
    ("load_applicant", Does::Load),
    ("close_record", Does::CloseRecord),
    ("correct_record", Does::CorrectRecord),
    ("keep_record", Does::KeepRecord),
    ("expire_credential", Does::Pull(Lever::Expire)),
    ("revoke_credential", Does::Pull(Lever::Revoke)),
    ("unlink_credential", Does::Pull(Lever::Unlink)),
    ("restore_credential", Does::Pull(Lever::Restore)),
    ("set_activation", Does::Activation),
];

/// The credentials by the words of scenarios, and by their ids on the control interface.
pub(crate) const CREDENTIALS: [(&str, &str); 5] = [
    ("api_key", "api-key"),
    ("account", "account"),
    ("organisation", "organisation"),
    ("supplier", "supplier"),
    ("access_tokens", "access-tokens"),
];

/// Reads `person:` and what stands beside it.
pub(super) fn read(steps: &mut Steps<'_>, word: &Node, members: &Fields<'_>) -> Option<Do> {
    let does = fields::word(word, &WORDS, steps.notes)?;
    let person = match does {
        Does::Publish => Person::Publish {
            name: vacancy(steps, members)?,
        },
        Does::Close => Person::Close {
            name: vacancy(steps, members)?,
        },
        Does::Amend => {
            let (name, with) = (vacancy(steps, members), changes(members));
            Person::Amend {
                name: name?,
                with: with?,
            }
        }
        Does::Load => load(steps, members)?,
        Does::CloseRecord => Person::CloseRecord {
            of: record(steps, members)?,
        },
        Does::CorrectRecord => {
            let (of, with) = (record(steps, members), changes(members));
            Person::CorrectRecord {
                of: of?,
                with: with?,
            }
        }
        Does::KeepRecord => Person::KeepRecord {
            of: record(steps, members)?,
        },
        Does::Pull(lever) => credential(lever, members)?,
        Does::Activation => {
            members.need("to");
            Person::Activation {
                to: members.word("to", &Activation::WORDS)?,
            }
        }
    };
    Some(Do::Person(person))
}

fn vacancy(steps: &Steps<'_>, members: &Fields<'_>) -> Option<String> {
    let posted = |(_, (action, _)): &(&String, &(Action, Value))| {
        *action != Action::TransferEmploymentChecks
    };
    let names: Vec<String> = steps
        .held
        .iter()
        .filter(posted)
        .map(|(name, _)| name.clone())
        .collect();
    steps.known(members.need_text("name"), &names, members)
}

fn record(steps: &Steps<'_>, members: &Fields<'_>) -> Option<String> {
    steps.known(members.need_text("of"), &steps.records, members)
}

fn changes(members: &Fields<'_>) -> Option<Value> {
    let with = members.need("with")?;
    let mut changes = Value::Object(Map::new());
    input::merge_free(&mut changes, with, members.notes);
    Some(changes)
}

fn load(steps: &mut Steps<'_>, members: &Fields<'_>) -> Option<Person> {
    let nth = steps.next_applicant();
    let name = members.need_text("as");
    let empty = Node {
        span: members.first_line(),
        kind: crate::scenario::node::Kind::Map(Vec::new()),
    };
    let with = members.get("with").unwrap_or(&empty);
    let mut applicant = given::read_applicant(nth, with, steps.base, steps.notes);
    applicant.name = name?;
    steps.records.push(applicant.name.clone());
    Some(Person::Load(applicant))
}

fn credential(lever: Lever, members: &Fields<'_>) -> Option<Person> {
    members.need("credential");
    let credential = members.word("credential", &CREDENTIALS)?;
    Some(Person::Credential {
        lever,
        credential: credential.to_owned(),
    })
}
