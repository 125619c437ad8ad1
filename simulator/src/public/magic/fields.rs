//! Refusing fields: the body is made wrong in one place, and the service's own reader refuses it.
//!
//! So code, pointer, rule and message are those of the natural refusal. What else may be wrong with
//! the body is left out: the case is judged before fields.

use contract::operation::Operation;
use contract::problem::FieldError;
use contract::reading::Json;
use contract::settings::ErrorsShown;
use contract::{transfer, vacancy};
use serde_json::{Map, Value};

use crate::problem::Refused;
use crate::public::visit::Visit;
use crate::sandbox::world::{transfer_rules, vacancy_rules};

/// One way to be wrong.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// Makes the body wrong.
    pub(super) spoil: fn(&mut Map<String, Value>),
    /// The pointers at which it then is; below them as well.
    pub(super) at: &'static [&'static str],
}

impl Fields {
    /// The refusal of the spoilt body; nothing where there is no body to spoil.
    pub(super) fn refused(&self, visit: &Visit<'_>, body: &Json<'_>) -> Option<Refused> {
        let mut spoilt = Value::from(body);
        (self.spoil)(spoilt.as_object_mut()?);
        let errors = violations(visit, &spoilt);
        let mut errors: Vec<FieldError> = errors
            .into_iter()
            .filter(|error| self.is_meant(&error.field))
            .collect();
        if visit.site.world().settings.errors == ErrorsShown::First {
            errors.truncate(1);
        }
        (!errors.is_empty()).then(|| Refused::fields(errors))
    }

    fn is_meant(&self, field: &str) -> bool {
        self.at.iter().any(|at| {
            field
                .strip_prefix(at)
                .is_some_and(|below| below.is_empty() || below.starts_with('/'))
        })
    }
}

fn violations(visit: &Visit<'_>, body: &Value) -> Vec<FieldError> {
    let mut settings = visit.site.world().settings;
    // The first of all violations need not be one of these.
    settings.errors = ErrorsShown::All;
    let vacancy_rules = vacancy_rules(settings, visit.at);
    match visit.operation {
        Operation::CreateVacancy => vacancy::read_create(body, &vacancy_rules).err(),
        Operation::UpdateVacancy => vacancy::read_update(body, &vacancy_rules).err(),
        Operation::TransferEmploymentChecks => {
            transfer::read(body, &transfer_rules(settings, visit.at)).err()
        }
        _ => None,
    }
    .unwrap_or_default()
}
