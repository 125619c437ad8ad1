#!/usr/bin/env python3
"""Starter adapter in Python: 3.8 or later, nothing but the standard library.

An adapter makes your client act when the conformance runner asks for it, and reports what your
user would see. It reads one JSON object a line on stdin and writes one a line on stdout
(PROTOCOL.md has every word). stdout is for replies only: everything else goes to stderr.

Part 1 speaks the protocol; change `ABOUT` and leave the rest. Part 2 is a small client of NHS
Jobs and ESR that works as it stands: replace it with calls into your own product.
"""

import http.client
import json
import re
import sys
import time
import traceback
import urllib.parse
import uuid

# ================================ Part 1: the protocol. Keep this. ================================

ABOUT = {
    "protocol": "1",
    "adapter": {"name": "starter-python", "version": "1.0.0"},
    # Your product: it is named in every report.
    "subject": {"vendor": "example", "name": "starter", "version": "1.0.0", "language": "Python"},
    # Leave out what your product does not do: its scenarios are then not applicable.
    "actions": ["post_vacancy", "update_vacancy", "transfer_employment_checks"],
    "features": [],
    # How many attempts may be open at once. More than 1 needs threads: replies may come in any order.
    "concurrency": 1,
}


class Unsupported(Exception):
    """The op or action is not one that this adapter knows."""


def answer(op, params, attempts):
    """The `ok` of a reply."""
    if op == "hello":
        return dict(ABOUT, nonce=params["nonce"])
    if op == "begin":  # credentials and addresses of one attempt: they belong to no other
        attempts[params["attempt"]] = Client(params)
        return {}
    if op == "act":
        if params["action"] not in ABOUT["actions"]:
            raise Unsupported("there is no action `%s`" % params["action"])
        client = attempts[params["attempt"]]
        # A margin is kept for writing the reply: a passed deadline counts as a crash.
        deadline = time.monotonic() + params["deadline_ms"] / 1000 * 0.9
        return client.act(params["action"], params["name"], params["input"], deadline)
    if op == "settle":
        return {"idle": attempts[params["attempt"]].settle(params["quiet_ms"] / 1000)}
    if op == "end":
        attempts.pop(params["attempt"]).end()
        return {}
    if op == "bye":
        return {}
    raise Unsupported("there is no op `%s`" % op)


def main():
    attempts = {}
    for line in sys.stdin.buffer:  # bytes: JSON is UTF-8, whatever this machine's locale is
        request = json.loads(line.decode("utf-8"))
        op, reply = request["op"], {"id": request["id"]}
        try:
            reply["ok"] = answer(op, request.get("params", {}), attempts)
        except Unsupported as why:
            reply["unsupported"] = {"reason": str(why)}
        except Exception as error:  # a bug in here; what a service answered never is one
            traceback.print_exc()  # on stderr
            reply["adapter_error"] = {"message": repr(error)}
        sys.stdout.buffer.write(json.dumps(reply).encode("utf-8") + b"\n")
        sys.stdout.buffer.flush()  # the runner waits for the line
        if op == "bye":
            return


# ============ Part 2: the client. Replace from here with calls into your own product. ============
#
# What must stay is the shape: one Client for each attempt, sharing nothing with any other, with
# `act` (do it now, and report what your user would see), `settle` (is any work left?) and `end`.


