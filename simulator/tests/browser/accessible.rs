//! axe-core finds nothing on any page, wide and narrow.

use crate::driver::Driver;
use crate::place::{pages, simulator};

const RUN: &str = r"
    const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'] }).then((found) => done(
        found.passes.length < 10 ? ['the checker looked at nothing'] : found.violations.map((rule) => rule.id + ': ' + rule.help + ': ' +
            rule.nodes.map((node) => node.html.slice(0, 160)).join(' | '))));
";

#[tokio::test]
async fn the_accessibility_checker_finds_nothing_on_any_page() {
    let Ok(axe) = std::env::var("AXE") else {
        eprintln!("not run: `AXE` names no script of axe-core");
        return;
    };
    let axe = std::fs::read_to_string(&axe).unwrap_or_else(|error| panic!("{axe}: {error}"));
    let simulator = simulator().await;
    crate::walk::something_happens(&simulator).await;
    let driver = Driver::start(&simulator, 1280, 900).await;
    let mut found = Vec::new();

    let pages = pages(&simulator).await;
    assert!(pages.len() > 20, "{pages:?}");
    for path in pages {
        driver.go(&path).await;
        for width in [1280, 320] {
            driver.resize(width, 900).await;
            driver.run(&axe).await;
            let rules = driver.run_async(RUN).await;
            let rules = rules.as_array().unwrap().iter();
            found.extend(rules.map(|rule| format!("{path} at {width}: {rule}")));
        }
    }

    assert!(found.is_empty(), "{}", found.join("\n"));
}
