//! Starter adapter in Rust: the standard library alone. Build it with
//! `rustc -O --edition 2021 adapter.rs`.
//!
//! An adapter makes your client act when the conformance runner asks for it, and reports what your
//! user would see. It reads one JSON object a line on stdin and writes one a line on stdout
//! (PROTOCOL.md has every word). stdout is for replies only: log with `eprintln!`.
//!
//! Part 1 speaks the protocol; change `about` and leave the rest. Part 2 is a small client of NHS
//! Jobs and ESR that works as it stands: replace it with calls into your own product. Part 3 is
//! JSON and plain HTTP, which the standard library lacks; your product has crates for both.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, Write};
use std::time::{Duration, Instant};

use http::exchange;
use json::{list, object, text, Json};

// ============================== Part 1: the protocol. Keep this. ==============================

// Leave out what your product does not do: its scenarios are then not applicable.
const ACTIONS: [&str; 3] = ["post_vacancy", "update_vacancy", "transfer_employment_checks"];

fn about(nonce: &Json) -> Json {
    object([
        ("protocol", text("1")),
        ("adapter", object([("name", text("starter-rust")), ("version", text("1.0.0"))])),
        // Your product: it is named in every report.
        (
            "subject",
            object([
                ("vendor", text("example")),
                ("name", text("starter")),
                ("version", text("1.0.0")),
                ("language", text("Rust")),
            ]),
        ),
        ("actions", list(ACTIONS.map(text))),
        ("features", list([])),
        // How many attempts may be open at once. More than 1 needs threads: replies may come in
        // any order.
        ("concurrency", Json::from(1)),
        ("nonce", nonce.clone()),
    ])
}

/// The arms of a reply other than `ok`.
enum Not {
    /// The op or action is not one that this adapter knows.
    Supported(String),
    /// A bug in here; what a service answered never is one.
    Working(String),
}

#[derive(Default)]
struct Adapter {
    attempts: HashMap<String, Client>,
}

impl Adapter {
    /// The `ok` of a reply.
    fn answer(&mut self, op: &str, params: &Json) -> Result<Json, Not> {
        let attempt = params.text("attempt");
        match op {
            "hello" => return Ok(about(params.get("nonce"))),
            // Credentials and addresses of one attempt: they belong to no other.
            "begin" => drop(self.attempts.insert(attempt.to_owned(), Client::new(params))),
            "act" => return self.act(params),
            "settle" => {
                let quiet = Duration::from_millis(params.number("quiet_ms").unwrap_or(0));
                return Ok(object([("idle", Json::Bool(self.opened(attempt)?.settle(quiet)))]));
            }
            "end" => {
                self.opened(attempt)?.end();
                self.attempts.remove(attempt);
            }
            "bye" => {}
            _ => return Err(Not::Supported(format!("there is no op `{op}`"))),
        }
        Ok(object([]))
    }

    fn act(&mut self, params: &Json) -> Result<Json, Not> {
        let action = params.text("action");
        if !ACTIONS.contains(&action) {
            return Err(Not::Supported(format!("there is no action `{action}`")));
        }
        // A margin is kept for writing the reply: a passed deadline counts as a crash.
        let millis = params.number("deadline_ms").unwrap_or(20_000) * 9 / 10;
        let deadline = Instant::now() + Duration::from_millis(millis);
        let client = self.opened(params.text("attempt"))?;
        Ok(client.act(action, params.text("name"), params.get("input"), deadline).json())
    }

    fn opened(&mut self, attempt: &str) -> Result<&mut Client, Not> {
        let client = self.attempts.get_mut(attempt);
        client.ok_or_else(|| Not::Working(format!("no attempt {attempt} was begun")))
    }
}

fn main() -> std::io::Result<()> {
    let mut adapter = Adapter::default();
    for line in std::io::stdin().lock().lines() {
        let Some(request) = Json::read(&line?) else {
            continue;
        };
        let op = request.text("op");
        let arm = match adapter.answer(op, request.get("params")) {
            Ok(ok) => ("ok", ok),
            Err(Not::Supported(why)) => ("unsupported", object([("reason", text(&why))])),
            Err(Not::Working(why)) => ("adapter_error", object([("message", text(&why))])),
        };
        let mut out = std::io::stdout().lock();
        writeln!(out, "{}", object([("id", request.get("id").clone()), arm]))?;
        out.flush()?; // the runner waits for the line
        if op == "bye" {
            break;
        }
    }
    Ok(())
}

// =========== Part 2: the client. Replace from here with calls into your own product. ===========
//
// What must stay is the shape: one Client for each attempt, sharing nothing with any other, with
// `act` (do it now, and report what your user would see), `settle` (is any work left?) and `end`.

struct Client {
    nhs_jobs: Json,
    esr: Json,
    /// By name: what is needed to update a draft.
    vacancies: HashMap<String, Draft>,
    /// Applicants whose checks are in ESR.
    transferred: HashSet<String>,
    /// By action and name: intentions whose end is not known yet.
    intentions: HashMap<String, Intention>,
    token: Option<(String, Instant)>,
}

#[derive(Clone)]
struct Draft {
    id: String,
    version: u64,
}

/// One key and one body for one thing that a person wants, until its end is known.
#[derive(Clone)]
struct Intention {
    key: String,
    /// Written once: a retry sends the same bytes.
    body: String,
    in_doubt: bool,
}

