//! The code lists: each value once, with the wire's spelling and the ATS's.
//!
//! The ATS's words are the wire's in lower case unless a row says otherwise.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// A word that is in none of the rows of its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCode(pub String);

/// One code list. Written once a list, as a macro, so that no direction of a mapping can be
/// forgotten.
macro_rules! codes {
    ($(#[doc = $about:literal])+ $name:ident { $($(#[$row:meta])* $variant:ident $wire:literal $ats:literal),+ $(,)? }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$row])* #[doc = concat!("`", $wire, "`.")] #[serde(rename = $wire)] $variant),+
        }

        impl $name {
            /// Every value, in the order of the contract.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The wire's spelling.
            pub const fn wire(self) -> &'static str {
                match self { $(Self::$variant => $wire),+ }
            }

            /// The ATS's spelling, as adapters are given it.
            pub const fn ats(self) -> &'static str {
                match self { $(Self::$variant => $ats),+ }
            }

            /// Reads the wire's spelling.
            ///
            /// # Errors
            /// [`UnknownCode`] when no row is spelt so.
            pub fn from_wire(word: &str) -> Result<Self, UnknownCode> {
                let found = Self::ALL.iter().copied().find(|code| code.wire() == word);
                found.ok_or_else(|| UnknownCode(word.to_owned()))
            }

            /// Reads the ATS's spelling.
            ///
            /// # Errors
            /// [`UnknownCode`] when no row is spelt so.
            pub fn from_ats(word: &str) -> Result<Self, UnknownCode> {
                let found = Self::ALL.iter().copied().find(|code| code.ats() == word);
                found.ok_or_else(|| UnknownCode(word.to_owned()))
            }
        }

        // By hand: a plain enumeration is easier to read, and to generate code from, than one
        // alternative for each word.
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let about = concat!($($about),+).trim();
                json_schema!({ "type": "string", "enum": Self::wire_words(), "description": about })
            }
        }

        impl Code for $name {
            fn wire_words() -> Vec<&'static str> {
                Self::ALL.iter().map(|code| code.wire()).collect()
            }

            fn read_wire(word: &str) -> Result<Self, UnknownCode> {
                Self::from_wire(word)
            }
        }
    };
}

/// What every code list can do, for readers of documents.
pub trait Code: Sized + Copy {
    /// Every spelling of the wire, in order.
    fn wire_words() -> Vec<&'static str>;

    /// Reads the wire's spelling.
    ///
    /// # Errors
    /// [`UnknownCode`] when no row is spelt so.
    fn read_wire(word: &str) -> Result<Self, UnknownCode>;
}

codes! {
    /// Contract types, as the public search filter of NHS Jobs lists them.
    ContractType {
        Permanent "PERMANENT" "permanent",
        FixedTerm "FIXED_TERM" "fixed_term",
        Locum "LOCUM" "locum",
        Training "TRAINING" "training",
        Apprenticeship "APPRENTICESHIP" "apprenticeship",
        Voluntary "VOLUNTARY" "voluntary",
        Secondment "SECONDMENT" "secondment",
        Honorary "HONORARY" "honorary",
        Bank "BANK" "bank",
        NhsReservist "NHS_RESERVIST" "nhs_reservist",
    }
}

codes! {
    /// Units of a contract's duration.
    DurationUnit {
        Days "DAYS" "days",
        Weeks "WEEKS" "weeks",
        Months "MONTHS" "months",
        Years "YEARS" "years",
    }
}

codes! {
    /// Working patterns, as the public search filter of NHS Jobs lists them.
    WorkingPattern {
        FullTime "FULL_TIME" "full_time",
        PartTime "PART_TIME" "part_time",
        JobShare "JOB_SHARE" "job_share",
        FlexibleWorking "FLEXIBLE_WORKING" "flexible_working",
        HomeOrRemoteWorking "HOME_OR_REMOTE_WORKING" "home_or_remote_working",
        CompressedHours "COMPRESSED_HOURS" "compressed_hours",
        TermTimeHours "TERM_TIME_HOURS" "term_time_hours",
        AnnualisedHours "ANNUALISED_HOURS" "annualised_hours",
    }
}

codes! {
    /// Units of working hours.
    HoursUnit {
        HoursAWeek "HOURS_A_WEEK" "hours_a_week",
        SessionsAWeek "SESSIONS_A_WEEK" "sessions_a_week",
    }
}

