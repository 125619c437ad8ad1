import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Starter adapter in Java: 17 or later, nothing but the JDK. Run it with {@code java Adapter.java}.
 *
 * <p>An adapter makes your client act when the conformance runner asks for it, and reports what
 * your user would see. It reads one JSON object a line on stdin and writes one a line on stdout
 * (PROTOCOL.md has every word). stdout is for replies only: everything else goes to stderr, by
 * {@code log}.
 *
 * <p>Part 1 speaks the protocol; change {@code about} and leave the rest. Part 2, the class
 * {@code Client} and what follows it, is a small client of NHS Jobs and ESR that works as it
 * stands: replace it with calls into your own product. Part 3 reads and writes JSON; your product
 * has a library for that.
 */
public class Adapter {

    // ============================== Part 1: the protocol. Keep this. ==============================

    // Leave out what your product does not do: its scenarios are then not applicable.
    static final List<String> ACTIONS =
        List.of("post_vacancy", "update_vacancy", "transfer_employment_checks");

    static Map<String, Object> about(Object nonce) {
        var about = new LinkedHashMap<String, Object>();
        about.put("protocol", "1");
        about.put("adapter", Map.of("name", "starter-java", "version", "1.0.0"));
        // Your product: it is named in every report.
        about.put("subject", Map.of("vendor", "example", "name", "starter", "version", "1.0.0",
            "language", "Java"));
        about.put("actions", ACTIONS);
        about.put("features", List.of());
        // How many attempts may be open at once. More than 1 needs threads: replies may come in
        // any order.
        about.put("concurrency", 1);
        about.put("nonce", nonce);
        return about;
    }

    /** The op or action is not one that this adapter knows. */
    static class Unsupported extends Exception {
        Unsupported(String why) {
            super(why);
        }
    }

    final Map<String, Client> attempts = new HashMap<>();

    /** The {@code ok} of a reply. */
    Map<String, Object> answer(String op, Json params) throws Exception {
        switch (op) {
            case "hello":
                return about(params.get("nonce").value());
            case "begin": // credentials and addresses of one attempt: they belong to no other
                attempts.put(params.text("attempt"), new Client(params));
                return Map.of();
            case "act":
                if (!ACTIONS.contains(params.text("action"))) {
                    throw new Unsupported("there is no action `" + params.text("action") + "`");
                }
                // A margin is kept for writing the reply: a passed deadline counts as a crash.
                long deadline = now() + params.number("deadline_ms").longValue() * 9 / 10;
                return opened(params).act(params.text("action"), params.text("name"),
                    params.get("input"), deadline).json();
            case "settle":
                return Map.of("idle", opened(params).settle(params.number("quiet_ms").longValue()));
            case "end":
                opened(params).end();
                attempts.remove(params.text("attempt"));
                return Map.of();
            case "bye":
                return Map.of();
            default:
                throw new Unsupported("there is no op `" + op + "`");
        }
    }

    Client opened(Json params) {
        Client client = attempts.get(params.text("attempt"));
        if (client == null) {
            throw new IllegalStateException("no attempt " + params.text("attempt") + " was begun");
        }
        return client;
    }

    Map<String, Object> reply(Json request) {
        var reply = new LinkedHashMap<String, Object>();
        reply.put("id", request.get("id").value());
        try {
            reply.put("ok", answer(request.text("op"), request.get("params")));
        } catch (Unsupported why) {
            reply.put("unsupported", Map.of("reason", why.getMessage()));
        } catch (Exception error) { // a bug in here; what a service answered never is one
            error.printStackTrace(); // on stderr
            reply.put("adapter_error", Map.of("message", error.toString()));
        }
        return reply;
    }

    public static void main(String[] arguments) throws IOException {
        // A connection of its own for each request: one that the service has just given up would
        // lose the request.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection");
        // JSON is UTF-8, whatever this machine's default is; and a line ends with LF on Windows too.
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
        var adapter = new Adapter();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Json request = Json.read(line);
            out.print(Json.write(adapter.reply(request)) + "\n");
            out.flush(); // the runner waits for the line
            if (request.text("op").equals("bye")) {
                break;
            }
        }
        System.exit(0);
    }

    static long now() {
        return System.nanoTime() / 1_000_000;
    }

    /** For people: stderr is kept with the attempt. Never write secrets here. */
    static void log(String text) {
        System.err.println(text);
    }
}

// ============ Part 2: the client. Replace from here with calls into your own product. ============
//
// What must stay is the shape: one Client for each attempt, sharing nothing with any other, with
// `act` (do it now, and report what your user would see), `settle` (is any work left?) and `end`.

