//! What the lists of the vacancy form offer: the code of the wire, and the words for it.

pub(super) const CONTRACTS: &[(&str, &str)] = &[
    ("PERMANENT", "Permanent"),
    ("FIXED_TERM", "Fixed term"),
    ("LOCUM", "Locum"),
    ("TRAINING", "Training"),
    ("APPRENTICESHIP", "Apprenticeship"),
    ("VOLUNTARY", "Voluntary"),
    ("SECONDMENT", "Secondment"),
    ("HONORARY", "Honorary"),
    ("BANK", "Bank"),
    ("NHS_RESERVIST", "NHS reservist"),
];

pub(super) const UNITS: &[(&str, &str)] = &[
    ("DAYS", "Days"),
    ("WEEKS", "Weeks"),
    ("MONTHS", "Months"),
    ("YEARS", "Years"),
];

pub(super) const PATTERNS: &[(&str, &str)] = &[
    ("FULL_TIME", "Full time"),
    ("PART_TIME", "Part time"),
    ("JOB_SHARE", "Job share"),
    ("FLEXIBLE_WORKING", "Flexible working"),
    ("HOME_OR_REMOTE_WORKING", "Home or remote working"),
    ("COMPRESSED_HOURS", "Compressed hours"),
    ("TERM_TIME_HOURS", "Term time hours"),
    ("ANNUALISED_HOURS", "Annualised hours"),
];

pub(super) const GROUPS: &[(&str, &str)] = &[
    ("CLINICAL_SERVICES", "Additional clinical services"),
    (
        "PROF_SCIENTIFIC_AND_TECHNICAL",
        "Additional professional scientific and technical",
    ),
    ("ADMINISTRATIVE_AND_CLERICAL", "Administrative and clerical"),
    ("ALLIED_HEALTH_PROF", "Allied health professionals"),
    ("ESTATES_AND_ANCILLARY", "Estates and ancillary"),
    ("HEALTHCARE_SCIENTISTS", "Healthcare scientists"),
    ("MEDICAL_AND_DENTAL", "Medical and dental"),
    (
        "NURSING_AND_MIDWIFERY_REGD",
        "Nursing and midwifery registered",
    ),
    ("STUDENTS", "Students"),
];

pub(super) const SCHEMES: &[(&str, &str)] = &[
    ("AGENDA_FOR_CHANGE", "Agenda for Change"),
    ("HOSPITAL_MEDICAL_AND_DENTAL", "Hospital medical and dental"),
    ("OTHER", "Other"),
];

pub(super) const BANDS: &[(&str, &str)] = &[
    ("BAND_2", "Band 2"),
    ("BAND_3", "Band 3"),
    ("BAND_4", "Band 4"),
    ("BAND_5", "Band 5"),
    ("BAND_6", "Band 6"),
    ("BAND_7", "Band 7"),
    ("BAND_8A", "Band 8a"),
    ("BAND_8B", "Band 8b"),
    ("BAND_8C", "Band 8c"),
    ("BAND_8D", "Band 8d"),
    ("BAND_9", "Band 9"),
    ("CONSULTANT", "Consultant"),
    ("SPECIALTY_DOCTOR", "Specialty doctor"),
    ("SPECIALTY_REGISTRAR", "Specialty registrar"),
    ("SPECIALIST", "Specialist"),
    ("FOUNDATION_DOCTOR", "Foundation doctor"),
    ("DOCTOR_OTHER", "Doctor, other"),
    ("VERY_SENIOR_MANAGER", "Very senior manager"),
];

pub(super) const PERIODS: &[(&str, &str)] = &[
    ("YEAR", "A year"),
    ("MONTH", "A month"),
    ("WEEK", "A week"),
    ("DAY", "A day"),
    ("HOUR", "An hour"),
    ("SESSION", "A session"),
];

pub(super) const YES_NO: &[(&str, &str)] = &[("yes", "Yes"), ("no", "No")];

pub(super) const HOURS_UNITS: &[(&str, &str)] = &[
    ("HOURS_A_WEEK", "Hours a week"),
    ("SESSIONS_A_WEEK", "Sessions a week"),
];

pub(super) const SALARIES: &[(&str, &str)] = &[
    ("FIXED", "A fixed salary"),
    ("RANGE", "A range"),
    ("DEPENDS_ON_EXPERIENCE", "Depends on experience"),
];

pub(super) const COUNTRIES: &[(&str, &str)] = &[("England", "England"), ("Wales", "Wales")];

pub(super) const VISIBILITIES: &[(&str, &str)] = &[
    ("EXTERNAL", "Everybody"),
    ("INTERNAL", "The employer's own staff"),
];

pub(super) const DBS_CHECKS: &[(&str, &str)] = &[
    ("NONE", "None"),
    ("BASIC", "Basic"),
    ("STANDARD_OR_ENHANCED", "Standard or enhanced"),
];
