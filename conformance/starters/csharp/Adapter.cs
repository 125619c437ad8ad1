// Starter adapter in C#: .NET 8 or later, nothing but the base class library.
//
// An adapter makes your client act when the conformance runner asks for it, and reports what your
// user would see. It reads one JSON object a line on stdin and writes one a line on stdout
// (PROTOCOL.md has every word). stdout is for replies only: log with Adapter.Log.
//
// Part 1 speaks the protocol; change About and leave the rest. Part 2, the class Client and what
// follows it, is a small client of NHS Jobs and ESR that works as it stands: replace it with calls
// into your own product.

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

// ============================== Part 1: the protocol. Keep this. ==============================

public static class Adapter
{
    // Leave out what your product does not do: its scenarios are then not applicable.
    static readonly string[] Actions = { "post_vacancy", "update_vacancy", "transfer_employment_checks" };

    static JsonObject About(string nonce)
    {
        return new JsonObject
        {
            ["protocol"] = "1",
            ["adapter"] = new JsonObject { ["name"] = "starter-csharp", ["version"] = "1.0.0" },
            // Your product: it is named in every report.
            ["subject"] = new JsonObject
            {
                ["vendor"] = "example", ["name"] = "starter", ["version"] = "1.0.0", ["language"] = "C#",
            },
            ["actions"] = new JsonArray(Actions.Select(action => (JsonNode)action).ToArray()),
            ["features"] = new JsonArray(),
            // How many attempts may be open at once. With more than 1, replies may come in any
            // order, a line at a time.
            ["concurrency"] = 1,
            ["nonce"] = nonce,
        };
    }

    /// <summary>The op or action is not one that this adapter knows.</summary>
    class Unsupported : Exception
    {
        public Unsupported(string why) : base(why) { }
    }

    static readonly Dictionary<string, Client> Attempts = new Dictionary<string, Client>();

    /// <summary>The `ok` of a reply.</summary>
    static async Task<JsonObject> Answer(string op, JsonNode parameters)
    {
        string attempt = parameters.Text("attempt");
        switch (op)
        {
            case "hello":
                return About(parameters.Text("nonce"));
            case "begin": // credentials and addresses of one attempt: they belong to no other
                Attempts[attempt] = new Client(parameters);
                return new JsonObject();
            case "act":
                string action = parameters.Text("action");
                if (!Actions.Contains(action)) throw new Unsupported("there is no action `" + action + "`");
                // A margin is kept for writing the reply: a passed deadline counts as a crash.
                long deadline = Now() + (parameters.Number("deadline_ms") ?? 20000) * 9 / 10;
                Report report = await Attempts[attempt].Act(action, parameters.Text("name"), parameters["input"], deadline);
                return report.Json();
            case "settle":
                bool idle = await Attempts[attempt].Settle(parameters.Number("quiet_ms") ?? 0);
                return new JsonObject { ["idle"] = idle };
            case "end":
                await Attempts[attempt].End();
                Attempts.Remove(attempt);
                return new JsonObject();
            case "bye":
                return new JsonObject();
            default:
                throw new Unsupported("there is no op `" + op + "`");
        }
    }

    static async Task<JsonObject> Reply(JsonNode request)
    {
        var reply = new JsonObject { ["id"] = request.Number("id") };
        try
        {
            reply["ok"] = await Answer(request.Text("op"), request["params"] ?? new JsonObject());
        }
        catch (Unsupported why)
        {
            reply["unsupported"] = new JsonObject { ["reason"] = why.Message };
        }
        catch (Exception bug) // a bug in here; what a service answered never is one
        {
            Log(bug.ToString());
            reply["adapter_error"] = new JsonObject { ["message"] = bug.Message };
        }
        return reply;
    }

    public static async Task Main()
    {
        // JSON is UTF-8 without a byte order mark, whatever the console's code page is; and a line
        // ends with LF on Windows too.
        var utf8 = new UTF8Encoding(false);
        var input = new StreamReader(Console.OpenStandardInput(), utf8);
        var output = new StreamWriter(Console.OpenStandardOutput(), utf8) { NewLine = "\n", AutoFlush = true };
        for (string line = input.ReadLine(); line != null; line = input.ReadLine())
        {
            JsonNode request = JsonNode.Parse(line);
            output.WriteLine((await Reply(request)).ToJsonString());
            if (request.Text("op") == "bye") return;
        }
    }

    static readonly Stopwatch Clock = Stopwatch.StartNew();

    public static long Now() { return Clock.ElapsedMilliseconds; }

    /// <summary>For people: stderr is kept with the attempt. Never write secrets here.</summary>
    public static void Log(string text) { Console.Error.WriteLine(text); }
}