class Client {
    private final Json nhsJobs;
    private final Json esr;
    /** By name: what is needed to update a draft. */
    private final Map<String, Draft> vacancies = new HashMap<>();
    /** Applicants whose checks are in ESR. */
    private final Set<String> transferred = new HashSet<>();
    /** By action and name: intentions whose end is not known yet. */
    private final Map<String, Intention> intentions = new HashMap<>();
    private String token;
    private long tokenEnds;

    record Draft(String id, Number version) {}

    Client(Json begin) {
        nhsJobs = begin.get("nhs_jobs");
        esr = begin.get("esr");
    }

    Report act(String action, String name, Json held, long deadline) throws InterruptedException {
        Adapter.log(action + " " + name);
        switch (action) {
            case "post_vacancy":
                return postVacancy(name, held.get("vacancy"), deadline);
            case "update_vacancy":
                return updateVacancy(name, held.get("vacancy"), deadline);
            default:
                return transfer(name, held.get("applicant"), deadline);
        }
    }

    /** Everything is done by the time act answers. With a queue: wait up to quietMs for it. */
    boolean settle(long quietMs) {
        return true;
    }

    /** The attempt is over: nothing may be sent for it any more. */
    void end() {}

    // ------------------------------------ NHS Jobs ------------------------------------

    private Report postVacancy(String name, Json vacancy, long deadline) throws InterruptedException {
        if (vacancies.containsKey(name)) {
            return Report.notSent("This vacancy is in NHS Jobs already: please use 'Update'.", null);
        }
        Intention intention = intend("post_vacancy " + name, Field.write(Field.VACANCY, vacancy), false);
        if (intention == null) {
            return Report.notSent("We still do not know whether the vacancy you sent before arrived, "
                + "so your changes were not sent. Please look in NHS Jobs first.", null);
        }
        Sent sent = new Sent();
        sent.send("POST", vacanciesUrl(null), nhsJobsHeaders(), intention, deadline);
        return vacancyReport("post_vacancy " + name, name, sent, deadline);
    }

    private Report updateVacancy(String name, Json vacancy, long deadline) throws InterruptedException {
        Draft draft = vacancies.get(name);
        if (draft == null) {
            return Report.notSent("This vacancy is not known to be in NHS Jobs: please post it first.", null);
        }
        var body = Field.write(Field.VACANCY, vacancy);
        body.put("version", draft.version());
        Intention intention = intend("update_vacancy " + name, body, true);
        Sent sent = new Sent();
        sent.send("PUT", vacanciesUrl(draft.id()), nhsJobsHeaders(), intention, deadline);
        return vacancyReport("update_vacancy " + name, name, sent, deadline);
    }

    private Report vacancyReport(String what, String name, Sent sent, long deadline) {
        Answer answer = sent.answer;
        Draft before = vacancies.get(name);
        if (answer == null || !answer.accepted()) {
            if (answer != null && answer.text("code").equals("VERSION_STALE")) {
                // Somebody else changed the draft: only a person may decide to write over that, by
                // asking for the update once more.
                vacancies.put(name, new Draft(before.id(), answer.json.number("currentVersion")));
            }
            return refused(Service.NHS_JOBS, Field.VACANCY, what, sent);
        }
        if (!isVacancy(answer)) { // accepted, and the answer cannot be read: read it back
            String known = before != null ? before.id() : answer.locationId();
            answer = known.isEmpty() ? null
                : Sent.exchange("GET", vacanciesUrl(known), nhsJobsHeaders(), null, deadline).answer();
            if (answer == null || !isVacancy(answer)) {
                return unknown(Service.NHS_JOBS, what, sent);
            }
        }
        intentions.remove(what);
        vacancies.put(name, new Draft(answer.text("vacancyId"), answer.json.number("version")));
        return Report.acceptedVacancy(answer, sent.count);
    }

    private static boolean isVacancy(Answer answer) {
        return !answer.text("vacancyId").isEmpty() && answer.json.number("version") != null;
    }

    private String vacanciesUrl(String vacancyId) {
        return join(nhsJobs.text("base_url"), "organisations", nhsJobs.text("organisation_id"),
            "vacancies", vacancyId);
    }

    private Map<String, String> nhsJobsHeaders() {
        return Map.of("X-Api-Key", nhsJobs.text("api_key"), "X-Account-Id", nhsJobs.text("account_id"));
    }

    // -------------------------------------- ESR --------------------------------------

