//! A run: an adapter greeted and probed, its scenarios attempted and judged.

mod execute;
mod notes;
mod outcome;
mod plan;
mod shard;

pub(crate) use execute::finish;
pub use execute::{follow, run};
pub use notes::{Follower, Listener};
pub use outcome::{Attempt, Outcome};
pub use plan::Plan;
pub(crate) use plan::missing;
pub use shard::{BadShard, Shard};
