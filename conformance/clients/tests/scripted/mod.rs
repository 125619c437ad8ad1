//! A service that answers from a script, one connection a line, and remembers what it was sent.

use std::sync::{Arc, Mutex};

use clients::{Begin, EsrAccess, NhsJobsAccess};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What it was sent: each request as text, head and body.
#[derive(Clone, Default)]
pub(crate) struct Heard(Arc<Mutex<Vec<String>>>);

impl Heard {
    /// The first line of each request, without the version.
    pub(crate) fn lines(&self) -> Vec<String> {
        let requests = self.0.lock().expect("no test panics while it listens");
        let line = |request: &String| request.split(" HTTP/").next().unwrap_or("").to_owned();
        requests.iter().map(line).collect()
    }

    /// The idempotency key of each request that has one.
    pub(crate) fn keys(&self) -> Vec<String> {
        let requests = self.0.lock().expect("no test panics while it listens");
        let key = |request: &String| {
            let line = request
                .lines()
                .find(|line| line.starts_with("idempotency-key: "))?;
            Some(line.trim_start_matches("idempotency-key: ").to_owned())
        };
        requests.iter().filter_map(key).collect()
    }
}

/// Starts the service: each connection gets the next answer of the script, then silence.
pub(crate) async fn service(script: &[&str]) -> (Begin, Heard) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let base = format!("http://{}", listener.local_addr().expect("it is bound"));
    let heard = Heard::default();
    let script: Vec<String> = script.iter().map(|answer| (*answer).to_owned()).collect();
    let ears = heard.clone();
    tokio::spawn(async move {
        let mut script = script.into_iter();
        while let Ok((connection, _)) = listener.accept().await {
            answer(connection, script.next().unwrap_or_default(), &ears).await;
        }
    });
    (begin(&base), heard)
}

/// The parameters of an attempt at this address.
pub(crate) fn begin(base: &str) -> Begin {
    Begin {
        attempt: "a1".to_owned(),
        now: "2026-11-02T09:00:00Z".parse().expect("an instant"),
        nhs_jobs: NhsJobsAccess {
            base_url: format!("{base}/nhs-jobs/v1"),
            organisation_id: "ORG".to_owned(),
            account_id: "ACC".to_owned(),
            api_key: "key".to_owned(),
        },
        esr: EsrAccess {
            base_url: format!("{base}/esr"),
            token_url: format!("{base}/esr/oauth2/token"),
            client_id: "supplier".to_owned(),
            client_secret: "secret".to_owned(),
            vpd: "277".to_owned(),
        },
    }
}

/// The parameters of an attempt at an address where nobody listens.
pub(crate) async fn nobody() -> Begin {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    begin(&format!("http://{address}"))
}

/// An answer with a body of the right length.
pub(crate) fn whole(head: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {head}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

async fn answer(mut connection: TcpStream, answer: String, heard: &Heard) {
    let mut request = Vec::new();
    while !is_complete(&request) {
        let mut some = [0; 4096];
        match connection.read(&mut some).await {
            Ok(0) | Err(_) => break,
            Ok(read) => request.extend_from_slice(&some[..read]),
        }
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    heard
        .0
        .lock()
        .expect("no test panics while it listens")
        .push(request);
    let _ = connection.write_all(answer.as_bytes()).await;
}

fn is_complete(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())
        .unwrap_or(0);
    body.len() >= length
}