/// <summary>Reading JSON without trust: what is not there, or is of another kind, is absent.</summary>
static class Reading
{
    public static JsonNode Get(this JsonNode node, string member)
    {
        return node is JsonObject members ? members[member] : null;
    }

    public static string Text(this JsonNode node, string member)
    {
        string text = null;
        return node.Get(member) is JsonValue value && value.TryGetValue(out text) ? text : "";
    }

    public static long? Number(this JsonNode node, string member)
    {
        long number = 0;
        return node.Get(member) is JsonValue value && value.TryGetValue(out number) ? number : (long?)null;
    }

    public static List<JsonNode> Objects(this JsonNode node, string member)
    {
        var items = node.Get(member) as JsonArray;
        return items == null ? new List<JsonNode>() : items.Where(item => item is JsonObject).ToList();
    }
}

// =========== Part 2: the client. Replace from here with calls into your own product. ===========
//
// What must stay is the shape: one Client for each attempt, sharing nothing with any other, with
// Act (do it now, and report what your user would see), Settle (is any work left?) and End.

class Client
{
    readonly JsonNode nhsJobs;
    readonly JsonNode esr;
    /// <summary>By name: what is needed to update a draft.</summary>
    readonly Dictionary<string, Draft> vacancies = new Dictionary<string, Draft>();
    /// <summary>Applicants whose checks are in ESR.</summary>
    readonly HashSet<string> transferred = new HashSet<string>();
    /// <summary>By action and name: intentions whose end is not known yet.</summary>
    readonly Dictionary<string, Intention> intentions = new Dictionary<string, Intention>();
    string token;
    long tokenEnds;

    class Draft
    {
        public string Id;
        public long Version;
    }

    public Client(JsonNode begin)
    {
        nhsJobs = begin["nhs_jobs"];
        esr = begin["esr"];
    }

    public Task<Report> Act(string action, string name, JsonNode held, long deadline)
    {
        Adapter.Log(action + " " + name);
        switch (action)
        {
            case "post_vacancy": return PostVacancy(name, held.Get("vacancy"), deadline);
            case "update_vacancy": return UpdateVacancy(name, held.Get("vacancy"), deadline);
            default: return Transfer(name, held.Get("applicant"), deadline);
        }
    }

    /// <summary>Everything is done by the time Act answers. With a queue: wait for it, up to quietMs.</summary>
    public Task<bool> Settle(long quietMs) { return Task.FromResult(true); }

    /// <summary>The attempt is over: nothing may be sent for it any more.</summary>
    public Task End() { return Task.CompletedTask; }

    // ------------------------------------ NHS Jobs ------------------------------------

    async Task<Report> PostVacancy(string name, JsonNode vacancy, long deadline)
    {
        if (vacancies.ContainsKey(name))
        {
            return Report.NotSent("This vacancy is in NHS Jobs already: please use 'Update'.");
        }
        string what = "post_vacancy " + name;
        Intention intention = Intend(what, Field.Write(Field.Vacancy, vacancy), false);
        if (intention == null)
        {
            return Report.NotSent("We still do not know whether the vacancy you sent before arrived, so "
                + "your changes were not sent. Please look in NHS Jobs first.");
        }
        var sent = new Sent();
        await sent.Send("POST", VacanciesUrl(null), NhsJobsHeaders(), intention, deadline);
        return await VacancyReport(what, name, sent, deadline);
    }

    async Task<Report> UpdateVacancy(string name, JsonNode vacancy, long deadline)
    {
        Draft draft;
        if (!vacancies.TryGetValue(name, out draft))
        {
            return Report.NotSent("This vacancy is not known to be in NHS Jobs: please post it first.");
        }
        string what = "update_vacancy " + name;
        JsonObject body = Field.Write(Field.Vacancy, vacancy);
        body["version"] = draft.Version;
        Intention intention = Intend(what, body, true);
        var sent = new Sent();
        await sent.Send("PUT", VacanciesUrl(draft.Id), NhsJobsHeaders(), intention, deadline);
        return await VacancyReport(what, name, sent, deadline);
    }

    async Task<Report> VacancyReport(string what, string name, Sent sent, long deadline)
    {
        Answer answer = sent.Answer;
        Draft before;
        vacancies.TryGetValue(name, out before);
        if (answer == null || !answer.Accepted)
        {
            if (answer != null && answer.Json.Text("code") == "VERSION_STALE" && before != null)
            {
                // Somebody else changed the draft: only a person may decide to write over that, by
                // asking for the update once more.
                before.Version = answer.Json.Number("currentVersion") ?? before.Version;
            }
            return Refused(Service.NhsJobs, Field.Vacancy, what, sent);
        }
        if (!IsVacancy(answer)) // accepted, and the answer cannot be read: read it back
        {
            string known = before != null ? before.Id : answer.LocationId();
            answer = known == "" ? null
                : (await Sent.Exchange("GET", VacanciesUrl(known), NhsJobsHeaders(), null, deadline)).Answer;
            if (answer == null || !IsVacancy(answer)) return Unknown(Service.NhsJobs, what, sent);
        }
        intentions.Remove(what);
        vacancies[name] = new Draft { Id = answer.Json.Text("vacancyId"), Version = answer.Json.Number("version").Value };
        return Report.AcceptedVacancy(answer, sent.Count);
    }

