//! What machines say, as people say it.

use contract::operation::Operation;

/// An operation in plain words.
pub(super) fn asked(operation: Option<Operation>) -> &'static str {
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

/// A sentence with a capital, and with quotation marks in place of the marks of code.
pub(in crate::console) fn sentence(said: &str) -> String {
    let mut spoken = String::with_capacity(said.len() + 8);
    let mut opened = false;
    for (at, c) in said.char_indices() {
        match c {
            '`' => {
                opened = !opened;
                spoken.push(if opened { '‘' } else { '’' });
            }
            c if at == 0 => spoken.extend(c.to_uppercase()),
            c => spoken.push(c),
        }
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
    fn an_operation_is_told_as_what_it_does() {
        let said = summary(
            Some(Operation::CreateVacancy),
            "createVacancy was answered 201.",
        );

        assert_eq!(said, "‘Post a vacancy’ was answered 201.");
    }
}
