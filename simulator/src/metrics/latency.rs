//! How long exchanges take, in classes.

use crate::server::Count;

/// The upper ends of the classes, in microseconds; one more class is above them.
const CLASSES: [u64; 14] = [
    50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000,
    10_000_000,
];

/// A histogram.
#[derive(Debug, Default)]
pub(super) struct Latency {
    classes: [Count; CLASSES.len() + 1],
    micros: Count,
}

impl Latency {
    /// One exchange took so long.
    pub(super) fn observe(&self, micros: u64) {
        let class = CLASSES.partition_point(|end| *end < micros);
        self.classes[class].up();
        self.micros.add(micros);
    }

    /// The sum in seconds, and each class by its upper end in seconds with how many fell in it.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a sum of microseconds is exact enough as a float for centuries"
    )]
    pub(super) fn told(&self) -> (f64, Vec<(f64, u64)>) {
        let ends = CLASSES.iter().map(|end| *end as f64 / 1e6);
        let classes = ends
            .chain([f64::MAX])
            .zip(self.classes.iter().map(Count::get));
        (self.micros.get() as f64 / 1e6, classes.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_falls_into_the_first_class_that_holds_it() {
        let latency = Latency::default();
        for micros in [0, 50, 51, 20_000_000] {
            latency.observe(micros);
        }

        let (sum, classes) = latency.told();

        assert!((sum - 20.000_101).abs() < 1e-9);
        assert_eq!(classes[0], (0.000_05, 2));
        assert_eq!(classes[1], (0.000_1, 1));
        assert_eq!(classes[CLASSES.len()], (f64::MAX, 1));
    }
}
