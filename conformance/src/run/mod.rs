//! A run: an adapter greeted and probed, its scenarios attempted and judged.

mod execute;
mod outcome;
mod plan;

pub use execute::{Listener, run};
pub use outcome::{Attempt, Outcome};
pub use plan::Plan;