type Headers = Vec<(&'static str, String)>;

impl Client {
    fn new(begin: &Json) -> Self {
        Self {
            nhs_jobs: begin.get("nhs_jobs").clone(),
            esr: begin.get("esr").clone(),
            vacancies: HashMap::new(),
            transferred: HashSet::new(),
            intentions: HashMap::new(),
            token: None,
        }
    }

    fn act(&mut self, action: &str, name: &str, held: &Json, deadline: Instant) -> Report {
        eprintln!("{action} {name}");
        match action {
            "post_vacancy" => self.post_vacancy(name, held.get("vacancy"), deadline),
            "update_vacancy" => self.update_vacancy(name, held.get("vacancy"), deadline),
            _ => self.transfer(name, held.get("applicant"), deadline),
        }
    }

    /// Everything is done by the time `act` answers. With a queue: wait up to `quiet` for it.
    fn settle(&mut self, _quiet: Duration) -> bool {
        true
    }

    /// The attempt is over: nothing may be sent for it any more.
    fn end(&mut self) {}

    // ------------------------------------ NHS Jobs ------------------------------------

    fn post_vacancy(&mut self, name: &str, vacancy: &Json, deadline: Instant) -> Report {
        if self.vacancies.contains_key(name) {
            return not_sent("This vacancy is in NHS Jobs already: please use 'Update'.", "");
        }
        let what = format!("post_vacancy {name}");
        let Some(intention) = self.intend(&what, &write_fields(VACANCY, vacancy), false) else {
            return not_sent(
                "We still do not know whether the vacancy you sent before arrived, so your changes \
                 were not sent. Please look in NHS Jobs first.",
                "",
            );
        };
        let mut sent = Sent::default();
        sent.send("POST", &self.vacancies_url(""), self.nhs_jobs_headers(), &intention, deadline);
        self.vacancy_report(&what, name, &sent, deadline)
    }

    fn update_vacancy(&mut self, name: &str, vacancy: &Json, deadline: Instant) -> Report {
        let Some(draft) = self.vacancies.get(name).cloned() else {
            return not_sent("This vacancy is not known to be in NHS Jobs: please post it first.", "");
        };
        let what = format!("update_vacancy {name}");
        let mut body = write_fields(VACANCY, vacancy);
        body.put("version", Json::from(draft.version));
        let Some(intention) = self.intend(&what, &body, true) else {
            return not_sent("Please try again.", "");
        };
        let mut sent = Sent::default();
        let url = self.vacancies_url(&draft.id);
        sent.send("PUT", &url, self.nhs_jobs_headers(), &intention, deadline);
        self.vacancy_report(&what, name, &sent, deadline)
    }

    fn vacancy_report(&mut self, what: &str, name: &str, sent: &Sent, deadline: Instant) -> Report {
        let Some(answer) = sent.answer.as_ref().filter(|answer| answer.accepted()) else {
            if let Some(stale) = sent.answer.as_ref().filter(|a| a.json.text("code") == "VERSION_STALE") {
                // Somebody else changed the draft: only a person may decide to write over that, by
                // asking for the update once more.
                let current = stale.json.number("currentVersion");
                if let (Some(draft), Some(version)) = (self.vacancies.get_mut(name), current) {
                    draft.version = version;
                }
            }
            return self.refused(&NHS_JOBS, VACANCY, what, sent);
        };
        let read_back = || {
            // Accepted, and the answer cannot be read: read it back.
            let known = self.vacancies.get(name).map(|draft| draft.id.clone());
            let url = self.vacancies_url(&known.or_else(|| answer.location_id())?);
            exchange("GET", &url, &self.nhs_jobs_headers(), b"", timeout(deadline)).0
        };
        let read = |answer: &Answer| {
            let id = Some(answer.json.text("vacancyId").to_owned()).filter(|id| !id.is_empty())?;
            Some(Draft { id, version: answer.json.number("version")? })
        };
        let mut answer = answer.clone();
        if read(&answer).is_none() {
            answer = read_back().unwrap_or(answer);
        }
        let Some(draft) = read(&answer) else {
            return self.unknown(&NHS_JOBS, what, sent);
        };
        self.intentions.remove(what);
        self.vacancies.insert(name.to_owned(), draft);
        accepted_vacancy(&answer.json, sent.count)
    }

    fn vacancies_url(&self, vacancy_id: &str) -> String {
        let organisation = self.nhs_jobs.text("organisation_id");
        let parts = ["organisations", organisation, "vacancies", vacancy_id];
        join(self.nhs_jobs.text("base_url"), &parts)
    }

    fn nhs_jobs_headers(&self) -> Headers {
        vec![
            ("X-Api-Key", self.nhs_jobs.text("api_key").to_owned()),
            ("X-Account-Id", self.nhs_jobs.text("account_id").to_owned()),
        ]
    }

    // -------------------------------------- ESR --------------------------------------

    fn transfer(&mut self, name: &str, applicant: &Json, deadline: Instant) -> Report {
        let who = ["ats_reference", "first_name", "last_name", "date_of_birth"]
            .map(|member| applicant.get(member).to_string())
            .join(" ");
        if applicant.text("status") != "outcome_recruited" {
            return not_sent("Employment checks are sent once the outcome is 'recruited'.", "status");
        }
        let vpd = applicant.get("employer_vpd");
        if *vpd != Json::Null && vpd != self.esr.get("vpd") {
            return not_sent("This applicant belongs to another employer.", "employer_vpd");
        }
        if self.transferred.contains(&who) {
            return not_sent(
                "The checks of this applicant are in ESR already: it is a one-off transfer, so \
                 please enter later changes in ESR by hand.",
                "",
            );
        }
        // Identity and occupational health have no row in APPLICANT: what has no row cannot leave.
        let what = format!("transfer {name}");
        let Some(intention) = self.intend(&what, &write_fields(APPLICANT, applicant), false) else {
            return not_sent(
                "We still do not know whether the checks you sent before arrived, so your changes \
                 were not sent. Please ask HR to look in ESR.",
                "",
            );
        };
        let mut sent = Sent::default();
        match self.send_transfer(&mut sent, &intention, deadline) {
            Ok(()) => self.transfer_report(&what, who, &sent, deadline),
            Err(no_token) => Report { attempts: sent.count, ..no_token },
        }
    }

    fn send_transfer(
        &mut self,
        sent: &mut Sent,
        intention: &Intention,
        deadline: Instant,
    ) -> Result<(), Report> {
        let url = self.checks_url("");
        let token = self.sign_in(deadline, false)?;
        sent.send("POST", &url, bearer(&token), intention, deadline);
        if sent.status() == 401 {
            // Its clock may differ from ours: one new token, one more try.
            let token = self.sign_in(deadline, true)?;
            sent.send("POST", &url, bearer(&token), intention, deadline);
        }
        Ok(())
    }

    fn transfer_report(&mut self, what: &str, who: String, sent: &Sent, deadline: Instant) -> Report {
        let Some(answer) = sent.answer.as_ref().filter(|answer| answer.accepted()) else {
            return self.refused(&ESR, APPLICANT, what, sent);
        };
        self.transferred.insert(who);
        let read_back = || {
            let url = self.checks_url(&answer.location_id()?);
            let (token, _) = self.token.as_ref()?;
            exchange("GET", &url, &bearer(token), b"", timeout(deadline)).0
        };
        let mut answer = answer.clone();
        if answer.json.text("transferId").is_empty() {
            answer = read_back().unwrap_or(answer);
        }
        if answer.json.text("transferId").is_empty() {
            return self.unknown(&ESR, what, sent);
        }
        self.intentions.remove(what);
        accepted_transfer(&answer.json, sent.count)
    }

    /// A token; or a report where there is none to be had.
    fn sign_in(&mut self, deadline: Instant, renew: bool) -> Result<String, Report> {
        if let Some((token, ends)) = &self.token {
            if Instant::now() < *ends && !renew {
                return Ok(token.clone());
            }
        }
        let form = format!(
            "grant_type=client_credentials&client_id={}&client_secret={}",
            http::encoded(self.esr.text("client_id")),
            http::encoded(self.esr.text("client_secret")),
        );
        let headers = vec![("Content-Type", "application/x-www-form-urlencoded".to_owned())];
        let mut sent = Sent::default();
        sent.send_bytes("POST", self.esr.text("token_url"), &headers, form.as_bytes(), deadline);
        match &sent.answer {
            Some(answer) if answer.accepted() && !answer.json.text("access_token").is_empty() => {
                let token = answer.json.text("access_token").to_owned();
                let life = answer.json.number("expires_in").unwrap_or(300).saturating_sub(60);
                self.token = Some((token.clone(), Instant::now() + Duration::from_secs(life)));
                Ok(token)
            }
            Some(answer) if answer.status / 100 == 4 && answer.status != 429 => {
                Err(Report::new("config_error", 0).tell("error", &support(&ESR, answer), ""))
            }
            _ => Err(Report::new("failed", 0).tell(
                "error",
                "We could not sign in to ESR, so nothing was transferred. Please try again in a few minutes.",
                "",
            )),
        }
    }

    fn checks_url(&self, transfer_id: &str) -> String {
        let parts = ["dit", "v1", "employers", self.esr.text("vpd"), "employment-checks", transfer_id];
        join(self.esr.text("base_url"), &parts)
    }

    // ------------------------------ intentions and refusals ------------------------------

    /// Asked for once more with the same content it is the same intention: a second press of the
    /// button is not a second vacancy. Other content is another intention, with a key of its own;
    /// none where that would risk doing things twice, since the earlier one may have arrived.
    fn intend(&mut self, what: &str, body: &Json, replace: bool) -> Option<Intention> {
        let body = body.to_string();
        match self.intentions.get(what) {
            Some(earlier) if earlier.body == body => return Some(earlier.clone()),
            Some(earlier) if earlier.in_doubt && !replace => return None,
            _ => {}
        }
        let intention = Intention { key: random_key(), body, in_doubt: false };
        self.intentions.insert(what.to_owned(), intention.clone());
        Some(intention)
    }

    /// What became of an action that was not accepted.
    fn refused(&mut self, service: &Service, fields: &[Field], what: &str, sent: &Sent) -> Report {
        if let Some(answer) = sent.answer.as_ref().filter(|a| !RETRYABLE.contains(&a.status)) {
            self.intentions.remove(what); // what is sent next is something new
            return refusal(service, fields, answer, sent.count);
        }
        if sent.in_doubt {
            return self.unknown(service, what, sent);
        }
        let wait = sent.answer.as_ref().and_then(|answer| answer.retry_after);
        let wait = wait.map_or("a few minutes".to_owned(), |seconds| format!("{seconds} seconds"));
        let text = format!(
            "{} cannot be reached, or cannot take it just now; nothing was done. Please try again in {wait}.",
            service.name
        );
        Report::new("failed", sent.count).tell("error", &text, "")
    }

    fn unknown(&mut self, service: &Service, what: &str, sent: &Sent) -> Report {
        if let Some(intention) = self.intentions.get_mut(what) {
            intention.in_doubt = true;
        }
        let text = format!(
            "No clear answer came from {}, so we do not know whether it was done. Please look there \
             before you send it again.",
            service.name
        );
        Report::new("unknown", sent.count).tell("error", &text, "")
    }
}

fn bearer(token: &str) -> Headers {
    vec![("Authorization", format!("Bearer {token}"))]
}

/// An empty part is left out.
fn join(base_url: &str, parts: &[&str]) -> String {
    let parts = parts.iter().filter(|part| !part.is_empty());
    parts.fold(base_url.to_owned(), |url, part| url + "/" + &http::encoded(part))
}

/// Two numbers from the entropy that the standard library seeds its hash maps with.
fn random_key() -> String {
    use std::hash::{BuildHasher, Hasher, RandomState};
    let number = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", number(), number())
}

// ----------------------- sending, and sending again where that helps -----------------------

const MOST_SENDS: u32 = 5;
const RETRYABLE: [u16; 5] = [429, 500, 502, 503, 504];
/// A slow answer must be waited for, at least two seconds.
const LONGEST_SEND: Duration = Duration::from_secs(5);

/// What came of sending, perhaps several times.
#[derive(Default)]
struct Sent {
    /// The last answer; none where it was lost.
    answer: Option<Answer>,
    tries: u32,
    /// Requests that reached a listener.
    count: u32,
    /// Whether some request may have been done although no answer said so.
    in_doubt: bool,
}

impl Sent {
    fn status(&self) -> u16 {
        self.answer.as_ref().map_or(0, |answer| answer.status)
    }

    fn send(
        &mut self,
        method: &str,
        url: &str,
        mut headers: Headers,
        intention: &Intention,
        deadline: Instant,
    ) {
        headers.push(("Content-Type", "application/json".to_owned()));
        headers.push(("Idempotency-Key", intention.key.clone()));
        self.send_bytes(method, url, &headers, intention.body.as_bytes(), deadline);
    }

    /// Sends until an answer settles it, five times at most, and not past the deadline.
    fn send_bytes(&mut self, method: &str, url: &str, headers: &Headers, body: &[u8], deadline: Instant) {
        while self.tries < MOST_SENDS && Instant::now() < deadline {
            self.tries += 1;
            let (answer, reached) = exchange(method, url, headers, body, timeout(deadline));
            self.answer = answer;
            self.count += u32::from(reached);
            // The answer of a gateway or of a failed service says little of what was done behind it.
            self.in_doubt |= reached && [0, 500, 502, 504].contains(&self.status());
            if self.answer.is_some() && !RETRYABLE.contains(&self.status()) {
                return;
            }
            // Short, so that tests are quick: take seconds.
            let mut pause = Duration::from_millis(50 << (self.tries - 1));
            if let Some(seconds) = self.answer.as_ref().and_then(|answer| answer.retry_after) {
                // Never too early.
                pause = pause.max(Duration::from_secs(seconds) + Duration::from_millis(20));
            }
            if self.tries == MOST_SENDS || Instant::now() + pause >= deadline {
                return;
            }
            std::thread::sleep(pause);
        }
    }
}

fn timeout(deadline: Instant) -> Duration {
    let left = deadline.saturating_duration_since(Instant::now());
    left.clamp(Duration::from_millis(100), LONGEST_SEND)
}

/// A whole answer, read without trust: what cannot be read is absent.
#[derive(Clone)]
struct Answer {
    status: u16,
    retry_after: Option<u64>,
    location: String,
    json: Json,
}

impl Answer {
    fn accepted(&self) -> bool {
        self.status / 100 == 2
    }

    /// The ids of both services need no decoding.
    fn location_id(&self) -> Option<String> {
        let id = self.location.trim_end_matches('/').rsplit('/').next()?;
        Some(id.to_owned()).filter(|id| !id.is_empty())
    }
}

// ----------------------------- what your user is told -----------------------------

struct Service {
    name: &'static str,
    thing: &'static str,
}

const NHS_JOBS: Service = Service { name: "NHS Jobs", thing: "vacancy" };
const ESR: Service = Service { name: "ESR", thing: "transfer" };

fn advice(code: &str) -> Option<&'static str> {
    Some(match code {
        "VACANCY_NOT_DRAFT" => "The vacancy is no longer a draft, so it was not changed. Please sign in to your NHS Jobs account and edit it there.",
        "VERSION_STALE" => "Somebody changed the draft in NHS Jobs meanwhile, so it was not changed. Please compare; to write over it, press 'Update' again.",
        "NO_MATCH" => "ESR has no applicant with this name and date of birth. Please compare them with ESR letter by letter, and transfer again once they agree.",
        "SEVERAL_MATCHES" => "Several applicants in ESR match. Please ask HR to choose one, or to close the others, in ESR, and transfer again.",
        "ALREADY_TRANSFERRED" => "The checks were transferred before, and ESR keeps the first transfer. Please enter later changes in ESR by hand.",
        "NOT_FROM_TIS" => "ESR's record of this applicant was not created by TIS or Hicom. Please enter the checks in ESR by hand.",
        "IS_EMPLOYEE" => "ESR holds this person as an employee. Please enter the checks in ESR by hand.",
        "APPLICANT_CLOSED" => "ESR's record of this applicant is closed. Please ask HR for the open one.",
        _ => return None,
    })
}

