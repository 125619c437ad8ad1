//! From a folder of files to scenarios.

use std::fs;
use std::path::{Path, PathBuf};

use super::check::{self, Names};
use super::diagnostic::{Diagnostic, Diagnostics, Notes};
use super::fields::{self, Fields};
use super::given::{self, Given};
use super::input::Base;
use super::node;
use super::step::{self, Do, Step};
use super::{Scenario, why};
use crate::evidence::Action;
use crate::requirements::Registry;

/// Loads every `*.yaml` below a folder, in the order of their ids.
///
/// # Errors
/// Every mistake of every file, by file and place; also when the folder cannot be read.
pub fn load(folder: &Path) -> Result<Vec<Scenario>, Diagnostics> {
    let mut files = Vec::new();
    let mut mistakes = Vec::new();
    find(folder, &mut files, &mut mistakes);
    files.sort();
    let mut scenarios: Vec<Scenario> = Vec::new();
    for file in &files {
        match load_file(folder, file) {
            Ok(scenario) => scenarios.push(scenario),
            Err(found) => mistakes.extend(found),
        }
    }
    refuse_twins(&scenarios, folder, &mut mistakes);
    if mistakes.is_empty() {
        Ok(scenarios)
    } else {
        Err(Diagnostics::new(mistakes))
    }
}

fn find(folder: &Path, files: &mut Vec<PathBuf>, mistakes: &mut Vec<Diagnostic>) {
    let told = folder.display().to_string();
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            mistakes.push(Diagnostic::of_file(
                told,
                format!("cannot read the folder: {error}"),
            ));
            return;
        }
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() && !hidden {
            find(&path, files, mistakes);
        } else if is_yaml(&path) && !hidden {
            files.push(path);
        }
    }
}

fn is_yaml(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "yaml" || extension == "yml")
}

fn load_file(folder: &Path, file: &Path) -> Result<Scenario, Vec<Diagnostic>> {
    let told = file.display().to_string();
    let source = fs::read_to_string(file).map_err(|error| {
        vec![Diagnostic::of_file(
            &told,
            format!("cannot read the file: {error}"),
        )]
    })?;
    read(&id_of(folder, file), &told, &source).map_err(|found| found.iter().cloned().collect())
}

fn id_of(folder: &Path, file: &Path) -> String {
    let relative = file.strip_prefix(folder).unwrap_or(file).with_extension("");
    let parts = relative
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    parts.collect::<Vec<_>>().join("/")
}

/// `a.yaml` and `a.yml` would have one id.
fn refuse_twins(scenarios: &[Scenario], folder: &Path, mistakes: &mut Vec<Diagnostic>) {
    for pair in scenarios.windows(2).filter(|pair| pair[0].id == pair[1].id) {
        let file = folder.join(&pair[1].id).display().to_string();
        let title = format!(
            "two files give the scenario `{}`; keep one of them",
            pair[1].id
        );
        mistakes.push(Diagnostic::of_file(file, title));
    }
}

/// Reads one scenario from its text.
///
/// # Errors
/// Every mistake of the file. `file` is the name it is told by.
pub fn read(id: &str, file: &str, source: &str) -> Result<Scenario, Diagnostics> {
    let registry = Registry::embedded();
    let notes = Notes::new(file, source);
    let scenario = read_noting(id, source, &notes, registry);
    let mistakes = notes.finish();
    match scenario {
        Some(scenario) if mistakes.is_empty() => Ok(scenario),
        _ => Err(Diagnostics::new(mistakes)),
    }
}

fn read_noting(id: &str, source: &str, notes: &Notes, registry: &Registry) -> Option<Scenario> {
    let why = why::read(source);
    if why.is_none() {
        let title = "the first comment is missing";
        notes.refuse(
            &(0..1),
            title,
            "begin with `# ` and why a client's users would care",
        );
    }
    let root = node::parse(source, notes)?;
    let members = Fields::of(&root, notes)?;
    let title = members.need_text("title");
    let required = requires(&members);
    let given = members
        .get("given")
        .map_or_else(Given::default, |node| given::read(node, Base::Usual, notes));
    let steps = step::read(members.need("steps"), &given, Base::Usual, notes);
    let checks = check::read(members.need("checks"), &Names::of(&steps, registry));
    members.refuse_unknown();
    let requires = actions(&steps.done);
    refuse_undeclared(required.as_deref(), &requires, &members);
    if requires.is_empty() && notes.is_empty() {
        notes.refuse(
            &members.first_line(),
            "no step acts",
            "add `- act: post_vacancy` or another",
        );
    }
    Some(Scenario {
        id: id.to_owned(),
        title: title?,
        why: why?,
        requires,
        given,
        steps: steps.done,
        checks,
    })
}

fn requires(members: &Fields<'_>) -> Option<Vec<Action>> {
    let known = Action::ALL.map(|action| (action.word(), action));
    let items = members.items("requires")?;
    Some(
        items
            .into_iter()
            .filter_map(|item| fields::word(item, &known, members.notes))
            .collect(),
    )
}

/// The actions of the steps, each once, in the order of the protocol.
pub(crate) fn actions(steps: &[Step]) -> Vec<Action> {
    let used = |action: &Action| {
        steps
            .iter()
            .any(|step| matches!(&step.what, Do::Act(act) if act.action == *action))
    };
    Action::ALL.into_iter().filter(used).collect()
}

fn refuse_undeclared(declared: Option<&[Action]>, used: &[Action], members: &Fields<'_>) {
    let Some(declared) = declared else { return };
    let place = members
        .get("requires")
        .map_or_else(|| members.first_line(), |node| node.span.clone());
    for action in used.iter().filter(|action| !declared.contains(action)) {
        let title = format!("a step asks for `{}`", action.word());
        members.notes.refuse(
            &place,
            title,
            "add it to `requires`, or leave `requires` out",
        );
    }
}
