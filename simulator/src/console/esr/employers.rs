//! The employers that ESR knows, and whether their TIS or Hicom interface is on.

use askama::Template;
use axum::response::Response;
use http::StatusCode;

use super::{Head, Part, head, told};
use crate::console::at::At;
use crate::console::fields::Fields;
use crate::console::frame::Frame;
use crate::console::page::{self, Answered};
use crate::console::parts::{Choice, Field, Input, Problems, Tag};
use crate::console::words;
use crate::esr::Activation;

/// Every standing: what the form sends, and what it says.
const STANDINGS: [(Activation, &str, &str); 3] = [
    (Activation::Activated, "activated", "Activated"),
    (Activation::Pending, "pending", "Request pending"),
    (Activation::None, "none", "Not activated"),
];

#[derive(Template)]
#[template(path = "console/esr/employers.html")]
struct Shown {
    frame: Frame,
    head: Head,
    problems: Problems,
    rows: Vec<Row>,
    fields: [Field; 2],
}

struct Row {
    vpd: String,
    own: bool,
    standing: Tag,
    /// The standings that it could be given.
    others: Vec<(&'static str, &'static str)>,
}

/// `GET …/esr/employers`.
pub(super) async fn get(at: At) -> Response {
    page::page(&shown(&at, "", Problems::default()))
}

/// `POST …/esr/employers`: one that ESR does not know yet is added.
pub(super) async fn post(at: At, fields: Fields) -> Answered {
    let (vpd, activation) = (fields.trimmed("vpd"), fields.get("activation"));
    let standing = STANDINGS.iter().find(|(_, word, _)| *word == activation);
    let mut problems = Problems::default();
    if let Some((standing, _, text)) = standing {
        let set = at.site.world().esr.set_activation(&vpd, *standing);
        match set {
            Ok(()) => {
                at.note("credentials", "PUT /esr/employers/{vpd}", Some(&vpd));
                return Ok(at.go("/esr/employers", format!("Employer {vpd} is now: {text}.")));
            }
            Err(error) => problems.at("vpd", words::sentence(&error.to_string())),
        }
    } else {
        problems.at("activation", "Choose where the employer stands");
    }
    let shown = shown(&at, &vpd, problems);
    Ok(page::page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown))
}

fn shown(at: &At, vpd: &str, problems: Problems) -> Shown {
    let (frame, head) = head(at, Part::Employers);
    let world = at.site.world().clone();
    let row = |(vpd, standing): (&str, Activation)| Row {
        vpd: vpd.to_owned(),
        own: vpd == world.employer.vpd,
        standing: told::activation(standing),
        others: STANDINGS
            .iter()
            .filter(|(other, _, _)| *other != standing)
            .map(|(_, word, text)| (*word, *text))
            .collect(),
    };
    let choices = STANDINGS.map(|(_, word, text)| Choice::new(word, text));
    let fields = [
        Field::line("vpd", "VPD")
            .hint("1 to 10 digits; leading zeros count")
            .width(10)
            .value(vpd),
        Field::of(
            "activation",
            "TIS or Hicom interface",
            Input::Radios(choices.into()),
        )
        .value("activated"),
    ];
    Shown {
        frame: frame.refused(!problems.is_empty()),
        head,
        rows: world.esr.employers().map(row).collect(),
        fields: fields.map(|field| field.wrong(&problems)),
        problems,
    }
}
