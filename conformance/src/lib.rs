//! The conformance runner: makes an ATS client act against the simulator and judges what it sent
//! and what it told its user.

pub mod evidence;
