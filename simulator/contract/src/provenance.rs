//! Where a rule comes from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much of a rule is public knowledge.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Provenance {
    /// A public source says it.
    Stated,
    /// It follows from what public sources say; nobody says it outright.
    Inferred,
    /// The simulator's own choice: nobody outside knows what the real service does.
    Simulator,
}

impl Provenance {
    /// The word used on the wire, in reports and on pages.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Inferred => "inferred",
            Self::Simulator => "simulator",
        }
    }

    /// One sentence for a reader who meets the word for the first time.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Stated => "a public source says it",
            Self::Inferred => "it follows from public sources; none says it outright",
            Self::Simulator => "this simulator's own choice; the real service is not public here",
        }
    }
}

/// The public text a rule rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Short name a reader can look for.
    pub name: &'static str,
    /// Address, where there is one.
    pub url: Option<&'static str>,
}

/// The guide of one vendor for posting draft vacancies to NHS Jobs.
pub const JTGO_GUIDE: Source = Source {
    name: "JTGO NHS Jobs user guide",
    url: Some(
        "https://jtgosupport.jobtrain.co.uk/support/solutions/articles/77000548734-jtgo-nhs-jobs-user-guide",
    ),
};

/// The questions and answers on the Doctors in Training employment checks interface.
pub const DIT_FAQ: Source = Source {
    name: "Doctors in Training (DiT) Employment Checks API FAQs",
    url: None,
};

/// NHSBSA's character limits when creating a vacancy.
pub const KA_25633: Source = Source {
    name: "NHSBSA KA-25633, character limits when creating a vacancy",
    url: Some("https://nhsbsa-live.powerappsportals.com/knowledgebase/article/KA-25633/en-us"),
};

/// NHSBSA on what can be amended after publishing.
pub const KA_25658: Source = Source {
    name: "NHSBSA KA-25658, what can be amended after publishing",
    url: Some("https://faq.nhsbsa.nhs.uk/knowledgebase/article/KA-25658/en-us"),
};

/// The public read interface of NHS Jobs, which needs no credential.
pub const SELF_SERVE_API: Source = Source {
    name: "NHS Jobs Self-Serve Job Adverts API V1.07",
    url: Some(
        "https://www.nhsbsa.nhs.uk/sites/default/files/2026-05/NHS%20Jobs%20Self-Serve%20Job%20Adverts%20API%20V1.07_0.docx",
    ),
};

/// Another vendor's guide to the same interface.
pub const EQUEST_GUIDE: Source = Source {
    name: "eQuest NHSJobs API Guide",
    url: Some("https://support.equest.com/index.php?id=4680&pg=kb.page"),
};

/// The published Agenda for Change scales of England for 2026/27.
pub const PAY_SCALES: Source = Source {
    name: "NHS Employers, pay scales for 2025/26 and 2026/27",
    url: Some("https://www.nhsemployers.org/articles/pay-scales-202627"),
};

/// How NHS Jobs and ESR treated checks before the present interface.
pub const NHS_EMPLOYERS_2015: Source = Source {
    name: "NHS Employers, changes to pre-employment check process via NHS Jobs and ESR (2015)",
    url: Some(
        "http://www.nhsemployers.org/news/2015/07/changes-to-preemployment-check-process-via-nhs-jobs-and-esr",
    ),
};

/// The simulator's own contract document.
pub const OURS: Source = Source {
    name: "this simulator's wire contract, version 1",
    url: None,
};
