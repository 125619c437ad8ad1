#!/usr/bin/env python3
"""A small ATS client of NHS Jobs and ESR, with the adapter that lets the conformance runner drive it.

Written from two documents alone: the wire contract and the adapter protocol, version 1. It needs
Python 3.9 or newer and nothing else. Use it as a starting point for an adapter of your own: keep
part 1, and replace parts 2 to 5 by calls into your product.

    conformance run --adapter "python3 ats_client.py"

    part 1  the adapter     one JSON object a line on standard input and output
    part 2  HTTP            one request, one answer, nothing followed and nothing repeated
    part 3  patience        sending again, a bounded number of times
    part 4  NHS Jobs        posting and updating drafts
    part 5  ESR             the one-off transfer of employment checks

Standard output belongs to the protocol. Whatever else there is to say goes to standard error, and
never with a secret or a person's data in it.
"""

import http.client
import json
import re
import sys
import time
import urllib.parse
import uuid

ACTIONS = ["post_vacancy", "update_vacancy", "transfer_employment_checks"]


# ---------------------------------------------------------------- part 1: the adapter


class Unsupported(Exception):
    """The runner asked for an op or an action that this adapter does not know."""


class AdapterError(Exception):
    """The adapter itself cannot do what was asked. Never used for what the client saw."""


class Adapter:
    """Answers the six ops. Each attempt gets a session of its own: they share nothing."""

    def __init__(self):
        self.sessions = {}

    def answer(self, op, params):
        ops = {"hello": self.hello, "begin": self.begin, "act": self.act,
               "settle": self.settle, "end": self.end, "bye": lambda params: {}}
        if op not in ops:
            raise Unsupported(f"there is no op called {op!r}")
        return ops[op](params)

    def hello(self, params):
        if "1" not in params.get("protocol", []):
            raise AdapterError("this adapter speaks version 1 of the protocol")
        return {
            "protocol": "1",
            "nonce": params.get("nonce"),  # given back: somebody is listening
            "adapter": {"name": "example-python-adapter", "version": "1.0"},
            "subject": {"vendor": "Example", "name": "Example ATS", "version": "1.0", "language": "Python"},
            "actions": ACTIONS,
            "features": [],
            "concurrency": 1,
        }

    def begin(self, params):
        self.sessions[params["attempt"]] = Session(params)
        return {}

    def act(self, params):
        action = params.get("action")
        if action not in ACTIONS:
            raise Unsupported(f"there is no action called {action!r}")
        session = self.session(params)
        deadline = time.monotonic() + params.get("deadline_ms", 20_000) / 1000 * 0.9
        return getattr(session, action)(params["name"], params["input"], deadline)

    def settle(self, params):
        # Every action is finished by the time it is reported: nothing is queued, no retry pending.
        self.session(params)
        return {"idle": True}

    def end(self, params):
        self.sessions.pop(params.get("attempt"), None)
        return {}

    def session(self, params):
        try:
            return self.sessions[params["attempt"]]
        except KeyError:
            raise AdapterError("no such attempt: begin it first") from None


def serve(lines, out):
    """Reads one request a line until `bye` or the end of input, and answers each."""
    adapter = Adapter()
    for line in lines:
        try:
            request = json.loads(line)
            number, op = request["id"], request["op"]
        except (ValueError, KeyError, TypeError):
            # Without an id there is nothing to answer to.
            log("a line that is no request was left out")
            continue
        reply(out, number, adapter, op, request.get("params") or {})
        if op == "bye":
            return


def reply(out, number, adapter, op, params):
    try:
        answer = {"ok": adapter.answer(op, params)}
    except Unsupported as why:
        answer = {"unsupported": {"reason": str(why)}}
    except AdapterError as why:
        answer = {"adapter_error": {"message": str(why)}}
    except Exception as bug:  # our own mistake: say so instead of leaving the runner to wait
        log(f"{op}: {type(bug).__name__}")
        answer = {"adapter_error": {"message": f"{type(bug).__name__} in {op}"}}
    out.write(json.dumps({"id": number, **answer}).encode() + b"\n")
    out.flush()


def log(text):
    print(text, file=sys.stderr, flush=True)


# ---------------------------------------------------------------- part 2: HTTP


