//! Generated cases: `fuzz` finds them, `replay` tries one again, `minimise` shrinks one, and
//! `promote` makes a scenario of one.

mod arguments;
mod fuzz;
mod minimise;
mod outcome;
mod promote;
mod replay;
mod stage;
mod told;

pub(super) use self::arguments::{
    CaseArguments, FuzzArguments, MinimiseArguments, PromoteArguments,
};
pub(super) use self::fuzz::fuzz;
pub(super) use self::minimise::minimise;
pub(super) use self::promote::promote;
pub(super) use self::replay::replay;