/// The `ok` of `act`.
struct Report {
    outcome: &'static str,
    reference: Option<String>,
    state: Option<String>,
    told_user: Vec<Json>,
    attempts: u32,
}

impl Report {
    fn new(outcome: &'static str, attempts: u32) -> Self {
        Self { outcome, reference: None, state: None, told_user: Vec::new(), attempts }
    }

    fn tell(mut self, severity: &str, words: &str, field: &str) -> Self {
        let mut told = object([("severity", text(severity)), ("text", text(words))]);
        if !field.is_empty() {
            told.put("field", text(field));
        }
        self.told_user.push(told);
        self
    }

    fn json(self) -> Json {
        let mut json = object([
            ("outcome", text(self.outcome)),
            ("told_user", Json::List(self.told_user)),
            ("attempts", Json::from(u64::from(self.attempts))),
        ]);
        if let Some(reference) = self.reference {
            json.put("reference", text(&reference));
        }
        if let Some(state) = self.state {
            json.put("state", text(&state));
        }
        json
    }
}

fn not_sent(words: &str, field: &str) -> Report {
    Report::new("not_sent", 0).tell("error", words, field)
}

fn accepted_vacancy(vacancy: &Json, count: u32) -> Report {
    let warnings = vacancy.items("warnings");
    let outcome = if warnings.is_empty() { "accepted" } else { "accepted_with_warnings" };
    let reference = vacancy.text("reference").to_owned();
    let mut report =
        Report::new(outcome, count).tell("info", &format!("Sent to NHS Jobs as {reference}."), "");
    report.reference = Some(reference);
    let status = vacancy.text("status");
    if ["DRAFT", "PUBLISHED", "CLOSED"].contains(&status) {
        report.state = Some(status.to_lowercase());
    }
    if !["PUBLISHED", "CLOSED"].contains(&status) {
        let words =
            "It is a draft and not published yet: please sign in to NHS Jobs, review it and publish it.";
        report = report.tell("info", words, "");
    }
    for warning in warnings {
        let field = ats_field(VACANCY, warning.text("field"));
        let words = format!("NHS Jobs remarks on {}: {}", or_it(&field), warning.text("message"));
        report = report.tell("warning", &words, &field);
    }
    report
}