class Answer:
    """A whole answer. `body` is None where it was not a JSON object."""

    def __init__(self, status, headers, raw):
        self.status = status
        self.headers = headers
        try:
            body = json.loads(raw)
        except ValueError:
            body = None
        self.body = body if isinstance(body, dict) else None

    @property
    def good(self):
        return 200 <= self.status < 300

    def get(self, member):
        return (self.body or {}).get(member)

    def entries(self, member):
        """The objects of a list; nothing where there is no such list."""
        value = self.get(member)
        return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []

    def retry_after(self):
        """Whole seconds, or None."""
        value = (self.headers.get("Retry-After") or "").strip()
        return int(value) if value.isascii() and value.isdigit() else None


class Lost(Exception):
    """The request went out and no whole answer came back: it may have been done."""


class Unreached(Exception):
    """Nobody listens there: it was certainly not done."""


def send_once(method, url, headers, body, timeout):
    """Sends one request on a connection of its own. `http.client` follows no redirect, asks no proxy
    and repeats nothing, which is just what is wanted here."""
    parts = urllib.parse.urlsplit(url)
    kinds = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
    connection = kinds[parts.scheme](parts.netloc, timeout=timeout)
    try:
        connection.connect()
    except OSError:
        raise Unreached from None
    try:
        target = parts.path + ("?" + parts.query if parts.query else "")
        connection.request(method, target, body=body, headers=headers)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    except (OSError, http.client.HTTPException):
        raise Lost from None
    finally:
        connection.close()


# ---------------------------------------------------------------- part 3: patience

MOST_SENDS = 4  # the contract allows five
MAY_PASS = {429, 500, 502, 503, 504}


class Sent:
    """What came of an action: the last answer, or None; how often it was sent; whether one was lost."""

    def __init__(self):
        self.answer, self.sends, self.lost, self.unreached = None, 0, False, 0


def send_patiently(sent, deadline, method, url, headers, body):
    """Sends the same bytes, with the same key, until there is an answer that says yes or no.

    Sent again: a lost answer, 429, 500, 502, 503, 504. Everything else is for a person to look at.
    `Retry-After` is kept to; where it asks for more time than there is, this gives up.
    """
    while sent.sends < MOST_SENDS and time.monotonic() < deadline:
        timeout = min(6.0, max(0.1, deadline - time.monotonic()))
        wait = 0.12 * 3 ** sent.sends
        try:
            sent.answer = None
            sent.answer = send_once(method, url, headers, body, timeout)
            sent.sends += 1
            if sent.answer.status not in MAY_PASS:
                return
            asked = sent.answer.retry_after()
            wait = wait if asked is None else asked + 0.05
        except Lost:
            sent.sends += 1
            sent.lost = True
        except Unreached:
            # Not a send. Try a moment later, a few times, then say so.
            sent.unreached += 1
            if sent.unreached >= MOST_SENDS:
                return
        if time.monotonic() + wait >= deadline or sent.sends >= MOST_SENDS:
            return
        time.sleep(wait)


# ---------------------------------------------------------------- what is told


def told(severity, text, field=None):
    message = {"severity": severity, "text": text}
    if field:
        message["field"] = field
    return message


def report(outcome, messages, sends=0, reference=None, state=None):
    answer = {"told_user": messages, "attempts": sends, "outcome": outcome}
    if reference is not None:
        answer["reference"] = reference
    if state is not None:
        answer["state"] = state
    return answer


def ats_path(pointer):
    """/person/firstName -> first_name; /workingPatterns/1 -> working_patterns."""
    words = [word for word in pointer.split("/") if word and not word.isdigit()]
    path = ".".join(re.sub(r"[A-Z]|\d+", lambda hit: "_" + hit.group().lower(), word) for word in words)
    path = re.sub(r"^person\.", "", path)
    return {"applicant_status": "status"}.get(path, path)