    static bool IsVacancy(Answer answer)
    {
        return answer.Json.Text("vacancyId") != "" && answer.Json.Number("version") != null;
    }

    string VacanciesUrl(string vacancyId)
    {
        return Join(nhsJobs.Text("base_url"), "organisations", nhsJobs.Text("organisation_id"), "vacancies", vacancyId);
    }

    Dictionary<string, string> NhsJobsHeaders()
    {
        return new Dictionary<string, string>
        {
            ["X-Api-Key"] = nhsJobs.Text("api_key"), ["X-Account-Id"] = nhsJobs.Text("account_id"),
        };
    }

    // -------------------------------------- ESR --------------------------------------

    async Task<Report> Transfer(string name, JsonNode applicant, long deadline)
    {
        var identity = new[] { "ats_reference", "first_name", "last_name", "date_of_birth" };
        string who = string.Join(" ", identity.Select(member => applicant.Get(member)?.ToJsonString()));
        if (applicant.Text("status") != "outcome_recruited")
        {
            return Report.NotSent("Employment checks are sent once the outcome is 'recruited'.", "status");
        }
        if (applicant.Get("employer_vpd") != null && applicant.Text("employer_vpd") != esr.Text("vpd"))
        {
            return Report.NotSent("This applicant belongs to another employer.", "employer_vpd");
        }
        if (transferred.Contains(who))
        {
            return Report.NotSent("The checks of this applicant are in ESR already: it is a one-off "
                + "transfer, so please enter later changes in ESR by hand.");
        }
        // Identity and occupational health have no row in Field.Applicant: what has no row cannot leave.
        string what = "transfer " + name;
        Intention intention = Intend(what, Field.Write(Field.Applicant, applicant), false);
        if (intention == null)
        {
            return Report.NotSent("We still do not know whether the checks you sent before arrived, so "
                + "your changes were not sent. Please ask HR to look in ESR.");
        }
        var sent = new Sent();
        Report refusal = await SignIn(deadline, false);
        if (refusal == null)
        {
            await sent.Send("POST", ChecksUrl(null), Bearer(), intention, deadline);
            if (sent.Status == 401) // its clock may differ from ours: one new token, one more try
            {
                refusal = await SignIn(deadline, true);
                if (refusal == null) await sent.Send("POST", ChecksUrl(null), Bearer(), intention, deadline);
            }
        }
        if (refusal != null)
        {
            refusal.Attempts = sent.Count;
            return refusal;
        }
        return await TransferReport(what, who, sent, deadline);
    }

    async Task<Report> TransferReport(string what, string who, Sent sent, long deadline)
    {
        Answer answer = sent.Answer;
        if (answer == null || !answer.Accepted) return Refused(Service.Esr, Field.Applicant, what, sent);
        transferred.Add(who);
        if (answer.Json.Text("transferId") == "")
        {
            string known = answer.LocationId();
            answer = known == "" ? null
                : (await Sent.Exchange("GET", ChecksUrl(known), Bearer(), null, deadline)).Answer;
            if (answer == null || answer.Json.Text("transferId") == "") return Unknown(Service.Esr, what, sent);
        }
        intentions.Remove(what);
        return Report.AcceptedTransfer(answer, sent.Count);
    }

    /// <summary>Puts a token in hand; answers a report where there is none to be had.</summary>
    async Task<Report> SignIn(long deadline, bool renew)
    {
        if (token != null && Adapter.Now() < tokenEnds && !renew) return null;
        string form = "grant_type=client_credentials&client_id=" + Uri.EscapeDataString(esr.Text("client_id"))
            + "&client_secret=" + Uri.EscapeDataString(esr.Text("client_secret"));
        var headers = new Dictionary<string, string> { ["Content-Type"] = "application/x-www-form-urlencoded" };
        var sent = new Sent();
        await sent.SendBytes("POST", esr.Text("token_url"), headers, Encoding.UTF8.GetBytes(form), deadline);
        Answer answer = sent.Answer;
        if (answer != null && answer.Accepted && answer.Json.Text("access_token") != "")
        {
            token = answer.Json.Text("access_token");
            tokenEnds = Adapter.Now() + ((answer.Json.Number("expires_in") ?? 300) - 60) * 1000;
            return null;
        }
        if (answer != null && answer.Status / 100 == 4 && answer.Status != 429)
        {
            return new Report("config_error", 0).Tell("error", Report.Support(Service.Esr, answer));
        }
        return new Report("failed", 0).Tell("error", "We could not sign in to ESR, so nothing was "
            + "transferred. Please try again in a few minutes.");
    }

