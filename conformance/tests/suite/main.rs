//! The runner as a whole: clients of every kind against the repository's scenarios.

mod breakage;
mod carrier;
mod carriers;
mod certificates;
mod cheats;
#[cfg(target_os = "linux")]
mod ci;
mod control_ways;
mod counter;
mod doctor;
mod fuzzing;
mod generated;
mod honesty;
mod kept_cases;
mod kill_matrix;
#[cfg(target_os = "linux")]
mod killed;
mod medicine;
mod observing;
mod program;
mod reference_client;
mod rehearsal;
mod reports;
mod schemas;
mod shards;
mod stability;
mod stage;
mod starters;
mod stdio;
mod tampering;
