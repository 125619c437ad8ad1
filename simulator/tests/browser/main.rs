//! The console in a real browser: headless Chromium, driven by keyboard alone.
//!
//! Not part of `cargo test --workspace`, because it needs `chromium` and `chromedriver`; whoever
//! asks for it with `--features browser` and has none is told so. The accessibility check needs
//! axe-core beside: `AXE` names its script.

#![expect(
    clippy::unwrap_used,
    reason = "whatever is missing fails the test that needs it"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "how long a browser may take is measured by its own watch"
)]

mod accessible;
mod driver;
mod exercises;
mod hostile;
mod keys;
mod place;
mod shape;
mod walk;
mod watching;
