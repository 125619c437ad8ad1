//! What a client could know from an answer.

use serde_json::Value;

use crate::evidence::Exchange;

/// What a client could know from an answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer {
    /// It was done.
    Success(Value),
    /// It was refused for good; the user can act. With the code of the refusal, where it has one.
    Refused { status: u16, code: Option<String> },
    /// 401 or 403: support must act.
    Config { status: u16, code: Option<String> },
    /// 429 or 5xx: try again.
    Busy { status: u16 },
    /// No answer that could be read: it may have been done.
    Lost,
}

impl Answer {
    /// Whether sending again can help.
    pub(crate) fn is_retryable(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::Lost)
    }

    /// Whether it says no for good.
    pub(crate) fn is_final_refusal(&self) -> bool {
        matches!(self, Self::Refused { .. } | Self::Config { .. })
    }

    /// For sentences: `409 ALREADY_TRANSFERRED`, `201`, `no answer`.
    pub(crate) fn told(&self) -> String {
        match self {
            Self::Success(_) => "success".to_owned(),
            Self::Refused { status, code } | Self::Config { status, code } => code
                .as_ref()
                .map_or_else(|| status.to_string(), |code| format!("{status} {code}")),
            Self::Busy { status } => status.to_string(),
            Self::Lost => "no answer that could be read".to_owned(),
        }
    }
}

/// Reads an exchange's answer as the client met it.
pub(crate) fn answer(exchange: &Exchange) -> Answer {
    let Some(response) = exchange
        .response
        .as_ref()
        .filter(|_| exchange.simulator.delivered)
    else {
        return Answer::Lost;
    };
    let body = response.body.json();
    let code = || {
        let code = body
            .as_ref()?
            .get("code")
            .or_else(|| body.as_ref()?.get("error"))?;
        code.as_str().map(str::to_owned)
    };
    match response.status {
        200..=299 => match &body {
            Some(body) if !is_cut(exchange) => Answer::Success(body.clone()),
            _ => Answer::Lost,
        },
        status @ (401 | 403) => Answer::Config {
            status,
            code: code(),
        },
        status @ (429 | 500..=599) => Answer::Busy { status },
        status => Answer::Refused {
            status,
            code: code(),
        },
    }
}

/// The journal keeps the whole body of an answer of which only a part was handed over.
fn is_cut(exchange: &Exchange) -> bool {
    exchange.simulator.fault.as_deref() == Some("truncate")
}

/// The status of a refusal whose body was cut short.
pub(crate) fn cut_refusal(exchange: &Exchange) -> Option<u16> {
    let status = exchange.response.as_ref()?.status;
    let refused = (400..500).contains(&status) && status != 429;
    (refused && is_cut(exchange)).then_some(status)
}
