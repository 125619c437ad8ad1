//! What to enter in the ATS's settings, and what to change there.

use std::io;
use std::path::Path;

use clients::Begin;
use serde::{Deserialize, Serialize};

/// The settings of a connection, in the order of a form. They hold secrets.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Settings {
    nhs_jobs_base_url: String,
    organisation_id: String,
    account_id: String,
    api_key: String,
    esr_base_url: String,
    token_url: String,
    client_id: String,
    client_secret: String,
    vpd: String,
}

impl Settings {
    /// Those that an attempt begins with.
    pub(super) fn of(begin: &Begin) -> Self {
        let (nhs_jobs, esr) = (&begin.nhs_jobs, &begin.esr);
        Self {
            nhs_jobs_base_url: nhs_jobs.base_url.clone(),
            organisation_id: nhs_jobs.organisation_id.clone(),
            account_id: nhs_jobs.account_id.clone(),
            api_key: nhs_jobs.api_key.clone(),
            esr_base_url: esr.base_url.clone(),
            token_url: esr.token_url.clone(),
            client_id: esr.client_id.clone(),
            client_secret: esr.client_secret.clone(),
            vpd: esr.vpd.clone(),
        }
    }

    fn lines(&self) -> [(&'static str, &str); 9] {
        [
            ("NHS Jobs base URL", &self.nhs_jobs_base_url),
            ("NHS Jobs organisation id", &self.organisation_id),
            ("NHS Jobs account id", &self.account_id),
            ("NHS Jobs API key", &self.api_key),
            ("ESR base URL", &self.esr_base_url),
            ("ESR token URL", &self.token_url),
            ("ESR client id", &self.client_id),
            ("ESR client secret", &self.client_secret),
            ("ESR VPD of the employer", &self.vpd),
        ]
    }

    /// API key and client secret.
    pub(super) fn secrets(&self) -> (&str, &str) {
        (&self.api_key, &self.client_secret)
    }

    /// All of them, one a line.
    pub(super) fn told(&self) -> String {
        told(self.lines().into_iter())
    }

    /// Those that differ from what was entered before; nothing where none does.
    pub(super) fn changed_from(&self, before: &Self) -> Option<String> {
        let pairs = self.lines().into_iter().zip(before.lines());
        let changed: Vec<_> = pairs
            .filter(|(now, then)| now != then)
            .map(|(now, _)| now)
            .collect();
        (!changed.is_empty()).then(|| told(changed.into_iter()))
    }

    /// Keeps them in a file that only its owner may read.
    pub(super) fn keep(&self, file: &Path) -> io::Result<()> {
        let text = serde_json::to_vec_pretty(self).map_err(io::Error::from)?;
        private(file, &text)
    }

    /// Those that were kept; nothing where there are none.
    pub(super) fn kept(file: &Path) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(file).ok()?).ok()
    }
}

fn told<'a>(lines: impl Iterator<Item = (&'static str, &'a str)>) -> String {
    let lines = lines.map(|(name, value)| format!("  {name:<26}{value}"));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(unix)]
fn private(file: &Path, text: &[u8]) -> io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
    let mut options = std::fs::OpenOptions::new();
    let options = options.write(true).create(true).truncate(true).mode(0o600);
    let mut file = options.open(file)?;
    // A file that was there before keeps the mode that it had.
    file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
    file.write_all(text)
}

#[cfg(not(unix))]
fn private(file: &Path, text: &[u8]) -> io::Result<()> {
    std::fs::write(file, text)
}

#[cfg(test)]
mod tests {
    use clients::{EsrAccess, NhsJobsAccess};

    use super::*;

    fn settings(api_key: &str) -> Settings {
        let text = |text: &str| text.to_owned();
        Settings::of(&Begin {
            attempt: text("a"),
            now: "2026-11-02T09:00:00Z".parse().unwrap(),
            nhs_jobs: NhsJobsAccess {
                base_url: text("http://127.0.0.1:1/nhs-jobs/v1"),
                organisation_id: text("ORG-1"),
                account_id: text("ACC-1"),
                api_key: text(api_key),
            },
            esr: EsrAccess {
                base_url: text("http://127.0.0.1:1/esr"),
                token_url: text("http://127.0.0.1:1/esr/oauth2/token"),
                client_id: text("supplier-1"),
                client_secret: text("hush"),
                vpd: text("077"),
            },
        })
    }

    #[test]
    fn only_what_must_be_changed_is_told_a_second_time() {
        let (right, wrong) = (settings("right"), settings("wrong"));

        insta::assert_snapshot!(wrong.changed_from(&right).unwrap(), @"  NHS Jobs API key          wrong");
        insta::assert_snapshot!(right.changed_from(&wrong).unwrap(), @"  NHS Jobs API key          right");
        assert_eq!(right.changed_from(&right), None);
        assert_eq!(right.told().lines().count(), 9);
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.json");

        settings("right").keep(&file).unwrap();

        assert!(Settings::kept(&file).is_some_and(|kept| kept == settings("right")));
    }
}
