#!/usr/bin/env node
/**
 * Starter adapter in JavaScript: Node 18 or later, nothing but what comes with it.
 *
 * An adapter makes your client act when the conformance runner asks for it, and reports what your
 * user would see. It reads one JSON object a line on stdin and writes one a line on stdout
 * (PROTOCOL.md has every word). stdout is for replies only: log with `log`, never `console.log`.
 *
 * Part 1 speaks the protocol; change `ABOUT` and leave the rest. Part 2 is a small client of NHS
 * Jobs and ESR that works as it stands: replace it with calls into your own product.
 */

import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

// ================================ Part 1: the protocol. Keep this. ================================

const ABOUT = {
  protocol: "1",
  adapter: { name: "starter-node", version: "1.0.0" },
  // Your product: it is named in every report.
  subject: { vendor: "example", name: "starter", version: "1.0.0", language: "JavaScript" },
  // Leave out what your product does not do: its scenarios are then not applicable.
  actions: ["post_vacancy", "update_vacancy", "transfer_employment_checks"],
  features: [],
  // How many attempts may be open at once.
  concurrency: 1,
};

/** The op or action is not one that this adapter knows. */
class Unsupported extends Error {}

const attempts = new Map();

function opened(params) {
  const client = attempts.get(params.attempt);
  if (!client) throw new Error(`no attempt ${params.attempt} was begun`);
  return client;
}

/** The `ok` of a reply. */
async function answer(op, params) {
  switch (op) {
    case "hello":
      return { ...ABOUT, nonce: params.nonce };
    case "begin": // credentials and addresses of one attempt: they belong to no other
      attempts.set(params.attempt, new Client(params));
      return {};
    case "act": {
      if (!ABOUT.actions.includes(params.action)) {
        throw new Unsupported(`there is no action \`${params.action}\``);
      }
      // A margin is kept for writing the reply: a passed deadline counts as a crash.
      const deadline = performance.now() + params.deadline_ms * 0.9;
      return await opened(params).act(params.action, params.name, params.input, deadline);
    }
    case "settle":
      return { idle: await opened(params).settle(params.quiet_ms) };
    case "end":
      await opened(params).end();
      attempts.delete(params.attempt);
      return {};
    case "bye":
      return {};
    default:
      throw new Unsupported(`there is no op \`${op}\``);
  }
}

async function reply(request) {
  try {
    return { id: request.id, ok: await answer(request.op, request.params ?? {}) };
  } catch (error) {
    if (error instanceof Unsupported) return { id: request.id, unsupported: { reason: error.message } };
    log(error.stack); // a bug in here; what a service answered never is one
    return { id: request.id, adapter_error: { message: String(error) } };
  }
}

/**
 * Lines of stdin. Not by `readline`: that also ends a line at U+2028, which JSON texts may hold.
 * Bytes are put together before they are decoded, since a character may be cut in two.
 */
async function* lines() {
  let rest = Buffer.alloc(0);
  for await (const chunk of process.stdin) {
    rest = Buffer.concat([rest, chunk]);
    for (let end; (end = rest.indexOf(0x0a)) >= 0; rest = rest.subarray(end + 1)) {
      yield rest.toString("utf8", 0, end);
    }
  }
}

async function main() {
  for await (const line of lines()) {
    const request = JSON.parse(line);
    const written = JSON.stringify(await reply(request)) + "\n";
    await new Promise((done) => process.stdout.write(written, done));
    if (request.op === "bye") break;
  }
  process.exit(0);
}

// ============ Part 2: the client. Replace from here with calls into your own product. ============
//
// What must stay is the shape: one Client for each attempt, sharing nothing with any other, with
// `act` (do it now, and report what your user would see), `settle` (is any work left?) and `end`.

class Client {
  constructor(begin) {
    this.nhsJobs = begin.nhs_jobs;
    this.esr = begin.esr;
    this.vacancies = new Map(); // name -> {id, version}: what is needed to update a draft
    this.transferred = new Set(); // applicants whose checks are in ESR
    this.intentions = new Map(); // "action name" -> the intention whose end is not known yet
    this.token = null;
    this.tokenEnds = 0;
  }

