//! What arrives while a person acts, told as it comes.

use contract::connection::SandboxConnection;

use super::talk::{Talk, wrapped};
use crate::control::{Control, ControlError};
use crate::evidence::{Connection, Exchange};
use crate::judge::contamination::Own;

/// What was told so far of one task's traffic.
pub(super) struct Traffic {
    told: u64,
    connection: Connection,
    sandbox: String,
    references: Option<Vec<String>>,
    blind: bool,
}

impl Traffic {
    /// Of a task that has just begun; its references where they are known before. `blind` keeps to
    /// oneself how requests were answered.
    pub(super) fn of(
        connection: &SandboxConnection,
        references: Option<Vec<String>>,
        blind: bool,
    ) -> Self {
        Self {
            told: 0,
            connection: Connection {
                nhs_jobs_base_url: connection.nhs_jobs.base_url.clone(),
                esr_base_url: connection.esr.base_url.clone(),
                ..Connection::default()
            },
            sandbox: connection.id.clone(),
            references,
            blind,
        }
    }

    /// Tells what has arrived since it was asked last; answers how much that was.
    pub(super) async fn tell(
        &mut self,
        control: &Control,
        talk: &Talk,
    ) -> Result<usize, ControlError> {
        if control.last_sequence(&self.sandbox).await? <= self.told {
            return Ok(0);
        }
        let journal = control.journal(&self.sandbox).await?;
        let own = self.references.as_ref().map(|references| {
            let references = references.iter().map(String::as_str);
            Own::of(references, journal.exchanges.iter())
        });
        let news = journal.exchanges.iter();
        let news: Vec<&Exchange> = news
            .filter(|exchange| exchange.simulator.sequence > self.told)
            .collect();
        for exchange in &news {
            self.tell_one(exchange, own.as_ref(), talk);
        }
        self.told = journal.facts.last_sequence;
        Ok(news.len())
    }

    fn tell_one(&self, exchange: &Exchange, own: Option<&Own>, talk: &Talk) {
        let line = self.line(exchange);
        if own.is_some_and(|own| own.looks_elsewhere(exchange, &self.connection)) {
            return talk.say(&format!("{line} (not about this task; set aside)"));
        }
        talk.say(&line);
        if let Some(what) = own.and_then(|own| own.stranger(exchange, &self.connection)) {
            talk.say(&careful(&what));
        }
    }

    fn line(&self, exchange: &Exchange) -> String {
        let request = &exchange.request;
        let came = format!("  received: {} {}", request.method, end_of(request.path()));
        if self.blind {
            return came;
        }
        let answered = exchange.response.as_ref().map(|answer| answer.status);
        match answered {
            Some(status) if exchange.simulator.delivered => format!("{came} → {status}"),
            _ => format!("{came} → no answer, on purpose"),
        }
    }
}

fn careful(what: &str) -> String {
    let told = format!(
        "Careful: {what}. Is somebody else using the ATS, or is it busy with an earlier task still? \
         Then nothing can be concluded; a begins the task again."
    );
    wrapped(&told, "    ")
}

/// The end of a path, which says what was asked for.
fn end_of(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [.., "vacancies", id] => format!("…/vacancies/{id}"),
        [.., last] => format!("…/{last}"),
        [] => "/".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_by_its_end() {
        let base = "/sandboxes/s/nhs-jobs/v1/organisations/O/vacancies";

        assert_eq!(end_of(base), "…/vacancies");
        assert_eq!(end_of(&format!("{base}/V-1")), "…/vacancies/V-1");
        assert_eq!(end_of("/esr/oauth2/token"), "…/token");
        assert_eq!(end_of("/"), "/");
    }
}