def ended_badly(service, sent):
    """The report of an action that did not end in a success."""
    answer = sent.answer
    if answer is None or (sent.lost and answer.status in MAY_PASS):
        if not sent.lost:
            text = f"{service} could not be reached. Nothing was sent. Please try again later."
            return report("failed", [told("error", text)], sent.sends)
        text = (f"{service} did not answer. Your request may or may not have been done there. "
                "You can safely press the button again: it will not be done twice.")
        return report("unknown", [told("warning", text)], sent.sends)
    code = answer.get("code") or ""
    if answer.status in (401, 403):
        text = (f"The link between this system and {service} was refused ({answer.status} {code}). You "
                "did nothing wrong and cannot mend it: please contact ATS support and quote this code.")
        return report("config_error", [told("error", text)], sent.sends)
    if answer.status in MAY_PASS or answer.status >= 500:
        text = f"{service} is busy or out of order ({answer.status}). Please try again later."
        return report("failed", [told("error", text)], sent.sends)
    return report("rejected", refusal(service, answer, code), sent.sends)


def refusal(service, answer, code):
    """Every refused field, at its place on the form; else what the refusal as a whole says."""
    errors = answer.entries("errors")
    if not errors:
        words = ADVICE.get(code) or f"{service} refused this ({answer.status} {code}): {answer.get('detail')}"
        return [told("error", words)]
    salary = " The salary is not valid: please review it and enter it again."
    return [
        told("error",
             f"{service} refused this value: {error.get('message')}."
             + (salary if str(error.get("code", "")).startswith("SALARY") else ""),
             ats_path(str(error.get("field", ""))))
        for error in errors
    ]


ADVICE = {
    "VACANCY_NOT_DRAFT": "This vacancy has left its draft state, so NHS Jobs takes no changes from here. "
                         "Edit it in your NHS Jobs account. Nothing was changed.",
    "VERSION_STALE": "The draft was changed in NHS Jobs in the meantime, so your update was not made. "
                     "Compare the two in NHS Jobs. If you then update once more, yours replaces it.",
    "VACANCY_NOT_FOUND": "NHS Jobs does not have this vacancy any more. Nothing was changed.",
    "NO_MATCH": "ESR knows nobody with exactly this first name, last name and date of birth. Compare the "
                "spelling with ESR (accents, hyphens, day and month), or wait for TIS, then transfer again.",
    "SEVERAL_MATCHES": "Several applicants in ESR have this name and date of birth. HR must close or choose "
                       "one in ESR first. We did not guess.",
    "ALREADY_TRANSFERRED": "The checks of this applicant were transferred before. Enter changes in ESR.",
    "NOT_FROM_TIS": "The applicant in ESR was not created by TIS or Hicom. Enter the checks in ESR by hand.",
    "IS_EMPLOYEE": "ESR has this person as an employee. Enter the checks in ESR by hand.",
    "APPLICANT_CLOSED": "The applicant record in ESR is closed. Ask HR for the current one.",
    "NOT_OUTCOME_RECRUITED": "ESR takes checks only at 'outcome recruited'.",
}


# ---------------------------------------------------------------- words: the ATS's and the wire's


def as_held(value):
    """Texts, numbers, yes and no: exactly as they are. No trimming, no escaping, no rounding."""
    return value


def code(word):
    return word.upper() if isinstance(word, str) else word


def codes(words):
    return [code(word) for word in words] if isinstance(words, list) else words


def staff_group(word):
    other = {
        "additional_clinical_services": "CLINICAL_SERVICES",
        "additional_professional_scientific_and_technical": "PROF_SCIENTIFIC_AND_TECHNICAL",
        "allied_health_professionals": "ALLIED_HEALTH_PROF",
        "nursing_and_midwifery_registered": "NURSING_AND_MIDWIFERY_REGD",
    }
    return other.get(word) or code(word)


def pay_band(word):
    return "BAND_" + word.upper() if re.fullmatch(r"[2-7]|8[a-d]|9", str(word)) else code(word)


def items(values):
    """The criteria under one heading become one text, separated by <br>."""
    return "<br>".join(values) if isinstance(values, list) else values


CRITERIA = {"essential": items, "desirable": items}