    string ChecksUrl(string transferId)
    {
        return Join(esr.Text("base_url"), "dit", "v1", "employers", esr.Text("vpd"), "employment-checks", transferId);
    }

    Dictionary<string, string> Bearer()
    {
        return new Dictionary<string, string> { ["Authorization"] = "Bearer " + token };
    }

    // ------------------------------ intentions and refusals ------------------------------

    /// <summary>One key and one body for one thing that a person wants, until its end is known.</summary>
    /// <remarks>
    /// Asked for once more with the same content it is the same intention: a second press of the
    /// button is not a second vacancy. Other content is another intention, with a key of its own;
    /// null where that would risk doing things twice, since the earlier one may have arrived.
    /// </remarks>
    Intention Intend(string what, JsonObject body, bool replace)
    {
        string written = body.ToJsonString(); // once: a retry sends the same bytes
        Intention earlier;
        intentions.TryGetValue(what, out earlier);
        if (earlier != null && earlier.Body == written) return earlier;
        if (earlier != null && earlier.InDoubt && !replace) return null;
        intentions[what] = new Intention { Key = Guid.NewGuid().ToString(), Body = written };
        return intentions[what];
    }

    /// <summary>What became of an action that was not accepted.</summary>
    Report Refused(Service service, List<Field> fields, string what, Sent sent)
    {
        if (sent.Answer != null && !Sent.Retryable.Contains(sent.Status))
        {
            intentions.Remove(what); // what is sent next is something new
            return Report.Refusal(service, fields, sent.Answer, sent.Count);
        }
        if (sent.InDoubt) return Unknown(service, what, sent);
        long? wait = sent.Answer == null ? null : sent.Answer.RetryAfter;
        return new Report("failed", sent.Count).Tell("error", service.Name + " cannot be reached, or cannot "
            + "take it just now; nothing was done. Please try again in "
            + (wait == null ? "a few minutes" : wait + " seconds") + ".");
    }

    Report Unknown(Service service, string what, Sent sent)
    {
        intentions[what].InDoubt = true;
        return new Report("unknown", sent.Count).Tell("error", "No clear answer came from " + service.Name
            + ", so we do not know whether it was done. Please look there before you send it again.");
    }

    /// <summary>A null part is left out.</summary>
    static string Join(string baseUrl, params string[] parts)
    {
        return baseUrl + string.Concat(parts.Where(part => part != null).Select(part => "/" + Uri.EscapeDataString(part)));
    }
}

class Intention
{
    public string Key;
    public string Body;
    public bool InDoubt;
}

// ----------------------- sending, and sending again where that helps -----------------------

/// <summary>What came of sending, perhaps several times.</summary>
class Sent
{
    const int MostSends = 5;
    const long LongestSendMs = 5000; // a slow answer must be waited for, at least two seconds
    public static readonly int[] Retryable = { 429, 500, 502, 503, 504 };

    /// <summary>The last answer; null where it was lost.</summary>
    public Answer Answer;
    int tries;
    /// <summary>Requests that reached a listener.</summary>
    public int Count;
    /// <summary>Whether some request may have been done although no answer said so.</summary>
    public bool InDoubt;

    public int Status { get { return Answer == null ? 0 : Answer.Status; } }

    public Task Send(string method, string url, Dictionary<string, string> headers, Intention intention, long deadline)
    {
        headers["Content-Type"] = "application/json";
        headers["Idempotency-Key"] = intention.Key;
        return SendBytes(method, url, headers, Encoding.UTF8.GetBytes(intention.Body), deadline);
    }

    /// <summary>Sends until an answer settles it, five times at most, and not past the deadline.</summary>
    public async Task SendBytes(string method, string url, Dictionary<string, string> headers, byte[] body, long deadline)
    {
        while (tries < MostSends && Adapter.Now() < deadline)
        {
            tries += 1;
            Exchanged exchanged = await Exchange(method, url, headers, body, deadline);
            Answer = exchanged.Answer;
            Count += exchanged.Reached ? 1 : 0;
            // The answer of a gateway or of a failed service says little of what was done behind it.
            InDoubt |= exchanged.Reached && new[] { 0, 500, 502, 504 }.Contains(Status);
            if (Answer != null && !Retryable.Contains(Status)) return;
            long pause = 50L << (tries - 1); // short, so that tests are quick: take seconds
            if (Answer != null && Answer.RetryAfter != null)
            {
                pause = Math.Max(pause, Answer.RetryAfter.Value * 1000 + 20); // never too early
            }
            if (tries == MostSends || Adapter.Now() + pause >= deadline) return;
            await Task.Delay((int)pause);
        }
    }

