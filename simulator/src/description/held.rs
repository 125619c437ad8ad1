//! The descriptions of one running simulator, written once and served as often as they are asked
//! for.

use std::sync::OnceLock;

use bytes::Bytes;

/// Both descriptions and their pages.
#[derive(Debug)]
pub(crate) struct Held {
    public_url: String,
    control_url: String,
    texts: [OnceLock<Bytes>; 4],
}

impl Held {
    /// The descriptions of a simulator that is reached at these addresses.
    pub(crate) fn of(public_url: &str, control_url: &str) -> Self {
        Self {
            public_url: public_url.to_owned(),
            control_url: control_url.to_owned(),
            texts: Default::default(),
        }
    }

    /// The public interface as OpenAPI.
    pub(crate) fn public(&self) -> Bytes {
        self.text(0, || super::public(&self.public_url).to_string())
    }

    /// The control interface as OpenAPI.
    pub(crate) fn control(&self) -> Bytes {
        self.text(1, || super::control(&self.control_url).to_string())
    }

    /// The public interface as a page.
    pub(crate) fn public_page(&self) -> Bytes {
        self.text(2, || {
            super::page(&super::public(&self.public_url), super::STYLE_AT)
        })
    }

    /// The control interface as a page.
    pub(crate) fn control_page(&self) -> Bytes {
        self.text(3, || {
            super::page(&super::control(&self.control_url), super::STYLE_AT)
        })
    }

    fn text(&self, which: usize, write: impl FnOnce() -> String) -> Bytes {
        self.texts[which].get_or_init(|| write().into()).clone()
    }
}