    private Report transfer(String name, Json applicant, long deadline) throws InterruptedException {
        String who = List.of("ats_reference", "first_name", "last_name", "date_of_birth").stream()
            .map(member -> Json.write(applicant.get(member).value())).collect(Collectors.joining(" "));
        if (!applicant.text("status").equals("outcome_recruited")) {
            return Report.notSent("Employment checks are sent once the outcome is 'recruited'.", "status");
        }
        Object vpd = applicant.get("employer_vpd").value();
        if (vpd != null && !vpd.equals(esr.text("vpd"))) {
            return Report.notSent("This applicant belongs to another employer.", "employer_vpd");
        }
        if (transferred.contains(who)) {
            return Report.notSent("The checks of this applicant are in ESR already: it is a one-off "
                + "transfer, so please enter later changes in ESR by hand.", null);
        }
        // Identity and occupational health have no row in APPLICANT: what has no row cannot leave.
        Intention intention = intend("transfer " + name, Field.write(Field.APPLICANT, applicant), false);
        if (intention == null) {
            return Report.notSent("We still do not know whether the checks you sent before arrived, "
                + "so your changes were not sent. Please ask HR to look in ESR.", null);
        }
        Sent sent = new Sent();
        Report refusal = signIn(deadline, false);
        if (refusal == null) {
            sent.send("POST", checksUrl(null), bearer(), intention, deadline);
            if (sent.status() == 401) { // its clock may differ from ours: one new token, one more try
                refusal = signIn(deadline, true);
                if (refusal == null) {
                    sent.send("POST", checksUrl(null), bearer(), intention, deadline);
                }
            }
        }
        if (refusal != null) {
            refusal.attempts = sent.count;
            return refusal;
        }
        return transferReport("transfer " + name, who, sent, deadline);
    }

    private Report transferReport(String what, String who, Sent sent, long deadline) {
        Answer answer = sent.answer;
        if (answer == null || !answer.accepted()) {
            return refused(Service.ESR, Field.APPLICANT, what, sent);
        }
        transferred.add(who);
        if (answer.text("transferId").isEmpty()) {
            String known = answer.locationId();
            answer = known.isEmpty() ? null
                : Sent.exchange("GET", checksUrl(known), bearer(), null, deadline).answer();
            if (answer == null || answer.text("transferId").isEmpty()) {
                return unknown(Service.ESR, what, sent);
            }
        }
        intentions.remove(what);
        return Report.acceptedTransfer(answer, sent.count);
    }

    /** Puts a token in hand; answers a report where there is none to be had. */
    private Report signIn(long deadline, boolean renew) throws InterruptedException {
        if (token != null && Adapter.now() < tokenEnds && !renew) {
            return null;
        }
        String form = "grant_type=client_credentials&client_id=" + encoded(esr.text("client_id"))
            + "&client_secret=" + encoded(esr.text("client_secret"));
        var headers = Map.of("Content-Type", "application/x-www-form-urlencoded");
        Sent sent = new Sent();
        sent.sendBytes("POST", esr.text("token_url"), headers, form.getBytes(UTF_8), deadline);
        Answer answer = sent.answer;
        if (answer != null && answer.accepted() && !answer.text("access_token").isEmpty()) {
            token = answer.text("access_token");
            Number life = answer.json.number("expires_in");
            tokenEnds = Adapter.now() + ((life == null ? 300 : life.longValue()) - 60) * 1000;
            return null;
        }
        if (answer != null && answer.status / 100 == 4 && answer.status != 429) {
            return new Report("config_error", 0).tell("error", Report.support(Service.ESR, answer), null);
        }
        return new Report("failed", 0).tell("error", "We could not sign in to ESR, so nothing was "
            + "transferred. Please try again in a few minutes.", null);
    }

    private String checksUrl(String transferId) {
        return join(esr.text("base_url"), "dit", "v1", "employers", esr.text("vpd"),
            "employment-checks", transferId);
    }

    private Map<String, String> bearer() {
        return Map.of("Authorization", "Bearer " + token);
    }

    // ------------------------------ intentions and refusals ------------------------------

    /**
     * One key and one body for one thing that a person wants, until its end is known.
     *
     * <p>Asked for once more with the same content it is the same intention: a second press of the
     * button is not a second vacancy. Other content is another intention, with a key of its own;
     * null where that would risk doing things twice, since the earlier one may have arrived.
     */
    private Intention intend(String what, Map<String, Object> body, boolean replace) {
        String written = Json.write(body); // once: a retry sends the same bytes
        Intention earlier = intentions.get(what);
        if (earlier != null && earlier.body.equals(written)) {
            return earlier;
        }
        if (earlier != null && earlier.inDoubt && !replace) {
            return null;
        }
        Intention intention = new Intention(written);
        intentions.put(what, intention);
        return intention;
    }

    static class Intention {
        final String key = UUID.randomUUID().toString();
        final String body;
        boolean inDoubt;

        Intention(String body) {
            this.body = body;
        }
    }

    /** What became of an action that was not accepted. */
    private Report refused(Service service, List<Field> fields, String what, Sent sent) {
        if (sent.answer != null && !Sent.RETRYABLE.contains(sent.status())) {
            intentions.remove(what); // what is sent next is something new
            return Report.refusal(service, fields, sent.answer, sent.count);
        }
        if (sent.inDoubt) {
            return unknown(service, what, sent);
        }
        Integer wait = sent.answer == null ? null : sent.answer.retryAfter;
        return new Report("failed", sent.count).tell("error", service.name
            + " cannot be reached, or cannot take it just now; nothing was done. Please try again in "
            + (wait == null ? "a few minutes" : wait + " seconds") + ".", null);
    }