class Client:
    def __init__(self, begin):
        self.nhs_jobs = begin["nhs_jobs"]
        self.esr = begin["esr"]
        self.vacancies = {}  # name -> {"id", "version"}: what is needed to update a draft
        self.transferred = set()  # applicants whose checks are in ESR
        self.intentions = {}  # (action, name) -> the intention whose end is not known yet
        self.token, self.token_ends = None, 0.0

    def act(self, action, name, held, deadline):
        log("%s %s" % (action, name))
        if action == "post_vacancy":
            return self.post_vacancy(name, held["vacancy"], deadline)
        if action == "update_vacancy":
            return self.update_vacancy(name, held["vacancy"], deadline)
        return self.transfer(name, held["applicant"], deadline)

    def settle(self, quiet):
        """Everything is done by the time `act` answers. With a queue: wait up to `quiet` seconds."""
        return True

    def end(self):
        """The attempt is over: nothing may be sent for it any more."""

    # ------------------------------------ NHS Jobs ------------------------------------

    def post_vacancy(self, name, vacancy, deadline):
        if name in self.vacancies:
            return not_sent("This vacancy is in NHS Jobs already: please use 'Update'.")
        body = write(VACANCY, vacancy)
        intention = self.intend("post_vacancy", name, body)
        if intention is None:
            return not_sent("We still do not know whether the vacancy you sent before arrived, so "
                            "your changes were not sent. Please look in NHS Jobs first.")
        sent = Sent()
        send(sent, "POST", self.vacancies_url(), self.nhs_jobs_headers(), intention, deadline)
        return self.vacancy_report("post_vacancy", name, sent, deadline)

    def update_vacancy(self, name, vacancy, deadline):
        draft = self.vacancies.get(name)
        if draft is None:
            return not_sent("This vacancy is not known to be in NHS Jobs: please post it first.")
        body = dict(write(VACANCY, vacancy), version=draft["version"])
        intention = self.intend("update_vacancy", name, body, replace=True)
        sent = Sent()
        url = self.vacancies_url(draft["id"])
        send(sent, "PUT", url, self.nhs_jobs_headers(), intention, deadline)
        return self.vacancy_report("update_vacancy", name, sent, deadline)

    def vacancy_report(self, action, name, sent, deadline):
        reply = sent.reply
        if reply is None or not reply.accepted:
            if reply is not None and reply.text("code") == "VERSION_STALE":
                # Somebody else changed the draft: only a person may decide to write over that, by
                # asking for the update once more.
                self.vacancies[name]["version"] = reply.number("currentVersion")
            return self.refused(NHS_JOBS, VACANCY, action, name, sent)
        if not reply.is_vacancy():  # accepted, and the answer cannot be read: read it back
            known = self.vacancies.get(name, {}).get("id") or reply.location_id()
            reply = known and look(self.vacancies_url(known), self.nhs_jobs_headers(), deadline)
            if not reply or not reply.is_vacancy():
                return self.unknown(NHS_JOBS, action, name, sent)
        del self.intentions[action, name]
        self.vacancies[name] = {"id": reply.text("vacancyId"), "version": reply.number("version")}
        return accepted_vacancy(reply, sent.count)

    def vacancies_url(self, vacancy_id=None):
        parts = ["organisations", self.nhs_jobs["organisation_id"], "vacancies"]
        return join(self.nhs_jobs["base_url"], parts + ([vacancy_id] if vacancy_id else []))

    def nhs_jobs_headers(self):
        return {"X-Api-Key": self.nhs_jobs["api_key"], "X-Account-Id": self.nhs_jobs["account_id"]}

    # -------------------------------------- ESR --------------------------------------

    def transfer(self, name, applicant, deadline):
        who = json.dumps([applicant.get(key) for key in
                          ("ats_reference", "first_name", "last_name", "date_of_birth")])
        if applicant.get("status") != "outcome_recruited":
            return not_sent("Employment checks are sent once the outcome is 'recruited'.", "status")
        if applicant.get("employer_vpd") not in (None, self.esr["vpd"]):
            return not_sent("This applicant belongs to another employer.", "employer_vpd")
        if who in self.transferred:
            return not_sent("The checks of this applicant are in ESR already: it is a one-off "
                            "transfer, so please enter later changes in ESR by hand.")
        # Identity and occupational health have no row in APPLICANT: what has no row cannot leave.
        intention = self.intend("transfer", name, write(APPLICANT, applicant))
        if intention is None:
            return not_sent("We still do not know whether the checks you sent before arrived, so "
                            "your changes were not sent. Please ask HR to look in ESR.")
        sent = Sent()
        refusal = self.sign_in(deadline)
        if refusal is None:
            self.send_transfer(sent, intention, deadline)
            if sent.status == 401:  # its clock may differ from ours: one new token, one more try
                refusal = self.sign_in(deadline, renew=True)
                if refusal is None:
                    self.send_transfer(sent, intention, deadline)
        if refusal is not None:
            return refusal.with_count(sent.count)
        return self.transfer_report(name, who, sent, deadline)

    def send_transfer(self, sent, intention, deadline):
        send(sent, "POST", self.checks_url(), self.bearer(), intention, deadline)

    def transfer_report(self, name, who, sent, deadline):
        reply = sent.reply
        if reply is None or not reply.accepted:
            return self.refused(ESR, APPLICANT, "transfer", name, sent)
        self.transferred.add(who)
        if not reply.text("transferId"):
            known = reply.location_id()
            reply = known and look(self.checks_url(known), self.bearer(), deadline)
            if not reply or not reply.text("transferId"):
                return self.unknown(ESR, "transfer", name, sent)
        del self.intentions["transfer", name]
        return accepted_transfer(reply, sent.count)

    def sign_in(self, deadline, renew=False):
        """Puts a token in hand; answers a report where there is none to be had."""
        if self.token and time.monotonic() < self.token_ends and not renew:
            return None
        form = urllib.parse.urlencode({
            "grant_type": "client_credentials",
            "client_id": self.esr["client_id"],
            "client_secret": self.esr["client_secret"],
        }).encode("ascii")
        sent = Sent()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        send_bytes(sent, "POST", self.esr["token_url"], headers, form, deadline)
        reply = sent.reply
        if reply is not None and reply.accepted and reply.text("access_token"):
            self.token = reply.text("access_token")
            self.token_ends = time.monotonic() + (reply.number("expires_in") or 300) - 60
            return None
        if reply is not None and 400 <= reply.status < 500 and reply.status != 429:
            return Report("config_error", 0).tell("error", support(ESR, reply))
        return Report("failed", 0).tell("error", "We could not sign in to ESR, so nothing was "
                                        "transferred. Please try again in a few minutes.")

    def checks_url(self, transfer_id=None):
        parts = ["dit", "v1", "employers", self.esr["vpd"], "employment-checks"]
        return join(self.esr["base_url"], parts + ([transfer_id] if transfer_id else []))

    def bearer(self):
        return {"Authorization": "Bearer " + self.token}

    # ------------------------------ intentions and refusals ------------------------------

    def intend(self, action, name, body, replace=False):
        """One key and one body for one thing that a person wants, until its end is known.

        Asked for once more with the same content it is the same intention: a second press of the
        button is not a second vacancy. Other content is another intention, with a key of its own;
        None where that would risk doing things twice, since the earlier one may have arrived.
        """
        earlier = self.intentions.get((action, name))
        if earlier is not None and earlier.body == body:
            return earlier
        if earlier is not None and earlier.in_doubt and not replace:
            return None
        self.intentions[action, name] = Intention(body)
        return self.intentions[action, name]

    def refused(self, service, fields, action, name, sent):
        """What became of an action that was not accepted."""
        if sent.reply is not None and sent.reply.status not in RETRYABLE:
            del self.intentions[action, name]  # what is sent next is something new
            return refusal(service, fields, sent.reply, sent.count)
        if sent.in_doubt:
            return self.unknown(service, action, name, sent)
        text = "%s cannot be reached, or cannot take it just now; nothing was done." % service.name
        wait = sent.reply and sent.reply.retry_after
        text += " Please try again in %s." % ("%d seconds" % wait if wait else "a few minutes")
        return Report("failed", sent.count).tell("error", text)

    def unknown(self, service, action, name, sent):
        self.intentions[action, name].in_doubt = True
        text = ("No clear answer came from %s, so we do not know whether it was done. Please look "
                "there before you send it again." % service.name)
        return Report("unknown", sent.count).tell("error", text)