# What may leave, and how it is written. What is not listed here stays at home: identity and
# occupational health are not listed.
VACANCY = {
    "job_title": as_held, "job_reference": as_held,
    "contract_type": code, "contract_duration": {"length": as_held, "unit": code},
    "working_patterns": codes, "working_hours": {"amount": as_held, "unit": code},
    "staff_group": staff_group, "area_of_work": as_held,
    "pay_scheme": code, "pay_band": pay_band,
    "salary": {"type": code, "amount": as_held, "minimum": as_held, "maximum": as_held,
               "period": code, "details": as_held},
    "job_overview": as_held, "main_duties": as_held, "about_organisation": as_held,
    "job_description": as_held,
    "person_specification": {"qualifications": CRITERIA, "experience": CRITERIA, "skills": CRITERIA},
    "location": {"address_line_1": as_held, "address_line_2": as_held, "address_line_3": as_held,
                 "town": as_held, "county": as_held, "postcode": as_held, "country": as_held},
    "contact": {"name": as_held, "job_title": as_held, "email": as_held, "phone": as_held},
    "closing_date": as_held, "apply_url": as_held, "dbs_check": code,
    "skilled_worker_sponsorship": as_held, "professional_registration_required": as_held,
    "visibility": code,
}
CHECKS = {
    "dbs": {"level": code, "certificate_number": as_held, "issue_date": as_held, "workforce": code,
            "child_barred_list": as_held, "adult_barred_list": as_held, "update_service": as_held},
    "professional_registration": {"body": code, "number": as_held, "status": as_held,
                                  "expiry_date": as_held},
    "references": [{"organisation": as_held, "from": as_held, "to": as_held,
                    "received_date": as_held, "satisfactory": as_held}],
    "employment_checklist": {"qualifications_checked": as_held, "sponsorship_required": as_held,
                             "completed_date": as_held},
    "illegal_working_checklist": {"route": code, "permit_to_work": as_held, "checked_date": as_held,
                                  "valid_to": as_held},
    "eu_status": {"status": code, "checked_date": as_held},
}
PERSON = {"first_name": as_held, "last_name": as_held, "date_of_birth": as_held}


def camel(word):
    """address_line_1 -> addressLine1."""
    head, *rest = word.split("_")
    return head + "".join(part.capitalize() for part in rest)


def to_wire(form, held):
    """Writes what is held in the wire's words, by the form of what may leave."""
    if isinstance(form, list):
        return [to_wire(form[0], one) for one in held] if isinstance(held, list) else held
    if callable(form):
        return form(held)
    if not isinstance(held, dict):
        return held
    # What is not filled in is left out: for the contract, null and missing are the same.
    filled = {name: held[name] for name in form if held.get(name) is not None}
    return {camel(name): to_wire(form[name], value) for name, value in filled.items()}


# ---------------------------------------------------------------- parts 4 and 5: the two services