    /// <summary>What came of one request.</summary>
    public class Exchanged
    {
        /// <summary>Null where it was lost.</summary>
        public Answer Answer;
        /// <summary>Whether anybody listened.</summary>
        public bool Reached;
    }

    static readonly HttpClient Http = new HttpClient(new HttpClientHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false, // your product may need one; the simulator is next door
    }) { Timeout = Timeout.InfiniteTimeSpan };

    public static async Task<Exchanged> Exchange(
        string method, string url, Dictionary<string, string> headers, byte[] body, long deadline)
    {
        string line = method + " " + new Uri(url).AbsolutePath + ": ";
        long timeout = Math.Max(100, Math.Min(LongestSendMs, deadline - Adapter.Now()));
        using (var request = new HttpRequestMessage(new HttpMethod(method), url))
        using (var patience = new CancellationTokenSource((int)timeout))
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            // A connection of its own: on a kept one .NET may send a request again by itself.
            request.Headers.ConnectionClose = true;
            if (body != null) request.Content = new ByteArrayContent(body);
            foreach (var header in headers)
            {
                if (header.Key == "Content-Type") request.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
                else request.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
            try
            {
                using (HttpResponseMessage response = await Http.SendAsync(request, patience.Token))
                {
                    byte[] content = await response.Content.ReadAsByteArrayAsync();
                    Adapter.Log(line + (int)response.StatusCode);
                    return new Exchanged { Answer = new Answer(response, content), Reached = true };
                }
            }
            catch (Exception error) when (error is HttpRequestException || error is IOException || error is OperationCanceledException)
            {
                // Cut, reset, half an answer, too slow; or nobody there at all.
                Adapter.Log(line + error.Message);
                return new Exchanged { Answer = null, Reached = !IsNobody(error) };
            }
        }
    }

    static bool IsNobody(Exception error)
    {
        var nobody = new[]
        {
            SocketError.ConnectionRefused, SocketError.HostNotFound, SocketError.HostUnreachable, SocketError.NetworkUnreachable,
        };
        for (Exception cause = error; cause != null; cause = cause.InnerException)
        {
            if (cause is SocketException socket && nobody.Contains(socket.SocketErrorCode)) return true;
        }
        return false;
    }
}

/// <summary>A whole answer, read without trust.</summary>
class Answer
{
    public readonly int Status;
    public readonly long? RetryAfter;
    public readonly string Location;
    public readonly JsonNode Json;

    public Answer(HttpResponseMessage response, byte[] content)
    {
        Status = (int)response.StatusCode;
        long wait;
        bool asked = long.TryParse(First(response, "Retry-After"), out wait) && wait >= 0 && wait < 1000000;
        RetryAfter = asked ? wait : (long?)null;
        Location = First(response, "Location");
        try
        {
            Json = JsonNode.Parse(Encoding.UTF8.GetString(content));
        }
        catch (JsonException)
        {
            Json = null; // nothing can be read in it
        }
    }

    public bool Accepted { get { return Status / 100 == 2; } }

    public string LocationId() { return Uri.UnescapeDataString(Location.TrimEnd('/').Split('/').Last()); }

    static string First(HttpResponseMessage response, string name)
    {
        IEnumerable<string> values;
        return response.Headers.TryGetValues(name, out values) ? values.First() : "";
    }
}

// ----------------------------- what your user is told -----------------------------

class Service
{
    public string Name;
    public string Thing;

    public static readonly Service NhsJobs = new Service { Name = "NHS Jobs", Thing = "vacancy" };
    public static readonly Service Esr = new Service { Name = "ESR", Thing = "transfer" };
}

/// <summary>The `ok` of `act`.</summary>
class Report
{
    string outcome;
    string reference;
    string state;
    readonly JsonArray toldUser = new JsonArray();
    public int Attempts;