codes! {
    /// The nine staff groups.
    StaffGroup {
        ClinicalServices "CLINICAL_SERVICES" "additional_clinical_services",
        ProfScientificAndTechnical "PROF_SCIENTIFIC_AND_TECHNICAL" "additional_professional_scientific_and_technical",
        AdministrativeAndClerical "ADMINISTRATIVE_AND_CLERICAL" "administrative_and_clerical",
        AlliedHealthProf "ALLIED_HEALTH_PROF" "allied_health_professionals",
        EstatesAndAncillary "ESTATES_AND_ANCILLARY" "estates_and_ancillary",
        HealthcareScientists "HEALTHCARE_SCIENTISTS" "healthcare_scientists",
        MedicalAndDental "MEDICAL_AND_DENTAL" "medical_and_dental",
        NursingAndMidwiferyRegd "NURSING_AND_MIDWIFERY_REGD" "nursing_and_midwifery_registered",
        Students "STUDENTS" "students",
    }
}

codes! {
    /// Pay schemes.
    PayScheme {
        AgendaForChange "AGENDA_FOR_CHANGE" "agenda_for_change",
        HospitalMedicalAndDental "HOSPITAL_MEDICAL_AND_DENTAL" "hospital_medical_and_dental",
        Other "OTHER" "other",
    }
}

codes! {
    /// Agenda for Change bands, medical grades and very senior managers.
    PayBand {
        Band2 "BAND_2" "2",
        Band3 "BAND_3" "3",
        Band4 "BAND_4" "4",
        Band5 "BAND_5" "5",
        Band6 "BAND_6" "6",
        Band7 "BAND_7" "7",
        Band8a "BAND_8A" "8a",
        Band8b "BAND_8B" "8b",
        Band8c "BAND_8C" "8c",
        Band8d "BAND_8D" "8d",
        Band9 "BAND_9" "9",
        Consultant "CONSULTANT" "consultant",
        SpecialtyDoctor "SPECIALTY_DOCTOR" "specialty_doctor",
        SpecialtyRegistrar "SPECIALTY_REGISTRAR" "specialty_registrar",
        Specialist "SPECIALIST" "specialist",
        FoundationDoctor "FOUNDATION_DOCTOR" "foundation_doctor",
        DoctorOther "DOCTOR_OTHER" "doctor_other",
        VerySeniorManager "VERY_SENIOR_MANAGER" "very_senior_manager",
    }
}

impl PayBand {
    /// Whether the band is one of Agenda for Change.
    pub const fn is_agenda_for_change(self) -> bool {
        matches!(
            self,
            Self::Band2
                | Self::Band3
                | Self::Band4
                | Self::Band5
                | Self::Band6
                | Self::Band7
                | Self::Band8a
                | Self::Band8b
                | Self::Band8c
                | Self::Band8d
                | Self::Band9
        )
    }
}

codes! {
    /// How a salary is told.
    SalaryType {
        Fixed "FIXED" "fixed",
        Range "RANGE" "range",
        DependsOnExperience "DEPENDS_ON_EXPERIENCE" "depends_on_experience",
    }
}

codes! {
    /// What a salary is paid for.
    SalaryPeriod {
        Year "YEAR" "year",
        Month "MONTH" "month",
        Week "WEEK" "week",
        Day "DAY" "day",
        Hour "HOUR" "hour",
        Session "SESSION" "session",
    }
}

codes! {
    /// Which Disclosure and Barring Service check a post needs.
    DbsCheck {
        None "NONE" "none",
        Basic "BASIC" "basic",
        StandardOrEnhanced "STANDARD_OR_ENHANCED" "standard_or_enhanced",
    }
}

codes! {
    /// Who may see an advert.
    Visibility {
        External "EXTERNAL" "external",
        Internal "INTERNAL" "internal",
    }
}

codes! {
    /// Where a vacancy stands.
    VacancyStatus {
        Draft "DRAFT" "draft",
        Published "PUBLISHED" "published",
        Closed "CLOSED" "closed",
    }
}

codes! {
    /// Level of a DBS check.
    DbsLevel {
        Basic "BASIC" "basic",
        Standard "STANDARD" "standard",
        Enhanced "ENHANCED" "enhanced",
    }
}

