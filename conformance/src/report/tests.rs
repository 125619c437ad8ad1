//! Every report tells the same run.

use askama::Template as _;
use proptest::prelude::*;
use regex::Regex;
use serde_json::Value;

use super::record::{CheckTotals, RunRecord, Totals};
use super::{csv, ctrf, html, junit, markdown, sample};
use crate::probe::{Probe, ProbeVerdict};
use crate::verdict::{CheckResult, Verdict};

fn page(run: &RunRecord) -> String {
    html::Page::of(run).render().unwrap()
}

fn numbers(pattern: &str, text: &str) -> Vec<u64> {
    let pattern = Regex::new(pattern).unwrap();
    let found = pattern.captures_iter(text);
    found.map(|found| found[1].parse().unwrap()).collect()
}

fn counts(run: &RunRecord) -> Vec<u64> {
    let totals = run.totals.checks.by_verdict();
    totals.map(|(_, count)| count).to_vec()
}

const VERDICTS: [Verdict; 6] = [
    Verdict::Pass,
    Verdict::Warn,
    Verdict::Inconclusive,
    Verdict::Fail,
    Verdict::Error,
    Verdict::NotApplicable,
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..Default::default() })]

    #[test]
    fn the_totals_of_every_format_agree_whatever_came_of_the_checks(
        verdicts in prop::collection::vec(prop::sample::select(&VERDICTS[..]), 0..20),
    ) {
        let mut run = sample::run();
        let check = run.scenarios[1].checks[0].clone();
        let of = |verdict| CheckResult { verdict, ..check.clone() };
        run.scenarios[1].checks = verdicts.into_iter().map(of).collect();
        run.totals = Totals::of(&run.scenarios);

        assert_totals_agree(&run);
    }
}

#[test]
fn the_totals_of_every_format_agree() {
    assert_totals_agree(&sample::run());
}

fn assert_totals_agree(run: &RunRecord) {
    let all = counts(run);

    assert_eq!(
        numbers(r"(?m)^\| [a-z ]+ \| (\d+) \|$", &markdown::markdown(run)),
        all
    );
    let totals =
        r#"<tr><th scope="row" class="v [a-z_]+">[a-z ]+</th><td class="count">(\d+)</td>"#;
    assert_eq!(numbers(totals, &page(run)), all);
    assert_eq!(of_csv(run), all);
    assert_eq!(of_ctrf(run), all);
    of_junit(run);
}

fn of_csv(run: &RunRecord) -> Vec<u64> {
    let row = r#""[A-Z]+-C-\d+","[A-Z]+","[a-z]+","[a-z_]+","\d+","(\d+)","(\d+)","(\d+)","(\d+)","(\d+)","(\d+)""#;
    let row = Regex::new(row).unwrap();
    let text = csv::csv(run);
    let mut sums = vec![0; 6];
    for cells in row.captures_iter(&text) {
        for (sum, cell) in sums.iter_mut().zip(cells.iter().skip(1).flatten()) {
            *sum += cell.as_str().parse::<u64>().unwrap();
        }
    }
    sums
}

fn of_ctrf(run: &RunRecord) -> Vec<u64> {
    let report = ctrf::ctrf(run);
    let tests = report["results"]["tests"].as_array().unwrap();
    let summary = &report["results"]["summary"];
    let words = ["passed", "failed", "skipped", "pending", "other"];
    let sum: u64 = words.iter().filter_map(|word| summary[word].as_u64()).sum();
    assert_eq!(sum, tests.len() as u64);
    let count = |verdict: Verdict| {
        let raw = Value::from(verdict.word());
        tests.iter().filter(|test| test["rawStatus"] == raw).count() as u64
    };
    let verdicts = CheckTotals::default().by_verdict();
    verdicts.map(|(verdict, _)| count(verdict)).to_vec()
}

