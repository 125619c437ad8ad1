//! A small run with something of everything, and text that must be escaped everywhere.

use std::collections::BTreeMap;

use super::record::{
    AdapterRecord, ExchangeRecord, FORMAT, KnownRecord, KnownState, NotRun, ReportRecord,
    RequirementRecord, RunRecord, ScenarioRecord, SnapshotRecord, Totals,
};
use crate::verdict::{CheckResult, EvidenceKind, Finding, Level, Place, Verdict};

/// What a client may send to harm a reader of its report.
pub(super) const NASTY: &str = "=cmd|'/c' <script>alert(\"1\")</script> & `x` \u{1}|";

pub(super) fn run() -> RunRecord {
    let scenarios = vec![failing(), passing()];
    RunRecord {
        format: FORMAT.to_owned(),
        verdict: Verdict::Fail,
        exit: 1,
        meaning: "not conformant".to_owned(),
        seed: 7,
        shard: None,
        subject: Some(clients::Subject {
            vendor: "A vendor".to_owned(),
            name: "An <ATS>".to_owned(),
            version: "1.0".to_owned(),
            language: "Rust".to_owned(),
        }),
        adapter: AdapterRecord {
            name: None,
            driver: "in process".to_owned(),
            actions: Vec::new(),
            jobs: 1,
        },
        runner: "0.1.0".to_owned(),
        simulator: "in process".to_owned(),
        started: "2026-11-02T09:00:00Z".parse().unwrap(),
        elapsed_ms: 1500,
        interrupted: false,
        totals: Totals::of(&scenarios),
        probes: Vec::new(),
        trouble: Vec::new(),
        not_run: vec![NotRun {
            id: "esr/left".to_owned(),
            reason: "interrupted".to_owned(),
        }],
        known: vec![KnownRecord {
            scenario: "nhs-jobs/bad".to_owned(),
            check: "known".to_owned(),
            reason: "agreed, to be repaired".to_owned(),
            message: "it".to_owned(),
            expires: "2027-01-31".parse().unwrap(),
            state: KnownState::Fails,
        }],
        generated: None,
        requirements: requirements(),
        scenarios,
        snapshots: SnapshotRecord::default(),
        replay: ["conformance", "run", "--seed", "7"]
            .map(str::to_owned)
            .to_vec(),
        notice: "An independent tool.".to_owned(),
    }
}

fn failing() -> ScenarioRecord {
    let sent = ExchangeRecord {
        request: "POST /nhs-jobs/v1/x".to_owned(),
        headers: vec!["x-api-key: [secret:apiKey:own]".to_owned()],
        body: serde_json::json!({ "a": NASTY }).to_string(),
        answer: "201".to_owned(),
        refused: false,
        answer_body: "{}".to_owned(),
    };
    let finding = Finding {
        expected: "plain".to_owned(),
        actual: NASTY.to_owned(),
        place: Place::pointer(3, "/a"),
        sentence: format!("`a` was sent as {NASTY}"),
    };
    let mut worst = check("values", Verdict::Fail, Some("it is not as held"));
    worst.findings.push(finding);
    let checks = vec![
        worst,
        check("known", Verdict::Fail, Some("it is known")),
        check("told", Verdict::Warn, Some("nobody was told")),
        check("seen", Verdict::Inconclusive, Some("nothing was seen")),
        check("broke", Verdict::Error, Some("the adapter broke")),
    ];
    scenario(
        "nhs-jobs/bad",
        Verdict::Error,
        checks,
        BTreeMap::from([(3, sent)]),
    )
}

fn passing() -> ScenarioRecord {
    let checks = vec![
        check("values", Verdict::Pass, None),
        check("other", Verdict::NotApplicable, Some("it did not occur")),
    ];
    scenario("nhs-jobs/good", Verdict::Pass, checks, BTreeMap::new())
}

fn scenario(
    id: &str,
    verdict: Verdict,
    checks: Vec<CheckResult>,
    exchanges: BTreeMap<u64, ExchangeRecord>,
) -> ScenarioRecord {
    ScenarioRecord {
        id: id.to_owned(),
        title: "A title".to_owned(),
        why: "Somebody cares.".to_owned(),
        verdict,
        not_run: None,
        elapsed_ms: 12,
        checks,
        evidence: Some(format!("evidence/{id}.json")),
        exchanges,
        reports: vec![ReportRecord {
            name: "job1".to_owned(),
            action: "post_vacancy".to_owned(),
            said: "accepted".to_owned(),
            told: vec![NASTY.to_owned()],
        }],
        adapter_stderr: Some(NASTY.to_owned()),
    }
}

fn check(id: &str, verdict: Verdict, reason: Option<&str>) -> CheckResult {
    CheckResult {
        id: id.to_owned(),
        requirement: "NJ-C-001".to_owned(),
        level: Level::Must,
        verdict,
        evidence: EvidenceKind::Wire,
        reason: reason.map(str::to_owned),
        findings: Vec::new(),
    }
}

fn requirements() -> BTreeMap<String, RequirementRecord> {
    let row = RequirementRecord {
        title: "=A title".to_owned(),
        text: "What is meant is what is sent.".to_owned(),
        provenance: "stated".to_owned(),
        source: Some("The guide".to_owned()),
        url: Some("https://example.org/guide".to_owned()),
        quote: Some("as is".to_owned()),
        why: "People read it.".to_owned(),
        remedy: "Send it as it is.".to_owned(),
    };
    BTreeMap::from([("NJ-C-001".to_owned(), row)])
}