  async act(action, name, held, deadline) {
    log(`${action} ${name}`);
    if (action === "post_vacancy") return this.postVacancy(name, held.vacancy, deadline);
    if (action === "update_vacancy") return this.updateVacancy(name, held.vacancy, deadline);
    return this.transfer(name, held.applicant, deadline);
  }

  /** Everything is done by the time `act` answers. With a queue: wait up to `quietMs` for it. */
  async settle(quietMs) {
    return true;
  }

  /** The attempt is over: nothing may be sent for it any more. */
  async end() {}

  // ------------------------------------ NHS Jobs ------------------------------------

  async postVacancy(name, vacancy, deadline) {
    if (this.vacancies.has(name)) {
      return notSent("This vacancy is in NHS Jobs already: please use 'Update'.");
    }
    const intention = this.intend("post_vacancy", name, write(VACANCY, vacancy));
    if (!intention) {
      return notSent(
        "We still do not know whether the vacancy you sent before arrived, so your changes were " +
          "not sent. Please look in NHS Jobs first.",
      );
    }
    const sent = new Sent();
    await send(sent, "POST", this.vacanciesUrl(), this.nhsJobsHeaders(), intention, deadline);
    return this.vacancyReport("post_vacancy", name, sent, deadline);
  }

  async updateVacancy(name, vacancy, deadline) {
    const draft = this.vacancies.get(name);
    if (!draft) return notSent("This vacancy is not known to be in NHS Jobs: please post it first.");
    const body = { ...write(VACANCY, vacancy), version: draft.version };
    const intention = this.intend("update_vacancy", name, body, true);
    const sent = new Sent();
    await send(sent, "PUT", this.vacanciesUrl(draft.id), this.nhsJobsHeaders(), intention, deadline);
    return this.vacancyReport("update_vacancy", name, sent, deadline);
  }

  async vacancyReport(action, name, sent, deadline) {
    let reply = sent.reply;
    if (!reply?.accepted) {
      if (reply?.text("code") === "VERSION_STALE") {
        // Somebody else changed the draft: only a person may decide to write over that, by asking
        // for the update once more.
        this.vacancies.get(name).version = reply.json.currentVersion;
      }
      return this.refused(NHS_JOBS, VACANCY, action, name, sent);
    }
    if (!reply.isVacancy()) {
      // Accepted, and the answer cannot be read: read it back.
      const known = this.vacancies.get(name)?.id || reply.locationId();
      reply = known && (await look(this.vacanciesUrl(known), this.nhsJobsHeaders(), deadline));
      if (!reply || !reply.isVacancy()) return this.unknown(NHS_JOBS, action, name, sent);
    }
    this.intentions.delete(`${action} ${name}`);
    this.vacancies.set(name, { id: reply.text("vacancyId"), version: reply.json.version });
    return acceptedVacancy(reply, sent.count);
  }

  vacanciesUrl(vacancyId) {
    const parts = ["organisations", this.nhsJobs.organisation_id, "vacancies"];
    return join(this.nhsJobs.base_url, vacancyId ? [...parts, vacancyId] : parts);
  }

  nhsJobsHeaders() {
    return { "X-Api-Key": this.nhsJobs.api_key, "X-Account-Id": this.nhsJobs.account_id };
  }

  // -------------------------------------- ESR --------------------------------------

  async transfer(name, applicant, deadline) {
    const { ats_reference, first_name, last_name, date_of_birth } = applicant;
    const who = JSON.stringify([ats_reference, first_name, last_name, date_of_birth]);
    if (applicant.status !== "outcome_recruited") {
      return notSent("Employment checks are sent once the outcome is 'recruited'.", "status");
    }
    if ((applicant.employer_vpd ?? this.esr.vpd) !== this.esr.vpd) {
      return notSent("This applicant belongs to another employer.", "employer_vpd");
    }
    if (this.transferred.has(who)) {
      return notSent(
        "The checks of this applicant are in ESR already: it is a one-off transfer, so please " +
          "enter later changes in ESR by hand.",
      );
    }
    // Identity and occupational health have no row in APPLICANT: what has no row cannot leave.
    const intention = this.intend("transfer", name, write(APPLICANT, applicant));
    if (!intention) {
      return notSent(
        "We still do not know whether the checks you sent before arrived, so your changes were " +
          "not sent. Please ask HR to look in ESR.",
      );
    }
    const sent = new Sent();
    let refusal = await this.signIn(deadline);
    if (!refusal) {
      await this.sendTransfer(sent, intention, deadline);
      if (sent.reply?.status === 401) {
        // Its clock may differ from ours: one new token, one more try.
        refusal = await this.signIn(deadline, true);
        if (!refusal) await this.sendTransfer(sent, intention, deadline);
      }
    }
    if (refusal) return { ...refusal, attempts: sent.count };
    return this.transferReport(name, who, sent, deadline);
  }

