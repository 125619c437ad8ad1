//! The pages.

use contract::operation::Operation;
use contract::rule;

use crate::BASE;

#[test]
fn the_page_tells_every_operation_and_rule_and_needs_no_network() {
    let page = simulator::description::page(&simulator::description::public(BASE), "/style.css");

    for operation in Operation::ALL {
        assert!(
            page.contains(&format!("<section id=\"{operation}\">")),
            "{operation}"
        );
    }
    for rule in rule::ALL {
        assert!(page.contains(rule.id), "{}", rule.id);
    }
    assert!(page.contains("<link rel=\"stylesheet\" href=\"/style.css\">"));
    for fetched in ["<script", "<img", "<iframe", "style=", "@import", "src="] {
        assert!(!page.contains(fetched), "{fetched}");
    }
    assert!(!simulator::description::STYLE.contains("url("));
}

#[test]
fn the_page_says_that_a_simulator_speaks() {
    let page = simulator::description::page(&simulator::description::control(BASE), "/style.css");

    assert!(page.contains("Simulator: not a real service, synthetic data only"));
    assert!(page.contains("not issued by or affiliated with NHSBSA"));
}