fn accepted_transfer(result: &Json, count: u32) -> Report {
    let id = result.text("transferId").to_owned();
    let words = format!("The employment checks are in ESR (transfer {id}).");
    let mut report = Report::new("accepted", count).tell("info", &words, "");
    report.reference = Some(id);
    for record in result.items("records") {
        let failed = record.text("loadStatusCode") == "FAIL";
        let severity = match record.text("messageType") {
            _ if failed => "error",
            "" => continue,
            "ERROR" => "error",
            "WARNING" => "warning",
            _ => "info",
        };
        if severity != "info" {
            report.outcome = "accepted_with_warnings";
        }
        let word = record.text("record").to_lowercase();
        let words = format!("{word}: {}", record.text("messageText"));
        report = report.tell(severity, &words, &format!("checks.{word}"));
    }
    report
}

/// What a refusal means, and every field that it names.
fn refusal(service: &Service, fields: &[Field], answer: &Answer, count: u32) -> Report {
    let Answer { status, json, .. } = answer;
    if matches!(status, 401 | 403) {
        return Report::new("config_error", count).tell("error", &support(service, answer), "");
    }
    if status / 100 != 4 {
        let words = format!("{} gave an answer that we do not understand ({status}).", service.name);
        return Report::new("failed", count).tell("error", &words, "");
    }
    let mut report = Report::new("rejected", count);
    let code = json.text("code");
    if code == "VACANCY_NOT_DRAFT" && !json.text("vacancyStatus").is_empty() {
        report.state = Some(json.text("vacancyStatus").to_lowercase());
    }
    let errors = json.items("errors");
    for error in errors {
        let pointer = error.text("field");
        let field = ats_field(fields, pointer);
        let message = error.text("message").trim_end_matches('.');
        let mut words = format!("{} did not accept {}: {message}.", service.name, or_it(&field));
        if pointer.starts_with("/salary") {
            words += " Please review the salary information and re-enter it.";
        }
        report = report.tell("error", &words, &field);
    }
    if advice(code).is_some() || errors.is_empty() {
        let detail = advice(code).unwrap_or(json.text("detail"));
        let words = format!("{} refused the {} ({status} {code}). {detail}", service.name, service.thing);
        report = report.tell("error", words.trim(), "");
    }
    report
}

