//! An office: a person who answers what the program asks, and an ATS that sends over real HTTP.
//!
//! The ATS is one of our own clients, connected by the settings that the program tells. The person does
//! what the task says, and answers by what that client told its user, unless a test has them err.

use std::io::{BufRead, BufReader, Lines, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use clients::{Act, Begin, Client, EsrAccess, NhsJobsAccess, Outcome, Report, Session, Severity};
use serde_json::Value;

use crate::stage::{program, root};

/// What the program asks, and the lines that stood before it.
pub(crate) struct Asked<'a> {
    /// The prompt itself.
    pub(crate) prompt: &'a str,
    /// Everything that was said since the last answer.
    pub(crate) said: &'a str,
}

/// How a person answers otherwise than an honest one would; nothing where they do not.
pub(crate) type Habit = Box<dyn FnMut(&Asked<'_>) -> Option<String> + Send>;

/// A person and an ATS.
pub(crate) struct Office {
    client: Arc<dyn Client>,
    session: Option<Box<dyn Session>>,
    report: Option<Report>,
    /// How many messages were told, and of how many it was said what they are.
    messages: usize,
    explained: usize,
    pub(crate) habit: Habit,
    /// The reference that the ATS gives by itself, whatever is to be entered.
    pub(crate) numbers: Option<&'static str>,
    out: PathBuf,
}

/// What a sitting left behind.
pub(crate) struct Sat {
    pub(crate) status: Option<i32>,
    pub(crate) text: String,
}

/// A program that is asking.
pub(crate) struct Asking {
    pub(crate) child: Child,
    stdin: Option<ChildStdin>,
    lines: Lines<BufReader<ChildStdout>>,
}

/// Starts a sitting in this folder, with a simulator of its own.
pub(crate) fn start(out: &Path, further: &[&str]) -> Asking {
    let place = ["--listen", "127.0.0.1:0", "--today", "2026-11-02"];
    start_at(&place, out, further)
}

fn start_at(place: &[&str], out: &Path, further: &[&str]) -> Asking {
    let mut child = Command::new(program())
        .current_dir(root())
        .args(["observe", "--answers", "-"])
        .args(place)
        .args(["--still", "0.2", "--color", "never"])
        .args(introduction(out))
        .arg("--out")
        .arg(out)
        .args(further)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let stdout = child.stdout.take().expect("it is piped");
    Asking {
        stdin: child.stdin.take(),
        lines: BufReader::new(stdout).lines(),
        child,
    }
}

/// What a new session would ask for; one that is gone on with knows it.
fn introduction(out: &Path) -> Vec<&'static str> {
    if out.join("observe/session.json").exists() {
        return Vec::new();
    }
    let mut told = vec!["--subject", "Acme Hire 1.2"];
    told.extend([
        "--can",
        "post_vacancy,update_vacancy,transfer_employment_checks",
    ]);
    told
}

/// A test that fails leaves no program waiting for an answer.
impl Drop for Asking {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

impl Asking {
    /// Lets nobody answer any more.
    pub(crate) fn hang_up(&mut self) {
        self.stdin = None;
    }

    /// The next line; nothing once the program has ended.
    fn line(&mut self) -> Option<String> {
        self.lines.next()?.ok()
    }

    fn answer(&mut self, line: &str) {
        if let Some(stdin) = &mut self.stdin {
            let line = format!("{}\n", line.replace(['\n', '\r'], " "));
            // A program that has ended asks nothing more.
            let _ = stdin.write_all(line.as_bytes());
        }
    }
}

impl Office {
    /// With this ATS, and an honest person.
    pub(crate) fn with(client: Arc<dyn Client>, out: &Path) -> Self {
        Self {
            client,
            session: None,
            report: None,
            messages: 0,
            explained: 0,
            habit: Box::new(|_| None),
            numbers: None,
            out: out.to_owned(),
        }
    }

    /// A whole sitting.
    pub(crate) async fn sit(&mut self, further: &[&str]) -> Sat {
        let asking = start(&self.out, further);
        self.answer_until(asking, |_| false).await
    }

    /// A whole sitting at a simulator that runs elsewhere.
    pub(crate) async fn sit_at(&mut self, control: &str, further: &[&str]) -> Sat {
        let place = ["--simulator", control, "--today", "2026-11-02"];
        let asking = start_at(&place, &self.out, further);
        self.answer_until(asking, |_| false).await
    }

    /// A whole sitting on another day.
    pub(crate) async fn sit_on(&mut self, today: &str, further: &[&str]) -> Sat {
        let place = ["--listen", "127.0.0.1:0", "--today", today];
        let asking = start_at(&place, &self.out, further);
        self.answer_until(asking, |_| false).await
    }

