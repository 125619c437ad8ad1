//! A case as a file: readable, and replayed without a seed.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::case::{self, Case};
use super::notation::line;
use crate::scenario::diagnostic::{Diagnostic, Diagnostics, Notes};
use crate::scenario::fields::Fields;
use crate::scenario::{fields, node};

/// What such a file is, and in which version.
pub const FORMAT: &str = "conformance-case/1";

/// The version of the wire contract that cases of this program are about.
pub const CONTRACT: &str = "v1";

/// How the names of such files end.
pub const ENDING: &str = ".case.json";

/// A case with what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseFile {
    /// Unique among cases; the name of its file.
    pub id: String,
    /// The check that it breaks, or `adapter`.
    pub check: String,
    /// The requirement behind that check.
    pub requirement: Option<String>,
    /// What was found, in one sentence.
    pub reason: String,
    /// The client that it was found in.
    pub subject: Option<String>,
    /// The run that found it: seed and number. Nothing depends on them.
    pub found: Option<(u64, u64)>,
    /// Whether it did not show the finding each time it was tried.
    pub flaky: bool,
    /// The case.
    pub case: Case,
}

/// The id of a case that breaks a check: the same case has the same.
#[must_use]
pub fn id(check: &str, case: &Case) -> String {
    let told = json!([case.given, case.steps]).to_string();
    let digest = Sha256::digest(format!("{check}\n{told}").as_bytes());
    let short = digest
        .iter()
        .take(3)
        .fold(String::new(), |mut short, byte| {
            let _ = write!(short, "{byte:02x}");
            short
        });
    let name = check.rsplit('/').next().unwrap_or(check);
    format!("{name}-{short}")
}

impl CaseFile {
    /// The file's name.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}{ENDING}", self.id)
    }

    /// The file's text: one line for each step, nothing invisible.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::from("{\n");
        let mut member = |name: &str, value: &Value| {
            let _ = writeln!(text, "  \"{name}\": {},", line(value));
        };
        member("format", &json!(FORMAT));
        member("contract", &json!(CONTRACT));
        member("id", &json!(self.id));
        member("check", &json!(self.check));
        if let Some(requirement) = &self.requirement {
            member("requirement", &json!(requirement));
        }
        member("reason", &json!(self.reason));
        if let Some(subject) = &self.subject {
            member("subject", &json!(subject));
        }
        if let Some((seed, case)) = self.found {
            member("found", &json!({ "seed": seed, "case": case }));
        }
        if self.flaky {
            member("flaky", &json!(true));
        }
        member("given", &Value::Object(self.case.given.clone()));
        let steps: Vec<String> = self
            .case
            .steps
            .iter()
            .map(|step| format!("    {}", line(step)))
            .collect();
        let _ = write!(text, "  \"steps\": [\n{}\n  ]\n}}\n", steps.join(",\n"));
        text
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// When it cannot be read, is no case, or is one of another contract; every mistake with its
    /// place.
    pub fn load(path: &Path) -> Result<Self, Diagnostics> {
        let name = path.display().to_string();
        let source = std::fs::read_to_string(path).map_err(|error| {
            let title = format!("cannot read the file: {error}");
            Diagnostics::new(vec![Diagnostic::of_file(&name, title)])
        })?;
        Self::read(&name, &source)
    }

    /// Reads a file's text.
    ///
    /// # Errors
    ///
    /// As [`Self::load`].
    pub fn read(name: &str, source: &str) -> Result<Self, Diagnostics> {
        let notes = Notes::new(name, source);
        let file = read(source, &notes);
        let mistakes = notes.finish();
        match file {
            Some(file) if mistakes.is_empty() => Ok(file),
            _ => Err(Diagnostics::new(mistakes)),
        }
    }
}

/// The case files of a folder, by name. A folder that is not there holds none.
///
/// # Errors
///
/// Every mistake of every file.
pub fn load_all(folder: &Path) -> Result<Vec<(PathBuf, CaseFile)>, Diagnostics> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let own = |path: &PathBuf| path.to_string_lossy().ends_with(ENDING);
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(own).collect();
    paths.sort();
    let mut files = Vec::new();
    let mut mistakes = Vec::new();
    for path in paths {
        match CaseFile::load(&path) {
            Ok(file) => files.push((path, file)),
            Err(found) => mistakes.extend(found.iter().cloned()),
        }
    }
    if mistakes.is_empty() {
        Ok(files)
    } else {
        Err(Diagnostics::new(mistakes))
    }
}

