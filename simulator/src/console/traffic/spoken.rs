//! What machines say, as people say it.

use contract::operation::{Operation, Service};

/// An operation in plain words.
pub(in crate::console) fn asked(operation: Option<Operation>) -> &'static str {
    match operation {
        Some(Operation::CreateVacancy) => "Post a vacancy",
        Some(Operation::UpdateVacancy) => "Update a draft",
        Some(Operation::GetVacancy) => "Read a vacancy",
        Some(Operation::ListVacancies) => "Find vacancies",
        Some(Operation::IssueToken) => "Get a token for ESR",
        Some(Operation::TransferEmploymentChecks) => "Transfer checks to ESR",
        Some(Operation::GetTransfer) => "Read a transfer's result",
        Some(Operation::ListApplicants) => "List applicants in ESR",
        Some(Operation::GetStatus) => "Ask whether ESR is up",
        Some(Operation::SearchAdverts) => "Search adverts",
        Some(Operation::ViewAdvert) => "Look at an advert",
        Some(Operation::Apply) => "Follow an advert to the ATS",
        None => "Something else",
    }
}

/// A sentence that begins with the name of an operation, in plain words.
pub(super) fn summary(operation: Option<Operation>, said: &str) -> String {
    let named = operation.and_then(|known| said.strip_prefix(known.name()));
    match named {
        Some(rest) => format!("‘{}’{rest}", asked(operation)),
        None => said.to_owned(),
    }
}

/// A sentence that may speak of either service, about the one that was asked.
pub(super) fn of_one_service(operation: Option<Operation>, said: &str) -> String {
    let service = match operation.map(Operation::service) {
        Some(Service::NhsJobs) => "NHS Jobs",
        Some(Service::Esr) => "ESR",
        Some(Service::CandidateSite) => "The candidate site",
        None => return said.to_owned(),
    };
    said.replacen("NHS Jobs or ESR", service, 1)
}

/// A sentence with a capital, and with quotation marks in place of the marks of code.
pub(in crate::console) fn sentence(said: &str) -> String {
    let mut letters = said.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    plain(&first.chain(letters).collect::<String>())
}

/// Words with quotation marks in place of the marks of code.
pub(in crate::console) fn plain(said: &str) -> String {
    let mut spoken = String::with_capacity(said.len() + 8);
    for (index, part) in said.split('`').enumerate() {
        match index {
            0 => (),
            odd if odd % 2 == 1 => spoken.push('‘'),
            _ => spoken.push('’'),
        }
        spoken.push_str(part);
    }
    spoken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_has_a_capital_and_no_marks_of_code() {
        assert_eq!(sentence("show `errors` whole."), "Show ‘errors’ whole.");
        assert_eq!(sentence(""), "");
    }

    #[test]
    fn only_the_service_that_was_asked_is_named() {
        let said = "NHS Jobs or ESR refused one or more values.";
        let told = |operation| of_one_service(operation, said);

        assert_eq!(
            told(Some(Operation::CreateVacancy)),
            "NHS Jobs refused one or more values."
        );
        assert_eq!(
            told(Some(Operation::TransferEmploymentChecks)),
            "ESR refused one or more values."
        );
        assert_eq!(told(None), said);
    }

    #[test]
    fn an_operation_is_told_as_what_it_does() {
        let said = summary(
            Some(Operation::CreateVacancy),
            "createVacancy was answered 201.",
        );

        assert_eq!(said, "‘Post a vacancy’ was answered 201.");
    }
}
