//! What waits, run to its end.

use std::future::Future;

use super::Exit;
use super::show::tell;

/// Runs to the end on a runtime of its own. A client in process that hangs does not keep the
/// program alive.
pub(super) fn on_a_runtime(work: impl Future<Output = Exit>) -> Exit {
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
