//! The secrets of a session whose sittings each start a simulator of their own: kept, so that the ATS
//! need not be set up anew.

use std::io;
use std::path::Path;

use clients::Begin;

use super::session;
use super::settings::Settings;

/// What is kept of a connection.
pub struct Keys(Settings);

impl Keys {
    /// Those of an earlier sitting; nothing where there was none.
    #[must_use]
    pub fn kept(out: &Path) -> Option<Self> {
        Settings::kept(&session::folder(out).join(FILE)).map(Self)
    }

    /// API key and client secret.
    #[must_use]
    pub fn secrets(&self) -> (&str, &str) {
        self.0.secrets()
    }

    /// Keeps those of a connection, in a file that only its owner may read.
    ///
    /// # Errors
    ///
    /// When the disk is full or gone.
    pub fn keep(out: &Path, right: &Begin) -> io::Result<()> {
        Settings::of(right).keep(&session::folder(out).join(FILE))
    }
}

const FILE: &str = "keys.json";