    private Report unknown(Service service, String what, Sent sent) {
        intentions.get(what).inDoubt = true;
        return new Report("unknown", sent.count).tell("error", "No clear answer came from "
            + service.name + ", so we do not know whether it was done. Please look there before you "
            + "send it again.", null);
    }

    /** A null part is left out. */
    private static String join(String baseUrl, String... parts) {
        return baseUrl + Arrays.stream(parts).filter(part -> part != null)
            .map(part -> "/" + encoded(part)).collect(Collectors.joining());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}

// --------------------------- sending, and sending again where that helps ---------------------------

/** What came of sending, perhaps several times. */
class Sent {
    static final int MOST_SENDS = 5;
    static final Set<Integer> RETRYABLE = Set.of(429, 500, 502, 503, 504);
    /** A slow answer must be waited for, at least two seconds. */
    static final long LONGEST_SEND_MS = 5_000;

    /** The last answer; null where it was lost. */
    Answer answer;
    int tries;
    /** Requests that reached a listener. */
    int count;
    /** Whether some request may have been done although no answer said so. */
    boolean inDoubt;

    int status() {
        return answer == null ? 0 : answer.status;
    }

    void send(String method, String url, Map<String, String> headers, Client.Intention intention,
            long deadline) throws InterruptedException {
        var all = new HashMap<>(headers);
        all.put("Content-Type", "application/json");
        all.put("Idempotency-Key", intention.key);
        sendBytes(method, url, all, intention.body.getBytes(UTF_8), deadline);
    }

    /** Sends until an answer settles it, five times at most, and not past the deadline. */
    void sendBytes(String method, String url, Map<String, String> headers, byte[] body, long deadline)
            throws InterruptedException {
        while (tries < MOST_SENDS && Adapter.now() < deadline) {
            tries += 1;
            Exchanged exchanged = exchange(method, url, headers, body, deadline);
            answer = exchanged.answer();
            count += exchanged.reached() ? 1 : 0;
            // The answer of a gateway or of a failed service says little of what was done behind it.
            inDoubt |= exchanged.reached() && Set.of(0, 500, 502, 504).contains(status());
            if (answer != null && !RETRYABLE.contains(status())) {
                return;
            }
            long pause = 50L << (tries - 1); // short, so that tests are quick: take seconds
            if (answer != null && answer.retryAfter != null) {
                pause = Math.max(pause, answer.retryAfter * 1000L + 20); // never too early
            }
            if (tries == MOST_SENDS || Adapter.now() + pause >= deadline) {
                return;
            }
            Thread.sleep(pause);
        }
    }

    /** What came of one request; answer is null where it was lost. */
    record Exchanged(Answer answer, boolean reached) {}

    private static final HttpClient HTTP = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofMillis(LONGEST_SEND_MS))
        .build();

    static Exchanged exchange(String method, String url, Map<String, String> headers, byte[] body,
            long deadline) {
        String line = method + " " + URI.create(url).getPath() + ": ";
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
        var request = HttpRequest.newBuilder(URI.create(url)).method(method, publisher)
            .header("Accept", "application/json").header("Connection", "close");
        headers.forEach(request::header);
        long timeout = Math.max(100, Math.min(LONGEST_SEND_MS, deadline - Adapter.now()));
        var coming = HTTP.sendAsync(request.build(), BodyHandlers.ofString(UTF_8));
        try {
            var answer = new Answer(coming.get(timeout, TimeUnit.MILLISECONDS));
            Adapter.log(line + answer.status);
            return new Exchanged(answer, true);
        } catch (ExecutionException error) { // cut, reset, half an answer; or nobody there at all
            Adapter.log(line + error.getCause());
            boolean nobody = error.getCause() instanceof ConnectException
                || error.getCause() instanceof HttpConnectTimeoutException;
            return new Exchanged(null, !nobody);
        } catch (TimeoutException | InterruptedException error) {
            coming.cancel(true);
            Adapter.log(line + error);
            return new Exchanged(null, true);
        }
    }
}

/** A whole answer, read without trust: what cannot be read is absent. */
class Answer {
    final int status;
    final Integer retryAfter;
    final String location;
    final Json json;

    Answer(HttpResponse<String> response) {
        status = response.statusCode();
        String wait = response.headers().firstValue("Retry-After").orElse("");
        retryAfter = wait.matches("[0-9]{1,6}") ? Integer.valueOf(wait) : null;
        location = response.headers().firstValue("Location").orElse("");
        Json read;
        try {
            read = Json.read(response.body());
        } catch (IllegalArgumentException notJson) {
            read = new Json(null);
        }
        json = read;
    }

