//! The rules behind refusals and warnings: one row each, with where it comes from.

use crate::provenance::{
    DIT_FAQ, EQUEST_GUIDE, JTGO_GUIDE, KA_25633, KA_25658, OURS, PAY_SCALES, Provenance,
    SELF_SERVE_API, Source,
};

/// One rule of the simulated services.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Stable id, as `errors[].rule` gives it.
    pub id: &'static str,
    /// The rule in a sentence.
    pub text: &'static str,
    /// How much of it is public knowledge.
    pub provenance: Provenance,
    /// Where it is said.
    pub source: Source,
}

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.id == id)
}

macro_rules! rules {
    ($($name:ident $id:literal $provenance:ident $source:ident $text:literal)+) => {
        $(
            #[doc = concat!("`", $id, "`: ", $text)]
            pub const $name: &str = $id;
        )+

        /// Every rule, in the order of the contract.
        pub const ALL: &[Rule] = &[
            $(Rule { id: $id, text: $text, provenance: Provenance::$provenance, source: $source }),+
        ];
    };
}

rules! {
    PATHS "SIM-PTH-01" Simulator OURS "Every operation has one path and one method, below the base URL of a sandbox; what the API description does not list is not there."
    BODIES "SIM-BDY-01" Simulator OURS "A body is in the media type of its operation, in UTF-8, well formed, and not larger than 1 MiB."
    IDS "SIM-IDS-01" Simulator OURS "An id names something of whoever asks, as the answer that created it gave it."
    PAGES "SIM-PGE-01" Simulator OURS "A list is read page by page: `page` and `limit` are whole numbers from 1, and more than 100 on a page is silently capped."
    QUOTAS "SIM-QTA-01" Simulator OURS "A sandbox holds so much and no more, so that one cannot exhaust another."
    FAULTS "SIM-FLT-01" Simulator OURS "The service is slow, busy or broken only where a fault, a magic value or a rate limit of the sandbox wants it so."
    NJ_BODY "NJ-GEN-01" Simulator OURS "The body is one JSON object and holds no member that the contract does not know."
    NJ_ATTACHMENTS "NJ-GEN-02" Stated JTGO_GUIDE "Supporting documents do not travel over the integration."
    NJ_VERSION "NJ-VER-01" Simulator OURS "An update carries the version of the draft it was made from."
    NJ_TITLE "NJ-TTL-01" Stated KA_25633 "A job title has at most 70 characters."
    NJ_TITLE_PRESENT "NJ-TTL-02" Inferred JTGO_GUIDE "A vacancy carries a job title."
    NJ_REFERENCE "NJ-REF-01" Simulator OURS "A vacancy carries the ATS's own job reference, at most 50 characters."
    NJ_SUMMARY "NJ-TXT-01" Stated KA_25633 "Job overview, main duties and about the organisation have 100 to 1,500 characters (100 to 1,000 with the limit profile jobtrain)."
    NJ_DESCRIPTION "NJ-TXT-02" Stated KA_25633 "A job description has at most 10,000 characters."
    NJ_PERSON_SPECIFICATION "NJ-TXT-03" Stated EQUEST_GUIDE "The person specification is optional text, its items separated by <br>."
    NJ_DESCRIPTION_PRESENT "NJ-TXT-04" Simulator OURS "A vacancy carries a job description."
    NJ_CONTRACT_TYPE "NJ-CON-01" Stated EQUEST_GUIDE "A contract type is required and is one of the ten that NHS Jobs lists."
    NJ_DURATION "NJ-CON-02" Stated EQUEST_GUIDE "Every contract but a permanent one carries its duration, a length and a unit."
    NJ_NO_DURATION "NJ-CON-03" Inferred EQUEST_GUIDE "A permanent contract carries no duration."
    NJ_WORKING_PATTERN "NJ-PAT-01" Inferred OURS "Working patterns are among the eight that NHS Jobs lists."
    NJ_WORKING_HOURS "NJ-HRS-01" Inferred OURS "Working hours are an amount and a unit."
    NJ_STAFF_GROUP "NJ-STG-01" Simulator OURS "A staff group is required and is one of the nine."
    NJ_AREA_OF_WORK "NJ-ARE-01" Simulator OURS "An area of work is text of at most 255 characters; the published list is not public here."
    NJ_PAY_SCHEME "NJ-PAY-01" Simulator OURS "A pay scheme is required."
    NJ_PAY_BAND "NJ-PAY-02" Inferred OURS "An Agenda for Change vacancy carries its band, and a band belongs to its scheme."
    NJ_SALARY "NJ-SAL-01" Stated EQUEST_GUIDE "A vacancy says how it is paid: fixed, a range, or depending on experience."
    NJ_SALARY_VALID "NJ-SAL-02" Stated JTGO_GUIDE "A salary amount is present where its type needs it, more than 0 and not absurd."
    NJ_SALARY_NUMBER "NJ-SAL-03" Simulator OURS "A salary amount is a number, not text: no pound sign, no thousands separator."
    NJ_SALARY_ORDER "NJ-SAL-04" Inferred OURS "The minimum of a range is not above its maximum."
    NJ_SALARY_PRECISION "NJ-SAL-05" Simulator OURS "A salary amount has at most two decimals."
    NJ_SALARY_PERIOD "NJ-SAL-06" Inferred OURS "A salary amount says what it is paid for: a year, a month, a week, a day, an hour or a session."
    NJ_SALARY_UNEXPECTED "NJ-SAL-07" Inferred OURS "A salary carries only the amounts of its type; one that depends on experience has no amount and no period."
    NJ_SALARY_BAND "NJ-SAL-08" Simulator PAY_SCALES "A yearly Agenda for Change salary lies between the minimum of its band and the maximum plus the inner London supplement; Wales has its own floor."
    NJ_LOCATION "NJ-LOC-01" Stated JTGO_GUIDE "A vacancy has one location: first line, town and postcode."
    NJ_CONTACT "NJ-CTC-01" Inferred JTGO_GUIDE "A vacancy names a contact with an e-mail address."
    NJ_CLOSING_DATE "NJ-CLO-01" Simulator OURS "The closing date is not before today in London."
    NJ_APP_URL "NJ-APP-01" Inferred JTGO_GUIDE "Candidates are sent to the ATS to apply, over https."
    NJ_DBS "NJ-DBS-01" Inferred OURS "The DBS check is none, basic, or standard or enhanced."
    NJ_YES_NO "NJ-YNO-01" Inferred OURS "Sponsorship and professional registration are told as true or false."
    NJ_VISIBILITY "NJ-VIS-01" Inferred OURS "A vacancy is advertised externally or internally."
    NJ_DRAFT_ONLY "NJ-DRA-01" Stated JTGO_GUIDE "The integration may change a vacancy only whilst it remains a draft."
    NJ_AMEND "NJ-AMD-01" Stated KA_25658 "After publishing a person may amend contract type, working pattern and hours, staff group, area of work, texts, location, contact and closing date; for anything else the vacancy is closed and its listing reused."
    NJ_ADVERT "NJ-ADV-01" Stated JTGO_GUIDE "Candidates see a vacancy once it is published, never a draft, and are sent on to the ATS to apply until the end of its closing day in London."
    NJ_SEARCH "NJ-SRC-01" Stated SELF_SERVE_API "The public search needs no credential, pages hold at most 100 adverts, more is silently capped, and errors are JSON."
    NJ_CREDENTIALS "NJ-AUT-01" Stated JTGO_GUIDE "The key, the organisation and the account of the integration must be right."
    NJ_IDEMPOTENCY "NJ-IDE-01" Simulator OURS "An idempotency key names one intention and is kept for 24 hours."
    ESR_BODY "ESR-GEN-01" Simulator OURS "The body is one JSON object and holds no member that the contract does not know."
    ESR_REFERENCE "ESR-REF-01" Simulator OURS "A transfer carries the ATS's own reference, at most 50 characters."
    ESR_STATUS "ESR-STA-01" Stated DIT_FAQ "Checks are transferred once the applicant has reached the status 'outcome recruited'."
    ESR_PERSON "ESR-PER-01" Stated DIT_FAQ "First name, last name and date of birth are used to perform matches."
    ESR_CHECKS "ESR-CHK-01" Stated DIT_FAQ "At least one of the six records is transferred."
    ESR_DBS "ESR-DBS-01" Inferred OURS "A DBS record has its level, a certificate number of 12 digits as text, and its details."
    ESR_REGISTRATION "ESR-REG-01" Inferred OURS "A GMC number has 7 digits, a GDC number 3 to 6 characters, both as text."
    ESR_REFERENCES "ESR-RFS-01" Inferred DIT_FAQ "A reference names its organisation, its dates and whether it is satisfactory."
    ESR_CHECKLIST "ESR-ECL-01" Inferred DIT_FAQ "The employment checklist says what was checked and when."
    ESR_RIGHT_TO_WORK "ESR-IWC-01" Inferred OURS "The illegal working checklist says by which route the right to work was checked, and what permits it."
    ESR_EU_STATUS "ESR-EUS-01" Inferred DIT_FAQ "The EU status record says the outcome and when it was checked."
    ESR_IDENTITY "ESR-PRV-01" Stated DIT_FAQ "Identity is entered in ESR by hand and never travels."
    ESR_OCCUPATIONAL_HEALTH "ESR-PRV-02" Stated DIT_FAQ "Occupational health never travels."
    ESR_MATCH "ESR-MAT-01" Stated DIT_FAQ "Data is exchanged only where exactly one matching record in scope can be identified."
    ESR_SCOPE "ESR-SCO-01" Stated DIT_FAQ "Only open applicants sent by TIS or Hicom are in scope; employees and records created by hand are not."
    ESR_ONCE "ESR-ONE-01" Stated DIT_FAQ "The transfer is one-off."
    ESR_SUPERSEDE "ESR-SUP-01" Stated DIT_FAQ "A professional registration that ESR already holds supersedes the one sent."
    ESR_ACTIVATION "ESR-ACT-01" Stated DIT_FAQ "The employer has activated its TIS or Hicom interface, or has a request for it under way."
    ESR_CREDENTIALS "ESR-AUT-01" Simulator OURS "Every call carries a token that was issued to this supplier and has not expired."
    ESR_IDEMPOTENCY "ESR-IDE-01" Simulator OURS "An idempotency key names one intention and is kept for 24 hours."
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_rules_share_an_id() {
        let ids: BTreeSet<_> = ALL.iter().map(|rule| rule.id).collect();

        assert_eq!(ids.len(), ALL.len());
    }

    #[test]
    fn a_stated_rule_names_a_source_that_is_not_ours() {
        let stated = ALL
            .iter()
            .filter(|rule| rule.provenance == Provenance::Stated);

        assert!(stated.into_iter().all(|rule| rule.source != OURS));
    }
}
