//! Somebody who has a keyboard and no mouse.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::driver::Driver;

const TAB: char = '\u{e004}';
const FIELDS: &str = "input, select, textarea";
const HOME: char = '\u{e011}';
const DOWN: char = '\u{e015}';
const ENTER: char = '\u{e007}';
const CONTROL: char = '\u{e009}';

/// How many stops of the Tab key a page may have.
const STOPS: usize = 400;
/// How long a page may take to come.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the element that has the focus is called, as a screen reader would say it.
const FOCUSED: &str = r"
    const it = document.activeElement;
    if (!it || it === document.body) return '';
    const label = it.labels && it.labels.length ? it.labels[0].textContent : '';
    const legend = it.type === 'radio' || it.type === 'checkbox' || !it.closest('fieldset') ? '' :
        (it.closest('fieldset').querySelector('legend')?.textContent || '') + ' ';
    const own = it.getAttribute('aria-label') || label || it.textContent;
    return (legend + own).replace(/\s+/g, ' ').trim();
";

impl Driver {
    async fn press(&self, key: char) {
        self.keys(vec![
            json!({ "type": "keyDown", "value": key.to_string() }),
            json!({ "type": "keyUp", "value": key.to_string() }),
        ])
        .await;
    }

    /// Tabs on to what is called so, from the top of the page.
    pub(crate) async fn focus(&self, name: &str) {
        self.focus_on(name, "*").await;
    }

    /// The same for what is an element of some kind: a field may be called as the link to it is.
    async fn focus_on(&self, name: &str, kind: &str) {
        let is_kind = format!("return document.activeElement.matches('{kind}')");
        self.run("document.activeElement.blur(); window.getSelection().removeAllRanges();")
            .await;
        self.run("document.querySelector('.skip').focus()").await;
        for _ in 0..STOPS {
            self.press(TAB).await;
            let focused = self.run(FOCUSED).await;
            if self.run(&is_kind).await == Value::Bool(true)
                && focused
                    .as_str()
                    .is_some_and(|focused| focused.starts_with(name))
            {
                self.is_visible(name).await;
                return;
            }
        }
        panic!(
            "the Tab key never comes to “{name}” on: {}",
            self.text().await
        );
    }

    /// Whoever has no mouse must see where they are.
    async fn is_visible(&self, name: &str) {
        let seen = self
            .run(
                "const it = document.activeElement, style = getComputedStyle(it);
                 return it.matches(':focus-visible') &&
                     (style.outlineStyle !== 'none' || style.boxShadow !== 'none');",
            )
            .await;
        assert_eq!(seen, Value::Bool(true), "the focus is not seen on “{name}”");
    }

    /// Follows a link, or presses a button.
    pub(crate) async fn enter(&self, name: &str) {
        self.focus(name).await;
        self.enter_here().await;
    }

    /// Presses Enter where the focus is, and waits for the page that comes.
    pub(crate) async fn enter_here(&self) {
        self.run("document.documentElement.dataset.before = 'yes'")
            .await;
        self.press(ENTER).await;
        let since = Instant::now();
        while since.elapsed() < PATIENCE {
            let come = self
                .run(
                    "return document.readyState === 'complete' &&
                         document.documentElement.dataset.before !== 'yes'",
                )
                .await;
            if come == Value::Bool(true) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no page comes after Enter on: {}", self.text().await);
    }

    /// Types into a field, over what it says.
    pub(crate) async fn fill(&self, name: &str, text: &str) {
        self.focus_on(name, FIELDS).await;
        self.keys(vec![
            json!({ "type": "keyDown", "value": CONTROL.to_string() }),
            json!({ "type": "keyDown", "value": "a" }),
            json!({ "type": "keyUp", "value": "a" }),
            json!({ "type": "keyUp", "value": CONTROL.to_string() }),
        ])
        .await;
        for letter in text.chars() {
            self.press(letter).await;
        }
    }

    /// Tabs on to the first stop within a part of the page, and presses Enter there.
    pub(crate) async fn enter_within(&self, part: &str) {
        self.run("document.querySelector('.skip').focus()").await;
        for _ in 0..STOPS {
            self.press(TAB).await;
            let script = format!("return !!document.activeElement.closest('{part}')");
            if self.run(&script).await == Value::Bool(true) {
                return self.enter_here().await;
            }
        }
        panic!(
            "the Tab key never comes into {part} on: {}",
            self.text().await
        );
    }

    /// Chooses from a list the first entry that has a text in it, with the arrow keys.
    pub(crate) async fn choose(&self, name: &str, wanted: &str) {
        self.focus_on(name, FIELDS).await;
        self.press(HOME).await;
        for _ in 0..STOPS {
            let shown = self
                .run("return document.activeElement.selectedOptions[0].textContent")
                .await;
            if shown.as_str().is_some_and(|shown| shown.contains(wanted)) {
                return;
            }
            self.press(DOWN).await;
        }
        panic!("“{name}” has no entry with “{wanted}” in it");
    }

    /// Waits until a reader sees something.
    pub(crate) async fn sees(&self, wanted: &str) {
        let since = Instant::now();
        while since.elapsed() < PATIENCE {
            if spaced(&self.text().await).contains(wanted) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("“{wanted}” is not seen on: {}", self.text().await);
    }
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