    boolean accepted() {
        return status / 100 == 2;
    }

    /** Empty where there is none. */
    String text(String member) {
        return json.text(member);
    }

    String locationId() {
        String[] parts = location.split("/"); // empty parts at the end are left out
        return parts.length == 0 ? "" : URLDecoder.decode(parts[parts.length - 1], UTF_8);
    }
}

// ----------------------------- what your user is told -----------------------------

enum Service {
    NHS_JOBS("NHS Jobs", "vacancy"),
    ESR("ESR", "transfer");

    final String name;
    final String thing;

    Service(String name, String thing) {
        this.name = name;
        this.thing = thing;
    }
}

/** The {@code ok} of {@code act}. */
class Report {
    String outcome;
    int attempts;
    String reference;
    String state;
    final List<Object> toldUser = new ArrayList<>();

    static final Map<String, String> ADVICE = Map.of(
        "VACANCY_NOT_DRAFT", "The vacancy is no longer a draft, so it was not changed. Please sign in "
            + "to your NHS Jobs account and edit it there.",
        "VERSION_STALE", "Somebody changed the draft in NHS Jobs meanwhile, so it was not changed. "
            + "Please compare; to write over it, press 'Update' again.",
        "NO_MATCH", "ESR has no applicant with this name and date of birth. Please compare them with "
            + "ESR letter by letter, and transfer again once they agree.",
        "SEVERAL_MATCHES", "Several applicants in ESR match. Please ask HR to choose one, or to close "
            + "the others, in ESR, and transfer again.",
        "ALREADY_TRANSFERRED", "The checks were transferred before, and ESR keeps the first transfer. "
            + "Please enter later changes in ESR by hand.",
        "NOT_FROM_TIS", "ESR's record of this applicant was not created by TIS or Hicom. Please enter "
            + "the checks in ESR by hand.",
        "IS_EMPLOYEE", "ESR holds this person as an employee. Please enter the checks in ESR by hand.",
        "APPLICANT_CLOSED", "ESR's record of this applicant is closed. Please ask HR for the open one.");

    Report(String outcome, int attempts) {
        this.outcome = outcome;
        this.attempts = attempts;
    }

    Report tell(String severity, String text, String field) {
        var told = new LinkedHashMap<String, Object>();
        told.put("severity", severity);
        if (field != null && !field.isEmpty()) {
            told.put("field", field);
        }
        told.put("text", text);
        toldUser.add(told);
        return this;
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("outcome", outcome);
        if (reference != null) {
            json.put("reference", reference);
        }
        if (state != null) {
            json.put("state", state);
        }
        json.put("told_user", toldUser);
        json.put("attempts", attempts);
        return json;
    }

    static Report notSent(String text, String field) {
        return new Report("not_sent", 0).tell("error", text, field);
    }

    static Report acceptedVacancy(Answer answer, int count) {
        List<Json> warnings = answer.json.objects("warnings");
        Report report = new Report(warnings.isEmpty() ? "accepted" : "accepted_with_warnings", count);
        report.reference = answer.text("reference");
        report.tell("info", "Sent to NHS Jobs as " + report.reference + ".", null);
        if (Set.of("DRAFT", "PUBLISHED", "CLOSED").contains(answer.text("status"))) {
            report.state = answer.text("status").toLowerCase(Locale.ROOT);
        }
        if (report.state == null || report.state.equals("draft")) {
            report.tell("info", "It is a draft and not published yet: please sign in to NHS Jobs, "
                + "review it and publish it.", null);
        }
        for (Json warning : warnings) {
            String field = Field.ats(Field.VACANCY, warning.text("field"));
            report.tell("warning", "NHS Jobs remarks on " + (field.isEmpty() ? "it" : field) + ": "
                + warning.text("message"), field);
        }
        return report;
    }

    static Report acceptedTransfer(Answer answer, int count) {
        Report report = new Report("accepted", count);
        report.reference = answer.text("transferId");
        report.tell("info", "The employment checks are in ESR (transfer " + report.reference + ").", null);
        for (Json record : answer.json.objects("records")) {
            boolean failed = record.text("loadStatusCode").equals("FAIL");
            String kind = failed ? "ERROR" : record.text("messageType");
            if (kind.isEmpty()) {
                continue;
            }
            if (!kind.equals("INFO")) {
                report.outcome = "accepted_with_warnings";
            }
            String word = record.text("record").toLowerCase(Locale.ROOT);
            String severity = Map.of("ERROR", "error", "WARNING", "warning").getOrDefault(kind, "info");
            report.tell(severity, word + ": " + record.text("messageText"), "checks." + word);
        }
        return report;
    }

