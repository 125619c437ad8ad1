//! Work that may take long: looking through a journal, reading a large document.

use crate::app::Site;

/// Does work on a sandbox beside the loop that answers everybody, one piece at a time for each
/// sandbox, and for all of them no more pieces at once than there are processors: however much is
/// asked, and however slow its patterns are, others are answered. A caller that goes away while it
/// waits for its turn costs nothing more.
pub(super) async fn aside<T: Send + 'static>(
    site: &Site,
    work: impl FnOnce() -> T + Send + 'static,
) -> T {
    let turn = std::sync::Arc::clone(&site.turn).acquire_owned().await;
    let thread = std::sync::Arc::clone(&site.threads).acquire_owned().await;
    let held = (
        turn.expect("turns are never closed"),
        thread.expect("threads are never closed"),
    );
    elsewhere(move || {
        let done = work();
        drop(held);
        done
    })
    .await
}

/// Does something whole, even where whoever waits for it goes away.
pub(crate) async fn to_the_end<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> T {
    match tokio::spawn(work).await {
        Ok(done) => done,
        Err(failed) => std::panic::resume_unwind(failed.into_panic()),
    }
}

/// Does work that belongs to no sandbox yet beside the loop that answers everybody.
pub(super) async fn elsewhere<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(failed) => std::panic::resume_unwind(failed.into_panic()),
    }
}