    static readonly Dictionary<string, string> Advice = new Dictionary<string, string>
    {
        ["VACANCY_NOT_DRAFT"] = "The vacancy is no longer a draft, so it was not changed. Please sign in to "
            + "your NHS Jobs account and edit it there.",
        ["VERSION_STALE"] = "Somebody changed the draft in NHS Jobs meanwhile, so it was not changed. Please "
            + "compare; to write over it, press 'Update' again.",
        ["NO_MATCH"] = "ESR has no applicant with this name and date of birth. Please compare them with ESR "
            + "letter by letter, and transfer again once they agree.",
        ["SEVERAL_MATCHES"] = "Several applicants in ESR match. Please ask HR to choose one, or to close the "
            + "others, in ESR, and transfer again.",
        ["ALREADY_TRANSFERRED"] = "The checks were transferred before, and ESR keeps the first transfer. "
            + "Please enter later changes in ESR by hand.",
        ["NOT_FROM_TIS"] = "ESR's record of this applicant was not created by TIS or Hicom. Please enter the "
            + "checks in ESR by hand.",
        ["IS_EMPLOYEE"] = "ESR holds this person as an employee. Please enter the checks in ESR by hand.",
        ["APPLICANT_CLOSED"] = "ESR's record of this applicant is closed. Please ask HR for the open one.",
    };

    public Report(string outcome, int attempts)
    {
        this.outcome = outcome;
        Attempts = attempts;
    }

    public Report Tell(string severity, string text, string field = "")
    {
        var told = new JsonObject { ["severity"] = severity, ["text"] = text };
        if (field != "") told["field"] = field;
        toldUser.Add(told);
        return this;
    }

    public JsonObject Json()
    {
        var json = new JsonObject { ["outcome"] = outcome, ["told_user"] = toldUser, ["attempts"] = Attempts };
        if (reference != null) json["reference"] = reference;
        if (state != null) json["state"] = state;
        return json;
    }

    public static Report NotSent(string text, string field = "")
    {
        return new Report("not_sent", 0).Tell("error", text, field);
    }

    public static Report AcceptedVacancy(Answer answer, int count)
    {
        List<JsonNode> warnings = answer.Json.Objects("warnings");
        var report = new Report(warnings.Count == 0 ? "accepted" : "accepted_with_warnings", count);
        report.reference = answer.Json.Text("reference");
        report.Tell("info", "Sent to NHS Jobs as " + report.reference + ".");
        string status = answer.Json.Text("status");
        if (new[] { "DRAFT", "PUBLISHED", "CLOSED" }.Contains(status)) report.state = status.ToLowerInvariant();
        if (report.state == null || report.state == "draft")
        {
            report.Tell("info", "It is a draft and not published yet: please sign in to NHS Jobs, review it "
                + "and publish it.");
        }
        foreach (JsonNode warning in warnings)
        {
            string field = Field.Ats(Field.Vacancy, warning.Text("field"));
            report.Tell("warning", "NHS Jobs remarks on " + OrIt(field) + ": " + warning.Text("message"), field);
        }
        return report;
    }

    public static Report AcceptedTransfer(Answer answer, int count)
    {
        var report = new Report("accepted", count) { reference = answer.Json.Text("transferId") };
        report.Tell("info", "The employment checks are in ESR (transfer " + report.reference + ").");
        foreach (JsonNode record in answer.Json.Objects("records"))
        {
            string kind = record.Text("loadStatusCode") == "FAIL" ? "ERROR" : record.Text("messageType");
            if (kind == "") continue;
            string severity = kind == "ERROR" ? "error" : kind == "WARNING" ? "warning" : "info";
            if (severity != "info") report.outcome = "accepted_with_warnings";
            string word = record.Text("record").ToLowerInvariant();
            report.Tell(severity, word + ": " + record.Text("messageText"), "checks." + word);
        }
        return report;
    }

    /// <summary>What a refusal means, and every field that it names.</summary>
    public static Report Refusal(Service service, List<Field> fields, Answer answer, int count)
    {
        if (answer.Status == 401 || answer.Status == 403)
        {
            return new Report("config_error", count).Tell("error", Support(service, answer));
        }
        if (answer.Status / 100 != 4)
        {
            return new Report("failed", count).Tell("error", service.Name
                + " gave an answer that we do not understand (" + answer.Status + ").");
        }
        var report = new Report("rejected", count);
        string code = answer.Json.Text("code");
        if (code == "VACANCY_NOT_DRAFT" && answer.Json.Text("vacancyStatus") != "")
        {
            report.state = answer.Json.Text("vacancyStatus").ToLowerInvariant();
        }
        List<JsonNode> errors = answer.Json.Objects("errors");
        foreach (JsonNode error in errors)
        {
            string pointer = error.Text("field");
            string field = Field.Ats(fields, pointer);
            string text = service.Name + " did not accept " + OrIt(field) + ": " + error.Text("message").TrimEnd('.') + ".";
            if (pointer.StartsWith("/salary", StringComparison.Ordinal))
            {
                text += " Please review the salary information and re-enter it.";
            }
            report.Tell("error", text, field);
        }
        string advice;
        bool known = Advice.TryGetValue(code, out advice);
        if (known || errors.Count == 0)
        {
            string detail = known ? advice : answer.Json.Text("detail");
            report.Tell("error", (service.Name + " refused the " + service.Thing + " (" + answer.Status + " " + code
                + "). " + detail).Trim());
        }
        return report;
    }

