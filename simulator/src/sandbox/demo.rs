//! The fixture `demo`: synthetic doctors for every case of matching, so that a trainer can show
//! each without a control call. Nobody is called so, and every registration number starts with 99.

use contract::codes::{ApplicantSource, PersonType, RegistrationBody};
use contract::transfer::Person;
use jiff::Timestamp;
use jiff::civil::{Date, date};

use super::quota::Quota;
use super::world::World;
use crate::esr::{LoadRequest, Registration};

/// One doctor, and what makes the record special.
struct Doctor(&'static str, &'static str, Date, Special);

/// What makes a record special.
enum Special {
    /// Nothing: in scope, no registration held.
    Plain,
    /// A registration is held, so the one sent is superseded.
    Registered(RegistrationBody, &'static str),
    /// Sent by Hicom, as in Wales.
    FromHicom,
    /// Typed into ESR by hand.
    ByHand,
    /// Made by the older e-Recruitment interfaces.
    ByERecruitment,
    /// Already an employee.
    Employee,
    /// A historic record.
    Closed,
}

use Special::{ByERecruitment, ByHand, Closed, Employee, FromHicom, Plain, Registered};

/// In the order of loading; two rows with the same names and date of birth are two records of one
/// person.
const DOCTORS: [Doctor; 26] = [
    // One match, without and with a registration held; a dentist; a doctor in Wales.
    Doctor("Aoife", "O'Synthetic", date(1996, 2, 29), Plain),
    Doctor(
        "Test",
        "Registered",
        date(1995, 5, 17),
        Registered(RegistrationBody::Gmc, "9900001"),
    ),
    Doctor(
        "Test",
        "Dentist",
        date(1994, 11, 3),
        Registered(RegistrationBody::Gdc, "990001"),
    ),
    Doctor("Test", "Hicom", date(1997, 1, 8), FromHicom),
    // Several matches: a host and a lead employer's position of one doctor.
    Doctor("Test", "Twoposts", date(1993, 8, 4), Plain),
    Doctor("Test", "Twoposts", date(1993, 8, 4), Plain),
    // A duplicate beside the one match.
    Doctor("Test", "Duplicate", date(1992, 7, 21), Plain),
    Doctor("Test", "Duplicate", date(1992, 7, 21), ByERecruitment),
    Doctor("Test", "Retyped", date(1991, 3, 30), Plain),
    Doctor("Test", "Retyped", date(1991, 3, 30), ByHand),
    // A historic record beside the open one.
    Doctor("Test", "Returner", date(1990, 12, 1), Closed),
    Doctor("Test", "Returner", date(1990, 12, 1), Plain),
    // Out of scope.
    Doctor("Test", "Byhand", date(1995, 6, 6), ByHand),
    Doctor("Test", "Byinterface", date(1995, 6, 7), ByERecruitment),
    Doctor("Test", "Employee", date(1989, 10, 10), Employee),
    Doctor("Test", "Historic", date(1988, 4, 25), Closed),
    // Names with the real trouble in them.
    Doctor("Jürgen", "Synthmüller", date(1996, 9, 12), Plain),
    Doctor("Anne-Marie", "Synth-Hyphen", date(1997, 12, 5), Plain),
    Doctor("Ngọc Ánh", "Synthnguyễn", date(1998, 2, 11), Plain),
    Doctor("Søren", "Synthsørensen", date(1994, 10, 9), Plain),
    Doctor("Jacob Sebastian", "Twoforenames", date(1995, 1, 2), Plain),
    Doctor("Christopher", "Shortform", date(1993, 3, 4), Plain),
    Doctor("Swapped", "Dayandmonth", date(1996, 4, 7), Plain),
    Doctor("Formerly", "Maidenname", date(1992, 6, 14), Plain),
    // Twins.
    Doctor("Castor", "Synthtwin", date(1997, 5, 5), Plain),
    Doctor("Pollux", "Synthtwin", date(1997, 5, 5), Plain),
];

pub(super) fn load(world: &mut World, quota: Quota, at: Timestamp) {
    for doctor in &DOCTORS {
        let vpd = world.employer.vpd.clone();
        world.esr.load(request(doctor), &vpd, quota.applicants, at);
    }
}

fn request(Doctor(first_name, last_name, date_of_birth, special): &Doctor) -> LoadRequest {
    let mut request = LoadRequest::from_tis(Person {
        first_name: (*first_name).to_owned(),
        last_name: (*last_name).to_owned(),
        date_of_birth: *date_of_birth,
    });
    match special {
        Plain => {}
        Registered(body, number) => request.professional_registration = Some(held(*body, number)),
        FromHicom => request.source = ApplicantSource::Hicom,
        ByHand => request.source = ApplicantSource::Manual,
        ByERecruitment => request.source = ApplicantSource::ERecruitment,
        Employee => request.person_type = PersonType::Employee,
        Closed => request.open = false,
    }
    request
}

fn held(body: RegistrationBody, number: &str) -> Registration {
    Registration {
        body,
        number: number.to_owned(),
        status: None,
        expiry_date: None,
    }
}
