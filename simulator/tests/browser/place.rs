//! A simulator to look at, and every page of its console.

use simulator::{Config, Running, start};

use crate::driver::Driver;

/// A simulator with the demonstration world and its clock standing still.
pub(crate) async fn simulator() -> Running {
    let config = Config {
        seed: Some(7),
        now: Some("2026-11-02T09:00:00Z".parse().unwrap()),
        frozen: true,
        ..Config::on_free_ports()
    };
    start(config).await.unwrap()
}

/// A simulator and a browser before it, as wide as a desk, at a page of the console.
pub(crate) async fn trainer_at(path: &str) -> (Running, Driver) {
    let simulator = simulator().await;
    let driver = Driver::start(&simulator, 1280, 900).await;
    driver.go(path).await;
    (simulator, driver)
}

/// Every page of the console that shows something of its own, found by following its links.
pub(crate) async fn pages(simulator: &Running) -> Vec<String> {
    let http = reqwest::Client::new();
    let base = simulator.control_url();
    let mut pages = vec!["/".to_owned(), "/nowhere".to_owned(), "/sign-in".to_owned()];
    let mut kinds = std::collections::BTreeSet::new();
    let mut at = 0;
    while at < pages.len() {
        let reply = http
            .get(format!("{base}{}", pages[at]))
            .send()
            .await
            .unwrap();
        at += 1;
        let text = reply.text().await.unwrap();
        for link in text.split("href=\"").skip(1) {
            let link = link.split('"').next().unwrap().replace("&#38;", "&");
            let bare = link.split(['?', '#']).next().unwrap();
            let page = bare.starts_with('/') && !bare.starts_with("/assets/");
            let file = ["/save", "/__admin", ".har", "/download", "/export"];
            if page && !file.iter().any(|file| bare.contains(file)) && kinds.insert(kind(bare)) {
                pages.push(bare.to_owned());
            }
        }
    }
    pages
}

/// Pages of one kind are alike: `/sandboxes/default/nhs-jobs/V-1` is one, whichever vacancy.
fn kind(path: &str) -> String {
    let known = |word: &&str| !word.chars().any(|c| c.is_ascii_digit());
    let words = path
        .split('/')
        .map(|word| if known(&word) { word } else { "…" });
    words.collect::<Vec<_>>().join("/")
}
