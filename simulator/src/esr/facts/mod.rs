//! Facts and laws of loading, matching and transferring.

mod laws;
mod load;
mod matching;
mod transfer;
