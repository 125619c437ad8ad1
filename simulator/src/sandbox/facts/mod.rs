//! Facts and laws of sandboxes.

mod credentials;
mod laws;
mod registry;
mod state;
