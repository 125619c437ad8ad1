//! The ESR half: the one-off transfer of employment checks.

mod calls;
mod held_back;
mod results;
mod token;
mod transfer;

pub(crate) use token::Token;
pub(crate) use transfer::transfer;
