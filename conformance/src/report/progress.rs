//! How far a run is: a bar on a terminal, now and then a line elsewhere.

use std::io::IsTerminal;
use std::time::Duration;

use contract::text::counted;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::events::Event;
use crate::time::Stopwatch;
use crate::verdict::Verdict;

/// Between two lines where there is no terminal.
const BETWEEN_LINES: Duration = Duration::from_secs(10);

/// How far a run is, on stderr.
pub struct Progress {
    bar: Option<ProgressBar>,
    stopwatch: Stopwatch,
    last_line: Duration,
    all: usize,
    done: usize,
    bad: usize,
}

impl Progress {
    /// A bar on a terminal, lines elsewhere, nothing where it is not wanted.
    #[must_use]
    pub fn start(quiet: bool) -> Self {
        let bar = (!quiet && std::io::stderr().is_terminal()).then(bar);
        let last_line = if quiet { Duration::MAX } else { Duration::ZERO };
        Self {
            bar,
            stopwatch: Stopwatch::start(),
            last_line,
            all: 0,
            done: 0,
            bad: 0,
        }
    }

    /// Takes an event in.
    pub fn hear(&mut self, event: &Event) {
        match event {
            Event::RunStarted { scenarios, .. } => self.begin(*scenarios),
            Event::ScenarioFinished {
                scenario, verdict, ..
            } => self.advance(scenario, *verdict),
            Event::Probed { .. } | Event::ScenarioStarted { .. } | Event::RunFinished { .. } => {}
        }
    }

    fn begin(&mut self, all: usize) {
        self.all = all;
        if let Some(bar) = &self.bar {
            bar.set_length(all as u64);
        }
    }

    fn advance(&mut self, scenario: &str, verdict: Verdict) {
        self.done += 1;
        self.bad += usize::from(verdict > Verdict::Warn);
        match &self.bar {
            Some(bar) => {
                bar.set_position(self.done as u64);
                bar.set_message(match self.bad {
                    0 => scenario.to_owned(),
                    bad => format!("{bad} not as they should be  {scenario}"),
                });
            }
            None => self.line(),
        }
    }

    fn line(&mut self) {
        let elapsed = self.stopwatch.elapsed();
        if elapsed.saturating_sub(self.last_line) < BETWEEN_LINES || self.last_line == Duration::MAX
        {
            return;
        }
        self.last_line = elapsed;
        let (done, all, bad) = (self.done, self.all, self.bad);
        anstream::eprintln!(
            "{done} of {} after {} s, {bad} not as they should be",
            counted(all, "scenario", "scenarios"),
            elapsed.as_secs()
        );
    }

    /// Takes the bar away, to make room for the report.
    pub fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}