    /** What a refusal means, and every field that it names. */
    static Report refusal(Service service, List<Field> fields, Answer answer, int count) {
        if (answer.status == 401 || answer.status == 403) {
            return new Report("config_error", count).tell("error", support(service, answer), null);
        }
        if (answer.status / 100 != 4) {
            return new Report("failed", count).tell("error", service.name
                + " gave an answer that we do not understand (" + answer.status + ").", null);
        }
        Report report = new Report("rejected", count);
        String code = answer.text("code");
        if (code.equals("VACANCY_NOT_DRAFT") && !answer.text("vacancyStatus").isEmpty()) {
            report.state = answer.text("vacancyStatus").toLowerCase(Locale.ROOT);
        }
        List<Json> errors = answer.json.objects("errors");
        for (Json error : errors) {
            String field = Field.ats(fields, error.text("field"));
            String text = service.name + " did not accept " + (field.isEmpty() ? "it" : field) + ": "
                + error.text("message").replaceFirst("\\.$", "") + ".";
            if (error.text("field").startsWith("/salary")) {
                text += " Please review the salary information and re-enter it.";
            }
            report.tell("error", text, field);
        }
        if (ADVICE.containsKey(code) || errors.isEmpty()) {
            String detail = answer.text(answer.text("detail").isEmpty() ? "title" : "detail");
            report.tell("error", (service.name + " refused the " + service.thing + " (" + answer.status
                + " " + code + "). " + ADVICE.getOrDefault(code, detail)).trim(), null);
        }
        return report;
    }

    static String support(Service service, Answer answer) {
        String code = answer.text(answer.text("code").isEmpty() ? "error" : "code");
        return "There is a problem with the connection to " + service.name + " (" + answer.status + " "
            + code + "). You cannot correct it in the " + service.thing + ": please ask Support to "
            + "check the integration.";
    }
}

// ------------------------- from your words to the wire's, and back -------------------------

/**
 * One row for each field: where your product holds it, where the wire has it, how it is written.
 * Nothing is trimmed, escaped, cut, rounded or recoded on the way; numbers stay numbers.
 */
record Field(String ats, String wire, UnaryOperator<Object> written) {

    private static Field same(String ats, String wire) {
        return new Field(ats, wire, value -> value);
    }

    private static Field code(String ats, String wire) {
        return new Field(ats, wire, Field::spelt);
    }

    private static Field codes(String ats, String wire) {
        return new Field(ats, wire, words -> words instanceof List<?> list
            ? list.stream().map(Field::spelt).collect(Collectors.toList()) : words);
    }

    /** A list under a heading of the person specification is one text on the wire. */
    private static Field lines(String ats, String wire) {
        return new Field(ats, wire, items -> items instanceof List<?> list
            ? list.stream().map(String::valueOf).collect(Collectors.joining("<br>")) : items);
    }

    /** None held, none sent. */
    private static Field references(String ats, String wire) {
        return new Field(ats, wire, items -> {
            if (!(items instanceof List<?> list)) {
                return items;
            }
            return list.isEmpty() ? null
                : list.stream().map(item -> write(REFERENCE, new Json(item))).collect(Collectors.toList());
        });
    }

    /** A word of a list: the wire's spelling is the upper case, with a few exceptions. */
    private static Object spelt(Object word) {
        if (!(word instanceof String text)) {
            return word;
        }
        String upper = text.toUpperCase(Locale.ROOT); // in every country
        if (!text.isEmpty() && Character.isDigit(text.charAt(0))) {
            return "BAND_" + upper; // 8a is BAND_8A
        }
        return SPELT_OTHERWISE.getOrDefault(text, upper);
    }

    private static final Map<String, String> SPELT_OTHERWISE = Map.of(
        "additional_clinical_services", "CLINICAL_SERVICES",
        "additional_professional_scientific_and_technical", "PROF_SCIENTIFIC_AND_TECHNICAL",
        "allied_health_professionals", "ALLIED_HEALTH_PROF",
        "nursing_and_midwifery_registered", "NURSING_AND_MIDWIFERY_REGD");

