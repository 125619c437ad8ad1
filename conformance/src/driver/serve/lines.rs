//! Over stdin and stdout.

use std::io::Write;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader};

use super::Subject;

/// Serves until stdin ends or `bye` is answered.
///
/// # Errors
///
/// When stdin cannot be read.
pub async fn serve(subject: Subject) -> std::io::Result<()> {
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    while let Some(line) = lines.next_line().await? {
        let Ok(request) = serde_json::from_str::<Value>(&line) else {
            continue;
        };
        let is_the_end = request["op"] == "bye";
        let subject = subject.clone();
        let answering = async move {
            for line in subject.answers(&request).await {
                write(&line);
            }
        };
        if is_the_end {
            answering.await;
            break;
        }
        tokio::spawn(answering);
    }
    Ok(())
}

/// Whole lines only: answers are written from several tasks.
fn write(line: &[u8]) {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(line).and_then(|()| stdout.flush());
}
