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

use std::future::Future;

use super::Exit;
use super::show::tell;

/// Runs to the end on a runtime of its own. A client in process that hangs does not keep the
/// program alive.
fn on_a_runtime(work: impl Future<Output = Exit>) -> Exit {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return tell(Exit::Error, &error),
    };
    let exit = runtime.block_on(work);
    runtime.shutdown_background();
    exit
}
