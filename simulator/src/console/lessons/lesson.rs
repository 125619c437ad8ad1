//! What a lesson consists of: plain data.

use contract::operation::Service;
use contract::provenance::{Provenance, Source};

use super::sign::Sign;

/// One lesson.
#[derive(Debug)]
pub(crate) struct Lesson {
    /// Its word in addresses.
    pub(crate) id: &'static str,
    /// NHS Jobs or ESR.
    pub(crate) service: Service,
    /// What it is called.
    pub(crate) title: &'static str,
    /// What somebody can do after it.
    pub(crate) goal: &'static str,
    /// What to do, one after the other.
    pub(crate) steps: &'static [Step],
    /// Why it is so.
    pub(crate) why: &'static str,
    /// What each person does about it.
    pub(crate) remedy: Remedy,
    /// Where it comes from.
    pub(crate) grounds: &'static [Ground],
    /// A question to check understanding.
    pub(crate) question: Question,
}

/// One step of a lesson.
#[derive(Debug)]
pub(crate) struct Step {
    /// What it is called.
    pub(crate) title: &'static str,
    /// How it is done with the pages of this console.
    pub(crate) here: &'static str,
    /// Where that is.
    pub(crate) place: Place,
    /// How it is done with an ATS of one's own.
    pub(crate) ats: &'static str,
    /// What one should see.
    pub(crate) see: &'static str,
    /// How it is known to have happened.
    pub(super) sign: Sign,
}

/// A part of the console that a step sends somebody to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The vacancy form.
    Vacancy,
    /// The checks form.
    Checks,
    /// The catalogue of cases.
    Cases,
    /// The NHS Jobs account.
    Account,
    /// What ESR holds.
    Esr,
}

/// What each person does about what a lesson shows.
#[derive(Debug)]
pub(crate) struct Remedy {
    /// The recruiter, or HR.
    pub(crate) recruiter: &'static str,
    /// The support desk.
    pub(crate) support: &'static str,
    /// The developer of the ATS.
    pub(crate) developer: &'static str,
}

/// Where something that a lesson teaches comes from.
#[derive(Debug)]
pub(crate) struct Ground {
    /// Stated, inferred, or this simulator's own.
    pub(crate) provenance: Provenance,
    /// What is stated, inferred or chosen.
    pub(crate) words: &'static str,
    /// Whether they are the source's own words.
    pub(crate) quoted: bool,
    /// The source.
    pub(crate) source: Source,
}

/// A question with answers to choose from.
#[derive(Debug)]
pub(crate) struct Question {
    /// What is asked.
    pub(crate) asked: &'static str,
    /// The answers, one of them right.
    pub(crate) choices: &'static [Choice],
}

/// One answer to a question.
#[derive(Debug)]
pub(crate) struct Choice {
    /// What it says.
    pub(crate) says: &'static str,
    /// Whether it is right.
    pub(crate) right: bool,
    /// What is said to somebody who chose it.
    pub(crate) because: &'static str,
}

/// A public source says it, in these words.
pub(super) const fn stated(words: &'static str, source: Source) -> Ground {
    Ground {
        provenance: Provenance::Stated,
        words,
        quoted: true,
        source,
    }
}

/// A public source says it, in other words.
pub(super) const fn told(words: &'static str, source: Source) -> Ground {
    Ground {
        provenance: Provenance::Stated,
        words,
        quoted: false,
        source,
    }
}

/// It follows from what a public source says.
pub(super) const fn inferred(words: &'static str, source: Source) -> Ground {
    Ground {
        provenance: Provenance::Inferred,
        words,
        quoted: false,
        source,
    }
}

/// This simulator's own choice.
pub(super) const fn ours(words: &'static str) -> Ground {
    Ground {
        provenance: Provenance::Simulator,
        words,
        quoted: false,
        source: contract::provenance::OURS,
    }
}

/// The right answer.
pub(super) const fn right(says: &'static str, because: &'static str) -> Choice {
    Choice {
        says,
        right: true,
        because,
    }
}

/// A wrong answer.
pub(super) const fn wrong(says: &'static str, because: &'static str) -> Choice {
    Choice {
        says,
        right: false,
        because,
    }
}
