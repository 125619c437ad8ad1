//! Facts and laws of loading, matching and transferring.

mod cleansing;
mod laws;
mod load;
mod matching;
mod model;
mod transfer;
