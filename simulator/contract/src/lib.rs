//! The words of the wire contract.
