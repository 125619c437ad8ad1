//! A page to read a description on: plain HTML from the same document, without a script.

mod calls;
mod lists;
mod schemas;
mod text;

use serde_json::Value;

use self::text::{escaped, prose};

/// How the page looks.
pub const STYLE: &str = include_str!("style.css");

/// The page of a description.
pub(super) fn render(description: &Value, stylesheet: &str) -> String {
    let info = &description["info"];
    let title = escaped(text::of(info, "title"));
    [
        format!(
            "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title}</title>\n<link rel=\"stylesheet\" href=\"{}\">\n</head>\n<body>\n\
             <header><p>Simulator: not a real service, synthetic data only</p></header>\n<main>\n\
             <h1>{title}</h1>\n",
            escaped(stylesheet),
        ),
        prose(text::of(info, "description")),
        servers(description),
        contents(description),
        calls::groups(description),
        schemas::all(description),
        lists::rules(description),
        lists::refusals(description),
        "</main>\n<footer><p>An independent simulator, not issued by or affiliated with NHSBSA, NHS \
         England or ESR. Synthetic data only.</p></footer>\n</body>\n</html>\n"
            .to_owned(),
    ]
    .concat()
}

fn servers(description: &Value) -> String {
    let row = |server: &Value| {
        let about = text::of(server, "description");
        format!(
            "<li><code>{}</code> {}</li>\n",
            escaped(text::of(server, "url")),
            escaped(about)
        )
    };
    format!(
        "<h2>Where it answers</h2>\n<ul>\n{}</ul>\n",
        text::each(&description["servers"], row)
    )
}

fn contents(description: &Value) -> String {
    let link = |tag: &Value| {
        let name = text::of(tag, "name");
        let about = escaped(text::of(tag, "description"));
        format!(
            "<li><a href=\"#{}\">{}</a>: {about}</li>\n",
            text::anchor(name),
            escaped(name)
        )
    };
    let lists = "<li><a href=\"#schemas\">Documents</a></li>\n<li><a href=\"#rules\">Rules</a></li>\n\
        <li><a href=\"#refusals\">Refusals</a></li>\n";
    format!(
        "<nav><h2>Contents</h2>\n<ul>\n{}{lists}</ul></nav>\n",
        text::each(&description["tags"], link)
    )
}
