//! The style sheet, the scripts and the icon: served from the program itself, under a name that
//! changes with their content, so that a browser may keep them for ever.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use sha2::{Digest, Sha256};

use super::trouble::Trouble;

const CSS: &str = "text/css; charset=utf-8";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// One sheet, written in two parts: the console's own look, and what exercises need beside it.
const STYLE: &str = concat!(
    include_str!("assets/console.css"),
    include_str!("assets/exercises.css")
);

/// Name, media type and content of every file.
const FILES: [(&str, &str, &str); 5] = [
    ("console.css", CSS, STYLE),
    ("console.js", JAVASCRIPT, include_str!("assets/console.js")),
    ("lesson.js", JAVASCRIPT, include_str!("assets/lesson.js")),
    ("live.js", JAVASCRIPT, include_str!("assets/live.js")),
    ("icon.svg", SVG, include_str!("assets/icon.svg")),
];

/// Of all files together: one of them changed, all of them are fetched again.
static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    FILES
        .iter()
        .for_each(|(_, _, content)| hash.update(content));
    let digest = hash.finalize();
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
});

/// Where a file is served.
pub(super) fn path(name: &str) -> String {
    format!("/assets/{}/{name}", *HASH)
}

/// `GET /assets/{hash}/{name}`.
pub(super) async fn get(Path((hash, name)): Path<(String, String)>) -> Response {
    let file = FILES.iter().find(|(known, _, _)| *known == name);
    match file {
        Some((_, media, content)) if hash == *HASH => {
            let kept = "public, max-age=31536000, immutable";
            ([(CONTENT_TYPE, *media), (CACHE_CONTROL, kept)], *content).into_response()
        }
        _ => Trouble::no_page().into_response(),
    }
}
