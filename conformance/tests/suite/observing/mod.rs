//! Observing: the program asks, and a person with an ATS answers, here played by a test over pipes.

mod judged;
mod kept;
mod left;
mod office;
