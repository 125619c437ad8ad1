//! Updates that go to the wrong place, or over somebody else's work.

use reqwest::Method;
use serde_json::{Value, json};

use super::flaw::Flaw;
use crate::api::act::Action;
use crate::api::report::{Outcome, Report};
use crate::conduct::{Conduct, good};
use crate::http::answer::Reply;
use crate::http::call::{Body, Call};

pub(super) const FLAWS: &[Flaw] = &[
    Flaw {
        name: "posts-anew-instead-of-updating",
        gets_wrong: "Posts the changed vacancy as a new one.",
        hurts: "Two drafts are two adverts, and somebody has to find out which one is right.",
        trips: &[
            "always/no-duplicate",
            "always/update-targets-own-draft",
            "NJ-C-025",
        ],
        shown_by: "An update of a draft.",
        conduct: || Conduct {
            dress: |call, _| {
                if call.method == Method::PUT {
                    as_new(call)
                } else {
                    call
                }
            },
            ..good()
        },
    },
    Flaw {
        name: "updates-the-first-draft",
        gets_wrong: "Sends each update to the draft that was posted first.",
        hurts: "One recruiter's vacancy is replaced by another's.",
        trips: &["always/update-targets-own-draft", "NJ-C-020", "BOTH-C-023"],
        shown_by: "Two vacancies posted, then an update of the one whose name comes later in the alphabet.",
        conduct: || Conduct {
            which: |drafts, _| drafts.values().next().cloned(),
            ..good()
        },
    },
    Flaw {
        name: "invents-versions",
        gets_wrong: "Says version 1 in every update.",
        hurts: "The second update of a vacancy is always refused.",
        trips: &["NJ-C-023"],
        shown_by: "Two updates of one draft.",
        conduct: || Conduct {
            dress: |call, _| {
                with_body(call, |mut body| {
                    if body.get("version").is_some() {
                        body["version"] = json!(1);
                    }
                    body
                })
            },
            ..good()
        },
    },
    Flaw {
        name: "overwrites-stale-drafts",
        gets_wrong: "Takes the current version from the refusal and sends the update again.",
        hurts: "What a colleague corrected in NHS Jobs is gone, and nobody was asked.",
        trips: &["always/nothing-after-final-refusal", "NJ-C-022"],
        shown_by: "A person amends the draft in NHS Jobs before an update.",
        conduct: || Conduct {
            insist: overwrite,
            ..good()
        },
    },
    Flaw {
        name: "copies-published-vacancies",
        gets_wrong: "Posts a copy when the vacancy is no longer a draft.",
        hurts: "Two drafts are two adverts, and candidates apply to the old one.",
        trips: &["always/nothing-after-final-refusal", "NJ-C-021", "NJ-C-025"],
        shown_by: "A person publishes the draft before an update.",
        conduct: || Conduct {
            insist: copy,
            ..good()
        },
    },
    Flaw {
        name: "says-published-vacancies-are-updated",
        gets_wrong: "Reports an update as done although the vacancy was published before.",
        hurts: "The advert stays as it was, and the recruiter believes otherwise.",
        trips: &["always/truthful-outcome", "NJ-C-021"],
        shown_by: "A person publishes the draft before an update.",
        conduct: || Conduct {
            tell: |act, report| {
                if act.action == Action::UpdateVacancy {
                    done(report)
                } else {
                    report
                }
            },
            ..good()
        },
    },
    Flaw {
        name: "updates-in-part",
        gets_wrong: "Leaves optional fields out of updates, as if only changes were sent.",
        hurts: "An update replaces the draft: what is left out is gone.",
        trips: &["always/faithful-values", "NJ-C-024"],
        shown_by: "An update of a draft that has working patterns, an area of work or a DBS check.",
        conduct: || Conduct {
            dress: |call, _| {
                with_body(call, |mut body| {
                    if let (Some(_), Value::Object(members)) =
                        (body.get("version").cloned(), &mut body)
                    {
                        let optional = [
                            "workingPatterns",
                            "areaOfWork",
                            "dbsCheck",
                            "personSpecification",
                        ];
                        members.retain(|name, _| !optional.contains(&name.as_str()));
                    }
                    body
                })
            },
            ..good()
        },
    },
];

fn with_body(mut call: Call, change: fn(Value) -> Value) -> Call {
    if let Body::Json(body) = call.body {
        call.body = Body::Json(change(body));
    }
    call
}

/// The same vacancy as a new one: to the collection, without a version.
fn as_new(mut call: Call) -> Call {
    call.method = Method::POST;
    if let Some((collection, _)) = call.url.rsplit_once('/') {
        call.url = collection.to_owned();
    }
    with_body(call, |body| super::body::without(body, "", "version"))
}

fn overwrite(reply: &Reply, call: &Call) -> Option<Call> {
    let current = reply
        .whole("currentVersion")
        .filter(|_| reply.code() == Some("VERSION_STALE"))?;
    let Body::Json(mut body) = call.body.clone() else {
        return None;
    };
    body["version"] = json!(current);
    Some(Call {
        body: Body::Json(body),
        ..call.clone()
    })
}

fn copy(reply: &Reply, call: &Call) -> Option<Call> {
    (reply.code() == Some("VACANCY_NOT_DRAFT")).then(|| as_new(call.clone()))
}

fn done(mut report: Report) -> Report {
    if report.state.as_deref() == Some("published") {
        report.outcome = Outcome::Accepted;
    }
    report
}
