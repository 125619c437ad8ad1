//! Which sandbox a path belongs to: the default one at the root, any other below `/sandboxes/`.

/// Where a request goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Address<'p> {
    /// The sandbox; `None` for the default one.
    pub(super) sandbox: Option<&'p str>,
    /// The path below the sandbox's base, with its leading slash.
    pub(super) path: &'p str,
}

impl<'p> Address<'p> {
    /// Reads a path.
    pub(super) fn of(path: &'p str) -> Self {
        let Some(below) = path.strip_prefix("/sandboxes/") else {
            return Self {
                sandbox: None,
                path,
            };
        };
        let (sandbox, rest) = below.split_at(below.find('/').unwrap_or(below.len()));
        Self {
            sandbox: Some(sandbox),
            path: rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_is_taken_off() {
        let address = Address::of("/sandboxes/abc/esr/status");

        assert_eq!(
            address,
            Address {
                sandbox: Some("abc"),
                path: "/esr/status"
            }
        );
    }

    #[test]
    fn the_root_belongs_to_the_default_sandbox() {
        assert_eq!(Address::of("/esr/status").sandbox, None);
        assert_eq!(Address::of("/sandboxes/abc").path, "");
    }
}