class Intention:
    def __init__(self, body):
        self.key = str(uuid.uuid4())
        self.body = body
        self.bytes = json.dumps(body).encode("utf-8")  # written once: a retry sends the same bytes
        self.in_doubt = False


# --------------------------- sending, and sending again where that helps ---------------------------

MOST_SENDS = 5
RETRYABLE = (429, 500, 502, 503, 504)
LONGEST_SEND = 5.0  # seconds; a slow answer must be waited for, at least two


class Sent:
    """What came of sending, perhaps several times."""

    def __init__(self):
        self.reply = None  # the last answer; None where it was lost
        self.tries = 0
        self.count = 0  # requests that reached a listener
        self.in_doubt = False  # some request may have been done although no answer said so

    @property
    def status(self):
        return self.reply and self.reply.status


def send(sent, method, url, headers, intention, deadline):
    headers = dict(headers, **{"Content-Type": "application/json", "Idempotency-Key": intention.key})
    send_bytes(sent, method, url, headers, intention.bytes, deadline)


def send_bytes(sent, method, url, headers, body, deadline):
    """Sends until an answer settles it, five times at most, and not past the deadline."""
    while sent.tries < MOST_SENDS and time.monotonic() < deadline:
        sent.tries += 1
        sent.reply, reached = exchange(method, url, headers, body, deadline)
        sent.count += reached
        # The answer of a gateway or of a failed service says little of what was done behind it.
        sent.in_doubt |= reached and sent.status in (None, 500, 502, 504)
        if sent.reply is not None and sent.status not in RETRYABLE:
            return
        pause = 0.05 * 2 ** (sent.tries - 1)  # short, so that tests are quick: take seconds
        if sent.reply is not None and sent.reply.retry_after is not None:
            pause = max(pause, sent.reply.retry_after + 0.02)  # never too early
        if sent.tries == MOST_SENDS or time.monotonic() + pause >= deadline:
            return
        time.sleep(pause)