    static final List<Field> VACANCY = List.of(
        same("job_title", "jobTitle"),
        same("job_reference", "jobReference"),
        code("contract_type", "contractType"),
        same("contract_duration.length", "contractDuration.length"),
        code("contract_duration.unit", "contractDuration.unit"),
        codes("working_patterns", "workingPatterns"),
        same("working_hours.amount", "workingHours.amount"),
        code("working_hours.unit", "workingHours.unit"),
        code("staff_group", "staffGroup"),
        same("area_of_work", "areaOfWork"),
        code("pay_scheme", "payScheme"),
        code("pay_band", "payBand"),
        code("salary.type", "salary.type"),
        same("salary.amount", "salary.amount"),
        same("salary.minimum", "salary.minimum"),
        same("salary.maximum", "salary.maximum"),
        code("salary.period", "salary.period"),
        same("salary.details", "salary.details"),
        same("job_overview", "jobOverview"),
        same("main_duties", "mainDuties"),
        same("about_organisation", "aboutOrganisation"),
        same("job_description", "jobDescription"),
        lines("person_specification.qualifications.essential", "personSpecification.qualifications.essential"),
        lines("person_specification.qualifications.desirable", "personSpecification.qualifications.desirable"),
        lines("person_specification.experience.essential", "personSpecification.experience.essential"),
        lines("person_specification.experience.desirable", "personSpecification.experience.desirable"),
        lines("person_specification.skills.essential", "personSpecification.skills.essential"),
        lines("person_specification.skills.desirable", "personSpecification.skills.desirable"),
        same("location.address_line_1", "location.addressLine1"),
        same("location.address_line_2", "location.addressLine2"),
        same("location.address_line_3", "location.addressLine3"),
        same("location.town", "location.town"),
        same("location.county", "location.county"),
        same("location.postcode", "location.postcode"),
        same("location.country", "location.country"),
        same("contact.name", "contact.name"),
        same("contact.job_title", "contact.jobTitle"),
        same("contact.email", "contact.email"),
        same("contact.phone", "contact.phone"),
        same("closing_date", "closingDate"),
        same("apply_url", "applyUrl"),
        code("dbs_check", "dbsCheck"),
        same("skilled_worker_sponsorship", "skilledWorkerSponsorship"),
        same("professional_registration_required", "professionalRegistrationRequired"),
        code("visibility", "visibility"));

    static final List<Field> APPLICANT = List.of(
        same("ats_reference", "atsReference"),
        code("status", "applicantStatus"),
        same("first_name", "person.firstName"),
        same("last_name", "person.lastName"),
        same("date_of_birth", "person.dateOfBirth"),
        code("checks.dbs.level", "checks.dbs.level"),
        same("checks.dbs.certificate_number", "checks.dbs.certificateNumber"),
        same("checks.dbs.issue_date", "checks.dbs.issueDate"),
        code("checks.dbs.workforce", "checks.dbs.workforce"),
        same("checks.dbs.child_barred_list", "checks.dbs.childBarredList"),
        same("checks.dbs.adult_barred_list", "checks.dbs.adultBarredList"),
        same("checks.dbs.update_service", "checks.dbs.updateService"),
        code("checks.professional_registration.body", "checks.professionalRegistration.body"),
        same("checks.professional_registration.number", "checks.professionalRegistration.number"),
        same("checks.professional_registration.status", "checks.professionalRegistration.status"),
        same("checks.professional_registration.expiry_date", "checks.professionalRegistration.expiryDate"),
        references("checks.references", "checks.references"),
        same("checks.employment_checklist.qualifications_checked", "checks.employmentChecklist.qualificationsChecked"),
        same("checks.employment_checklist.sponsorship_required", "checks.employmentChecklist.sponsorshipRequired"),
        same("checks.employment_checklist.completed_date", "checks.employmentChecklist.completedDate"),
        code("checks.illegal_working_checklist.route", "checks.illegalWorkingChecklist.route"),
        same("checks.illegal_working_checklist.permit_to_work", "checks.illegalWorkingChecklist.permitToWork"),
        same("checks.illegal_working_checklist.checked_date", "checks.illegalWorkingChecklist.checkedDate"),
        same("checks.illegal_working_checklist.valid_to", "checks.illegalWorkingChecklist.validTo"),
        code("checks.eu_status.status", "checks.euStatus.status"),
        same("checks.eu_status.checked_date", "checks.euStatus.checkedDate"));

    static final List<Field> REFERENCE = List.of(
        same("organisation", "organisation"),
        same("from", "from"),
        same("to", "to"),
        same("received_date", "receivedDate"),
        same("satisfactory", "satisfactory"));

    /** The body for what your product holds. What it does not hold is left out. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> write(List<Field> fields, Json held) {
        var body = new LinkedHashMap<String, Object>();
        for (Field field : fields) {
            Json found = held;
            for (String member : field.ats.split("\\.")) {
                found = found.get(member);
            }
            Object value = found.value() == null ? null : field.written.apply(found.value());
            if (value == null) {
                continue;
            }
            Map<String, Object> place = body;
            String[] members = field.wire.split("\\.");
            for (int depth = 0; depth < members.length - 1; depth++) {
                place = (Map<String, Object>) place.computeIfAbsent(members[depth], new_ -> new LinkedHashMap<>());
            }
            place.put(members[members.length - 1], value);
        }
        return body;
    }

    /**
     * Your word for the field that a refusal points to, {@code /salary/minimum}; indexes are left
     * out. A pointer without a row is given as it is: the runner understands both.
     */
    static String ats(List<Field> fields, String pointer) {
        String path = Arrays.stream(pointer.split("/"))
            .filter(part -> !part.isEmpty() && !part.matches("[0-9]+"))
            .collect(Collectors.joining("."));
        return fields.stream().filter(field -> field.wire.equals(path)).map(Field::ats)
            .findFirst().orElse(pointer);
    }
}

