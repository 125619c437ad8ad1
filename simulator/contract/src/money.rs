//! Amounts of money, in pounds sterling.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Number;

/// The greatest amount that is not absurd, in pence: ten million pounds (provenance `simulator`).
pub const GREATEST: Amount = Amount {
    pence: 1_000_000_000,
};

/// An amount of money, exact to the penny.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount {
    pence: i64,
}

/// Why a number is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAnAmount {
    /// It has parts of a penny.
    TooPrecise,
    /// It is too large to be anybody's pay.
    Absurd,
}

impl Amount {
    /// An amount of whole pounds.
    pub const fn pounds(pounds: i64) -> Self {
        Self {
            pence: pounds * 100,
        }
    }

    /// An amount of whole pence.
    pub const fn from_pence(pence: i64) -> Self {
        Self { pence }
    }

    /// The amount in pence.
    pub const fn pence(self) -> i64 {
        self.pence
    }

    /// Reads a JSON number.
    ///
    /// # Errors
    /// [`NotAnAmount`] when the number has more than two decimals or is absurdly large.
    pub fn read(number: &Number) -> Result<Self, NotAnAmount> {
        let value = number
            .as_f64()
            .filter(|value| value.is_finite())
            .ok_or(NotAnAmount::Absurd)?;
        if value.abs() > GREATEST.as_f64() {
            return Err(NotAnAmount::Absurd);
        }
        if decimals(value) > 2 {
            return Err(NotAnAmount::TooPrecise);
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "bounded by GREATEST just above"
        )]
        let pence = (value * 100.0).round() as i64;
        Ok(Self { pence })
    }

    fn as_f64(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "pence stay far below 2^53")]
        let pence = self.pence as f64;
        pence / 100.0
    }
}

/// The decimals of the shortest text that reads back as this number: what a client wrote, as far
/// as JSON numbers tell.
fn decimals(value: f64) -> usize {
    if value.fract() == 0.0 {
        return 0;
    }
    let shortest = format!("{value}");
    shortest
        .split_once('.')
        .map_or(0, |(_, fraction)| fraction.len())
}

impl JsonSchema for Amount {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Amount".into()
    }

    // No `multipleOf`: most validators judge 0.01 with binary fractions, and get it wrong.
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "number",
            "exclusiveMinimum": 0,
            "maximum": GREATEST.pence / 100,
            "description": "At most two decimals.",
        })
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.pence % 100 == 0 {
            return serializer.serialize_i64(self.pence / 100);
        }
        serializer.serialize_f64(self.as_f64())
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = Number::deserialize(deserializer)?;
        Self::read(&number).map_err(|why| D::Error::custom(format!("{number} is {why:?}")))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<Amount, NotAnAmount> {
        Amount::read(&serde_json::from_str(text).unwrap())
    }

    #[test]
    fn pence_are_kept() {
        assert_eq!(read("37578.60").map(Amount::pence), Ok(3_757_860));
    }

    #[test]
    fn parts_of_a_penny_are_too_precise() {
        assert_eq!(read("32073.005"), Err(NotAnAmount::TooPrecise));
    }

    #[test]
    fn an_absurd_number_is_no_amount() {
        assert_eq!(read("1e300"), Err(NotAnAmount::Absurd));
    }

    proptest! {
        #[test]
        fn every_amount_survives_the_wire(pence in 0_i64..=GREATEST.pence()) {
            let written = serde_json::to_string(&Amount { pence }).unwrap();
            prop_assert_eq!(read(&written), Ok(Amount { pence }));
        }
    }
}