fn read(source: &str, notes: &Notes) -> Option<CaseFile> {
    let root = node::parse(source, notes)?;
    let members = Fields::of(&root, notes)?;
    expect(
        &members,
        "format",
        FORMAT,
        "this program reads only files of its own `fuzz`",
    );
    let other = "it was found under another wire contract: let `conformance fuzz` look for it anew";
    expect(&members, "contract", CONTRACT, other);
    if !notes.is_empty() {
        return None;
    }
    let (id, check) = (members.need_text("id"), members.need_text("check"));
    let (requirement, reason) = (members.text("requirement"), members.text("reason"));
    let (subject, flaky) = (members.text("subject"), members.flag("flaky"));
    let found = members.get("found").map(fields::json);
    let (given, steps) = (members.get("given"), members.need("steps"));
    members.refuse_unknown();
    let scenario = case::read("case", given, steps, notes);
    if scenario.requires.is_empty() && notes.is_empty() {
        notes.refuse(
            &members.first_line(),
            "no step acts",
            "a case makes the client act at least once",
        );
    }
    let json = |node: Option<&node::Node>| node.map(fields::json).unwrap_or_default();
    let number = |name: &str| found.as_ref()?.get(name)?.as_u64();
    Some(CaseFile {
        id: id?,
        check: check?,
        requirement,
        reason: reason.unwrap_or_default(),
        subject,
        found: number("seed").zip(number("case")),
        flaky: flaky.unwrap_or(false),
        case: Case {
            given: json(given).as_object().cloned().unwrap_or_else(Map::new),
            steps: json(steps).as_array().cloned().unwrap_or_default(),
        },
    })
}

fn expect(members: &Fields<'_>, name: &'static str, wanted: &str, remedy: &str) {
    let Some(node) = members.need(name) else {
        return;
    };
    let found = fields::json(node);
    if found != wanted {
        let title = format!("the {name} is {found}, and this program knows \"{wanted}\"");
        members.notes.refuse(&node.span, title, remedy);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Action;
    use crate::generated::Generator;

    fn file(case: Case) -> CaseFile {
        CaseFile {
            id: id("always/faithful-values", &case),
            check: "always/faithful-values".to_owned(),
            requirement: Some("BOTH-C-013".to_owned()),
            reason: "it was \"cut\"".to_owned(),
            subject: None,
            found: Some((7, 12)),
            flaky: false,
            case,
        }
    }

    #[test]
    fn every_generated_case_survives_its_file() {
        let generator = Generator::new(11, &Action::ALL);
        for number in 0..400 {
            let file = file(generator.case(number));
            let text = file.text();
            let read = CaseFile::read("x.case.json", &text);
            assert_eq!(
                read.unwrap_or_else(|mistakes| panic!("{mistakes}\n{text}")),
                file,
                "{text}"
            );
            serde_json::from_str::<Value>(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        }
    }

    #[test]
    fn a_case_reads_as_a_short_story() {
        let steps = json!([
            { "fault": { "type": "commit_then_drop", "match": { "operation": "createVacancy" } } },
            { "act": "post_vacancy", "name": "job1", "with": { "job_title": "Nurse\u{200b}" } },
        ]);
        let case = Case {
            given: Map::new(),
            steps: steps.as_array().unwrap().clone(),
        };

        insta::assert_snapshot!(file(case).text(), @r#"
        {
          "format": "conformance-case/1",
          "contract": "v1",
          "id": "faithful-values-f12106",
          "check": "always/faithful-values",
          "requirement": "BOTH-C-013",
          "reason": "it was \"cut\"",
          "found": { "case": 12, "seed": 7 },
          "given": {},
          "steps": [
            { "fault": { "type": "commit_then_drop", "match": { "operation": "createVacancy" } } },
            { "act": "post_vacancy", "name": "job1", "with": { "job_title": "Nurse\u200b" } }
          ]
        }
        "#);
    }

    #[test]
    fn a_case_of_another_contract_says_so_and_what_to_do() {
        let text = file(Case::default()).text().replace("\"v1\"", "\"v2\"");

        insta::assert_snapshot!(CaseFile::read("x.case.json", &text).unwrap_err(), @r#"
        error: the contract is "v2", and this program knows "v1"
         --> x.case.json:3:15
          |
        3 |   "contract": "v2",
          |               ^^^^
          |
          = help: it was found under another wire contract: let `conformance fuzz` look for it anew
        "#);
    }

    #[test]
    fn unknown_steps_and_impossible_states_are_told_at_their_places() {
        let steps = json!([
            { "dance": {} },
            { "act": "post_vacancy", "name": "job1" },
            { "person": "publish", "name": "job2" },
        ]);
        let case = Case {
            given: Map::new(),
            steps: steps.as_array().unwrap().clone(),
        };

        insta::assert_snapshot!(CaseFile::read("x.case.json", &file(case).text()).unwrap_err(), @r#"
        error: exactly one of `act`, `settle`, `advance`, `fault`, `person`, `attest`, `repeat` is expected here
          --> x.case.json:11:7
           |
        11 |     { "dance": {} },
           |       ^^^^^^^

        error: nothing before this step is called `job2`
          --> x.case.json:13:7
           |
        13 |     { "person": "publish", "name": "job2" }
           |       ^^^^^^^^
           |
           = help: did you mean `job1`?
        "#);
    }
}
