//! Looking through a journal: a slice at a time, so that everybody gets a turn, and no longer than a
//! search may take.

use std::sync::Arc;
use std::time::Duration;

use super::super::aside::{aside, elsewhere};
use super::Entries;
use crate::app::Site;
use crate::journal::Entry;
use crate::journal::pattern::{MOST, NoPattern, Work};

/// How long one slice keeps a thread: after it, whoever else wants to look has a turn.
const SLICE: Duration = Duration::from_millis(20);

/// What a search has found.
#[derive(Debug)]
pub(super) struct Searched<T> {
    found: Vec<T>,
    done: Result<(), NoPattern>,
}

impl<T> Searched<T> {
    /// What was found, if all was looked at.
    ///
    /// # Errors
    ///
    /// [`NoPattern`] where that would have cost too much.
    pub(super) fn whole(self) -> Result<Vec<T>, NoPattern> {
        self.done.map(|()| self.found)
    }

    /// What was found in what was looked at.
    pub(super) fn part(self) -> Vec<T> {
        self.found
    }
}

/// What `look` makes of those of `entries` that it does not pass over.
///
/// A caller that goes away while this waits for its next turn costs nothing more.
pub(super) async fn search<T: Send + 'static>(
    site: &Site,
    entries: Entries,
    look: impl Fn(&Arc<Entry>, &Work) -> Option<T> + Send + 'static,
) -> Searched<T> {
    let mut search = Search {
        left: entries.into_iter(),
        look,
        spent: Duration::ZERO,
        searched: Searched {
            found: Vec::new(),
            done: Ok(()),
        },
    };
    while search.goes_on() {
        search = aside(site, move || {
            search.slice();
            search
        })
        .await;
    }
    search.searched
}

struct Search<T, L> {
    left: std::vec::IntoIter<Arc<Entry>>,
    look: L,
    spent: Duration,
    searched: Searched<T>,
}

impl<T, L: Fn(&Arc<Entry>, &Work) -> Option<T>> Search<T, L> {
    fn goes_on(&self) -> bool {
        self.searched.done.is_ok() && self.left.len() > 0
    }

    fn slice(&mut self) {
        let work = Work::of(MOST.saturating_sub(self.spent));
        while work.spent() < SLICE
            && let Some(entry) = self.left.next()
        {
            let found = (self.look)(&entry, &work);
            self.searched.done = work.done();
            if self.searched.done.is_err() {
                break;
            }
            self.searched.found.extend(found);
        }
        self.spent += work.spent();
    }
}

/// Reads a pattern where nobody else waits for it: compiling a hundred expressions takes a while.
pub(super) async fn understood<P: Send + 'static>(
    site: &Arc<Site>,
    read: impl FnOnce(&Site) -> Result<P, NoPattern> + Send + 'static,
) -> Result<P, NoPattern> {
    let site = Arc::clone(site);
    elsewhere(move || read(&site)).await
}
