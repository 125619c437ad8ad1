//! Where the post is, and whom candidates may ask.

use super::draft::{Contact, Location};
use crate::limits::{SHORT_TEXT, Span};
use crate::reading::{FieldCode, Object};
use crate::rule;

const HELD: Span = Span::up_to(SHORT_TEXT);
const EMPTY: Span = Span::empty_to(SHORT_TEXT);

pub(super) fn location(vacancy: &Object<'_>) -> Option<Location> {
    let given = vacancy.object("location", rule::NJ_LOCATION)?;
    let held = |name| given.text(name, HELD, rule::NJ_LOCATION);
    let empty = |name| given.optional_text(name, EMPTY, rule::NJ_LOCATION);
    let (line1, line2, line3) = (
        held("addressLine1"),
        empty("addressLine2"),
        empty("addressLine3"),
    );
    let (town, county) = (held("town"), empty("county"));
    let (postcode, country) = (held("postcode"), empty("country"));
    given.refuse_unknown(rule::NJ_BODY);
    Some(Location {
        address_line1: line1?,
        address_line2: line2,
        address_line3: line3,
        town: town?,
        county,
        postcode: postcode?,
        country,
    })
}

pub(super) fn contact(vacancy: &Object<'_>) -> Option<Contact> {
    let given = vacancy.object("contact", rule::NJ_CONTACT)?;
    let name = given.text("name", HELD, rule::NJ_CONTACT);
    let job_title = given.optional_text("jobTitle", EMPTY, rule::NJ_CONTACT);
    let email = email(&given);
    let phone = given.optional_text("phone", EMPTY, rule::NJ_CONTACT);
    given.refuse_unknown(rule::NJ_BODY);
    Some(Contact {
        name: name?,
        job_title,
        email: email?,
        phone,
    })
}

fn email(contact: &Object<'_>) -> Option<String> {
    const NAME: &str = "email";
    let address = contact.text(NAME, HELD, rule::NJ_CONTACT)?;
    if is_email(&address) {
        return Some(address);
    }
    let message = "`email` must be one e-mail address, such as jobs@trust.example";
    contact.refuse(NAME, FieldCode::NotValid, rule::NJ_CONTACT, message);
    None
}

/// One `@` with something on both sides and a dot in the domain: enough to catch a slip of the
/// pen, and never in the way of a real address.
fn is_email(address: &str) -> bool {
    let Some((local, domain)) = address.rsplit_once('@') else {
        return false;
    };
    let spaced = address.chars().any(|c| c.is_whitespace() || c.is_control());
    let dotted = domain.split('.').count() > 1 && domain.split('.').all(|part| !part.is_empty());
    !spaced && dotted && !local.is_empty() && !local.contains('@')
}