    public static string Support(Service service, Answer answer)
    {
        string code = answer.Json.Text("code") + answer.Json.Text("error");
        return "There is a problem with the connection to " + service.Name + " (" + answer.Status + " " + code
            + "). You cannot correct it in the " + service.Thing + ": please ask Support to check the integration.";
    }

    static string OrIt(string field) { return field == "" ? "it" : field; }
}

// ---------------------- from your words to the wire's, and back ----------------------

/// <summary>
/// One row for each field: where your product holds it, where the wire has it, how it is written.
/// Nothing is trimmed, escaped, cut, rounded or recoded on the way; numbers stay numbers.
/// </summary>
class Field
{
    readonly string ats;
    readonly string wire;
    readonly Func<JsonNode, JsonNode> written;

    Field(string ats, string wire, Func<JsonNode, JsonNode> written)
    {
        this.ats = ats;
        this.wire = wire;
        this.written = written;
    }

    /// <summary>A copy: a node has one parent. Parsed numbers are written as they were read.</summary>
    static JsonNode Copy(JsonNode value) { return JsonNode.Parse(value.ToJsonString()); }

    /// <summary>A word of a list: the wire's spelling is the upper case, with a few exceptions.</summary>
    static JsonNode Spelt(JsonNode value)
    {
        string word = null;
        string other;
        if (!(value is JsonValue text && text.TryGetValue(out word))) return value == null ? null : Copy(value);
        if (word != "" && char.IsDigit(word[0])) return "BAND_" + word.ToUpperInvariant(); // 8a is BAND_8A
        return SpeltOtherwise.TryGetValue(word, out other) ? other : word.ToUpperInvariant();
    }

    static readonly Dictionary<string, string> SpeltOtherwise = new Dictionary<string, string>
    {
        ["additional_clinical_services"] = "CLINICAL_SERVICES",
        ["additional_professional_scientific_and_technical"] = "PROF_SCIENTIFIC_AND_TECHNICAL",
        ["allied_health_professionals"] = "ALLIED_HEALTH_PROF",
        ["nursing_and_midwifery_registered"] = "NURSING_AND_MIDWIFERY_REGD",
    };

    static Field Same(string ats, string wire) { return new Field(ats, wire, Copy); }

    static Field Code(string ats, string wire) { return new Field(ats, wire, Spelt); }

    static Field Codes(string ats, string wire)
    {
        return new Field(ats, wire, words =>
            words is JsonArray list ? new JsonArray(list.Select(Spelt).ToArray()) : Copy(words));
    }

    /// <summary>A list under a heading of the person specification is one text on the wire.</summary>
    static Field Lines(string ats, string wire)
    {
        return new Field(ats, wire, items =>
            items is JsonArray list ? string.Join("<br>", list.Select(item => item?.ToString())) : Copy(items));
    }

    /// <summary>None held, none sent.</summary>
    static Field References(string ats, string wire)
    {
        return new Field(ats, wire, items =>
        {
            var list = items as JsonArray;
            if (list == null) return Copy(items);
            return list.Count == 0 ? null : new JsonArray(list.Select(item => (JsonNode)Write(Reference, item)).ToArray());
        });
    }

    public static readonly List<Field> Vacancy = new List<Field>
    {
        Same("job_title", "jobTitle"),
        Same("job_reference", "jobReference"),
        Code("contract_type", "contractType"),
        Same("contract_duration.length", "contractDuration.length"),
        Code("contract_duration.unit", "contractDuration.unit"),
        Codes("working_patterns", "workingPatterns"),
        Same("working_hours.amount", "workingHours.amount"),
        Code("working_hours.unit", "workingHours.unit"),
        Code("staff_group", "staffGroup"),
        Same("area_of_work", "areaOfWork"),
        Code("pay_scheme", "payScheme"),
        Code("pay_band", "payBand"),
        Code("salary.type", "salary.type"),
        Same("salary.amount", "salary.amount"),
        Same("salary.minimum", "salary.minimum"),
        Same("salary.maximum", "salary.maximum"),
        Code("salary.period", "salary.period"),
        Same("salary.details", "salary.details"),
        Same("job_overview", "jobOverview"),
        Same("main_duties", "mainDuties"),
        Same("about_organisation", "aboutOrganisation"),
        Same("job_description", "jobDescription"),
        Lines("person_specification.qualifications.essential", "personSpecification.qualifications.essential"),
        Lines("person_specification.qualifications.desirable", "personSpecification.qualifications.desirable"),
        Lines("person_specification.experience.essential", "personSpecification.experience.essential"),
        Lines("person_specification.experience.desirable", "personSpecification.experience.desirable"),
        Lines("person_specification.skills.essential", "personSpecification.skills.essential"),
        Lines("person_specification.skills.desirable", "personSpecification.skills.desirable"),
        Same("location.address_line_1", "location.addressLine1"),
        Same("location.address_line_2", "location.addressLine2"),
        Same("location.address_line_3", "location.addressLine3"),
        Same("location.town", "location.town"),
        Same("location.county", "location.county"),
        Same("location.postcode", "location.postcode"),
        Same("location.country", "location.country"),
        Same("contact.name", "contact.name"),
        Same("contact.job_title", "contact.jobTitle"),
        Same("contact.email", "contact.email"),
        Same("contact.phone", "contact.phone"),
        Same("closing_date", "closingDate"),
        Same("apply_url", "applyUrl"),
        Code("dbs_check", "dbsCheck"),
        Same("skilled_worker_sponsorship", "skilledWorkerSponsorship"),
        Same("professional_registration_required", "professionalRegistrationRequired"),
        Code("visibility", "visibility"),
    };