// ===================== Part 3: JSON, since the JDK has none. Use your library. =====================

/** A JSON value read without trust: what is not there, or is of another kind, is absent. */
record Json(Object value) {

    Json get(String member) {
        return new Json(value instanceof Map<?, ?> members ? members.get(member) : null);
    }

    /** Empty where there is none. */
    String text(String member) {
        return get(member).value instanceof String text ? text : "";
    }

    /** Null where there is none. */
    Number number(String member) {
        return get(member).value instanceof Number number ? number : null;
    }

    List<Json> objects(String member) {
        var objects = new ArrayList<Json>();
        if (get(member).value instanceof List<?> items) {
            items.stream().filter(item -> item instanceof Map).forEach(item -> objects.add(new Json(item)));
        }
        return objects;
    }

    /** Throws IllegalArgumentException where the text is no JSON. */
    static Json read(String text) {
        var reader = new Reader(text);
        Object value = reader.value();
        reader.blanks();
        if (reader.at < text.length()) {
            throw reader.wrong();
        }
        return new Json(value);
    }

    static String write(Object value) {
        var out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> members) {
            String comma = "{";
            for (var member : members.entrySet()) {
                out.append(comma);
                write(member.getKey(), out);
                out.append(':');
                write(member.getValue(), out);
                comma = ",";
            }
            out.append(members.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> items) {
            String comma = "[";
            for (Object item : items) {
                out.append(comma);
                write(item, out);
                comma = ",";
            }
            out.append(items.isEmpty() ? "[]" : "]");
        } else if (value instanceof String text) {
            out.append('"');
            text.chars().forEach(unit -> {
                if (unit == '"' || unit == '\\') {
                    out.append('\\').append((char) unit);
                } else if (unit < ' ') {
                    out.append(String.format("\\u%04x", unit));
                } else {
                    out.append((char) unit);
                }
            });
            out.append('"');
        } else {
            out.append(value); // null, true, false, a number
        }
    }

    private static class Reader {
        final String text;
        int at;

        Reader(String text) {
            this.text = text;
        }

        Object value() {
            blanks();
            char first = at < text.length() ? text.charAt(at) : ' ';
            switch (first) {
                case '{':
                    return object();
                case '[':
                    return array();
                case '"':
                    return string();
                case 't':
                    return word("true", true);
                case 'f':
                    return word("false", false);
                case 'n':
                    return word("null", null);
                default:
                    return number();
            }
        }

        private Map<String, Object> object() {
            var members = new LinkedHashMap<String, Object>();
            at++;
            while (!ends('}', members.isEmpty())) {
                blanks();
                String name = string();
                blanks();
                expect(':');
                members.put(name, value());
            }
            return members;
        }

        private List<Object> array() {
            var items = new ArrayList<Object>();
            at++;
            while (!ends(']', items.isEmpty())) {
                items.add(value());
            }
            return items;
        }

        /** Whether the end is here; otherwise, but before the first item, a comma must be. */
        private boolean ends(char end, boolean first) {
            blanks();
            if (at < text.length() && text.charAt(at) == end) {
                at++;
                return true;
            }
            if (!first) {
                expect(',');
            }
            return false;
        }

        private String string() {
            var out = new StringBuilder();
            expect('"');
            for (; at < text.length(); at++) {
                char unit = text.charAt(at);
                if (unit == '"') {
                    at++;
                    return out.toString();
                }
                out.append(unit == '\\' ? escaped() : unit);
            }
            throw wrong();
        }

        private char escaped() {
            at++;
            char letter = at < text.length() ? text.charAt(at) : ' ';
            if (letter == 'u' && at + 4 < text.length()) {
                at += 4;
                return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
            }
            int known = "\"\\/bfnrt".indexOf(letter);
            if (known < 0) {
                throw wrong();
            }
            return "\"\\/\b\f\n\r\t".charAt(known);
        }

        /** Exact: a salary of 37578.60 stays what it is. */
        private BigDecimal number() {
            int start = at;
            while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            try {
                return new BigDecimal(text.substring(start, at));
            } catch (NumberFormatException error) {
                throw wrong();
            }
        }

        private Object word(String word, Object value) {
            if (!text.startsWith(word, at)) {
                throw wrong();
            }
            at += word.length();
            return value;
        }

        private void expect(char unit) {
            if (at >= text.length() || text.charAt(at) != unit) {
                throw wrong();
            }
            at++;
        }

        void blanks() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        IllegalArgumentException wrong() {
            return new IllegalArgumentException("not JSON at character " + at);
        }
    }
}