  async sendTransfer(sent, intention, deadline) {
    await send(sent, "POST", this.checksUrl(), this.bearer(), intention, deadline);
  }

  async transferReport(name, who, sent, deadline) {
    let reply = sent.reply;
    if (!reply?.accepted) return this.refused(ESR, APPLICANT, "transfer", name, sent);
    this.transferred.add(who);
    if (!reply.text("transferId")) {
      const known = reply.locationId();
      reply = known && (await look(this.checksUrl(known), this.bearer(), deadline));
      if (!reply || !reply.text("transferId")) return this.unknown(ESR, "transfer", name, sent);
    }
    this.intentions.delete(`transfer ${name}`);
    return acceptedTransfer(reply, sent.count);
  }

  /** Puts a token in hand; answers a report where there is none to be had. */
  async signIn(deadline, renew = false) {
    if (this.token && performance.now() < this.tokenEnds && !renew) return null;
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: this.esr.client_id,
      client_secret: this.esr.client_secret,
    }).toString();
    const sent = new Sent();
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    await sendBytes(sent, "POST", this.esr.token_url, headers, form, deadline);
    const reply = sent.reply;
    if (reply?.accepted && reply.text("access_token")) {
      this.token = reply.text("access_token");
      const life = Number.isInteger(reply.json.expires_in) ? reply.json.expires_in : 300;
      this.tokenEnds = performance.now() + (life - 60) * 1000;
      return null;
    }
    if (reply && reply.status >= 400 && reply.status < 500 && reply.status !== 429) {
      return tell(report("config_error", 0), "error", support(ESR, reply));
    }
    return tell(
      report("failed", 0),
      "error",
      "We could not sign in to ESR, so nothing was transferred. Please try again in a few minutes.",
    );
  }

  checksUrl(transferId) {
    const parts = ["dit", "v1", "employers", this.esr.vpd, "employment-checks"];
    return join(this.esr.base_url, transferId ? [...parts, transferId] : parts);
  }

  bearer() {
    return { Authorization: `Bearer ${this.token}` };
  }

  // ------------------------------ intentions and refusals ------------------------------

  /**
   * One key and one body for one thing that a person wants, until its end is known.
   *
   * Asked for once more with the same content it is the same intention: a second press of the
   * button is not a second vacancy. Other content is another intention, with a key of its own;
   * null where that would risk doing things twice, since the earlier one may have arrived.
   */
  intend(action, name, body, replace = false) {
    const bytes = JSON.stringify(body); // written once: a retry sends the same bytes
    const earlier = this.intentions.get(`${action} ${name}`);
    if (earlier?.bytes === bytes) return earlier;
    if (earlier?.inDoubt && !replace) return null;
    const intention = { key: randomUUID(), bytes, inDoubt: false };
    this.intentions.set(`${action} ${name}`, intention);
    return intention;
  }

  /** What became of an action that was not accepted. */
  refused(service, fields, action, name, sent) {
    if (sent.reply && !RETRYABLE.includes(sent.reply.status)) {
      this.intentions.delete(`${action} ${name}`); // what is sent next is something new
      return refusal(service, fields, sent.reply, sent.count);
    }
    if (sent.inDoubt) return this.unknown(service, action, name, sent);
    const wait = sent.reply?.retryAfter ? `${sent.reply.retryAfter} seconds` : "a few minutes";
    return tell(
      report("failed", sent.count),
      "error",
      `${service.name} cannot be reached, or cannot take it just now; nothing was done. ` +
        `Please try again in ${wait}.`,
    );
  }

  unknown(service, action, name, sent) {
    this.intentions.get(`${action} ${name}`).inDoubt = true;
    return tell(
      report("unknown", sent.count),
      "error",
      `No clear answer came from ${service.name}, so we do not know whether it was done. Please ` +
        "look there before you send it again.",
    );
  }
}