class Session:
    """One attempt: its addresses and credentials, and what was done so far."""

    def __init__(self, begin):
        self.attempt = begin["attempt"]
        self.jobs = begin["nhs_jobs"]
        self.esr = begin["esr"]
        self.drafts = {}       # name -> {"id", "reference", "version", "status"}
        self.intentions = {}   # (action, name) -> {"number", "open": body or None}
        self.in_doubt = {}     # name -> the body of which nobody knows whether it arrived
        self.done = set()      # applicants whose checks are in ESR
        self.token = None      # (value, good until)

    # ---- part 4: NHS Jobs

    def post_vacancy(self, name, given, deadline):
        if name in self.drafts:
            text = (f"This job is in NHS Jobs already ({self.drafts[name]['reference']}). "
                    "Use 'Update' to change it.")
            return report("not_sent", [told("error", text)])
        body = to_wire(VACANCY, given.get("vacancy") or {})
        if self.in_doubt.get(name) not in (None, body):
            text = ("We do not know yet whether the job you sent before has arrived. Send that one again "
                    "without changes first; it cannot arrive twice.")
            return report("not_sent", [told("error", text)])
        key = self.key("post_vacancy", name, body)
        sent = self.call_jobs("POST", "", body, key, deadline)
        answer = self.after("post_vacancy", name, sent)
        self.in_doubt[name] = body if answer["outcome"] == "unknown" else None
        return answer

    def update_vacancy(self, name, given, deadline):
        draft = self.drafts.get(name)
        if draft is None:
            text = "This job was not posted to NHS Jobs from here, so it cannot be updated. Post it first."
            return report("not_sent", [told("error", text)])
        if draft["status"] != "DRAFT":
            return report("not_sent", [told("error", ADVICE["VACANCY_NOT_DRAFT"])])
        body = to_wire(VACANCY, given.get("vacancy") or {})
        body["version"] = draft["version"]
        key = self.key("update_vacancy", name, body)
        sent = self.call_jobs("PUT", "/" + quoted(draft["id"]), body, key, deadline)
        answer = self.after("update_vacancy", name, sent)
        answer.setdefault("reference", draft["reference"])
        return answer

    def after(self, action, name, sent):
        """Remembers what NHS Jobs answered, and tells it."""
        answer = sent.answer
        if answer is None or not answer.good:
            return self.not_taken(action, name, sent)
        draft = {"id": answer.get("vacancyId"), "reference": answer.get("reference"),
                 "version": answer.get("version"), "status": answer.get("status")}
        if not (draft["id"] and draft["reference"] and isinstance(draft["version"], int)):
            text = "NHS Jobs answered, but not readably. Please look in your NHS Jobs account."
            return report("unknown", [told("warning", text)], sent.sends)
        self.conclude(action, name)
        self.drafts[name] = draft
        warnings = [told("warning", str(one.get("message")), ats_path(str(one.get("field", ""))))
                    for one in answer.entries("warnings")]
        text = (f"NHS Jobs has your vacancy as draft {draft['reference']}. Nobody can apply yet: open NHS "
                "Jobs, check the draft and publish it there.")
        outcome = "accepted_with_warnings" if warnings else "accepted"
        known = draft["status"] in ("DRAFT", "PUBLISHED", "CLOSED")
        return report(outcome, [told("info", text)] + warnings, sent.sends, draft["reference"],
                      draft["status"].lower() if known else None)

    def not_taken(self, action, name, sent):
        answer = ended_badly("NHS Jobs", sent)
        if answer["outcome"] in ("rejected", "config_error"):
            self.conclude(action, name)
        refused = sent.answer.get("code") if sent.answer else None
        if refused == "VACANCY_NOT_DRAFT":
            # Remember it: from now on nothing is sent for this job.
            status = sent.answer.get("vacancyStatus") or "PUBLISHED"
            self.drafts[name]["status"] = status
            answer["state"] = status.lower()
        if refused == "VERSION_STALE" and isinstance(sent.answer.get("currentVersion"), int):
            # Not sent again by ourselves. A person who updates once more has been told.
            self.drafts[name]["version"] = sent.answer.get("currentVersion")
        return answer

    def call_jobs(self, method, below, body, key, deadline):
        url = f"{self.jobs['base_url']}/organisations/{quoted(self.jobs['organisation_id'])}/vacancies{below}"
        headers = {"Content-Type": "application/json", "Accept": "application/json",
                   "X-Api-Key": self.jobs["api_key"], "X-Account-Id": self.jobs["account_id"],
                   "Idempotency-Key": key}
        sent = Sent()
        send_patiently(sent, deadline, method, url, headers, json.dumps(body).encode())
        return sent

    # ---- part 5: ESR

    def transfer_employment_checks(self, name, given, deadline):
        applicant = given.get("applicant") or {}
        held_back = self.held_back(applicant)
        if held_back:
            return report("not_sent", [held_back])
        body = {
            "person": to_wire(PERSON, applicant),
            "checks": to_wire(CHECKS, applicant["checks"]),
            "applicantStatus": code(applicant.get("status")),
            "atsReference": applicant.get("ats_reference"),
        }
        key = self.key("transfer_employment_checks", name, body)
        sent = Sent()
        trouble = self.transfer(sent, body, key, deadline)
        return trouble or self.transferred(name, applicant, sent)

    def held_back(self, applicant):
        if applicant.get("status") != "outcome_recruited":
            return told("error", "Checks go to ESR when the outcome is 'recruited', not before.", "status")
        if not any((applicant.get("checks") or {}).get(record) for record in CHECKS):
            return told("error", "No check is recorded yet, so there is nothing to transfer.", "checks")
        if applicant.get("employer_vpd") not in (None, self.esr["vpd"]):
            return told("error", "ESR is not set up for this employer. Please contact ATS support.")
        if self.who(applicant) in self.done:
            return told("error", "The checks of this applicant are in ESR. They are transferred once only.")
        return None

    def transfer(self, sent, body, key, deadline):
        """Sends with the token in hand, and once more with a new one if ESR no longer takes it."""
        url = (f"{self.esr['base_url']}/dit/v1/employers/{quoted(self.esr['vpd'])}/employment-checks")
        payload = json.dumps(body).encode()
        for new in (False, True):
            trouble = self.sign_in(deadline, new)
            if trouble:
                trouble["attempts"] = sent.sends
                return trouble
            headers = {"Content-Type": "application/json", "Accept": "application/json",
                       "Authorization": "Bearer " + self.token[0], "Idempotency-Key": key}
            send_patiently(sent, deadline, "POST", url, headers, payload)
            if sent.answer is None or sent.answer.status != 401:
                break
        return None

    def sign_in(self, deadline, new):
        """Makes sure that there is a token; the report of what went wrong where there is none."""
        if self.token and not new and time.monotonic() < self.token[1]:
            return None
        form = urllib.parse.urlencode({"grant_type": "client_credentials",
                                       "client_id": self.esr["client_id"],
                                       "client_secret": self.esr["client_secret"]})
        sent = Sent()
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        send_patiently(sent, deadline, "POST", self.esr["token_url"], headers, form.encode())
        answer = sent.answer
        if answer is not None and answer.good and isinstance(answer.get("access_token"), str):
            life = answer.get("expires_in")
            life = life if isinstance(life, (int, float)) else 300
            self.token = (answer.get("access_token"), time.monotonic() + life - 30)
            return None
        if answer is not None and answer.status in (400, 401, 403):
            text = "ESR refused this system's own credentials. Please contact ATS support."
            return report("config_error", [told("error", text)])
        return report("failed", [told("error", "ESR did not let this system sign in. Nothing was "
                                               "transferred. Please try again later.")])

    def transferred(self, name, applicant, sent):
        answer = sent.answer
        action = "transfer_employment_checks"
        if answer is None or not answer.good:
            worse = ended_badly("ESR", sent)
            if worse["outcome"] in ("rejected", "config_error"):
                self.conclude(action, name)
            if answer is not None and answer.get("code") == "ALREADY_TRANSFERRED":
                self.done.add(self.who(applicant))
            return worse
        if not answer.get("transferId"):
            text = "ESR answered, but not readably. Please ask HR whether the checks arrived."
            return report("unknown", [told("warning", text)], sent.sends)
        self.conclude(action, name)
        self.done.add(self.who(applicant))
        remarks = [one for one in map(self.remark, answer.entries("records")) if one]
        text = f"ESR has the employment checks (transfer {answer.get('transferId')}). This happens once."
        outcome = "accepted_with_warnings" if remarks else "accepted"
        return report(outcome, [told("info", text)] + remarks, sent.sends, answer.get("transferId"))

    @staticmethod
    def remark(record):
        """What ESR says of one record, unless all is well."""
        kind, which = record.get("messageType"), str(record.get("record", ""))
        if record.get("loadStatusCode") == "SUCCESS" and kind not in ("WARNING", "ERROR"):
            return None
        text = f"{which.replace('_', ' ').capitalize()}: {record.get('messageText') or 'not loaded'}."
        if which == "PROFESSIONAL_REGISTRATION" and kind == "WARNING":
            text += " ESR keeps the registration it had; yours was not used."
        return told("warning" if kind == "WARNING" else "error", text, "checks." + which.lower())

    @staticmethod
    def who(applicant):
        return tuple(str(applicant.get(part)) for part in
                     ("ats_reference", "first_name", "last_name", "date_of_birth"))

    # ---- both: one key for each intention

    def key(self, action, name, body):
        """The same intention keeps its key: also when the user presses the button again because no
        answer came. A changed body, or an intention that came to an end, makes a new one."""
        last = self.intentions.setdefault((action, name), {"number": 0, "open": None})
        if last["open"] != body:
            last["number"], last["open"] = last["number"] + 1, body
        told_apart = json.dumps([self.attempt, action, name, last["number"]])
        return str(uuid.uuid5(uuid.NAMESPACE_URL, told_apart))

    def conclude(self, action, name):
        self.intentions[(action, name)]["open"] = None


def quoted(segment):
    return urllib.parse.quote(segment, safe="")


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
