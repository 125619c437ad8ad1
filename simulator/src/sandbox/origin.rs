//! Where a sandbox starts, and what it is reset to.

use contract::settings::Settings;
use jiff::Timestamp;

use super::clock::{Clock, real_time};
use super::fixtures;
use super::options::Options;
use super::quota::Quota;
use super::secret::{NoEntropy, unguessable_seed};
use super::seed::Seed;
use super::world::World;

/// The world as created. Keeping it costs only what the sandbox has changed since.
#[derive(Debug)]
pub(super) struct Origin {
    world: World,
    start: Start,
}

/// How the clock starts, again at every reset.
#[derive(Debug, Clone, Copy)]
enum Start {
    Frozen(Timestamp),
    RunningFrom(Timestamp),
    /// As far ahead of the real time as it is.
    Ahead(Clock),
}

impl Origin {
    /// A world made from seed and fixture.
    pub(super) fn made(options: &Options, quota: Quota) -> Result<Self, NoEntropy> {
        let seed = match options.seed {
            Some(seed) => seed,
            None => Seed(unguessable_seed()?),
        };
        let settings = options.switches.over(Settings::default());
        let start = Start::of(options, Clock::real());
        let mut world = World::empty(settings, seed, start.clock());
        let fixture = options.fixtures.unwrap_or_else(fixtures::by_default);
        let now = world.now();
        fixture.load(&mut world, quota, now);
        Ok(Self { world, start })
    }

    /// A copy of another sandbox's world, with the options given.
    pub(super) fn copied(mut world: World, options: &Options) -> Self {
        world.settings = options.switches.over(world.settings);
        let start = Start::of(options, world.clock);
        Self { world, start }
    }

    /// The world to start with.
    pub(super) fn world(&self) -> World {
        let mut world = self.world.clone();
        world.clock = self.start.clock();
        world
    }
}

impl Start {
    /// `own` is the clock that the world has where the options say nothing.
    fn of(options: &Options, own: Clock) -> Self {
        let now = options.now.unwrap_or_else(|| own.now(real_time()));
        if options.frozen.unwrap_or(own.is_frozen()) {
            Self::Frozen(now)
        } else if options.now.is_some() || own.is_frozen() {
            Self::RunningFrom(now)
        } else {
            Self::Ahead(own)
        }
    }

    fn clock(self) -> Clock {
        match self {
            Self::Frozen(at) => Clock::frozen(at),
            Self::RunningFrom(at) => Clock::running_from(at, real_time()),
            Self::Ahead(clock) => clock,
        }
    }
}
