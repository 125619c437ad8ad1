//! The NHS Jobs half: posting drafts and updating them while they are drafts.

mod calls;
mod draft;
mod post;
mod search;
mod told;
mod update;

use crate::desk::Desk;

pub(crate) use draft::Draft;
pub(crate) use post::post;
pub(crate) use update::update;

/// A look at the list that nobody asked for; only a restless client takes it.
pub(crate) async fn look_around(desk: &mut Desk<'_>) {
    let _ = desk.look(calls::list(desk.begin, "")).await;
}
