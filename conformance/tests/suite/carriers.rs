//! One judge, one set of messages: what carries them changes no verdict.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use clients::{Flaw, wayward};
use conformance::driver::{Driver, InProcess, NoAnswer, Push};
use conformance::protocol::{Arm, Call};
use conformance::verdict::Verdict;

use crate::carrier::{Carrier, pull};
use crate::stage::{Stage, count, remarks, verdicts, with_verdict};
use crate::stdio::{a_few, one_is_blamed};

/// One of each kind: values, keys, telling, and the three ways of being dishonest.
const FLAWS: [&str; 7] = [
    "writes-salary-as-text",
    "posts-anew-instead-of-updating",
    "keeps-silent-about-the-draft",
    "does-nothing-and-says-failed",
    "claims-without-connecting",
    "takes-on-nonsense",
    "answers-with-an-old-nonce",
];

#[tokio::test(flavor = "multi_thread")]
async fn the_reference_client_has_the_same_verdicts_over_every_carrier() {
    let stage = Stage::with(a_few).await;
    let in_process = stage.run_client(clients::reference()).await;

    for carrier in Carrier::ALL {
        let carried = stage.run_over(carrier, "reference").await;

        assert_eq!(carried.probes, in_process.probes, "{carrier:?}");
        assert_eq!(verdicts(&carried), verdicts(&in_process), "{carrier:?}");
        assert_eq!(carried.verdict(), Verdict::Pass, "{carrier:?}");
    }
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flaw_has_the_same_verdicts_over_every_carrier() {
    let stage = Stage::with(a_few).await;
    for name in FLAWS {
        let flaw: Flaw = name.parse().expect("there is such a flaw");
        let in_process = stage.run_client(wayward(flaw)).await;
        assert!(in_process.verdict() > Verdict::Warn, "{name}");

        for carrier in [Carrier::Exec, Carrier::Push, Carrier::Pull] {
            let arguments = format!("reference --flaw {name}");
            let carried = stage.run_over(carrier, &arguments).await;

            assert_eq!(
                verdicts(&carried),
                verdicts(&in_process),
                "{name} over {carrier:?}"
            );
        }
    }
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_never_connects_passes_nothing_over_any_carrier() {
    let stage = Stage::with(a_few).await;

    for carrier in Carrier::ALL {
        let arguments = "reference --flaw claims-without-connecting";
        let outcome = stage.run_over(carrier, arguments).await;

        assert_eq!(count(&outcome, Verdict::Pass), 0, "{carrier:?}");
        assert_eq!(
            count(&outcome, Verdict::Error),
            verdicts(&outcome).len(),
            "{carrier:?}"
        );
    }
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_not_there_is_told_with_its_address() {
    let stage = Stage::with(a_few).await;
    let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", socket.local_addr().unwrap());
    drop(socket);

    let driver = Push::to(&url, None).unwrap();
    let outcome = stage.run(Arc::new(driver)).await;

    let reason = outcome.probes[0].reason.as_deref().unwrap_or_default();
    assert!(
        reason.starts_with(&format!("no adapter answers at {url}/: Connection refused")),
        "{reason}"
    );
    assert_eq!(count(&outcome, Verdict::Error), verdicts(&outcome).len());
    stage.strike().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_adapter_that_never_asks_is_waited_for_so_long_and_no_longer() {
    let stage = Stage::with(a_few).await;
    let driver = pull(Duration::from_millis(200)).await;
    let url = driver.url().to_owned();

    let outcome = stage.run(Arc::new(driver)).await;

    let reason = outcome.probes[0].reason.as_deref().unwrap_or_default();
    assert_eq!(
        reason,
        format!(
            "no adapter asked for work at {url}/v1/next within 0.2 s; start it with this address, \
             or wait longer with --pull-wait"
        )
    );
    assert_eq!(count(&outcome, Verdict::Error), verdicts(&outcome).len());
    stage.strike().await;
}

/// One attempt breaks once; whichever carries it, it is an error of the adapter and the others are
/// as they should be.
async fn one_lapse(carrier: Carrier, how: &str) -> String {
    let mut stage = Stage::with(a_few).await;
    stage.deadline = Duration::from_secs(3);
    stage.jobs = Some(1);
    let once = tempfile::tempdir().expect("a folder for the marker");
    let marker = once.path().join("done");
    // A process for each attempt sees few acts; a second one comes in no probe.
    let at = if carrier == Carrier::Exec { 2 } else { 5 };
    let arguments = format!(
        "reference --misbehave {how} --at {at} --once '{}'",
        marker.display()
    );
    let outcome = stage.run_over(carrier, &arguments).await;
    assert!(marker.exists(), "it never misbehaved");
    stage.strike().await;
    one_is_blamed(&outcome)
}

/// The lapse is told with this in the message.
async fn shows(carrier: Carrier, how: &str, told: &str) {
    let message = one_lapse(carrier, how).await;
    assert!(message.contains(told), "{carrier:?} {how}: {message}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_breaks_the_protocol_is_blamed_for_that_attempt() {
    shows(Carrier::Push, "rubbish", "sent a body that is not JSON (expected value at line 1 column 1): `connected to the database`; the body is the reply object alone").await;
    shows(Carrier::Push, "long-line", "sent a body of more than 4 MiB").await;
    shows(
        Carrier::Push,
        "wrong-shape",
        "`ok` to `act` is not as the protocol says: unknown variant `done`",
    )
    .await;
    shows(
        Carrier::Push,
        "adapter-error",
        "an error of its own to `act`: the test database is out of space",
    )
    .await;
    let wrong = one_lapse(Carrier::Push, "wrong-id").await;
    assert!(wrong.contains("a reply repeats the id"), "{wrong}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_too_late_is_blamed_and_greeted_once_more() {
    shows(Carrier::Push, "late", "did not answer `act` within 3 s").await;
    shows(Carrier::Push, "hang", "did not answer `act` within 3 s").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_adapter_that_asks_and_breaks_the_protocol_is_blamed_for_that_attempt() {
    shows(Carrier::Pull, "rubbish", "sent a body that is not JSON (expected value at line 1 column 1): `connected to the database`; the body is the reply object alone").await;
    shows(Carrier::Pull, "long-line", "sent a body of more than 4 MiB").await;
    shows(
        Carrier::Pull,
        "wrong-shape",
        "`ok` to `act` is not as the protocol says: unknown variant `done`",
    )
    .await;
    let twice = one_lapse(Carrier::Pull, "twice").await;
    assert!(twice.contains("answered the same `act` twice"), "{twice}");
    let wrong = one_lapse(Carrier::Pull, "wrong-id").await;
    assert!(wrong.contains("a request that was never sent"), "{wrong}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_after_the_deadline_is_nobodys_answer_when_it_is_handed_in() {
    shows(Carrier::Pull, "late", "did not answer `act` within 3 s").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_breaks_in_its_attempt_takes_no_other_with_it() {
    shows(
        Carrier::Exec,
        "crash",
        "exited with status 3 while asked for `act`",
    )
    .await;
    shows(Carrier::Exec, "rubbish", "wrote a line that is not JSON").await;
    let twice = one_lapse(Carrier::Exec, "twice").await;
    assert!(twice.contains("answered the same `act` twice"), "{twice}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_dies_in_mid_run_leaves_errors_and_no_failure() {
    for carrier in [Carrier::Push, Carrier::Pull] {
        let mut stage = Stage::with(a_few).await;
        stage.jobs = Some(1);
        stage.deadline = Duration::from_secs(1);

        let outcome = stage
            .run_over(carrier, "reference --misbehave crash --at 5")
            .await;

        assert_eq!(count(&outcome, Verdict::Fail), 0, "{carrier:?}");
        assert!(!with_verdict(&outcome, Verdict::Pass).is_empty());
        let last = outcome.results.last().expect("there are results");
        assert!(
            last.evidence.trouble[0]
                .message
                .starts_with("the adapter broke a second time and is asked nothing more"),
            "{carrier:?}: {}",
            last.evidence.trouble[0].message
        );
        stage.strike().await;
    }
}

/// Declares that two attempts may be open, and counts how many are.
struct Two {
    within: InProcess,
    open: AtomicUsize,
    most: AtomicUsize,
}

#[async_trait::async_trait]
impl Driver for Two {
    fn label(&self) -> String {
        "two at a time".to_owned()
    }

    async fn carry(&self, call: Call, deadline: Duration) -> Result<Arm, NoAnswer> {
        let (op, change) = (call.op(), matches!(call, Call::Begin(_)));
        if change {
            let open = self.open.fetch_add(1, Ordering::SeqCst) + 1;
            self.most.fetch_max(open, Ordering::SeqCst);
        }
        let answered = self.within.carry(call, deadline).await;
        if op == "end" {
            self.open.fetch_sub(1, Ordering::SeqCst);
        }
        answered.map(|arm| match arm {
            Arm::Ok(mut ok) if op == "hello" => {
                ok["concurrency"] = 2.into();
                Arm::Ok(ok)
            }
            other => other,
        })
    }

    async fn stop(&self) {}
}

#[tokio::test(flavor = "multi_thread")]
async fn no_more_attempts_are_open_than_the_adapter_declares() {
    let mut stage = Stage::with(a_few).await;
    stage.jobs = Some(16);
    let two = Arc::new(Two {
        within: InProcess::new(clients::reference()),
        open: AtomicUsize::new(0),
        most: AtomicUsize::new(0),
    });

    let outcome = stage.run(Arc::<Two>::clone(&two)).await;

    assert_eq!(outcome.verdict(), Verdict::Pass, "{:?}", remarks(&outcome));
    assert_eq!(outcome.jobs, 2);
    assert_eq!(two.most.load(Ordering::SeqCst), 2);
    stage.strike().await;
}