codes! {
    /// Workforce of a DBS check.
    Workforce {
        Child "CHILD" "child",
        Adult "ADULT" "adult",
        ChildAndAdult "CHILD_AND_ADULT" "child_and_adult",
        Other "OTHER" "other",
    }
}

codes! {
    /// Professional bodies of doctors and dentists.
    RegistrationBody {
        Gmc "GMC" "gmc",
        Gdc "GDC" "gdc",
    }
}

codes! {
    /// How the right to work was checked.
    Route {
        ListA "LIST_A" "list_a",
        ListB "LIST_B" "list_b",
        Online "ONLINE" "online",
        Idsp "IDSP" "idsp",
    }
}

codes! {
    /// What permits the person to work; spelt alike on both sides.
    PermitToWork {
        UkIrishNational "UK/Irish National" "UK/Irish National",
        DependantOrSpouseVisa "Dependant/Spouse visa" "Dependant/Spouse visa",
        EeaNational "EU EEA National (started prior to June 2021)" "EU EEA National (started prior to June 2021)",
        SpouseOfEeaNational "Spouse of EEA National (started prior to June 2021)" "Spouse of EEA National (started prior to June 2021)",
        EuSettlementScheme "EU settlement scheme" "EU settlement scheme",
        EuPreSettledStatus "EU pre-settled status" "EU pre-settled status",
        StudentVisa "Student visa" "Student visa",
        SkilledWorker "Skilled worker" "Skilled worker",
        PostGraduateVisa "Post graduate visa" "Post graduate visa",
    }
}

codes! {
    /// Outcome of the EU settlement scheme.
    EuSettlement {
        Settled "SETTLED" "settled",
        PreSettled "PRE_SETTLED" "pre_settled",
        NotApplicable "NOT_APPLICABLE" "not_applicable",
    }
}

codes! {
    /// Where an applicant stands in the ATS.
    ApplicantStatus {
        OutcomeRecruited "OUTCOME_RECRUITED" "outcome_recruited",
        Offered "OFFERED" "offered",
        ChecksInProgress "CHECKS_IN_PROGRESS" "checks_in_progress",
        Withdrawn "WITHDRAWN" "withdrawn",
    }
}

codes! {
    /// The six records that travel.
    RecordType {
        Dbs "DBS" "dbs",
        ProfessionalRegistration "PROFESSIONAL_REGISTRATION" "professional_registration",
        References "REFERENCES" "references",
        EmploymentChecklist "EMPLOYMENT_CHECKLIST" "employment_checklist",
        IllegalWorkingChecklist "ILLEGAL_WORKING_CHECKLIST" "illegal_working_checklist",
        EuStatus "EU_STATUS" "eu_status",
    }
}

codes! {
    /// Whether a load or a transfer went in (stated: the applicant confirmation file of the TIS to
    /// ESR interface).
    LoadStatus {
        Success "SUCCESS" "success",
        Fail "FAIL" "fail",
    }
}

codes! {
    /// The kind of a message beside a load status (stated: as [`LoadStatus`]).
    MessageType {
        Error "ERROR" "error",
        Warning "WARNING" "warning",
        Info "INFO" "info",
    }
}

codes! {
    /// Who put an applicant into ESR.
    ApplicantSource {
        Tis "TIS" "tis",
        Hicom "HICOM" "hicom",
        Manual "MANUAL" "manual",
        ERecruitment "E_RECRUITMENT" "e_recruitment",
    }
}

codes! {
    /// Whether ESR holds the person as an applicant or as an employee.
    PersonType {
        Applicant "APPLICANT" "applicant",
        Employee "EMPLOYEE" "employee",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_staff_group_is_spelt_differently_on_each_side() {
        let group = StaffGroup::from_ats("nursing_and_midwifery_registered").unwrap();

        assert_eq!(group.wire(), "NURSING_AND_MIDWIFERY_REGD");
    }

    #[test]
    fn the_serialised_code_is_the_wire_spelling() {
        for code in PayBand::ALL {
            let written = serde_json::to_string(code).unwrap();
            assert_eq!(written, format!("\"{}\"", code.wire()));
        }
    }

    #[test]
    fn a_code_in_the_wrong_case_is_unknown() {
        assert_eq!(
            ContractType::from_wire("permanent"),
            Err(UnknownCode("permanent".into()))
        );
    }
}