fn support(service: &Service, answer: &Answer) -> String {
    let code = [answer.json.text("code"), answer.json.text("error")].concat();
    format!(
        "There is a problem with the connection to {} ({} {code}). You cannot correct it in the {}: \
         please ask Support to check the integration.",
        service.name, answer.status, service.thing
    )
}

fn or_it(field: &str) -> &str {
    if field.is_empty() {
        "it"
    } else {
        field
    }
}

// ---------------------- from your words to the wire's, and back ----------------------

/// Where your product holds it, where the wire has it, how it is written. Nothing is trimmed,
/// escaped, cut, rounded or recoded on the way; numbers stay numbers.
type Field = (&'static str, &'static str, fn(&Json) -> Json);

fn same(value: &Json) -> Json {
    value.clone()
}

/// A word of a list: the wire's spelling is the upper case, with a few exceptions.
fn code(value: &Json) -> Json {
    let Json::Text(word) = value else {
        return value.clone();
    };
    match word.as_str() {
        "additional_clinical_services" => text("CLINICAL_SERVICES"),
        "additional_professional_scientific_and_technical" => text("PROF_SCIENTIFIC_AND_TECHNICAL"),
        "allied_health_professionals" => text("ALLIED_HEALTH_PROF"),
        "nursing_and_midwifery_registered" => text("NURSING_AND_MIDWIFERY_REGD"),
        // 8a is BAND_8A.
        band if band.starts_with(|first: char| first.is_ascii_digit()) => {
            text(&format!("BAND_{}", band.to_uppercase()))
        }
        word => text(&word.to_uppercase()),
    }
}

fn codes(value: &Json) -> Json {
    match value {
        Json::List(words) => list(words.iter().map(code)),
        other => other.clone(),
    }
}

/// A list under a heading of the person specification is one text on the wire.
fn lines(value: &Json) -> Json {
    let Json::List(items) = value else {
        return value.clone();
    };
    let texts = items.iter().map(|item| match item {
        Json::Text(text) => text.clone(),
        other => other.to_string(),
    });
    text(&texts.collect::<Vec<_>>().join("<br>"))
}

/// None held, none sent.
fn references(value: &Json) -> Json {
    match value {
        Json::List(items) if items.is_empty() => Json::Null,
        Json::List(items) => list(items.iter().map(|item| write_fields(REFERENCE, item))),
        other => other.clone(),
    }
}

