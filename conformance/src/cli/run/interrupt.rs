//! Being asked to stop.

use std::io::Write as _;

use tokio_util::sync::CancellationToken;

/// Cancelled at the first Ctrl-C (or the signal to terminate or hang up): attempts end, their
/// sandboxes are taken away, the reports are written. At the second the program ends at once; the
/// guard sees to the adapter.
pub(in crate::cli) fn token() -> CancellationToken {
    let token = CancellationToken::new();
    let cancelled = token.clone();
    tokio::spawn(async move {
        asked().await;
        cancelled.cancel();
        // Where the terminal was closed there is nobody to tell, and still something to write.
        let told = "interrupted: writing the reports; once more to stop at once";
        let _ = writeln!(anstream::stderr(), "{told}");
        asked().await;
        std::process::exit(130);
    });
    token
}

#[cfg(unix)]
async fn asked() {
    use tokio::signal::unix::{SignalKind, signal};
    let kinds = [
        SignalKind::interrupt(),
        SignalKind::terminate(),
        SignalKind::hangup(),
    ];
    let [Ok(mut interrupt), Ok(mut terminate), Ok(mut hangup)] = kinds.map(signal) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
        _ = hangup.recv() => {}
    }
}

#[cfg(not(unix))]
async fn asked() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}
