//! The way to a control interface: over HTTP, or directly where the simulator is in this process.

use async_trait::async_trait;
use reqwest::Method;
use url::Url;

use super::call::{ControlError, unreadable};

/// A way to ask a control interface.
#[async_trait]
pub(crate) trait Door: Send + Sync {
    /// Asks for a path below `/__admin/`, with a JSON body or none; answers status and body.
    async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
    ) -> Result<(u16, Vec<u8>), ControlError>;

    /// The last sequence of a sandbox's journal, where that can be had without asking for a list.
    fn last_sequence(&self, _sandbox: &str) -> Option<u64> {
        None
    }
}

/// Over HTTP.
pub(super) struct OverHttp {
    pub(super) base: Url,
    pub(super) token: Option<String>,
    pub(super) http: reqwest::Client,
}

#[async_trait]
impl Door for OverHttp {
    async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
    ) -> Result<(u16, Vec<u8>), ControlError> {
        let url = self.base.join(path);
        let url = url.map_err(|error| unreadable(&format!("{method} /__admin/{path}"), &error))?;
        let mut request = self.http.request(method, url.clone());
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            let json = ("content-type", "application/json");
            request = request.header(json.0, json.1).body(body);
        }
        let unreachable = |source| ControlError::Unreachable {
            url: url.to_string(),
            source,
        };
        let answer = request.send().await.map_err(unreachable)?;
        let status = answer.status().as_u16();
        let bytes = answer.bytes().await.map_err(unreachable)?;
        Ok((status, bytes.to_vec()))
    }
}