def look(url, headers, deadline):
    """Reads back, once."""
    return exchange("GET", url, headers, None, deadline)[0]


def exchange(method, url, headers, body, deadline):
    """One request on a connection of its own: the answer, or None; and whether anybody listened."""
    address = urllib.parse.urlsplit(url)
    https = address.scheme == "https"
    kind = http.client.HTTPSConnection if https else http.client.HTTPConnection
    timeout = max(0.1, min(LONGEST_SEND, deadline - time.monotonic()))
    connection = kind(address.netloc, timeout=timeout)
    try:
        connection.connect()
    except OSError as error:
        log("%s %s: %r" % (method, address.path, error))
        return None, False
    try:
        headers = dict(headers, Accept="application/json")
        connection.request(method, address.path, body=body, headers=headers)
        response = connection.getresponse()
        reply = Reply(response.status, response.headers, response.read())
    except (OSError, http.client.HTTPException) as error:  # cut, reset, half an answer, too slow
        log("%s %s: %r" % (method, address.path, error))
        return None, True
    finally:
        connection.close()
    log("%s %s: %d" % (method, address.path, reply.status))
    return reply, True


class Reply:
    """A whole answer, read without trust: what cannot be read is absent."""

    def __init__(self, status, headers, content):
        self.status = status
        self.accepted = 200 <= status < 300
        wait = headers.get("Retry-After", "").strip()
        self.retry_after = int(wait) if re.fullmatch("[0-9]{1,6}", wait) else None
        self.location = headers.get("Location", "")
        try:
            self.json = json.loads(content.decode("utf-8"))
        except ValueError:
            self.json = {}
        if not isinstance(self.json, dict):
            self.json = {}

    def text(self, member):
        value = self.json.get(member)
        return value if isinstance(value, str) else ""

    def number(self, member):
        value = self.json.get(member)
        return value if isinstance(value, int) else None

    def is_vacancy(self):
        return bool(self.text("vacancyId") and self.number("version"))

    def objects(self, member):
        value = self.json.get(member)
        return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []

    def location_id(self):
        return urllib.parse.unquote(self.location.rstrip("/").rpartition("/")[2])


