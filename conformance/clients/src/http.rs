//! Sending: one call, its answer, and how patiently it is sent again.

pub(crate) mod answer;
pub(crate) mod call;
pub(crate) mod deadline;
pub(crate) mod patience;
pub(crate) mod transport;
