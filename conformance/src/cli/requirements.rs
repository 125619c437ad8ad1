//! `conformance requirements`.

use super::Exit;
use crate::report::terminal::style;
use crate::requirements::{Registry, Requirement};

pub(super) fn requirements() -> Exit {
    for requirement in Registry::embedded().rows() {
        show(requirement);
    }
    Exit::Conformant
}

/// Two lines: what is asked, and by whom.
fn show(requirement: &Requirement) {
    let level = style::level(requirement.level);
    let (id, text) = (&requirement.id, &requirement.text);
    anstream::println!("{bold}{id}{bold:#} {level:<6} {text}", bold = style::BOLD);
    let source = requirement.source.url.as_deref().unwrap_or_default();
    let provenance = requirement.provenance.word();
    let name = &requirement.source.name;
    anstream::println!(
        "{dim}         {provenance} · {name} {source}{dim:#}",
        dim = style::DIM
    );
}