// --------------------------- sending, and sending again where that helps ---------------------------

const MOST_SENDS = 5;
const RETRYABLE = [429, 500, 502, 503, 504];
const LONGEST_SEND_MS = 5000; // a slow answer must be waited for, at least two seconds

/** What came of sending, perhaps several times. */
class Sent {
  reply = null; // the last answer; null where it was lost
  tries = 0;
  count = 0; // requests that reached a listener
  inDoubt = false; // some request may have been done although no answer said so
}

async function send(sent, method, url, headers, intention, deadline) {
  const all = { ...headers, "Content-Type": "application/json", "Idempotency-Key": intention.key };
  await sendBytes(sent, method, url, all, intention.bytes, deadline);
}

/** Sends until an answer settles it, five times at most, and not past the deadline. */
async function sendBytes(sent, method, url, headers, body, deadline) {
  while (sent.tries < MOST_SENDS && performance.now() < deadline) {
    sent.tries += 1;
    const { reply, reached } = await exchange(method, url, headers, body, deadline);
    sent.reply = reply;
    sent.count += reached ? 1 : 0;
    // The answer of a gateway or of a failed service says little of what was done behind it.
    sent.inDoubt ||= reached && (!reply || [500, 502, 504].includes(reply.status));
    if (reply && !RETRYABLE.includes(reply.status)) return;
    let pause = 50 * 2 ** (sent.tries - 1); // short, so that tests are quick: take seconds
    if (reply && reply.retryAfter !== null) {
      pause = Math.max(pause, reply.retryAfter * 1000 + 20); // never too early
    }
    if (sent.tries === MOST_SENDS || performance.now() + pause >= deadline) return;
    await sleep(pause);
  }
}

/** Reads back, once. */
async function look(url, headers, deadline) {
  return (await exchange("GET", url, headers, undefined, deadline)).reply;
}

/** One request: the answer, or null; and whether anybody listened. */
async function exchange(method, url, headers, body, deadline) {
  const path = new URL(url).pathname;
  const timeout = Math.max(100, Math.min(LONGEST_SEND_MS, deadline - performance.now()));
  try {
    const response = await fetch(url, {
      method,
      // A connection of its own: one that the service has just given up would lose the request.
      headers: { ...headers, Accept: "application/json", Connection: "close" },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(timeout),
    });
    const reply = new Reply(response, await response.text());
    log(`${method} ${path}: ${reply.status}`);
    return { reply, reached: true };
  } catch (error) {
    // Cut, reset, half an answer, too slow; or nobody there at all.
    const why = error.cause?.code ?? error.name;
    log(`${method} ${path}: ${why}`);
    const nobody = ["ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH", "UND_ERR_CONNECT_TIMEOUT"];
    return { reply: null, reached: !nobody.includes(why) };
  }
}

/** A whole answer, read without trust: what cannot be read is absent. */
class Reply {
  constructor(response, content) {
    this.status = response.status;
    this.accepted = response.ok;
    const wait = response.headers.get("Retry-After") ?? "";
    this.retryAfter = /^[0-9]{1,6}$/.test(wait) ? Number(wait) : null;
    this.location = response.headers.get("Location") ?? "";
    this.json = {};
    try {
      const read = JSON.parse(content);
      if (read && typeof read === "object") this.json = read;
    } catch {
      // Not JSON: nothing can be read in it.
    }
  }

  text(member) {
    return typeof this.json[member] === "string" ? this.json[member] : "";
  }

  isVacancy() {
    return this.text("vacancyId") !== "" && Number.isInteger(this.json.version);
  }

  objects(member) {
    const value = this.json[member];
    return Array.isArray(value) ? value.filter((one) => one && typeof one === "object") : [];
  }