#[rustfmt::skip]
const VACANCY: &[Field] = &[
    ("job_title", "jobTitle", same),
    ("job_reference", "jobReference", same),
    ("contract_type", "contractType", code),
    ("contract_duration.length", "contractDuration.length", same),
    ("contract_duration.unit", "contractDuration.unit", code),
    ("working_patterns", "workingPatterns", codes),
    ("working_hours.amount", "workingHours.amount", same),
    ("working_hours.unit", "workingHours.unit", code),
    ("staff_group", "staffGroup", code),
    ("area_of_work", "areaOfWork", same),
    ("pay_scheme", "payScheme", code),
    ("pay_band", "payBand", code),
    ("salary.type", "salary.type", code),
    ("salary.amount", "salary.amount", same),
    ("salary.minimum", "salary.minimum", same),
    ("salary.maximum", "salary.maximum", same),
    ("salary.period", "salary.period", code),
    ("salary.details", "salary.details", same),
    ("job_overview", "jobOverview", same),
    ("main_duties", "mainDuties", same),
    ("about_organisation", "aboutOrganisation", same),
    ("job_description", "jobDescription", same),
    ("person_specification.qualifications.essential", "personSpecification.qualifications.essential", lines),
    ("person_specification.qualifications.desirable", "personSpecification.qualifications.desirable", lines),
    ("person_specification.experience.essential", "personSpecification.experience.essential", lines),
    ("person_specification.experience.desirable", "personSpecification.experience.desirable", lines),
    ("person_specification.skills.essential", "personSpecification.skills.essential", lines),
    ("person_specification.skills.desirable", "personSpecification.skills.desirable", lines),
    ("location.address_line_1", "location.addressLine1", same),
    ("location.address_line_2", "location.addressLine2", same),
    ("location.address_line_3", "location.addressLine3", same),
    ("location.town", "location.town", same),
    ("location.county", "location.county", same),
    ("location.postcode", "location.postcode", same),
    ("location.country", "location.country", same),
    ("contact.name", "contact.name", same),
    ("contact.job_title", "contact.jobTitle", same),
    ("contact.email", "contact.email", same),
    ("contact.phone", "contact.phone", same),
    ("closing_date", "closingDate", same),
    ("apply_url", "applyUrl", same),
    ("dbs_check", "dbsCheck", code),
    ("skilled_worker_sponsorship", "skilledWorkerSponsorship", same),
    ("professional_registration_required", "professionalRegistrationRequired", same),
    ("visibility", "visibility", code),
];

#[rustfmt::skip]
const APPLICANT: &[Field] = &[
    ("ats_reference", "atsReference", same),
    ("status", "applicantStatus", code),
    ("first_name", "person.firstName", same),
    ("last_name", "person.lastName", same),
    ("date_of_birth", "person.dateOfBirth", same),
    ("checks.dbs.level", "checks.dbs.level", code),
    ("checks.dbs.certificate_number", "checks.dbs.certificateNumber", same),
    ("checks.dbs.issue_date", "checks.dbs.issueDate", same),
    ("checks.dbs.workforce", "checks.dbs.workforce", code),
    ("checks.dbs.child_barred_list", "checks.dbs.childBarredList", same),
    ("checks.dbs.adult_barred_list", "checks.dbs.adultBarredList", same),
    ("checks.dbs.update_service", "checks.dbs.updateService", same),
    ("checks.professional_registration.body", "checks.professionalRegistration.body", code),
    ("checks.professional_registration.number", "checks.professionalRegistration.number", same),
    ("checks.professional_registration.status", "checks.professionalRegistration.status", same),
    ("checks.professional_registration.expiry_date", "checks.professionalRegistration.expiryDate", same),
    ("checks.references", "checks.references", references),
    ("checks.employment_checklist.qualifications_checked", "checks.employmentChecklist.qualificationsChecked", same),
    ("checks.employment_checklist.sponsorship_required", "checks.employmentChecklist.sponsorshipRequired", same),
    ("checks.employment_checklist.completed_date", "checks.employmentChecklist.completedDate", same),
    ("checks.illegal_working_checklist.route", "checks.illegalWorkingChecklist.route", code),
    ("checks.illegal_working_checklist.permit_to_work", "checks.illegalWorkingChecklist.permitToWork", same),
    ("checks.illegal_working_checklist.checked_date", "checks.illegalWorkingChecklist.checkedDate", same),
    ("checks.illegal_working_checklist.valid_to", "checks.illegalWorkingChecklist.validTo", same),
    ("checks.eu_status.status", "checks.euStatus.status", code),
    ("checks.eu_status.checked_date", "checks.euStatus.checkedDate", same),
];

#[rustfmt::skip]
const REFERENCE: &[Field] = &[
    ("organisation", "organisation", same),
    ("from", "from", same),
    ("to", "to", same),
    ("received_date", "receivedDate", same),
    ("satisfactory", "satisfactory", same),
];

/// The body for what your product holds. What it does not hold is left out.
fn write_fields(fields: &[Field], held: &Json) -> Json {
    let mut body = object([]);
    for (ats, wire, written) in fields {
        let found = ats.split('.').fold(held, |value, member| value.get(member));
        let value = if *found == Json::Null { Json::Null } else { written(found) };
        if value == Json::Null {
            continue;
        }
        let mut members: Vec<&str> = wire.split('.').collect();
        let last = members.pop().unwrap_or_default();
        let place = members.into_iter().fold(&mut body, Json::inside);
        place.put(last, value);
    }
    body
}

/// Your word for the field that a refusal points to, `/salary/minimum`; indexes are left out. A
/// pointer without a row is given as it is: the runner understands both.
fn ats_field(fields: &[Field], pointer: &str) -> String {
    let index = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()); // or empty
    let path = pointer.split('/').filter(|part| !index(part)).collect::<Vec<_>>().join(".");
    let row = fields.iter().find(|(_, wire, _)| *wire == path);
    row.map_or(pointer, |(ats, _, _)| ats).to_owned()
}

// ===================== Part 3: JSON and plain HTTP. Use your own crates. =====================

