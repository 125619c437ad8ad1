//! How much one simulator, and one sandbox, may hold, so that nobody can exhaust a shared one.

/// How many calls may wait for requests of one sandbox at once: each holds a connection and an
/// answer, and is woken by every exchange.
pub const WAITS_AT_MOST: usize = 64;

/// The most of everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// Sandboxes, the default one included.
    pub sandboxes: usize,
    /// Vacancies in one sandbox.
    pub vacancies: usize,
    /// Applicants in one sandbox.
    pub applicants: usize,
}

impl Default for Quota {
    fn default() -> Self {
        Self {
            sandboxes: 10_000,
            vacancies: 100_000,
            applicants: 200_000,
        }
    }
}