  locationId() {
    return decodeURIComponent(this.location.replace(/\/+$/, "").split("/").pop());
  }
}

function join(baseUrl, parts) {
  return baseUrl + parts.map((part) => "/" + encodeURIComponent(part)).join("");
}

// ----------------------------- what your user is told -----------------------------

const NHS_JOBS = { name: "NHS Jobs", thing: "vacancy" };
const ESR = { name: "ESR", thing: "transfer" };

const ADVICE = {
  VACANCY_NOT_DRAFT:
    "The vacancy is no longer a draft, so it was not changed. Please sign in to your NHS Jobs " +
    "account and edit it there.",
  VERSION_STALE:
    "Somebody changed the draft in NHS Jobs meanwhile, so it was not changed. Please compare; to " +
    "write over it, press 'Update' again.",
  NO_MATCH:
    "ESR has no applicant with this name and date of birth. Please compare them with ESR letter " +
    "by letter, and transfer again once they agree.",
  SEVERAL_MATCHES:
    "Several applicants in ESR match. Please ask HR to choose one, or to close the others, in ESR, " +
    "and transfer again.",
  ALREADY_TRANSFERRED:
    "The checks were transferred before, and ESR keeps the first transfer. Please enter later " +
    "changes in ESR by hand.",
  NOT_FROM_TIS:
    "ESR's record of this applicant was not created by TIS or Hicom. Please enter the checks in " +
    "ESR by hand.",
  IS_EMPLOYEE: "ESR holds this person as an employee. Please enter the checks in ESR by hand.",
  APPLICANT_CLOSED: "ESR's record of this applicant is closed. Please ask HR for the open one.",
};

/** The `ok` of `act`. */
function report(outcome, count) {
  return { outcome, told_user: [], attempts: count };
}

function tell(report, severity, text, field) {
  report.told_user.push(field ? { severity, field, text } : { severity, text });
  return report;
}

function notSent(text, field) {
  return tell(report("not_sent", 0), "error", text, field);
}

function acceptedVacancy(reply, count) {
  const warnings = reply.objects("warnings");
  const told = report(warnings.length ? "accepted_with_warnings" : "accepted", count);
  told.reference = reply.text("reference");
  tell(told, "info", `Sent to NHS Jobs as ${reply.text("reference")}.`);
  const states = { DRAFT: "draft", PUBLISHED: "published", CLOSED: "closed" };
  const state = states[reply.text("status")];
  if (state) told.state = state;
  if (state === "draft" || !state) {
    tell(
      told,
      "info",
      "It is a draft and not published yet: please sign in to NHS Jobs, review it and publish it.",
    );
  }
  for (const warning of warnings) {
    const field = atsField(VACANCY, String(warning.field ?? ""));
    tell(told, "warning", `NHS Jobs remarks on ${field || "it"}: ${warning.message ?? ""}`, field);
  }
  return told;
}

function acceptedTransfer(reply, count) {
  const told = report("accepted", count);
  told.reference = reply.text("transferId");
  tell(told, "info", `The employment checks are in ESR (transfer ${reply.text("transferId")}).`);
  for (const record of reply.objects("records")) {
    const kind = record.loadStatusCode === "FAIL" ? "ERROR" : record.messageType;
    if (!kind) continue;
    if (kind !== "INFO") told.outcome = "accepted_with_warnings";
    const word = String(record.record ?? "").toLowerCase();
    const severity = { ERROR: "error", WARNING: "warning" }[kind] ?? "info";
    tell(told, severity, `${word}: ${record.messageText ?? ""}`, `checks.${word}`);
  }
  return told;
}