mod json {
    use std::fmt;

    #[derive(Debug, Clone, PartialEq)]
    pub enum Json {
        Null,
        Bool(bool),
        /// As written: a salary of 37578.60 stays what it is.
        Number(String),
        Text(String),
        List(Vec<Json>),
        Object(Vec<(String, Json)>),
    }

    pub fn text(text: &str) -> Json {
        Json::Text(text.to_owned())
    }

    pub fn list(items: impl IntoIterator<Item = Json>) -> Json {
        Json::List(items.into_iter().collect())
    }

    pub fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
        Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    impl From<u64> for Json {
        fn from(number: u64) -> Self {
            Json::Number(number.to_string())
        }
    }

    /// What is not there, or is of another kind, reads as nothing.
    impl Json {
        pub fn get(&self, member: &str) -> &Json {
            let Json::Object(members) = self else {
                return &Json::Null;
            };
            let found = members.iter().find(|(name, _)| name == member);
            found.map_or(&Json::Null, |(_, value)| value)
        }

        pub fn text(&self, member: &str) -> &str {
            match self.get(member) {
                Json::Text(text) => text,
                _ => "",
            }
        }

        /// A whole number.
        pub fn number(&self, member: &str) -> Option<u64> {
            match self.get(member) {
                Json::Number(number) => number.parse().ok(),
                _ => None,
            }
        }

        pub fn items(&self, member: &str) -> &[Json] {
            match self.get(member) {
                Json::List(items) => items,
                _ => &[],
            }
        }

        pub fn put(&mut self, member: &str, value: Json) {
            if let Json::Object(members) = self {
                members.retain(|(name, _)| name != member);
                members.push((member.to_owned(), value));
            }
        }

        /// The object under this member, made where it is not there.
        pub fn inside<'a>(place: &'a mut Json, member: &str) -> &'a mut Json {
            if *place.get(member) == Json::Null {
                place.put(member, object([]));
            }
            match place {
                Json::Object(members) => {
                    let at = members.iter().position(|(name, _)| name == member).unwrap_or(0);
                    &mut members[at].1
                }
                other => other,
            }
        }

        /// None where the text is no JSON.
        pub fn read(text: &str) -> Option<Json> {
            let mut reader = Reader { text, at: 0 };
            let value = reader.value()?;
            reader.blanks();
            (reader.at == text.len()).then_some(value)
        }
    }

    impl fmt::Display for Json {
        fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            match self {
                Json::Null => out.write_str("null"),
                Json::Bool(value) => write!(out, "{value}"),
                Json::Number(number) => out.write_str(number),
                Json::Text(text) => quoted(text, out),
                Json::List(items) => {
                    out.write_str("[")?;
                    for (at, item) in items.iter().enumerate() {
                        write!(out, "{}{item}", if at > 0 { "," } else { "" })?;
                    }
                    out.write_str("]")
                }
                Json::Object(members) => {
                    out.write_str("{")?;
                    for (at, (name, value)) in members.iter().enumerate() {
                        out.write_str(if at > 0 { "," } else { "" })?;
                        quoted(name, out)?;
                        write!(out, ":{value}")?;
                    }
                    out.write_str("}")
                }
            }
        }
    }

    fn quoted(text: &str, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("\"")?;
        for letter in text.chars() {
            match letter {
                '"' | '\\' => write!(out, "\\{letter}")?,
                '\0'..='\x1f' => write!(out, "\\u{:04x}", letter as u32)?,
                _ => write!(out, "{letter}")?,
            }
        }
        out.write_str("\"")
    }

    struct Reader<'a> {
        text: &'a str,
        at: usize,
    }

    impl Reader<'_> {
        fn value(&mut self) -> Option<Json> {
            self.blanks();
            match self.peek()? {
                b'{' => self.object(),
                b'[' => self.array(),
                b'"' => self.string().map(Json::Text),
                b't' => self.word("true", Json::Bool(true)),
                b'f' => self.word("false", Json::Bool(false)),
                b'n' => self.word("null", Json::Null),
                _ => self.number(),
            }
        }

        fn object(&mut self) -> Option<Json> {
            let mut members = Vec::new();
            self.at += 1;
            while !self.ends(b'}', members.is_empty())? {
                self.blanks();
                let name = self.string()?;
                self.blanks();
                self.word(":", Json::Null)?;
                members.push((name, self.value()?));
            }
            Some(Json::Object(members))
        }

        fn array(&mut self) -> Option<Json> {
            let mut items = Vec::new();
            self.at += 1;
            while !self.ends(b']', items.is_empty())? {
                items.push(self.value()?);
            }
            Some(Json::List(items))
        }

        /// Whether the end is here; otherwise, but before the first item, a comma must be.
        fn ends(&mut self, end: u8, first: bool) -> Option<bool> {
            self.blanks();
            if self.peek()? == end {
                self.at += 1;
                return Some(true);
            }
            if !first {
                self.word(",", Json::Null)?;
            }
            Some(false)
        }

        fn string(&mut self) -> Option<String> {
            self.word("\"", Json::Null)?;
            let mut out = String::new();
            loop {
                let letter = self.text[self.at..].chars().next()?;
                self.at += letter.len_utf8();
                match letter {
                    '"' => return Some(out),
                    '\\' => out.push(self.escaped()?),
                    _ => out.push(letter),
                }
            }
        }

        fn escaped(&mut self) -> Option<char> {
            let letter = self.peek()?;
            self.at += 1;
            Some(match letter {
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                b'u' => return self.unit(),
                b'"' | b'\\' | b'/' => letter as char,
                _ => return None,
            })
        }

        /// A character outside the first 65,536 is written as two.
        fn unit(&mut self) -> Option<char> {
            let mut hex = || {
                let unit = u32::from_str_radix(self.text.get(self.at..self.at + 4)?, 16).ok()?;
                self.at += 4;
                Some(unit)
            };
            let first = hex()?;
            if !(0xd800..0xdc00).contains(&first) {
                return char::from_u32(first);
            }
            self.word("\\u", Json::Null)?;
            let second = u32::from_str_radix(self.text.get(self.at..self.at + 4)?, 16).ok()?;
            self.at += 4;
            char::from_u32(0x10000 + ((first - 0xd800) << 10) + second.checked_sub(0xdc00)?)
        }

        fn number(&mut self) -> Option<Json> {
            let rest = &self.text[self.at..];
            let length = rest.bytes().take_while(|byte| b"+-.eE0123456789".contains(byte)).count();
            self.at += length;
            rest[..length].parse::<f64>().ok()?;
            Some(Json::Number(rest[..length].to_owned()))
        }

        fn word(&mut self, word: &str, value: Json) -> Option<Json> {
            self.text[self.at..].starts_with(word).then(|| {
                self.at += word.len();
                value
            })
        }

        fn peek(&self) -> Option<u8> {
            self.text.as_bytes().get(self.at).copied()
        }

        fn blanks(&mut self) {
            while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
                self.at += 1;
            }
        }
    }
}

