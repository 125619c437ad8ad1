//! A form as the page shows it: its questions as fields, filled in, with what is wrong with them.

use contract::limits::LimitProfile;
use contract::problem::FieldError;

use super::super::parts::{Choice, Field, Input, Problems};
use super::super::traffic::{plain, sentence};
use super::mischief::Mischief;
use super::question::{Kind, Question, Section, To};
use super::typed::Typed;

/// A part of a form with its fields.
#[derive(Debug)]
pub(super) struct Shown {
    /// Its heading.
    pub(super) title: &'static str,
    /// What is said below the heading.
    pub(super) about: &'static str,
    /// Its fields.
    pub(super) fields: Vec<Field>,
}

/// The form, filled in, with the limits of the sandbox.
pub(super) fn sections(
    form: &[Section],
    typed: &Typed,
    problems: &Problems,
    limits: LimitProfile,
) -> Vec<Shown> {
    let shown = |section: &Section| Shown {
        title: section.title,
        about: section.about,
        fields: section
            .questions
            .iter()
            .map(|question| field(question, typed, limits).wrong(problems))
            .collect(),
    };
    form.iter().map(shown).collect()
}

fn field(question: &Question, typed: &Typed, limits: LimitProfile) -> Field {
    let field = match input(question) {
        Some(input) => Field::of(question.name, question.label, input),
        None => Field::line(question.name, question.label),
    };
    let mut field = field
        .hint(question.hint)
        .value(typed.get(question.name))
        .values(typed.all(question.name).to_vec());
    match question.kind {
        Kind::Box(Some((least, most))) => field = field.counted(Some(least), most),
        Kind::Summary => {
            let span = limits.summary();
            field = field.counted(Some(span.least), span.most);
        }
        _ => (),
    }
    if question.to == To::Number {
        field = field.width(20);
    }
    if let Some(when) = question.when {
        field = field.shown_when(format!("{}={}", when.name, when.is.join(" ")));
    }
    field
}

// Nothing where it is a line.
fn input(question: &Question) -> Option<Input> {
    let choices = |of: &[(&str, &str)]| {
        let choices = of.iter().map(|(value, text)| Choice::new(*value, *text));
        choices.collect::<Vec<_>>()
    };
    Some(match question.kind {
        Kind::Line => return None,
        Kind::Box(Some((_, most))) if most > 2_000 => Input::Lines(8),
        Kind::Box(Some(_)) | Kind::Summary => Input::Lines(5),
        Kind::Box(None) => Input::Lines(3),
        Kind::Radios(of) => Input::Radios(choices(of)),
        Kind::Boxes(of) => Input::Boxes(choices(of)),
        Kind::One(of) => {
            let mut every = vec![Choice::new("", "Not chosen")];
            every.extend(choices(of));
            Input::Select(every)
        }
    })
}

/// What a refusal names, in the user's words: each with the question it is about.
pub(super) fn problems(form: &[Section], errors: &[FieldError]) -> Problems {
    let mut problems = Problems::default();
    for error in errors {
        match about(form, &error.field) {
            Some(question) => problems.at(question.name, message(question, error)),
            None => problems.whole(format!("{}: {}", error.field, error.message)),
        }
    }
    problems
}

fn message(question: &Question, error: &FieldError) -> String {
    let ats = match error.code.as_str() {
        "REQUIRED" => "Please fill the required fields. ",
        code if code.starts_with("SALARY_") => {
            "The salary you have entered is not valid. Please review the salary information and \
             re-enter. "
        }
        _ => "",
    };
    format!("{ats}{}", in_the_form(question, &error.message))
}

/// A message about a member of the wire, about the field that people see.
fn in_the_form(question: &Question, message: &str) -> String {
    let member = question.at.rsplit('/').next().unwrap_or_default();
    match message.strip_prefix(&format!("`{member}` ")) {
        Some(rest) => format!("{} {}", question.label, plain(rest)),
        None => format!("{}: {}", question.label, sentence(message)),
    }
}

/// The question that a refused field is about: the nearest one.
fn about<'f>(form: &'f [Section], pointer: &str) -> Option<&'f Question> {
    let questions = form.iter().flat_map(|section| section.questions);
    let meant = questions.filter(|question| question.is_about(pointer));
    // The longest place above the field, or else the first below it.
    meant.min_by_key(|question| {
        let above = pointer.starts_with(question.at);
        (
            !above,
            if above {
                usize::MAX - question.at.len()
            } else {
                0
            },
        )
    })
}

/// The buttons of mistakes.
pub(super) fn mistakes(all: &'static [Mischief]) -> Vec<(String, &'static str)> {
    let button = |mischief: &Mischief| (format!("spoil-{}", mischief.word), mischief.says);
    all.iter().map(button).collect()
}

/// The mistake that a button asks for.
pub(super) fn asked(all: &'static [Mischief], act: &str) -> Option<&'static Mischief> {
    super::mischief::find(all, act.strip_prefix("spoil-")?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::try_it::{checks_form, vacancy_form};

    fn name(form: &[Section], pointer: &str) -> Option<&'static str> {
        about(form, pointer).map(|question| question.name)
    }

    #[test]
    fn a_refused_field_leads_to_the_question_it_is_about() {
        let form = vacancy_form::SECTIONS;

        assert_eq!(name(form, "/salary/minimum"), Some("salaryMinimum"));
        assert_eq!(name(form, "/salary"), Some("salaryType"));
        assert_eq!(name(form, "/contractDuration"), Some("durationLength"));
        assert_eq!(name(form, "/workingPatterns/1"), Some("workingPatterns"));
        assert_eq!(name(form, "/nothing"), None);
        let form = checks_form::SECTIONS;
        assert_eq!(name(form, "/checks/references/0/to"), Some("referenceTo"));
        assert_eq!(name(form, "/checks/dbs"), Some("dbsLevel"));
    }

    #[test]
    fn a_message_speaks_of_the_field_and_not_of_the_wire() {
        let of = |name: &str| {
            let questions = vacancy_form::SECTIONS.iter().flat_map(|one| one.questions);
            let mut named = questions.filter(|one| one.name == name);
            named.next().unwrap()
        };

        assert_eq!(
            in_the_form(of("jobTitle"), "`jobTitle` is required"),
            "Job title is required"
        );
        assert_eq!(
            in_the_form(of("salaryType"), "`minimum` is above `maximum`"),
            "Salary: ‘minimum’ is above ‘maximum’"
        );
    }

    #[test]
    fn no_two_questions_of_a_form_share_a_name_or_a_place() {
        for form in [vacancy_form::SECTIONS, checks_form::SECTIONS] {
            let questions = || form.iter().flat_map(|section| section.questions);
            let names: std::collections::BTreeSet<_> = questions().map(|one| one.name).collect();
            let places: std::collections::BTreeSet<_> = questions().map(|one| one.at).collect();

            assert_eq!(names.len(), questions().count());
            assert_eq!(places.len(), questions().count());
        }
    }
}
