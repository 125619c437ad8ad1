//! Headers in one piece of memory: a full journal holds thousands of them.
//!
//! A map would cost several allocations for each message, and its values would keep the buffer of
//! their connection alive.

use http::HeaderMap;

/// The headers of one message in their order, names in lower case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Headers(Box<[u8]>);

/// How many bytes the lengths of a name and a value take.
const LENGTHS: usize = 8;

impl Headers {
    /// Headers from pairs. A name or value of 4 GiB or more cannot be held, nor can it arrive.
    pub(crate) fn collect<'a, V: AsRef<[u8]>>(
        pairs: impl Iterator<Item = (&'a str, V)>,
        about: usize,
    ) -> Self {
        let mut packed = Vec::with_capacity(about);
        for (name, value) in pairs {
            pack(&mut packed, name.as_bytes(), value.as_ref());
        }
        Self(packed.into_boxed_slice())
    }

    /// Each name and value.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let mut rest = &*self.0;
        std::iter::from_fn(move || {
            let (name, behind) = unpack(rest)?;
            let (value, behind) = unpack(behind)?;
            rest = behind;
            Some((std::str::from_utf8(name).unwrap_or_default(), value))
        })
    }

    /// The values of one header, in order; the name in any case.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a [u8]> {
        let named = self
            .iter()
            .filter(move |(known, _)| known.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value)
    }

    /// The first value of one header, as text.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let first = self.all(name).next();
        first.map(|value| String::from_utf8_lossy(value).into_owned())
    }

    /// Everything packed, for finding out whether something stands in it at all.
    pub(super) fn packed(&self) -> &[u8] {
        &self.0
    }
}

impl From<&HeaderMap> for Headers {
    fn from(headers: &HeaderMap) -> Self {
        let sizes = headers
            .iter()
            .map(|(name, value)| name.as_str().len() + value.len() + LENGTHS);
        let pairs = headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_bytes()));
        Self::collect(pairs, sizes.sum())
    }
}

fn pack(packed: &mut Vec<u8>, name: &[u8], value: &[u8]) {
    let (Ok(_), Ok(_)) = (u32::try_from(name.len()), u32::try_from(value.len())) else {
        return;
    };
    for part in [name, value] {
        let length = u32::try_from(part.len()).unwrap_or_default();
        packed.extend_from_slice(&length.to_le_bytes());
        packed.extend_from_slice(part);
    }
}

fn unpack(packed: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = packed.split_first_chunk::<4>()?;
    rest.split_at_checked(u32::from_le_bytes(*length) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_read_alike() {
        let mut map = HeaderMap::new();
        map.append("accept", "a".parse().unwrap());
        map.append("accept", "b".parse().unwrap());
        map.insert("x-empty", "".parse().unwrap());

        let headers = Headers::from(&map);

        let all = headers.iter().collect::<Vec<_>>();
        assert_eq!(
            all,
            [("accept", &b"a"[..]), ("accept", b"b"), ("x-empty", b"")]
        );
        assert_eq!(headers.all("Accept").count(), 2);
        assert_eq!(headers.text("X-Empty").as_deref(), Some(""));
        assert_eq!(headers.text("absent"), None);
    }
}
