//! The one employer every sandbox has, as its seed decides.

use serde::{Deserialize, Serialize};

use super::seed::Seed;

/// Names of employers that do not exist.
const NAMES: [&str; 8] = [
    "Alderwick University Hospitals",
    "Brackenmoor",
    "Cressley and Thornhythe",
    "Dunmere Community",
    "Eastermoor Teaching Hospitals",
    "Fennwick Valley",
    "Harrowbeck Mental Health",
    "Ivelholt General Hospitals",
];

/// The employer of a sandbox, in both services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Employer {
    /// What it is called; nobody real is called so.
    pub name: String,
    /// Letter and four digits, the first part of every reference (inferred from public adverts).
    pub employer_code: String,
    /// The organisation in the path of every NHS Jobs call.
    pub organisation_id: String,
    /// The account of the header `X-Account-Id`.
    pub account_id: String,
    /// The client id of the ESR supplier.
    pub client_id: String,
    /// Virtual Private Database: three digits, as text, because leading zeros matter.
    pub vpd: String,
}

impl Employer {
    /// The address of its website: of a domain that is reserved, so that nobody answers there.
    pub fn website(&self) -> String {
        format!("https://{}/", self.domain())
    }

    /// Its domain, below the reserved `.example`.
    pub fn domain(&self) -> String {
        format!("{}.example", self.employer_code.to_lowercase())
    }

    /// The employer that a seed decides.
    pub fn of(seed: Seed) -> Self {
        let child = seed.child("employer");
        let number = |name: &str, least, most| child.child(name).between(least, most);
        let letter = char::from(b'A' + u8::try_from(number("letter", 0, 25)).unwrap_or(0));
        let name = NAMES[usize::try_from(number("name", 0, 7)).unwrap_or(0)];
        Self {
            name: format!("{name} NHS Trust (synthetic)"),
            employer_code: format!("{letter}{:04}", number("code", 1, 9999)),
            organisation_id: format!("ORG-{:06}", number("organisation", 1, 999_999)),
            account_id: format!("ACC-{:06}", number("account", 1, 999_999)),
            client_id: format!("supplier-{:06}", number("supplier", 1, 999_999)),
            vpd: format!("{:03}", number("vpd", 1, 999)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_seed_decides_the_employer() {
        insta::assert_debug_snapshot!(Employer::of(Seed(7)), @r#"
        Employer {
            name: "Brackenmoor NHS Trust (synthetic)",
            employer_code: "K7974",
            organisation_id: "ORG-330039",
            account_id: "ACC-278028",
            client_id: "supplier-113231",
            vpd: "078",
        }
        "#);
    }

    proptest! {
        #[test]
        fn codes_have_the_shapes_that_public_sources_show(seed: u64) {
            let employer = Employer::of(Seed(seed));
            let code = employer.employer_code.as_bytes();

            prop_assert!(code.len() == 5 && code[0].is_ascii_uppercase());
            prop_assert!(code[1..].iter().all(u8::is_ascii_digit));
            prop_assert!(employer.vpd.len() == 3 && employer.vpd.bytes().all(|b| b.is_ascii_digit()));
        }
    }
}