/** What a refusal means, and every field that it names. */
function refusal(service, fields, reply, count) {
  if (reply.status === 401 || reply.status === 403) {
    return tell(report("config_error", count), "error", support(service, reply));
  }
  if (reply.status < 400 || reply.status >= 500) {
    const text = `${service.name} gave an answer that we do not understand (${reply.status}).`;
    return tell(report("failed", count), "error", text);
  }
  const told = report("rejected", count);
  const code = reply.text("code");
  if (code === "VACANCY_NOT_DRAFT" && reply.text("vacancyStatus")) {
    told.state = reply.text("vacancyStatus").toLowerCase();
  }
  const errors = reply.objects("errors");
  for (const error of errors) {
    const pointer = String(error.field ?? "");
    const field = atsField(fields, pointer);
    const message = String(error.message ?? "").replace(/\.$/, "");
    let text = `${service.name} did not accept ${field || "it"}: ${message}.`;
    if (pointer.startsWith("/salary")) text += " Please review the salary information and re-enter it.";
    tell(told, "error", text, field);
  }
  if (ADVICE[code] || !errors.length) {
    const detail = ADVICE[code] || reply.text("detail") || reply.text("title");
    const text = `${service.name} refused the ${service.thing} (${reply.status} ${code}). ${detail}`;
    tell(told, "error", text.trim());
  }
  return told;
}

function support(service, reply) {
  const code = reply.text("code") || reply.text("error");
  return (
    `There is a problem with the connection to ${service.name} (${reply.status} ${code}). You ` +
    `cannot correct it in the ${service.thing}: please ask Support to check the integration.`
  );
}

// ------------------------- from your words to the wire's, and back -------------------------
//
// One row for each field: where your product holds it, where the wire has it, how it is written.
// Nothing is trimmed, escaped, cut, rounded or recoded on the way; numbers stay numbers.

const same = (value) => value;

const SPELT_OTHERWISE = {
  additional_clinical_services: "CLINICAL_SERVICES",
  additional_professional_scientific_and_technical: "PROF_SCIENTIFIC_AND_TECHNICAL",
  allied_health_professionals: "ALLIED_HEALTH_PROF",
  nursing_and_midwifery_registered: "NURSING_AND_MIDWIFERY_REGD",
};

/** A word of a list: the wire's spelling is the upper case, with a few exceptions. */
function code(word) {
  if (typeof word !== "string") return word;
  if (/^[0-9]/.test(word)) return "BAND_" + word.toUpperCase(); // 8a is BAND_8A
  return SPELT_OTHERWISE[word] ?? word.toUpperCase();
}

const codes = (words) => (Array.isArray(words) ? words.map(code) : words);

/** A list under a heading of the person specification is one text on the wire. */
const list = (items) => (Array.isArray(items) ? items.join("<br>") : items);

/** None held, none sent. */
function references(items) {
  if (!Array.isArray(items)) return items;
  return items.length ? items.map((item) => write(REFERENCE, item)) : undefined;
}

const VACANCY = [
  ["job_title", "jobTitle", same],
  ["job_reference", "jobReference", same],
  ["contract_type", "contractType", code],
  ["contract_duration.length", "contractDuration.length", same],
  ["contract_duration.unit", "contractDuration.unit", code],
  ["working_patterns", "workingPatterns", codes],
  ["working_hours.amount", "workingHours.amount", same],
  ["working_hours.unit", "workingHours.unit", code],
  ["staff_group", "staffGroup", code],
  ["area_of_work", "areaOfWork", same],
  ["pay_scheme", "payScheme", code],
  ["pay_band", "payBand", code],
  ["salary.type", "salary.type", code],
  ["salary.amount", "salary.amount", same],
  ["salary.minimum", "salary.minimum", same],
  ["salary.maximum", "salary.maximum", same],
  ["salary.period", "salary.period", code],
  ["salary.details", "salary.details", same],
  ["job_overview", "jobOverview", same],
  ["main_duties", "mainDuties", same],
  ["about_organisation", "aboutOrganisation", same],
  ["job_description", "jobDescription", same],
  ["person_specification.qualifications.essential", "personSpecification.qualifications.essential", list],
  ["person_specification.qualifications.desirable", "personSpecification.qualifications.desirable", list],
  ["person_specification.experience.essential", "personSpecification.experience.essential", list],
  ["person_specification.experience.desirable", "personSpecification.experience.desirable", list],
  ["person_specification.skills.essential", "personSpecification.skills.essential", list],
  ["person_specification.skills.desirable", "personSpecification.skills.desirable", list],
  ["location.address_line_1", "location.addressLine1", same],
  ["location.address_line_2", "location.addressLine2", same],
  ["location.address_line_3", "location.addressLine3", same],
  ["location.town", "location.town", same],
  ["location.county", "location.county", same],
  ["location.postcode", "location.postcode", same],
  ["location.country", "location.country", same],
  ["contact.name", "contact.name", same],
  ["contact.job_title", "contact.jobTitle", same],
  ["contact.email", "contact.email", same],
  ["contact.phone", "contact.phone", same],
  ["closing_date", "closingDate", same],
  ["apply_url", "applyUrl", same],
  ["dbs_check", "dbsCheck", code],
  ["skilled_worker_sponsorship", "skilledWorkerSponsorship", same],
  ["professional_registration_required", "professionalRegistrationRequired", same],
  ["visibility", "visibility", code],
];

