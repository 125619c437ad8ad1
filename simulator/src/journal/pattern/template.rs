//! `urlPathTemplate`: a path with named segments, such as `/a/{b}`.

use percent_encoding::percent_decode_str;

/// A path whose segments are given or named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Template(Vec<Segment>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    Given(String),
    Named(String),
}

impl Template {
    /// Reads a template; `None` where a brace is not the end of a segment.
    pub(crate) fn read(template: &str) -> Option<Self> {
        let segments = template.split('/').map(|segment| {
            let named = segment
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'));
            match named {
                Some(name) if !name.is_empty() && !name.contains(['{', '}']) => {
                    Some(Segment::Named(name.to_owned()))
                }
                None if !segment.contains(['{', '}']) => Some(Segment::Given(segment.to_owned())),
                _ => None,
            }
        });
        segments.collect::<Option<_>>().map(Self)
    }

    /// Whether a segment has this name.
    pub(super) fn names(&self, name: &str) -> bool {
        let named = |segment: &Segment| matches!(segment, Segment::Named(known) if known == name);
        self.0.iter().any(named)
    }

    /// The template with what stands in a path in place of its names, to compare the two.
    pub(super) fn filled(&self, path: &str) -> String {
        let mut segments = path.split('/');
        let filled = self.0.iter().map(|wanted| {
            let segment = segments.next().unwrap_or_default();
            match wanted {
                Segment::Given(given) => given.clone(),
                Segment::Named(_) if !segment.is_empty() => segment.to_owned(),
                Segment::Named(name) => format!("{{{name}}}"),
            }
        });
        filled.collect::<Vec<_>>().join("/")
    }

    /// The named segments of a path, as they stand there and decoded; `None` where the path is
    /// another.
    pub(super) fn parameters(&self, path: &str) -> Option<Vec<(&str, Vec<String>)>> {
        let segments = path.split('/').collect::<Vec<_>>();
        if segments.len() != self.0.len() {
            return None;
        }
        let mut found = Vec::new();
        for (wanted, segment) in self.0.iter().zip(segments) {
            match wanted {
                Segment::Given(given) if given == segment => (),
                Segment::Named(name) if !segment.is_empty() => {
                    let decoded = percent_decode_str(segment).decode_utf8_lossy();
                    let mut values = vec![segment.to_owned(), decoded.into_owned()];
                    values.dedup();
                    found.push((name.as_str(), values));
                }
                _ => return None,
            }
        }
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_named_segments_are_found() {
        let template = Template::read("/a/{b}/c/{d}").unwrap();

        let found = template.parameters("/a/1/c/x%20y").unwrap();

        let values = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        assert_eq!(
            found,
            [("b", values(&["1"])), ("d", values(&["x%20y", "x y"]))]
        );
        for other in ["/a/1/c", "/a//c/2", "/b/1/c/2", "/a/1/c/2/"] {
            assert_eq!(template.parameters(other), None, "{other}");
        }
    }

    #[test]
    fn a_brace_within_a_segment_is_no_template() {
        for wrong in ["/a/{b", "/a/x{b}", "/a/{}", "/{a}{b}"] {
            assert_eq!(Template::read(wrong), None, "{wrong}");
        }
    }
}