    public static readonly List<Field> Applicant = new List<Field>
    {
        Same("ats_reference", "atsReference"),
        Code("status", "applicantStatus"),
        Same("first_name", "person.firstName"),
        Same("last_name", "person.lastName"),
        Same("date_of_birth", "person.dateOfBirth"),
        Code("checks.dbs.level", "checks.dbs.level"),
        Same("checks.dbs.certificate_number", "checks.dbs.certificateNumber"),
        Same("checks.dbs.issue_date", "checks.dbs.issueDate"),
        Code("checks.dbs.workforce", "checks.dbs.workforce"),
        Same("checks.dbs.child_barred_list", "checks.dbs.childBarredList"),
        Same("checks.dbs.adult_barred_list", "checks.dbs.adultBarredList"),
        Same("checks.dbs.update_service", "checks.dbs.updateService"),
        Code("checks.professional_registration.body", "checks.professionalRegistration.body"),
        Same("checks.professional_registration.number", "checks.professionalRegistration.number"),
        Same("checks.professional_registration.status", "checks.professionalRegistration.status"),
        Same("checks.professional_registration.expiry_date", "checks.professionalRegistration.expiryDate"),
        References("checks.references", "checks.references"),
        Same("checks.employment_checklist.qualifications_checked", "checks.employmentChecklist.qualificationsChecked"),
        Same("checks.employment_checklist.sponsorship_required", "checks.employmentChecklist.sponsorshipRequired"),
        Same("checks.employment_checklist.completed_date", "checks.employmentChecklist.completedDate"),
        Code("checks.illegal_working_checklist.route", "checks.illegalWorkingChecklist.route"),
        Same("checks.illegal_working_checklist.permit_to_work", "checks.illegalWorkingChecklist.permitToWork"),
        Same("checks.illegal_working_checklist.checked_date", "checks.illegalWorkingChecklist.checkedDate"),
        Same("checks.illegal_working_checklist.valid_to", "checks.illegalWorkingChecklist.validTo"),
        Code("checks.eu_status.status", "checks.euStatus.status"),
        Same("checks.eu_status.checked_date", "checks.euStatus.checkedDate"),
    };

    static readonly List<Field> Reference = new List<Field>
    {
        Same("organisation", "organisation"),
        Same("from", "from"),
        Same("to", "to"),
        Same("received_date", "receivedDate"),
        Same("satisfactory", "satisfactory"),
    };

    /// <summary>The body for what your product holds. What it does not hold is left out.</summary>
    public static JsonObject Write(List<Field> fields, JsonNode held)
    {
        var body = new JsonObject();
        foreach (Field field in fields)
        {
            JsonNode found = held;
            foreach (string member in field.ats.Split('.')) found = found.Get(member);
            JsonNode value = found == null ? null : field.written(found);
            if (value == null) continue;
            JsonObject place = body;
            string[] members = field.wire.Split('.');
            foreach (string member in members.Take(members.Length - 1))
            {
                if (place[member] == null) place[member] = new JsonObject();
                place = (JsonObject)place[member];
            }
            place[members.Last()] = value;
        }
        return body;
    }

    /// <summary>Your word for the field that a refusal points to, `/salary/minimum`.</summary>
    /// <remarks>
    /// Indexes are left out. A pointer without a row is given as it is: the runner understands both.
    /// </remarks>
    public static string Ats(List<Field> fields, string pointer)
    {
        string path = string.Join(".", pointer.Split('/').Where(part => part != "" && !part.All(char.IsDigit)));
        Field row = fields.FirstOrDefault(field => field.wire == path);
        return row == null ? pointer : row.ats;
    }
}
