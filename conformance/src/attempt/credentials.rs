//! Credentials that are handed out wrong on purpose.

use std::collections::BTreeMap;

use clients::Begin;

/// Replaces the named members of `begin` by ones that the simulator does not know.
///
/// They look like real ones, so that a client cannot tell before it asks.
pub(crate) fn hand_out_wrong(begin: &mut Begin, wrong: &BTreeMap<String, String>) {
    for member in wrong.keys() {
        let value = match member.as_str() {
            "api_key" => &mut begin.nhs_jobs.api_key,
            "account_id" => &mut begin.nhs_jobs.account_id,
            "organisation_id" => &mut begin.nhs_jobs.organisation_id,
            "client_id" => &mut begin.esr.client_id,
            "client_secret" => &mut begin.esr.client_secret,
            "vpd" => &mut begin.esr.vpd,
            _ => continue,
        };
        *value = another(value);
    }
}

/// A text of the same shape: every letter and digit moved on by one, within its kind.
fn another(value: &str) -> String {
    value.chars().map(next).collect()
}

fn next(character: char) -> char {
    match character {
        'z' => 'a',
        'Z' => 'A',
        '9' => '0',
        'a'..='y' | 'A'..='Y' | '0'..='8' => char::from_u32(character as u32 + 1).unwrap_or('x'),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_one_has_the_shape_of_the_right_one() {
        assert_eq!(another("277"), "388");
        assert_eq!(another("key_aZ9-x"), "lfz_bA0-y");
    }
}
