//! Loading applicants, as the TIS and Hicom feeds do, or a person by hand, or e-Recruitment; and
//! the confirmation of each, in the words of the applicant confirmation file.

use contract::codes::{ApplicantSource, LoadStatus, MessageType, PersonType};
use contract::settings::Matching;
use contract::text::counted;
use contract::transfer::Person;
use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::applicant::Applicant;
use super::book::Book;
use super::employer::Activation;
use super::history::Act;
use super::load_request::LoadRequest;
use super::number::ApplicantNumber;
use crate::sandbox::london;

/// What became of one applicant of a load (stated vocabulary: load status, message type, and a
/// text of at most 200 characters; a successful load gives the applicant number). No text repeats
/// a name or a date of birth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Confirmation {
    /// Whether the applicant is in ESR.
    pub load_status_code: LoadStatus,
    /// The kind of the message, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_type: Option<MessageType>,
    /// The message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_text: Option<String>,
    /// ESR's number, on success.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applicant_number: Option<ApplicantNumber>,
    /// The employer.
    pub vpd: String,
    /// The post, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position_id: Option<String>,
    /// The post's shorter number, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position_number: Option<String>,
}

/// What a feed must send.
struct Mandatory {
    person: Person,
    vpd: String,
}

impl Book {
    /// Loads one applicant and confirms it. Each load adds one, unless employer and position
    /// repeat: then the applicant held there is replaced, and keeps its number, its transfer and,
    /// where the load brings none, its registration.
    ///
    /// `own_vpd` stands for an absent employer; beyond `most` applicants the load fails.
    pub fn load(
        &mut self,
        request: LoadRequest,
        own_vpd: &str,
        most: usize,
        at: Timestamp,
    ) -> Confirmation {
        let vpd = request.vpd.clone().unwrap_or_else(|| own_vpd.to_owned());
        match self.may_load(&request, &vpd, most, london::date(at)) {
            Ok(mandatory) => self.put(request, mandatory, at),
            Err(text) => failed(&request, vpd, text),
        }
    }

    fn may_load(
        &self,
        request: &LoadRequest,
        vpd: &str,
        most: usize,
        today: Date,
    ) -> Result<Mandatory, String> {
        let person = mandatory(request, today)?;
        let activation = self
            .employers
            .get(vpd)
            .ok_or("ESR has no employer with this VPD")?;
        if *activation == Activation::None && is_fed(request.source) {
            return Err("The employer has not activated its TIS or Hicom interface".into());
        }
        if self.held(request, vpd).is_none() && self.applicants.len() >= most {
            return Err(format!(
                "This sandbox holds its {}",
                counted(most, "applicant", "applicants")
            ));
        }
        Ok(Mandatory {
            person,
            vpd: vpd.to_owned(),
        })
    }

    fn held(&self, request: &LoadRequest, vpd: &str) -> Option<&Applicant> {
        let position = request.position_id.clone()?;
        let number = self.by_position.get(&(vpd.to_owned(), position))?;
        self.applicants.get(number).map(AsRef::as_ref)
    }

    fn put(&mut self, request: LoadRequest, sent: Mandatory, at: Timestamp) -> Confirmation {
        let held = self.held(&request, &sent.vpd).cloned();
        let message = self.message(&request, &sent, held.as_ref());
        if let Some(held) = &held {
            self.note(held.applicant_number, Act::Replaced, at);
        }
        let applicant = self.merged(request, sent, held, at);
        let confirmation = Confirmation {
            load_status_code: LoadStatus::Success,
            message_type: message.map(|(kind, _)| kind),
            message_text: message.map(|(_, text)| text.to_owned()),
            applicant_number: Some(applicant.applicant_number),
            vpd: applicant.vpd.clone(),
            position_id: Some(applicant.position_id.clone()),
            position_number: applicant.position_number.clone(),
        };
        self.insert(applicant);
        confirmation
    }