def join(base_url, parts):
    return base_url + "".join("/" + urllib.parse.quote(part, safe="") for part in parts)


# ----------------------------- what your user is told -----------------------------


class Service:
    def __init__(self, name, thing):
        self.name, self.thing = name, thing


NHS_JOBS = Service("NHS Jobs", "vacancy")
ESR = Service("ESR", "transfer")

ADVICE = {
    "VACANCY_NOT_DRAFT": "The vacancy is no longer a draft, so it was not changed. Please sign in "
                         "to your NHS Jobs account and edit it there.",
    "VERSION_STALE": "Somebody changed the draft in NHS Jobs meanwhile, so it was not changed. "
                     "Please compare; to write over it, press 'Update' again.",
    "NO_MATCH": "ESR has no applicant with this name and date of birth. Please compare them with "
                "ESR letter by letter, and transfer again once they agree.",
    "SEVERAL_MATCHES": "Several applicants in ESR match. Please ask HR to choose one, or to close "
                       "the others, in ESR, and transfer again.",
    "ALREADY_TRANSFERRED": "The checks were transferred before, and ESR keeps the first transfer. "
                           "Please enter later changes in ESR by hand.",
    "NOT_FROM_TIS": "ESR's record of this applicant was not created by TIS or Hicom. Please enter "
                    "the checks in ESR by hand.",
    "IS_EMPLOYEE": "ESR holds this person as an employee. Please enter the checks in ESR by hand.",
    "APPLICANT_CLOSED": "ESR's record of this applicant is closed. Please ask HR for the open one.",
}


class Report(dict):
    """The `ok` of `act`."""

    def __init__(self, outcome, count):
        super().__init__(outcome=outcome, told_user=[], attempts=count)

    def tell(self, severity, text, field=None):
        told = {"severity": severity, "text": text}
        if field:
            told["field"] = field
        self["told_user"].append(told)
        return self

    def with_count(self, count):
        self["attempts"] = count
        return self


def not_sent(text, field=None):
    return Report("not_sent", 0).tell("error", text, field)


def accepted_vacancy(reply, count):
    warnings = reply.objects("warnings")
    report = Report("accepted_with_warnings" if warnings else "accepted", count)
    report["reference"] = reply.text("reference")
    report.tell("info", "Sent to NHS Jobs as %s." % reply.text("reference"))
    state = {"DRAFT": "draft", "PUBLISHED": "published", "CLOSED": "closed"}.get(reply.text("status"))
    if state:
        report["state"] = state
    if state in ("draft", None):
        report.tell("info", "It is a draft and not published yet: please sign in to NHS Jobs, "
                    "review it and publish it.")
    for warning in warnings:
        field = ats_field(VACANCY, str(warning.get("field", "")))
        text = "NHS Jobs remarks on %s: %s" % (field or "it", warning.get("message", ""))
        report.tell("warning", text, field)
    return report


def accepted_transfer(reply, count):
    report = Report("accepted", count)
    report["reference"] = reply.text("transferId")
    report.tell("info", "The employment checks are in ESR (transfer %s)." % reply.text("transferId"))
    for record in reply.objects("records"):
        failed = record.get("loadStatusCode") == "FAIL"
        kind = "ERROR" if failed else record.get("messageType")
        if not kind:
            continue
        if kind != "INFO":
            report["outcome"] = "accepted_with_warnings"
        word = str(record.get("record", "")).lower()
        severity = {"ERROR": "error", "WARNING": "warning"}.get(kind, "info")
        report.tell(severity, "%s: %s" % (word, record.get("messageText", "")), "checks." + word)
    return report


