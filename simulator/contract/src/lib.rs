//! The words of the wire contract: names, codes, limits, rules, refusals and pay scales.
//!
//! No I/O, no clock, no HTTP library: what is judged by date is given the date. Both the simulator
//! and the judge read these words; scenarios spell their own literals, so that a mistake here is
//! found there.
//!
//! Every rule carries a [`provenance::Provenance`]: whether a public source states it, whether it
//! follows from one, or whether it is this simulator's own choice. The real wire contracts of NHS
//! Jobs and ESR are not public.

pub mod codes;
pub mod connection;
pub mod limits;
pub mod money;
pub mod operation;
pub mod pay;
pub mod pointer;
pub mod problem;
pub mod provenance;
pub mod reading;
pub mod refusal;
pub mod rule;
pub mod settings;
pub mod text;
pub mod transfer;
pub mod vacancy;
