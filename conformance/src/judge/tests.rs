//! Each check on every attempt, shown passing, failing, not applicable and inconclusive on tiny
//! evidence made by hand; and what holds of all of them.

mod laws;
mod made;
mod of_attribution;
mod of_cases;
mod of_certificates;
mod of_observation;
mod of_reports;
mod of_scenarios;
mod of_sending;
mod of_values;
mod of_whole_record;