fn of_junit(run: &RunRecord) {
    let text = junit::junit(run).unwrap();
    let root = text.lines().nth(1).unwrap();
    let number = |name: &str| numbers(&format!(" {name}=\"(\\d+)\""), root)[0];
    let totals = run.totals.checks;
    let known = 1;
    assert_eq!(number("tests"), totals.all() + run.not_run.len() as u64);
    assert_eq!(number("failures"), totals.fail - known);
    assert_eq!(number("errors"), totals.error + totals.inconclusive);
}

/// The attributes that Jenkins' schema (junit-10.xsd of its xunit plugin) knows: where it validates
/// it takes no file with others.
#[test]
fn junit_has_only_what_jenkins_knows() {
    let known = [
        ("testsuites", "name tests failures errors time"),
        (
            "testsuite",
            "name tests failures errors skipped time timestamp",
        ),
        ("testcase", "name classname time"),
        ("failure", "message type"),
        ("error", "message type"),
        ("skipped", "message type"),
        ("system-err", ""),
    ];
    let mut run = sample::run();
    run.scenarios[0].adapter_stderr = Some("words".to_owned());
    let text = junit::junit(&run).unwrap();
    let tag = Regex::new(r#"<([a-z-]+)((?:\s[a-z]+="[^"]*")*)"#).unwrap();
    let attribute = Regex::new(r#"\s([a-z]+)="#).unwrap();

    let (mut seen, values) = (0, Regex::new(r#""[^"]*""#).unwrap());
    for found in tag.captures_iter(&text) {
        let (name, attributes) = (&found[1], values.replace_all(&found[2], "\"\""));
        let allowed = known.iter().find(|(known, _)| *known == name);
        let allowed = allowed
            .unwrap_or_else(|| panic!("unknown element {name}"))
            .1;
        for attribute in attribute.captures_iter(&attributes) {
            assert!(
                allowed.split(' ').any(|one| one == &attribute[1]),
                "{name} {}",
                &attribute[1]
            );
            seen += 1;
        }
    }
    assert!(seen > 20);
}

#[test]
fn the_page_has_no_script_and_nothing_in_it_comes_from_elsewhere() {
    let page = page(&sample::run());

    assert!(!page.contains("<script"), "{page}");
    assert!(!page.to_lowercase().contains("javascript:"));
    let elsewhere = Regex::new(r#"(?i)\s(src|href|on[a-z]+)\s*="#).unwrap();
    assert!(!elsewhere.is_match(&page.replace("&quot;", "")));
    assert!(page.contains("&#60;script&#62;") || page.contains("&lt;script&gt;"));
    assert!(page.contains("independent simulator"));
    let first = page.find("What did not run").unwrap();
    assert!(first < page.find("What is not as it should be").unwrap());
}

#[test]
fn the_page_is_well_nested_and_every_id_stands_once() {
    let page = page(&sample::run());
    let tag = Regex::new(r"<(/?)([a-z][a-z0-9]*)(?:\s[^>]*)?>").unwrap();
    let mut open: Vec<&str> = Vec::new();
    for found in tag.captures_iter(&page) {
        let name = found.get(2).unwrap().as_str();
        if ["meta", "br"].contains(&name) {
            continue;
        }
        if found[1].is_empty() {
            assert!(!(name == "p" && open.contains(&"p")), "a paragraph in one");
            open.push(name);
        } else {
            assert_eq!(
                open.pop(),
                Some(name),
                "at {}",
                &page[..found.get(0).unwrap().start()]
            );
        }
    }
    assert!(open.is_empty(), "{open:?}");
    let ids = Regex::new(r#" id="([^"]+)""#).unwrap();
    let mut ids: Vec<&str> = ids
        .captures_iter(&page)
        .map(|found| found.get(1).unwrap().as_str())
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn the_summary_of_a_job_says_what_failed_and_how_to_see_it_again() {
    insta::assert_snapshot!(markdown::markdown(&sample::run()), @r#"
    ## An &lt;ATS&gt; 1.0: not conformant

    ### What did not run

    - 1 scenario: interrupted

    ### By requirement

    | Requirement | What it asks | Level | Who says so | Verdict | Checks | Shown by |
    |---|---|---|---|---|---|---|
    | NJ-C-001 | What is meant is what is sent. | MUST | stated | **error** | 1 pass, 1 warn, 1 inconclusive, 2 fail, 1 error, 1 not applicable | <code>nhs-jobs/bad</code> error (known) |

    No requirement was met.

    ### What is not as it should be

    - **fail** <code>nhs-jobs/bad\#values</code>: it is not as held
      - expected <code>plain</code>, found <code>=cmd\|'/c' &lt;script&gt;alert("1")&lt;/script&gt; &amp; \`x\`  \|</code>
      - NJ-C-001 (The guide): What is meant is what is sent.
      - see it again: <code>conformance run --seed 7 --filter nhs-jobs/bad</code>
    - **warn** <code>nhs-jobs/bad\#told</code>: nobody was told
      - NJ-C-001 (The guide): What is meant is what is sent.
      - see it again: <code>conformance run --seed 7 --filter nhs-jobs/bad</code>
    - **inconclusive** <code>nhs-jobs/bad\#seen</code>: nothing was seen
      - NJ-C-001 (The guide): What is meant is what is sent.
      - see it again: <code>conformance run --seed 7 --filter nhs-jobs/bad</code>
    - **error** <code>nhs-jobs/bad\#broke</code>: the adapter broke
      - NJ-C-001 (The guide): What is meant is what is sent.
      - see it again: <code>conformance run --seed 7 --filter nhs-jobs/bad</code>

    ### Known failures

    - <code>nhs-jobs/bad\#known</code>: fails as known (agreed, to be repaired; until 2027-01-31)

    | Verdict | Checks |
    |---|---:|
    | pass | 1 |
    | warn | 1 |
    | inconclusive | 1 |
    | fail | 2 |
    | error | 1 |
    | not applicable | 1 |

    2 scenarios, 1 of them red; seed 7.

    An independent tool.
    "#);
}

#[test]
fn a_known_failure_is_neither_passed_nor_failed_in_ctrf() {
    let report = ctrf::ctrf(&sample::run());

    insta::assert_json_snapshot!(report["results"]["summary"], @r#"
    {
      "failed": 3,
      "other": 1,
      "passed": 2,
      "pending": 1,
      "skipped": 1,
      "start": 1793610000000,
      "stop": 1793610001500,
      "suites": 2,
      "tests": 8
    }
    "#);
    insta::assert_json_snapshot!(report["results"]["tests"][1], @r#"
    {
      "duration": 0,
      "extra": {
        "expires": "2027-01-31",
        "known": "agreed, to be repaired",
        "state": "fails"
      },
      "message": "it is known",
      "name": "known",
      "rawStatus": "fail",
      "status": "other",
      "suite": [
        "nhs-jobs/bad"
      ],
      "tags": [
        "NJ-C-001"
      ]
    }
    "#);
}

#[test]
fn the_page_groups_by_requirement_and_folds_what_is_in_order() {
    let mut run = sample::run();
    "NJ-C-002".clone_into(&mut run.scenarios[1].checks[0].requirement);

    let page = page(&run);

    let (broken, in_order) = page.split_once("1 requirement was met.").unwrap();
    let row = r#"<tr><th scope="row" class="id">NJ-C-00\d</th><td>[^<]*</td><td>MUST</td><td>(stated)?</td><td class="v ([a-z]+)">"#;
    let row = Regex::new(row).unwrap();
    let verdict = |part: &str| row.captures(part).map(|found| found[2].to_owned());
    assert_eq!(verdict(broken).as_deref(), Some("error"));
    assert_eq!(verdict(in_order).as_deref(), Some("pass"));
    assert!(in_order.trim_start().starts_with("</p>\n<details>"));
}

#[test]
fn a_run_that_a_probe_took_away_is_not_grouped() {
    let mut run = sample::run();
    run.probes = vec![Probe {
        id: "nonce".to_owned(),
        asks: "sends the nonce back".to_owned(),
        verdict: ProbeVerdict::Failed,
        reason: None,
        blame: None,
    }];

    assert!(!page(&run).contains("By requirement"));
    assert!(!markdown::markdown(&run).contains("By requirement"));
}
