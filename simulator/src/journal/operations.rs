//! The operations of the services as WireMock would tell its stubs: what a stray request was
//! perhaps meant for.

use contract::operation::Operation;
use serde_json::{Value, json};

use super::entry::Entry;
use super::pattern::{MOST, Miss, RequestPattern, Subject, Work};
use crate::sandbox::seed::Seed;

/// An operation that a request comes near to.
#[derive(Debug)]
pub(crate) struct NearOperation {
    /// The operation.
    pub(crate) operation: Operation,
    /// Its path, with the sandbox's part.
    pub(crate) path: String,
    /// How far the request is from it.
    pub(crate) miss: Miss,
}

impl NearOperation {
    /// The operation as a stub mapping of WireMock.
    pub(crate) fn stub(&self) -> Value {
        let id = Seed(0)
            .child("operations")
            .child(self.operation.name())
            .uuid();
        json!({
            "id": id,
            "uuid": id,
            "name": self.operation.name(),
            "request": { "method": self.operation.method(), "urlPathTemplate": self.path },
            "response": { "status": 200 },
        })
    }
}

/// The `most` operations that a request comes nearest to, the nearest first; `base` is the path of
/// the sandbox.
pub(crate) fn nearest(subject: &Subject<'_>, base: &str, most: usize) -> Vec<NearOperation> {
    let work = Work::of(MOST);
    let near = Operation::ALL.into_iter().filter_map(|operation| {
        let path = format!("{base}{}", operation.path());
        let miss = RequestPattern::of_call(operation.method(), &path)?.miss(subject, &work);
        Some(NearOperation {
            operation,
            path,
            miss,
        })
    });
    let mut near = near.collect::<Vec<_>>();
    near.sort_by(|one, other| one.miss.distance.total_cmp(&other.miss.distance));
    near.truncate(most);
    near
}

/// As [`nearest`], of a journalled request.
pub(crate) fn nearest_of(entry: &Entry, base: &str, most: usize) -> Vec<NearOperation> {
    nearest(&Subject::of(entry), base, most)
}

impl RequestPattern {
    /// The pattern of one call; `None` where the path is no template.
    fn of_call(method: &str, path: &str) -> Option<Self> {
        let written = json!({ "method": method, "urlPathTemplate": path });
        let parts = super::pattern::parts_of(&written).ok()?;
        Some(Self::of(written, parts))
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::entry;
    use super::*;

    #[test]
    fn a_misspelt_path_comes_near_to_what_was_meant() {
        let entry = entry(1, "/nhs-jobs/v1/organisations/C9309/vacancy", "{}");

        let near = nearest_of(&entry, "", 3);

        assert_eq!(near[0].operation, Operation::CreateVacancy);
        let told = near[0].miss.differences.iter();
        let told = told.map(|one| format!("{}: {} / {:?}", one.field, one.expected, one.actual));
        insta::assert_snapshot!(
            told.collect::<Vec<_>>().join("\n"),
            @r#"urlPathTemplate: /nhs-jobs/v1/organisations/{organisationId}/vacancies / Some("/nhs-jobs/v1/organisations/C9309/vacancy")"#
        );
    }
}
