//! `…/traffic/{id}`: one exchange, on the wire and in words.

use askama::Template;

use super::super::at::{At, Id};
use super::super::fields::Asked;
use super::super::frame::{Frame, Tab};
use super::super::page::{self, Answered};
use super::super::trouble::Trouble;
use super::explained::Explained;
use super::row::Row;
use super::wire::Wire;

#[derive(Template)]
#[template(path = "console/traffic/one.html")]
struct One {
    frame: Frame,
    row: Row,
    wire: Wire,
    explained: Explained,
    large: bool,
}

/// The page.
pub(super) async fn get(at: At, Id(id): Id, asked: Asked) -> Answered {
    let entry = at.site.journal.find(&id).ok_or_else(|| {
        Trouble::gone("This exchange is not kept any more")
            .way("See the newest exchanges", at.path("/traffic"))
    })?;
    let row = Row::of(&entry, &at.path(""));
    let title = format!("Exchange {}: {}", row.number, row.asked);
    Ok(page::page(&One {
        frame: at.frame(Tab::Traffic).below_tab().titled(title),
        row,
        wire: Wire::of(&entry),
        explained: Explained::of(&at.app, &at.site, &entry),
        large: asked.get("view") == "presenter",
    }))
}
