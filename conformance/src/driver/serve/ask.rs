//! As an adapter that asks a runner for its work.

use serde_json::Value;

use super::Subject;

/// Asks the runner at this URL for work until `bye` is answered or the run is over.
///
/// # Errors
///
/// When the runner cannot be asked.
pub async fn ask_for_work(
    url: &str,
    token: Option<String>,
    subject: Subject,
) -> Result<(), reqwest::Error> {
    let runner = Runner {
        url: url.trim_end_matches('/').to_owned(),
        token,
        http: reqwest::Client::builder().no_proxy().build()?,
    };
    while let Some(request) = runner.next().await? {
        let is_the_end = request["op"] == "bye";
        let answering = answer(runner.clone(), subject.clone(), request);
        if is_the_end {
            answering.await?;
            break;
        }
        tokio::spawn(answering);
    }
    Ok(())
}

async fn answer(runner: Runner, subject: Subject, request: Value) -> Result<(), reqwest::Error> {
    for reply in subject.answers(&request).await {
        runner.reply(reply).await?;
    }
    Ok(())
}

#[derive(Clone)]
struct Runner {
    url: String,
    token: Option<String>,
    http: reqwest::Client,
}

impl Runner {
    /// The next request; `None` once the run is over.
    async fn next(&self) -> Result<Option<Value>, reqwest::Error> {
        loop {
            let call = self.http.get(format!("{}/v1/next", self.url));
            let answer = self.with_token(call).send().await?;
            match answer.status().as_u16() {
                204 => {}
                410 => return Ok(None),
                _ => return answer.error_for_status()?.json().await.map(Some),
            }
        }
    }

    // A refusal is for the runner to report; the misbehaving adapter goes on as it is.
    async fn reply(&self, reply: Vec<u8>) -> Result<(), reqwest::Error> {
        let call = self
            .http
            .post(format!("{}/v1/reply", self.url))
            .header("content-type", "application/json")
            .body(reply);
        self.with_token(call).send().await.map(drop)
    }

    fn with_token(&self, call: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        match &self.token {
            Some(token) => call.bearer_auth(token),
            None => call,
        }
    }
}
