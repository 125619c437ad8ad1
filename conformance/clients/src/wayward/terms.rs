//! Terms of the post that arrive as others.

use serde_json::{Value, json};

use super::body::{drop_where, whole, without, written};
use super::flaw::Flaw;
use crate::fields::Field;
use crate::writing::{FAITHFUL, Writing};

pub(super) const FLAWS: &[Flaw] = &[
    Flaw {
        name: "drops-the-duration",
        gets_wrong: "Leaves the contract's duration out.",
        hurts: "A fixed-term post is refused, and the recruiter filled the field in.",
        trips: &["always/request-valid", "always/faithful-values", "NJ-C-014"],
        shown_by: "A vacancy that is not permanent, with its duration.",
        conduct: || whole(|body, _| without(body, "", "contractDuration")),
    },
    Flaw {
        name: "adds-a-duration",
        gets_wrong: "Sends a duration of no months with a permanent contract.",
        hurts: "NHS Jobs refuses a permanent post for a field that the form does not show.",
        trips: &["always/request-valid", "always/faithful-values", "NJ-C-015"],
        shown_by: "A permanent contract without a duration.",
        conduct: || whole(|body, _| with_duration(body)),
    },
    Flaw {
        name: "counts-durations-in-months",
        gets_wrong: "Sends every duration in months, whatever its unit was.",
        hurts: "A post for six weeks is advertised for six months.",
        trips: &["always/faithful-values", "NJ-C-014"],
        shown_by: "A duration in days, weeks or years.",
        conduct: || {
            written(Writing {
                code: |field, wire| always(field, wire, "contract_duration.unit", "MONTHS"),
                ..FAITHFUL
            })
        },
    },
    Flaw {
        name: "squashes-contract-types",
        gets_wrong: "Sends every contract type but permanent as fixed term.",
        hurts: "Bank and locum posts are advertised as what they are not.",
        trips: &["always/faithful-values", "NJ-C-011"],
        shown_by: "A contract type other than permanent and fixed term.",
        conduct: || {
            written(Writing {
                code: squashed,
                ..FAITHFUL
            })
        },
    },
    Flaw {
        name: "falls-back-on-a-staff-group",
        gets_wrong: "Knows a few staff groups and sends the rest as Additional Clinical Services.",
        hurts: "Estates posts are found by nobody who looks for one.",
        trips: &["always/faithful-values", "NJ-C-012"],
        shown_by: "A staff group other than nursing, medical and clinical services.",
        conduct: || {
            written(Writing {
                code: grouped,
                ..FAITHFUL
            })
        },
    },
    Flaw {
        name: "knows-no-letters-of-bands",
        gets_wrong: "Sends every band 8 as 8a.",
        hurts: "A post in band 8c is advertised two bands lower.",
        trips: &["always/faithful-values", "NJ-C-030"],
        shown_by: "A pay band of 8b, 8c or 8d.",
        conduct: || {
            let plain = |_: &Field, wire: &str| match wire {
                "BAND_8B" | "BAND_8C" | "BAND_8D" => "BAND_8A".to_owned(),
                _ => wire.to_owned(),
            };
            written(Writing {
                code: plain,
                ..FAITHFUL
            })
        },
    },
    Flaw {
        name: "knows-one-professional-body",
        gets_wrong: "Sends every registration as one with the General Medical Council.",
        hurts: "A dentist's registration is refused, or looked up where it is not.",
        trips: &["always/faithful-values", "ESR-C-021"],
        shown_by: "A registration with the General Dental Council.",
        conduct: || {
            written(Writing {
                code: |field, wire| {
                    always(field, wire, "checks.professional_registration.body", "GMC")
                },
                ..FAITHFUL
            })
        },
    },
    Flaw {
        name: "drops-what-is-no",
        gets_wrong: "Leaves out a choice because it is no, none or internal.",
        hurts: "An internal post is advertised to the public, and 'no' becomes 'not said'.",
        trips: &["always/faithful-values", "NJ-C-031", "ESR-C-018"],
        shown_by: "A vacancy with visibility internal, or a check whose answer is no.",
        conduct: || {
            whole(|mut body, _| {
                drop_where(&mut body, |value| {
                    *value == json!(false) || *value == json!("NONE") || *value == json!("INTERNAL")
                });
                body
            })
        },
    },
    Flaw {
        name: "sends-attachments",
        gets_wrong: "Sends supporting documents along.",
        hurts: "NHS Jobs refuses the vacancy for something that the recruiter cannot take out.",
        trips: &["always/request-valid", "NJ-C-029"],
        shown_by: "Any vacancy.",
        conduct: || whole(|body, _| attached(body)),
    },
];

fn always(field: &Field, wire: &str, path: &str, word: &str) -> String {
    if field.ats == path {
        word.to_owned()
    } else {
        wire.to_owned()
    }
}

fn squashed(field: &Field, wire: &str) -> String {
    match (field.ats, wire) {
        ("contract_type", "PERMANENT") => wire.to_owned(),
        _ => always(field, wire, "contract_type", "FIXED_TERM"),
    }
}

fn grouped(field: &Field, wire: &str) -> String {
    match wire {
        "NURSING_AND_MIDWIFERY_REGD" | "MEDICAL_AND_DENTAL" => wire.to_owned(),
        _ => always(field, wire, "staff_group", "CLINICAL_SERVICES"),
    }
}

fn with_duration(mut body: Value) -> Value {
    if body.get("contractType") == Some(&json!("PERMANENT")) {
        body["contractDuration"] = json!({ "length": 0, "unit": "MONTHS" });
    }
    body
}

fn attached(mut body: Value) -> Value {
    if body.get("jobTitle").is_some() {
        body["attachments"] = json!([{ "name": "job-description.pdf" }]);
    }
    body
}