    /// Answers until the program ends, or something is asked at which the person hangs up.
    pub(crate) async fn answer_until(
        &mut self,
        mut asking: Asking,
        hangs_up: impl Fn(&Asked<'_>) -> bool,
    ) -> Sat {
        let (mut text, mut said) = (String::new(), String::new());
        while let Some(line) = asking.line() {
            assert!(text.len() < 8 << 20, "it asks and asks: {said}");
            text.push_str(&line);
            text.push('\n');
            if line.starts_with("Task ") {
                self.session = None;
            }
            if line.ends_with('>') && !line.starts_with(' ') {
                let asked = Asked {
                    prompt: &line,
                    said: &said,
                };
                if hangs_up(&asked) {
                    asking.hang_up();
                } else {
                    let answer = (self.habit)(&asked);
                    let answer = match answer {
                        Some(answer) => answer,
                        None => self.honest(&line, &said).await,
                    };
                    asking.answer(&answer);
                }
                said.clear();
            } else {
                said.push_str(&line);
                said.push('\n');
            }
        }
        asking.hang_up();
        let status = asking.child.wait().expect("it ends").code();
        Sat { status, text }
    }

    /// What an honest person does and says.
    async fn honest(&mut self, prompt: &str, said: &str) -> String {
        if prompt.starts_with("What arrives is shown") {
            self.act().await;
            return String::new();
        }
        if said.contains("Who gives a job and an applicant their reference") {
            return if self.numbers.is_some() { "2" } else { "1" }.to_owned();
        }
        if let (true, Some(number)) = (said.contains("What has the ATS given"), self.numbers) {
            return number.to_owned();
        }
        if said.contains("anything left to send") {
            if let Some(session) = &self.session {
                session.settle(Duration::from_millis(100)).await;
            }
            return "1".to_owned();
        }
        let Some(report) = &self.report else {
            return String::new();
        };
        match prompt {
            "reference>" => report.reference.clone().unwrap_or_default(),
            "message>" => {
                self.messages += 1;
                let told = report.told_user.get(self.messages - 1);
                told.map(|told| told.text.clone()).unwrap_or_default()
            }
            "field>" => {
                let told = self.explained.checked_sub(1);
                let told = told.and_then(|at| report.told_user.get(at));
                told.and_then(|told| told.field.clone()).unwrap_or_default()
            }
            "number>" => {
                self.explained += usize::from(said.contains("looks like …"));
                number(report, self.explained, said).to_owned()
            }
            _ => String::new(),
        }
    }

    /// Does the task that the program has put.
    async fn act(&mut self) {
        let read = |name: &str| -> Value {
            let file = self.out.join("observe").join(name);
            let text = std::fs::read(file).expect("the program wrote it");
            serde_json::from_slice(&text).expect("it is JSON")
        };
        let (mut task, settings) = (read("task.json"), read("settings.json"));
        if let Some(number) = self.numbers {
            task["input"]["vacancy"]["job_reference"] = number.into();
        }
        let client = &self.client;
        let session = self
            .session
            .get_or_insert_with(|| client.begin(begin(&settings)));
        let word = |name: &str| task[name].as_str().unwrap_or_default().to_owned();
        let act = Act {
            action: word("action").parse().expect("it is an action"),
            name: word("name"),
            input: task["input"].clone(),
            deadline: Duration::from_secs(20),
        };
        (self.messages, self.explained) = (0, 0);
        self.report = Some(session.act(act).await);
    }
}

/// The number of an answer in the list that was shown.
fn number(report: &Report, message: usize, said: &str) -> &'static str {
    if said.contains("looks like …") {
        let told = message.checked_sub(1).map(|at| &report.told_user[at]);
        return match told.map(|told| told.severity) {
            Some(Severity::Error) => "1",
            Some(Severity::Warning) => "2",
            _ => "3",
        };
    }
    if said.contains("In which state") {
        return match report.state.as_deref() {
            Some("draft") => "1",
            Some("published") => "2",
            Some("closed") => "3",
            _ => "4",
        };
    }
    match report.outcome {
        Outcome::Accepted => "1",
        Outcome::AcceptedWithWarnings => "2",
        Outcome::Rejected => "3",
        Outcome::NotSent => "4",
        Outcome::ConfigError => "5",
        Outcome::RetryPending => "6",
        Outcome::Failed => "7",
        Outcome::Unknown => "8",
    }
}

fn begin(settings: &Value) -> Begin {
    let text = |name: &str| settings[name].as_str().unwrap_or_default().to_owned();
    Begin {
        attempt: "office".to_owned(),
        now: "2026-11-02T09:00:00Z".parse().expect("it is a moment"),
        nhs_jobs: NhsJobsAccess {
            base_url: text("nhsJobsBaseUrl"),
            organisation_id: text("organisationId"),
            account_id: text("accountId"),
            api_key: text("apiKey"),
        },
        esr: EsrAccess {
            base_url: text("esrBaseUrl"),
            token_url: text("tokenUrl"),
            client_id: text("clientId"),
            client_secret: text("clientSecret"),
            vpd: text("vpd"),
        },
    }
}

/// `run.json` of a session.
pub(crate) fn run_record(out: &Path) -> Value {
    let text = std::fs::read(out.join("run.json")).expect("it was written");
    serde_json::from_slice(&text).expect("it is JSON")
}

/// A check of the run: its verdict, its evidence and its reason.
pub(crate) fn check(run: &Value, scenario: &str, check: &str) -> [String; 3] {
    let of = |list: &Value, id: &str| {
        let found = list.as_array().expect("it is a list").iter();
        let found = found.into_iter().find(|one| one["id"] == id).cloned();
        found.unwrap_or_else(|| panic!("there is no {id}"))
    };
    let check = of(&of(&run["scenarios"], scenario)["checks"], check);
    ["verdict", "evidence", "reason"].map(|name| check[name].as_str().unwrap_or("none").to_owned())
}

/// Every check of a run with its verdict, to be compared with another's.
pub(crate) fn verdicts(run: &Value) -> Vec<String> {
    let scenarios = run["scenarios"].as_array().expect("it is a list").iter();
    let checks = scenarios.flat_map(|scenario| {
        let checks = scenario["checks"].as_array().expect("it is a list").iter();
        checks.map(move |check| {
            let told = [&scenario["id"], &check["id"], &check["verdict"]];
            told.map(|one| one.as_str().unwrap_or_default()).join(" ")
        })
    });
    checks.collect()
}
