//! Pages fit a phone, and a window that is zoomed to 400 %: nothing is wider than the window.

use crate::driver::Driver;
use crate::place::{pages, simulator};

/// 1,280 pixels at 400 % are 320 CSS pixels (WCAG 1.4.10).
const NARROW: u32 = 320;

#[tokio::test]
async fn no_page_has_to_be_scrolled_sideways_at_320_pixels() {
    let simulator = simulator().await;
    crate::walk::something_happens(&simulator).await;
    let driver = Driver::start(&simulator, NARROW, 800).await;
    let mut wide = Vec::new();

    for path in pages(&simulator).await {
        driver.go(&path).await;
        let width = driver
            .run("return document.documentElement.scrollWidth")
            .await;
        if width.as_u64().unwrap() > u64::from(NARROW) {
            wide.push(format!("{path}: {width}"));
        }
    }

    assert!(wide.is_empty(), "{}", wide.join("\n"));
}