const APPLICANT = [
  ["ats_reference", "atsReference", same],
  ["status", "applicantStatus", code],
  ["first_name", "person.firstName", same],
  ["last_name", "person.lastName", same],
  ["date_of_birth", "person.dateOfBirth", same],
  ["checks.dbs.level", "checks.dbs.level", code],
  ["checks.dbs.certificate_number", "checks.dbs.certificateNumber", same],
  ["checks.dbs.issue_date", "checks.dbs.issueDate", same],
  ["checks.dbs.workforce", "checks.dbs.workforce", code],
  ["checks.dbs.child_barred_list", "checks.dbs.childBarredList", same],
  ["checks.dbs.adult_barred_list", "checks.dbs.adultBarredList", same],
  ["checks.dbs.update_service", "checks.dbs.updateService", same],
  ["checks.professional_registration.body", "checks.professionalRegistration.body", code],
  ["checks.professional_registration.number", "checks.professionalRegistration.number", same],
  ["checks.professional_registration.status", "checks.professionalRegistration.status", same],
  ["checks.professional_registration.expiry_date", "checks.professionalRegistration.expiryDate", same],
  ["checks.references", "checks.references", references],
  ["checks.employment_checklist.qualifications_checked", "checks.employmentChecklist.qualificationsChecked", same],
  ["checks.employment_checklist.sponsorship_required", "checks.employmentChecklist.sponsorshipRequired", same],
  ["checks.employment_checklist.completed_date", "checks.employmentChecklist.completedDate", same],
  ["checks.illegal_working_checklist.route", "checks.illegalWorkingChecklist.route", code],
  ["checks.illegal_working_checklist.permit_to_work", "checks.illegalWorkingChecklist.permitToWork", same],
  ["checks.illegal_working_checklist.checked_date", "checks.illegalWorkingChecklist.checkedDate", same],
  ["checks.illegal_working_checklist.valid_to", "checks.illegalWorkingChecklist.validTo", same],
  ["checks.eu_status.status", "checks.euStatus.status", code],
  ["checks.eu_status.checked_date", "checks.euStatus.checkedDate", same],
];

const REFERENCE = [
  ["organisation", "organisation", same],
  ["from", "from", same],
  ["to", "to", same],
  ["received_date", "receivedDate", same],
  ["satisfactory", "satisfactory", same],
];

/** The body for what your product holds. What it does not hold is left out. */
function write(fields, held) {
  const body = {};
  for (const [ats, wire, written] of fields) {
    const found = ats.split(".").reduce((value, member) => value?.[member], held) ?? undefined;
    const value = found === undefined ? undefined : written(found);
    if (value === undefined) continue;
    const members = wire.split(".");
    const last = members.pop();
    const place = members.reduce((object, member) => (object[member] ??= {}), body);
    place[last] = value;
  }
  return body;
}

/**
 * Your word for the field that a refusal points to, `/salary/minimum`; indexes are left out.
 * A pointer without a row is given as it is: the runner understands both.
 */
function atsField(fields, pointer) {
  const path = pointer.split("/").filter((part) => part && !/^[0-9]+$/.test(part)).join(".");
  return fields.find(([, wire]) => wire === path)?.[0] ?? pointer;
}

/** For people: stderr is kept with the attempt. Never write secrets here. */
function log(text) {
  process.stderr.write(text + "\n");
}

await main();