def refusal(service, fields, reply, count):
    """What a refusal means, and every field that it names."""
    if reply.status in (401, 403):
        return Report("config_error", count).tell("error", support(service, reply))
    if not 400 <= reply.status < 500:
        return Report("failed", count).tell(
            "error", "%s gave an answer that we do not understand (%d)." % (service.name, reply.status))
    report = Report("rejected", count)
    if reply.text("code") == "VACANCY_NOT_DRAFT" and reply.text("vacancyStatus"):
        report["state"] = reply.text("vacancyStatus").lower()
    errors = reply.objects("errors")
    for error in errors:
        pointer = str(error.get("field", ""))
        field = ats_field(fields, pointer)
        message = str(error.get("message", "")).rstrip(".")
        text = "%s did not accept %s: %s." % (service.name, field or "it", message)
        if pointer.startswith("/salary"):
            text += " Please review the salary information and re-enter it."
        report.tell("error", text, field)
    code = reply.text("code")
    if code in ADVICE or not errors:
        detail = ADVICE.get(code) or reply.text("detail") or reply.text("title")
        text = "%s refused the %s (%d %s)." % (service.name, service.thing, reply.status, code)
        report.tell("error", (text + " " + detail).strip())
    return report


def support(service, reply):
    code = reply.text("code") or reply.text("error")
    return ("There is a problem with the connection to %s (%d %s). You cannot correct it in the %s: "
            "please ask Support to check the integration." % (
                service.name, reply.status, code, service.thing))


# ------------------------- from your words to the wire's, and back -------------------------
#
# One row for each field: where your product holds it, where the wire has it, how it is written.
# Nothing is trimmed, escaped, cut, rounded or recoded on the way; numbers stay numbers.


def same(value):
    return value


def code(word):
    """A word of a list: the wire's spelling is the upper case, with a few exceptions."""
    if not isinstance(word, str):
        return word
    if word[:1].isdigit():
        return "BAND_" + word.upper()  # 8a is BAND_8A
    return SPELT_OTHERWISE.get(word, word.upper())


SPELT_OTHERWISE = {
    "additional_clinical_services": "CLINICAL_SERVICES",
    "additional_professional_scientific_and_technical": "PROF_SCIENTIFIC_AND_TECHNICAL",
    "allied_health_professionals": "ALLIED_HEALTH_PROF",
    "nursing_and_midwifery_registered": "NURSING_AND_MIDWIFERY_REGD",
}


def codes(words):
    return [code(word) for word in words] if isinstance(words, list) else words


def lines(items):
    """A list under a heading of the person specification is one text on the wire."""
    texts = isinstance(items, list) and all(isinstance(item, str) for item in items)
    return "<br>".join(items) if texts else items


def references(items):
    """None held, none sent."""
    return [write(REFERENCE, item) for item in items] or None if isinstance(items, list) else items


VACANCY = [
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
]

APPLICANT = [
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
]

REFERENCE = [
    ("organisation", "organisation", same),
    ("from", "from", same),
    ("to", "to", same),
    ("received_date", "receivedDate", same),
    ("satisfactory", "satisfactory", same),
]


def write(fields, held):
    """The body for what your product holds. What it does not hold is left out."""
    body = {}
    for ats, wire, written in fields:
        value = held
        for member in ats.split("."):
            value = value.get(member) if isinstance(value, dict) else None
        value = None if value is None else written(value)
        if value is None:
            continue
        place, members = body, wire.split(".")
        for member in members[:-1]:
            place = place.setdefault(member, {})
        place[members[-1]] = value
    return body


def ats_field(fields, pointer):
    """Your word for the field that a refusal points to, `/salary/minimum`; indexes are left out.

    A pointer without a row is given as it is: the runner understands both.
    """
    path = ".".join(part for part in pointer.split("/") if part and not part.isdigit())
    return next((ats for ats, wire, _ in fields if wire == path), pointer)


def log(text):
    """For people: stderr is kept with the attempt. Never write secrets here."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
