//! The named worlds that a sandbox can start as.
//!
//! A fixture is one row of [`ALL`]. Generated worlds of any size (a whole August changeover) will
//! be rows here too, with a size behind a colon in their name.

use std::fmt;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use super::demo;
use super::quota::Quota;
use super::world::World;

/// One named world.
#[derive(Serialize, JsonSchema)]
pub struct Fixture {
    /// What `fixtures` says.
    pub name: &'static str,
    /// What is in it.
    pub description: &'static str,
    #[serde(skip)]
    load: fn(&mut World, Quota, Timestamp),
}

impl fmt::Debug for Fixture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fixture({})", self.name)
    }
}

impl Fixture {
    /// Puts into an empty world what the fixture holds.
    pub fn load(&self, world: &mut World, quota: Quota, at: Timestamp) {
        (self.load)(world, quota, at);
    }
}

/// Every fixture; the first is what a sandbox starts as when nothing is said.
pub static ALL: [Fixture; 2] = [
    Fixture {
        name: "demo",
        description: "synthetic doctors for every case of matching: one match, several, none in \
                      scope, troubles with marks, hyphens, apostrophes and spaces, twins, \
                      registrations held and not held",
        load: demo::load,
    },
    Fixture {
        name: "empty",
        description: "one organisation, account, key, supplier and activated employer, nothing else",
        load: |_, _, _| {},
    },
];

/// The fixture of a name.
pub fn find(name: &str) -> Option<&'static Fixture> {
    ALL.iter().find(|fixture| fixture.name == name)
}

/// What a sandbox starts as when nothing is said.
pub fn by_default() -> &'static Fixture {
    &ALL[0]
}
