//! A file at a place everybody knows, which says where this machine's simulator is controlled, so
//! that `simulator healthcheck` finds a port that was taken free. It holds no secret.

use std::path::PathBuf;

/// The name of the file.
const NAME: &str = "nhs-jobs-esr-simulator.url";

/// The file of a running simulator; it goes when this does.
#[derive(Debug)]
pub(super) struct RuntimeFile {
    path: PathBuf,
    said: String,
}

impl RuntimeFile {
    /// Writes where the control interface is reached. That it cannot be written is no reason not
    /// to run: `--ready-file` and `--control` say the same.
    pub(super) fn write(control: &str) -> Option<Self> {
        let path = place();
        let said = format!("{control}\n{}\n", std::process::id());
        let beside = path.with_extension(format!("{}.part", std::process::id()));
        let written = std::fs::write(&beside, &said).and_then(|()| std::fs::rename(&beside, &path));
        match written {
            Ok(()) => Some(Self { path, said }),
            Err(error) => {
                tracing::debug!(path = %path.display(), %error, "no runtime file");
                None
            }
        }
    }

    /// Where the control interface of the simulator that started last is reached.
    pub(super) fn read() -> Option<String> {
        let text = std::fs::read_to_string(place()).ok()?;
        text.lines().next().map(str::to_owned)
    }
}

impl Drop for RuntimeFile {
    fn drop(&mut self) {
        // Another simulator may have started since; then the file is that one's.
        if std::fs::read_to_string(&self.path).is_ok_and(|now| now == self.said) {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

fn place() -> PathBuf {
    let folder = std::env::var_os("XDG_RUNTIME_DIR").filter(|folder| !folder.is_empty());
    folder
        .map_or_else(std::env::temp_dir, PathBuf::from)
        .join(NAME)
}
