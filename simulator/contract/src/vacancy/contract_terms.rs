//! The contract type and how long it runs.

use super::draft::ContractDuration;
use crate::codes::ContractType;
use crate::limits::DURATION;
use crate::reading::{FieldCode, Object};
use crate::rule;
use crate::settings::DurationRule;

pub(super) fn contract_type(vacancy: &Object<'_>) -> Option<ContractType> {
    vacancy.code("contractType", rule::NJ_CONTRACT_TYPE)
}

/// The duration, by the sandbox's rule of which contract types need one.
pub(super) fn duration(
    vacancy: &Object<'_>,
    contract: Option<ContractType>,
    needed: DurationRule,
) -> Option<ContractDuration> {
    const NAME: &str = "contractDuration";
    let present = vacancy.value(NAME).is_some();
    match contract {
        Some(ContractType::Permanent) if present => {
            let message = "a permanent contract has no duration; leave it out";
            vacancy.refuse(NAME, FieldCode::NotExpected, rule::NJ_NO_DURATION, message);
        }
        Some(contract) if !present && needs_duration(contract, needed) => {
            let message = format!(
                "`contractDuration` is required: a {} contract needs a length and a unit",
                contract.wire()
            );
            vacancy.refuse(NAME, FieldCode::Required, rule::NJ_DURATION, message);
        }
        _ => {}
    }
    let duration = vacancy.optional_object(NAME, rule::NJ_DURATION)?;
    let length = duration.whole("length", 1, DURATION, rule::NJ_DURATION);
    let unit = duration.code("unit", rule::NJ_DURATION);
    duration.refuse_unknown(rule::NJ_BODY);
    Some(ContractDuration {
        length: length?,
        unit: unit?,
    })
}

fn needs_duration(contract: ContractType, needed: DurationRule) -> bool {
    match needed {
        DurationRule::AllButPermanent => contract != ContractType::Permanent,
        DurationRule::FixedTermOnly => contract == ContractType::FixedTerm,
    }
}
