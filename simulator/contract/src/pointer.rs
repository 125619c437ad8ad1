//! JSON Pointers (RFC 6901), as refusals name fields.

use std::fmt;

/// A place in a document, grown one step at a time while reading.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    pub const fn root() -> Self {
        Self(String::new())
    }

    /// The member `name` of the object at this place.
    #[must_use]
    pub fn member(&self, name: &str) -> Self {
        let mut place = String::with_capacity(self.0.len() + 1 + name.len());
        place.push_str(&self.0);
        place.push('/');
        match name.contains(['~', '/']) {
            true => place.push_str(&name.replace('~', "~0").replace('/', "~1")),
            false => place.push_str(name),
        }
        Self(place)
    }

    /// The item at `index` of the array at this place.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// The last step as it was given, with the name of its array where it is an item: `jobTitle`,
    /// `workingPatterns/0`.
    pub fn last(&self) -> String {
        let mut steps = self.0.rsplit('/');
        let last = steps.next().unwrap_or_default();
        let is_item = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
        let step = match steps.next().filter(|of| is_item && !of.is_empty()) {
            Some(of) => format!("{of}/{last}"),
            None => last.to_owned(),
        };
        step.replace("~1", "/").replace("~0", "~")
    }

    /// The pointer as it stands on the wire; empty for the whole document.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_with_a_slash_or_a_tilde_is_escaped() {
        let place = Pointer::root().member("a/b").member("c~d").item(3);

        assert_eq!(place.as_str(), "/a~1b/c~0d/3");
    }

    #[test]
    fn the_last_step_is_a_name_or_an_item_of_a_name() {
        let member = Pointer::root().member("a/b");

        assert_eq!(member.last(), "a/b");
        assert_eq!(member.item(3).last(), "a/b/3");
        assert_eq!(Pointer::root().item(0).last(), "0");
        assert_eq!(Pointer::root().last(), "");
    }
}
