//! One input of the form: what it is called, what it holds, and when it counts.

/// One input.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) hint: &'static str,
    pub(super) kind: Kind,
    /// Filled in only while another input has one of these values.
    pub(super) when: Option<(&'static str, &'static [&'static str])>,
}

/// What an input holds.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    Long(u8),
    Summary,
    Items,
    Number,
    Code(fn() -> Vec<&'static str>),
    Codes(fn() -> Vec<&'static str>),
    Flag,
    Day,
}

pub(super) const fn row(name: &'static str, label: &'static str, kind: Kind) -> Row {
    Row {
        name,
        label,
        hint: "",
        kind,
        when: None,
    }
}

impl Row {
    pub(super) const fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    pub(super) const fn when(
        mut self,
        name: &'static str,
        values: &'static [&'static str],
    ) -> Self {
        self.when = Some((name, values));
        self
    }

    /// The member of the document that it is part of.
    pub(super) fn member(&self) -> &'static str {
        self.name.split('/').next().unwrap_or(self.name)
    }

    pub(super) fn names(&self) -> Vec<String> {
        match self.kind {
            Kind::Day => ["day", "month", "year"]
                .map(|part| format!("{}-{part}", self.name))
                .to_vec(),
            _ => vec![self.name.to_owned()],
        }
    }
}