    fn merged(
        &mut self,
        request: LoadRequest,
        sent: Mandatory,
        held: Option<Applicant>,
        at: Timestamp,
    ) -> Applicant {
        let registration = held
            .as_ref()
            .and_then(|held| held.professional_registration.clone());
        Applicant {
            applicant_number: held
                .as_ref()
                .map_or_else(|| self.numbering.applicant(), |held| held.applicant_number),
            position_id: request
                .position_id
                .unwrap_or_else(|| self.new_position(&sent.vpd)),
            vpd: sent.vpd,
            source: request.source,
            first_name: sent.person.first_name,
            last_name: sent.person.last_name,
            date_of_birth: sent.person.date_of_birth,
            previous_last_name: request.previous_last_name,
            position_number: request.position_number,
            projected_hire_date: request.projected_hire_date,
            professional_registration: request.professional_registration.or(registration),
            person_type: request.person_type,
            open: request.open,
            loaded_at: held.as_ref().map_or(at, |held| held.loaded_at),
            transfer_id: held.and_then(|held| held.transfer_id),
        }
    }

    fn new_position(&mut self, vpd: &str) -> String {
        loop {
            let position = self.numbering.position();
            if !self
                .by_position
                .contains_key(&(vpd.to_owned(), position.clone()))
            {
                return position;
            }
        }
    }

    /// What a successful load is told beside its number, the gravest first.
    fn message(
        &self,
        request: &LoadRequest,
        sent: &Mandatory,
        held: Option<&Applicant>,
    ) -> Option<(MessageType, &'static str)> {
        let pending = self.employers.get(&sent.vpd) == Some(&Activation::Pending);
        let own = held.map(|held| held.applicant_number);
        let alike = self
            .index
            .matches(&sent.vpd, &sent.person, Matching::Strict);
        let mut open = alike.take_while(|(scope, _)| scope.is_open());
        if pending && is_fed(request.source) {
            Some((
                MessageType::Warning,
                "The employer's TIS or Hicom interface is not active yet",
            ))
        } else if open.any(|(_, number)| Some(number) != own) {
            Some((
                MessageType::Warning,
                "Another open record has the same names and date of birth",
            ))
        } else {
            held.map(|_| {
                (
                    MessageType::Info,
                    "The applicant held for this position was replaced",
                )
            })
        }
    }
}

fn mandatory(request: &LoadRequest, today: Date) -> Result<Person, String> {
    let missing = |field: &str| format!("{field} is mandatory");
    let held = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let person = Person {
        last_name: held(&request.last_name).ok_or_else(|| missing("lastName"))?,
        first_name: held(&request.first_name).ok_or_else(|| missing("firstName"))?,
        date_of_birth: request
            .date_of_birth
            .ok_or_else(|| missing("dateOfBirth"))?,
    };
    if person.date_of_birth > today {
        return Err("dateOfBirth is in the future".into());
    }
    Ok(person)
}

fn is_fed(source: ApplicantSource) -> bool {
    matches!(source, ApplicantSource::Tis | ApplicantSource::Hicom)
}

fn failed(request: &LoadRequest, vpd: String, text: String) -> Confirmation {
    Confirmation {
        load_status_code: LoadStatus::Fail,
        message_type: Some(MessageType::Error),
        message_text: Some(text),
        applicant_number: None,
        vpd,
        position_id: request.position_id.clone(),
        position_number: request.position_number.clone(),
    }
}

impl LoadRequest {
    /// An open applicant as TIS sends one, for fixtures.
    pub(crate) fn from_tis(person: Person) -> Self {
        Self {
            vpd: None,
            source: ApplicantSource::Tis,
            first_name: Some(person.first_name),
            last_name: Some(person.last_name),
            date_of_birth: Some(person.date_of_birth),
            previous_last_name: None,
            position_id: None,
            position_number: None,
            projected_hire_date: None,
            professional_registration: None,
            person_type: PersonType::Applicant,
            open: true,
        }
    }
}