mod http {
    //! HTTP/1.1 without TLS, a connection for each request: enough for a simulator.

    use std::io::{self, Read, Write};
    use std::net::{TcpStream, ToSocketAddrs};
    use std::time::{Duration, Instant};

    use super::{Answer, Headers, Json};

    /// One request: the answer, or none; and whether anybody listened.
    pub fn exchange(
        method: &str,
        url: &str,
        headers: &Headers,
        body: &[u8],
        timeout: Duration,
    ) -> (Option<Answer>, bool) {
        let ends = Instant::now() + timeout;
        let (host, path) = parts(url);
        let connection = connect(host, timeout);
        let reached = connection.is_ok();
        let answer = connection.and_then(|connection| {
            write(&connection, method, host, path, headers, body)?;
            read(connection, ends)
        });
        match &answer {
            Ok(answer) => eprintln!("{method} {path}: {}", answer.status),
            Err(error) => eprintln!("{method} {path}: {error}"), // cut, reset, half an answer, too slow
        }
        (answer.ok(), reached)
    }

    fn parts(url: &str) -> (&str, &str) {
        let rest = url.strip_prefix("http://").unwrap_or(url);
        let slash = rest.find('/').unwrap_or(rest.len());
        rest.split_at(slash)
    }

    fn connect(host: &str, timeout: Duration) -> io::Result<TcpStream> {
        let authority = if host.contains(':') { host.to_owned() } else { format!("{host}:80") };
        let mut last = io::ErrorKind::NotFound.into();
        for address in authority.to_socket_addrs()? {
            match TcpStream::connect_timeout(&address, timeout) {
                Ok(connection) => return Ok(connection),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    fn write(
        mut connection: &TcpStream,
        method: &str,
        host: &str,
        path: &str,
        headers: &Headers,
        body: &[u8],
    ) -> io::Result<()> {
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nAccept: application/json\r\nConnection: close\r\n"
        );
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += &format!("Content-Length: {}\r\n\r\n", body.len());
        let mut request = head.into_bytes();
        request.extend_from_slice(body);
        connection.write_all(&request)
    }

    /// Reads until the service closes, and takes a body that is shorter than announced for lost.
    fn read(mut connection: TcpStream, ends: Instant) -> io::Result<Answer> {
        let mut bytes = Vec::new();
        let mut chunk = [0; 16 * 1024];
        loop {
            let left = ends.saturating_duration_since(Instant::now());
            connection.set_read_timeout(Some(left.max(Duration::from_millis(1))))?;
            match connection.read(&mut chunk) {
                Ok(0) => break,
                Ok(count) => bytes.extend_from_slice(&chunk[..count]),
                Err(error) => return Err(error),
            }
            if left.is_zero() {
                return Err(io::ErrorKind::TimedOut.into());
            }
        }
        parse(&bytes).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    fn parse(bytes: &[u8]) -> Option<Answer> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = std::str::from_utf8(&bytes[..end]).ok()?;
        let body = &bytes[end + 4..];
        let header = |wanted: &str| {
            let mut named = head.lines().skip(1).filter_map(|line| line.split_once(':'));
            let found = named.find(|(name, _)| name.eq_ignore_ascii_case(wanted));
            found.map(|(_, value)| value.trim().to_owned())
        };
        let body = match header("content-length") {
            Some(length) => body.get(..length.parse().ok()?)?.to_vec(),
            None if header("transfer-encoding").as_deref() == Some("chunked") => joined(body)?,
            None => body.to_vec(),
        };
        let json = String::from_utf8(body).ok().and_then(|text| Json::read(&text));
        Some(Answer {
            status: head.split(' ').nth(1)?.parse().ok()?,
            retry_after: header("retry-after").and_then(|wait| wait.parse::<u32>().ok()).map(u64::from),
            location: header("location").unwrap_or_default(),
            json: json.unwrap_or(Json::Null),
        })
    }

    /// The chunks of a body, none where the last one is missing.
    fn joined(mut chunks: &[u8]) -> Option<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = chunks.windows(2).position(|two| two == b"\r\n")?;
            let size = std::str::from_utf8(&chunks[..line]).ok()?.split(';').next()?;
            let size = usize::from_str_radix(size.trim(), 16).ok()?;
            if size == 0 {
                return Some(body);
            }
            body.extend_from_slice(chunks.get(line + 2..line + 2 + size)?);
            chunks = chunks.get(line + 4 + size..)?;
        }
    }

    /// For one part of a path, or one value of a form.
    pub fn encoded(text: &str) -> String {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        let letters =
            text.bytes()
                .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") });
        letters.collect()
    }
}
