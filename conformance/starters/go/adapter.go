// Starter adapter in Go: 1.19 or later, standard library only. Run it with `go run adapter.go`.
//
// An adapter makes your client act when the conformance runner asks for it, and reports what your
// user would see. It reads one JSON object a line on stdin and writes one a line on stdout
// (PROTOCOL.md has every word). stdout is for replies only: everything else goes to stderr, as the
// `log` package does by itself.
//
// Part 1 speaks the protocol; change `about` and leave the rest. Part 2 is a small client of NHS
// Jobs and ESR that works as it stands: replace it with calls into your own product.
package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// ============================== Part 1: the protocol. Keep this. ==============================

// Leave out what your product does not do: its scenarios are then not applicable.
var actions = []string{"post_vacancy", "update_vacancy", "transfer_employment_checks"}

func about(nonce string) object {
	return object{
		"protocol": "1",
		"adapter":  object{"name": "starter-go", "version": "1.0.0"},
		// Your product: it is named in every report.
		"subject":  object{"vendor": "example", "name": "starter", "version": "1.0.0", "language": "Go"},
		"actions":  actions,
		"features": []string{},
		// How many attempts may be open at once. More than 1 needs goroutines: replies may come in
		// any order, a line at a time.
		"concurrency": 1,
		"nonce":       nonce,
	}
}

type object = map[string]any

type request struct {
	ID     json.RawMessage `json:"id"`
	Op     string          `json:"op"`
	Params struct {
		Nonce      string  `json:"nonce"`
		Attempt    string  `json:"attempt"`
		NHSJobs    nhsJobs `json:"nhs_jobs"`
		ESR        esr     `json:"esr"`
		Action     string  `json:"action"`
		Name       string  `json:"name"`
		Input      object  `json:"input"`
		DeadlineMS int64   `json:"deadline_ms"`
		QuietMS    int64   `json:"quiet_ms"`
	} `json:"params"`
}

type nhsJobs struct {
	BaseURL        string `json:"base_url"`
	OrganisationID string `json:"organisation_id"`
	AccountID      string `json:"account_id"`
	APIKey         string `json:"api_key"`
}

type esr struct {
	BaseURL      string `json:"base_url"`
	TokenURL     string `json:"token_url"`
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
	VPD          string `json:"vpd"`
}

// errUnsupported: the op or action is not one that this adapter knows.
type errUnsupported struct{ why string }

func (e errUnsupported) Error() string { return e.why }

var attempts = map[string]*client{}

// answer gives the `ok` of a reply.
func answer(r request) (any, error) {
	p := r.Params
	switch r.Op {
	case "hello":
		return about(p.Nonce), nil
	case "begin": // credentials and addresses of one attempt: they belong to no other
		attempts[p.Attempt] = newClient(p.NHSJobs, p.ESR)
		return object{}, nil
	case "bye":
		return object{}, nil
	case "act":
		if !contains(actions, p.Action) {
			return nil, errUnsupported{"there is no action `" + p.Action + "`"}
		}
	case "settle", "end":
	default:
		return nil, errUnsupported{"there is no op `" + r.Op + "`"}
	}
	c := attempts[p.Attempt]
	if c == nil {
		return nil, fmt.Errorf("no attempt %s was begun", p.Attempt)
	}
	switch r.Op {
	case "act":
		// A margin is kept for writing the reply: a passed deadline counts as a crash.
		deadline := time.Now().Add(time.Duration(p.DeadlineMS) * time.Millisecond * 9 / 10)
		return c.act(p.Action, p.Name, p.Input, deadline), nil
	case "settle":
		return object{"idle": c.settle(time.Duration(p.QuietMS) * time.Millisecond)}, nil
	default:
		c.end()
		delete(attempts, p.Attempt)
		return object{}, nil
	}
}

// reply is recovered: a bug in here is an adapter_error; what a service answered never is one.
func reply(r request) (told object) {
	defer func() {
		if bug := recover(); bug != nil {
			log.Print(bug)
			told = object{"id": r.ID, "adapter_error": object{"message": fmt.Sprint(bug)}}
		}
	}()
	ok, err := answer(r)
	var unsupported errUnsupported
	switch {
	case errors.As(err, &unsupported):
		return object{"id": r.ID, "unsupported": object{"reason": err.Error()}}
	case err != nil:
		return object{"id": r.ID, "adapter_error": object{"message": err.Error()}}
	}
	return object{"id": r.ID, "ok": ok}
}

func main() {
	in := bufio.NewReader(os.Stdin) // no bufio.Scanner: its lines end at 64 KiB
	for {
		line, err := in.ReadBytes('\n')
		if err != nil {
			return
		}
		var r request
		if err := decode(line, &r); err != nil {
			log.Fatal(err)
		}
		written := append(encode(reply(r)), '\n')
		if _, err := os.Stdout.Write(written); err != nil || r.Op == "bye" {
			return
		}
	}
}

// decode keeps numbers as they are written: a salary of 37578.60 stays what it is.
func decode(text []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	return decoder.Decode(into)
}

func encode(value any) []byte {
	written, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return written
}

// =========== Part 2: the client. Replace from here with calls into your own product. ===========
//
// What must stay is the shape: one client for each attempt, sharing nothing with any other, with
// act (do it now, and report what your user would see), settle (is any work left?) and end.

type client struct {
	nhsJobs     nhsJobs
	esr         esr
	vacancies   map[string]draft      // by name: what is needed to update a draft
	transferred map[string]bool       // applicants whose checks are in ESR
	intentions  map[string]*intention // by action and name: those whose end is not known yet
	token       string
	tokenEnds   time.Time
}

type draft struct {
	id      string
	version json.Number
}

func newClient(nhsJobs nhsJobs, esr esr) *client {
	return &client{nhsJobs: nhsJobs, esr: esr, vacancies: map[string]draft{},
		transferred: map[string]bool{}, intentions: map[string]*intention{}}
}

func (c *client) act(action, name string, held object, deadline time.Time) *report {
	log.Print(action, " ", name)
	vacancy, _ := held["vacancy"].(object)
	applicant, _ := held["applicant"].(object)
	switch action {
	case "post_vacancy":
		return c.postVacancy(name, vacancy, deadline)
	case "update_vacancy":
		return c.updateVacancy(name, vacancy, deadline)
	default:
		return c.transfer(name, applicant, deadline)
	}
}

// settle: everything is done by the time act answers. With a queue, wait up to quiet for it.
func (c *client) settle(quiet time.Duration) bool { return true }

// end: the attempt is over, nothing may be sent for it any more.
func (c *client) end() {}

// ------------------------------------ NHS Jobs ------------------------------------

func (c *client) postVacancy(name string, vacancy object, deadline time.Time) *report {
	if _, there := c.vacancies[name]; there {
		return notSent("This vacancy is in NHS Jobs already: please use 'Update'.", "")
	}
	intention := c.intend("post_vacancy "+name, write(vacancyFields, vacancy), false)
	if intention == nil {
		return notSent("We still do not know whether the vacancy you sent before arrived, so your "+
			"changes were not sent. Please look in NHS Jobs first.", "")
	}
	sent := &sent{}
	sent.send("POST", c.vacanciesURL(""), c.nhsJobsHeaders(), intention, deadline)
	return c.vacancyReport("post_vacancy "+name, name, sent, deadline)
}

func (c *client) updateVacancy(name string, vacancy object, deadline time.Time) *report {
	draft, there := c.vacancies[name]
	if !there {
		return notSent("This vacancy is not known to be in NHS Jobs: please post it first.", "")
	}
	body := write(vacancyFields, vacancy)
	body["version"] = draft.version
	intention := c.intend("update_vacancy "+name, body, true)
	sent := &sent{}
	sent.send("PUT", c.vacanciesURL(draft.id), c.nhsJobsHeaders(), intention, deadline)
	return c.vacancyReport("update_vacancy "+name, name, sent, deadline)
}

func (c *client) vacancyReport(what, name string, sent *sent, deadline time.Time) *report {
	answer := sent.answer
	if answer == nil || !answer.accepted() {
		if answer != nil && answer.text("code") == "VERSION_STALE" {
			// Somebody else changed the draft: only a person may decide to write over that, by
			// asking for the update once more.
			c.vacancies[name] = draft{c.vacancies[name].id, answer.number("currentVersion")}
		}
		return c.refused(nhsJobsService, vacancyFields, what, sent)
	}
	if !answer.isVacancy() { // accepted, and the answer cannot be read: read it back
		known := c.vacancies[name].id
		if known == "" {
			known = answer.locationID()
		}
		if known == "" {
			return c.unknown(nhsJobsService, what, sent)
		}
		answer, _ = exchange("GET", c.vacanciesURL(known), c.nhsJobsHeaders(), nil, deadline)
		if answer == nil || !answer.isVacancy() {
			return c.unknown(nhsJobsService, what, sent)
		}
	}
	delete(c.intentions, what)
	c.vacancies[name] = draft{answer.text("vacancyId"), answer.number("version")}
	return acceptedVacancy(answer, sent.count)
}

func (c *client) vacanciesURL(vacancyID string) string {
	return join(c.nhsJobs.BaseURL, "organisations", c.nhsJobs.OrganisationID, "vacancies", vacancyID)
}

func (c *client) nhsJobsHeaders() map[string]string {
	return map[string]string{"X-Api-Key": c.nhsJobs.APIKey, "X-Account-Id": c.nhsJobs.AccountID}
}

// -------------------------------------- ESR --------------------------------------

func (c *client) transfer(name string, applicant object, deadline time.Time) *report {
	who := string(encode([]any{applicant["ats_reference"], applicant["first_name"],
		applicant["last_name"], applicant["date_of_birth"]}))
	if applicant["status"] != "outcome_recruited" {
		return notSent("Employment checks are sent once the outcome is 'recruited'.", "status")
	}
	if vpd := applicant["employer_vpd"]; vpd != nil && vpd != c.esr.VPD {
		return notSent("This applicant belongs to another employer.", "employer_vpd")
	}
	if c.transferred[who] {
		return notSent("The checks of this applicant are in ESR already: it is a one-off transfer, "+
			"so please enter later changes in ESR by hand.", "")
	}
	// Identity and occupational health have no row in applicantFields: what has no row cannot leave.
	intention := c.intend("transfer "+name, write(applicantFields, applicant), false)
	if intention == nil {
		return notSent("We still do not know whether the checks you sent before arrived, so your "+
			"changes were not sent. Please ask HR to look in ESR.", "")
	}
	sent := &sent{}
	refusal := c.signIn(deadline, false)
	if refusal == nil {
		sent.send("POST", c.checksURL(""), c.bearer(), intention, deadline)
		if sent.status() == 401 { // its clock may differ from ours: one new token, one more try
			if refusal = c.signIn(deadline, true); refusal == nil {
				sent.send("POST", c.checksURL(""), c.bearer(), intention, deadline)
			}
		}
	}
	if refusal != nil {
		refusal.Attempts = sent.count
		return refusal
	}
	return c.transferReport("transfer "+name, who, sent, deadline)
}

func (c *client) transferReport(what, who string, sent *sent, deadline time.Time) *report {
	answer := sent.answer
	if answer == nil || !answer.accepted() {
		return c.refused(esrService, applicantFields, what, sent)
	}
	c.transferred[who] = true
	if answer.text("transferId") == "" {
		known := answer.locationID()
		if known == "" {
			return c.unknown(esrService, what, sent)
		}
		answer, _ = exchange("GET", c.checksURL(known), c.bearer(), nil, deadline)
		if answer == nil || answer.text("transferId") == "" {
			return c.unknown(esrService, what, sent)
		}
	}
	delete(c.intentions, what)
	return acceptedTransfer(answer, sent.count)
}

// signIn puts a token in hand; it answers a report where there is none to be had.
func (c *client) signIn(deadline time.Time, renew bool) *report {
	if c.token != "" && time.Now().Before(c.tokenEnds) && !renew {
		return nil
	}
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {c.esr.ClientID},
		"client_secret": {c.esr.ClientSecret}}.Encode()
	headers := map[string]string{"Content-Type": "application/x-www-form-urlencoded"}
	sent := &sent{}
	sent.sendBytes("POST", c.esr.TokenURL, headers, []byte(form), deadline)
	answer := sent.answer
	if answer != nil && answer.accepted() && answer.text("access_token") != "" {
		life, err := answer.number("expires_in").Int64()
		if err != nil {
			life = 300
		}
		c.token = answer.text("access_token")
		c.tokenEnds = time.Now().Add(time.Duration(life-60) * time.Second)
		return nil
	}
	if answer != nil && answer.status/100 == 4 && answer.status != 429 {
		return newReport("config_error", 0).tell("error", support(esrService, answer), "")
	}
	return newReport("failed", 0).tell("error", "We could not sign in to ESR, so nothing was "+
		"transferred. Please try again in a few minutes.", "")
}

func (c *client) checksURL(transferID string) string {
	return join(c.esr.BaseURL, "dit", "v1", "employers", c.esr.VPD, "employment-checks", transferID)
}

func (c *client) bearer() map[string]string {
	return map[string]string{"Authorization": "Bearer " + c.token}
}

// ------------------------------ intentions and refusals ------------------------------

// intention is one key and one body for one thing that a person wants, until its end is known.
type intention struct {
	key     string
	body    []byte // written once: a retry sends the same bytes
	inDoubt bool
}

// intend: asked for once more with the same content it is the same intention, since a second press
// of the button is not a second vacancy. Other content is another intention, with a key of its own;
// nil where that would risk doing things twice, since the earlier one may have arrived.
func (c *client) intend(what string, body object, replace bool) *intention {
	written := encode(body)
	earlier := c.intentions[what]
	if earlier != nil && bytes.Equal(earlier.body, written) {
		return earlier
	}
	if earlier != nil && earlier.inDoubt && !replace {
		return nil
	}
	var key [16]byte
	if _, err := rand.Read(key[:]); err != nil {
		panic(err)
	}
	c.intentions[what] = &intention{key: hex.EncodeToString(key[:]), body: written}
	return c.intentions[what]
}

// refused tells what became of an action that was not accepted.
func (c *client) refused(service service, fields []field, what string, sent *sent) *report {
	if sent.answer != nil && !retryable(sent.status()) {
		delete(c.intentions, what) // what is sent next is something new
		return refusal(service, fields, sent.answer, sent.count)
	}
	if sent.inDoubt {
		return c.unknown(service, what, sent)
	}
	wait := "a few minutes"
	if sent.answer != nil && sent.answer.retryAfter > 0 {
		wait = sent.answer.retryAfter.String()
	}
	return newReport("failed", sent.count).tell("error", service.name+" cannot be reached, or "+
		"cannot take it just now; nothing was done. Please try again in "+wait+".", "")
}

func (c *client) unknown(service service, what string, sent *sent) *report {
	c.intentions[what].inDoubt = true
	return newReport("unknown", sent.count).tell("error", "No clear answer came from "+service.name+
		", so we do not know whether it was done. Please look there before you send it again.", "")
}

// ----------------------- sending, and sending again where that helps -----------------------

const (
	mostSends   = 5
	longestSend = 5 * time.Second // a slow answer must be waited for, at least two seconds
)

func retryable(status int) bool {
	return status == 429 || status == 500 || status >= 502 && status <= 504
}

// sent is what came of sending, perhaps several times.
type sent struct {
	answer  *reading // the last one; nil where it was lost
	tries   int
	count   int  // requests that reached a listener
	inDoubt bool // some request may have been done although no answer said so
}

func (s *sent) status() int {
	if s.answer == nil {
		return 0
	}
	return s.answer.status
}

func (s *sent) send(method, url string, headers map[string]string, intention *intention, deadline time.Time) {
	headers["Content-Type"] = "application/json"
	headers["Idempotency-Key"] = intention.key
	s.sendBytes(method, url, headers, intention.body, deadline)
}

// sendBytes sends until an answer settles it, five times at most, and not past the deadline.
func (s *sent) sendBytes(method, url string, headers map[string]string, body []byte, deadline time.Time) {
	for s.tries < mostSends && time.Now().Before(deadline) {
		s.tries++
		answer, reached := exchange(method, url, headers, body, deadline)
		s.answer = answer
		if reached {
			s.count++
			// The answer of a gateway or of a failed service says little of what was done behind it.
			status := s.status()
			s.inDoubt = s.inDoubt || status == 0 || status == 500 || status == 502 || status == 504
		}
		if answer != nil && !retryable(answer.status) {
			return
		}
		pause := 50 * time.Millisecond << (s.tries - 1) // short, so that tests are quick: take seconds
		if answer != nil && answer.retryAfter >= 0 {
			if asked := answer.retryAfter + 20*time.Millisecond; asked > pause { // never too early
				pause = asked
			}
		}
		if s.tries == mostSends || time.Now().Add(pause).After(deadline) {
			return
		}
		time.Sleep(pause)
	}
}

// A connection of its own for each request: Go sends a request again by itself, uncounted, when a
// kept connection was closed and the request has an Idempotency-Key.
var transport = &http.Client{
	Transport: &http.Transport{DisableKeepAlives: true},
	CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	},
}

// exchange makes one request: the answer, or nil; and whether anybody listened.
func exchange(method, url string, headers map[string]string, body []byte, deadline time.Time) (*reading, bool) {
	timeout := time.Until(deadline)
	if timeout > longestSend {
		timeout = longestSend
	}
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(body))
	if err != nil {
		panic(err)
	}
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	request.Header.Set("Accept", "application/json")
	response, err := transport.Do(request)
	if err != nil { // cut, reset, too slow; or nobody there at all
		log.Print(err)
		var network *net.OpError
		return nil, !(errors.As(err, &network) && network.Op == "dial")
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil { // half an answer
		log.Print(method, " ", request.URL.Path, ": ", err)
		return nil, true
	}
	log.Print(method, " ", request.URL.Path, ": ", response.StatusCode)
	return read(response, content), true
}

// reading is a whole answer, read without trust: what cannot be read is absent.
type reading struct {
	status     int
	retryAfter time.Duration // below 0 where there is none
	location   string
	json       object
}

func read(response *http.Response, content []byte) *reading {
	answer := &reading{status: response.StatusCode, retryAfter: -1, location: response.Header.Get("Location")}
	if wait, err := strconv.ParseUint(response.Header.Get("Retry-After"), 10, 20); err == nil {
		answer.retryAfter = time.Duration(wait) * time.Second
	}
	if !json.Valid(content) || decode(content, &answer.json) != nil {
		answer.json = nil
	}
	return answer
}

func (r *reading) accepted() bool { return r.status/100 == 2 }

func (r *reading) text(member string) string { return text(r.json, member) }

func (r *reading) number(member string) json.Number {
	number, _ := r.json[member].(json.Number)
	return number
}

func (r *reading) isVacancy() bool { return r.text("vacancyId") != "" && r.number("version") != "" }

func (r *reading) objects(member string) []object {
	var objects []object
	items, _ := r.json[member].([]any)
	for _, item := range items {
		if one, ok := item.(object); ok {
			objects = append(objects, one)
		}
	}
	return objects
}

func (r *reading) locationID() string {
	path := strings.TrimRight(r.location, "/")
	id, err := url.PathUnescape(path[strings.LastIndex(path, "/")+1:])
	if err != nil {
		return ""
	}
	return id
}

func text(members object, member string) string {
	value, _ := members[member].(string)
	return value
}

// join leaves an empty part out.
func join(baseURL string, parts ...string) string {
	for _, part := range parts {
		if part != "" {
			baseURL += "/" + url.PathEscape(part)
		}
	}
	return baseURL
}

// ----------------------------- what your user is told -----------------------------

type service struct{ name, thing string }

var (
	nhsJobsService = service{"NHS Jobs", "vacancy"}
	esrService     = service{"ESR", "transfer"}
)

var advice = map[string]string{
	"VACANCY_NOT_DRAFT": "The vacancy is no longer a draft, so it was not changed. Please sign in to " +
		"your NHS Jobs account and edit it there.",
	"VERSION_STALE": "Somebody changed the draft in NHS Jobs meanwhile, so it was not changed. Please " +
		"compare; to write over it, press 'Update' again.",
	"NO_MATCH": "ESR has no applicant with this name and date of birth. Please compare them with ESR " +
		"letter by letter, and transfer again once they agree.",
	"SEVERAL_MATCHES": "Several applicants in ESR match. Please ask HR to choose one, or to close the " +
		"others, in ESR, and transfer again.",
	"ALREADY_TRANSFERRED": "The checks were transferred before, and ESR keeps the first transfer. " +
		"Please enter later changes in ESR by hand.",
	"NOT_FROM_TIS": "ESR's record of this applicant was not created by TIS or Hicom. Please enter the " +
		"checks in ESR by hand.",
	"IS_EMPLOYEE":      "ESR holds this person as an employee. Please enter the checks in ESR by hand.",
	"APPLICANT_CLOSED": "ESR's record of this applicant is closed. Please ask HR for the open one.",
}

// report is the `ok` of `act`.
type report struct {
	Outcome   string `json:"outcome"`
	Reference string `json:"reference,omitempty"`
	State     string `json:"state,omitempty"`
	ToldUser  []told `json:"told_user"`
	Attempts  int    `json:"attempts"`
}

type told struct {
	Severity string `json:"severity"`
	Field    string `json:"field,omitempty"`
	Text     string `json:"text"`
}

func newReport(outcome string, count int) *report {
	return &report{Outcome: outcome, ToldUser: []told{}, Attempts: count}
}

func (r *report) tell(severity, text, field string) *report {
	r.ToldUser = append(r.ToldUser, told{severity, field, text})
	return r
}

func notSent(text, field string) *report {
	return newReport("not_sent", 0).tell("error", text, field)
}

func acceptedVacancy(answer *reading, count int) *report {
	report := newReport("accepted", count)
	report.Reference = answer.text("reference")
	report.tell("info", "Sent to NHS Jobs as "+report.Reference+".", "")
	if status := answer.text("status"); contains([]string{"DRAFT", "PUBLISHED", "CLOSED"}, status) {
		report.State = strings.ToLower(status)
	}
	if report.State == "" || report.State == "draft" {
		report.tell("info", "It is a draft and not published yet: please sign in to NHS Jobs, review "+
			"it and publish it.", "")
	}
	for _, warning := range answer.objects("warnings") {
		report.Outcome = "accepted_with_warnings"
		field := atsField(vacancyFields, text(warning, "field"))
		report.tell("warning", "NHS Jobs remarks on "+orIt(field)+": "+text(warning, "message"), field)
	}
	return report
}

func acceptedTransfer(answer *reading, count int) *report {
	report := newReport("accepted", count)
	report.Reference = answer.text("transferId")
	report.tell("info", "The employment checks are in ESR (transfer "+report.Reference+").", "")
	severities := map[string]string{"ERROR": "error", "WARNING": "warning"}
	for _, record := range answer.objects("records") {
		kind := text(record, "messageType")
		if text(record, "loadStatusCode") == "FAIL" {
			kind = "ERROR"
		}
		if kind == "" {
			continue
		}
		severity, grave := severities[kind]
		if grave {
			report.Outcome = "accepted_with_warnings"
		} else {
			severity = "info"
		}
		word := strings.ToLower(text(record, "record"))
		report.tell(severity, word+": "+text(record, "messageText"), "checks."+word)
	}
	return report
}

// refusal tells what a refusal means, and every field that it names.
func refusal(service service, fields []field, answer *reading, count int) *report {
	if answer.status == 401 || answer.status == 403 {
		return newReport("config_error", count).tell("error", support(service, answer), "")
	}
	if answer.status/100 != 4 {
		text := fmt.Sprintf("%s gave an answer that we do not understand (%d).", service.name, answer.status)
		return newReport("failed", count).tell("error", text, "")
	}
	report := newReport("rejected", count)
	code := answer.text("code")
	if code == "VACANCY_NOT_DRAFT" {
		report.State = strings.ToLower(answer.text("vacancyStatus"))
	}
	refused := answer.objects("errors")
	for _, one := range refused {
		pointer := text(one, "field")
		field := atsField(fields, pointer)
		message := strings.TrimSuffix(text(one, "message"), ".")
		words := service.name + " did not accept " + orIt(field) + ": " + message + "."
		if strings.HasPrefix(pointer, "/salary") {
			words += " Please review the salary information and re-enter it."
		}
		report.tell("error", words, field)
	}
	detail, known := advice[code]
	if !known {
		detail = answer.text("detail")
	}
	if known || len(refused) == 0 {
		text := fmt.Sprintf("%s refused the %s (%d %s). %s", service.name, service.thing, answer.status, code, detail)
		report.tell("error", strings.TrimSpace(text), "")
	}
	return report
}

func support(service service, answer *reading) string {
	code := answer.text("code") + answer.text("error")
	return fmt.Sprintf("There is a problem with the connection to %s (%d %s). You cannot correct it in "+
		"the %s: please ask Support to check the integration.", service.name, answer.status, code, service.thing)
}

func orIt(field string) string {
	if field == "" {
		return "it"
	}
	return field
}

// ---------------------- from your words to the wire's, and back ----------------------

// field is one row: where your product holds it, where the wire has it, how it is written. Nothing
// is trimmed, escaped, cut, rounded or recoded on the way; numbers stay numbers.
type field struct {
	ats, wire string
	written   func(any) any
}

func same(value any) any { return value }

// code is a word of a list: the wire's spelling is the upper case, with a few exceptions.
func code(value any) any {
	word, ok := value.(string)
	if !ok {
		return value
	}
	if word != "" && word[0] >= '0' && word[0] <= '9' {
		return "BAND_" + strings.ToUpper(word) // 8a is BAND_8A
	}
	if other, ok := speltOtherwise[word]; ok {
		return other
	}
	return strings.ToUpper(word)
}

var speltOtherwise = map[string]string{
	"additional_clinical_services":                     "CLINICAL_SERVICES",
	"additional_professional_scientific_and_technical": "PROF_SCIENTIFIC_AND_TECHNICAL",
	"allied_health_professionals":                      "ALLIED_HEALTH_PROF",
	"nursing_and_midwifery_registered":                 "NURSING_AND_MIDWIFERY_REGD",
}

func codes(value any) any {
	words, ok := value.([]any)
	if !ok {
		return value
	}
	written := make([]any, len(words))
	for index, word := range words {
		written[index] = code(word)
	}
	return written
}

// lines: a list under a heading of the person specification is one text on the wire.
func lines(value any) any {
	items, ok := value.([]any)
	if !ok {
		return value
	}
	texts := make([]string, len(items))
	for index, item := range items {
		texts[index] = fmt.Sprint(item)
	}
	return strings.Join(texts, "<br>")
}

// references: none held, none sent.
func references(value any) any {
	items, ok := value.([]any)
	if !ok {
		return value
	}
	if len(items) == 0 {
		return nil
	}
	written := make([]any, len(items))
	for index, item := range items {
		reference, _ := item.(object)
		written[index] = write(referenceFields, reference)
	}
	return written
}

var vacancyFields = []field{
	{"job_title", "jobTitle", same},
	{"job_reference", "jobReference", same},
	{"contract_type", "contractType", code},
	{"contract_duration.length", "contractDuration.length", same},
	{"contract_duration.unit", "contractDuration.unit", code},
	{"working_patterns", "workingPatterns", codes},
	{"working_hours.amount", "workingHours.amount", same},
	{"working_hours.unit", "workingHours.unit", code},
	{"staff_group", "staffGroup", code},
	{"area_of_work", "areaOfWork", same},
	{"pay_scheme", "payScheme", code},
	{"pay_band", "payBand", code},
	{"salary.type", "salary.type", code},
	{"salary.amount", "salary.amount", same},
	{"salary.minimum", "salary.minimum", same},
	{"salary.maximum", "salary.maximum", same},
	{"salary.period", "salary.period", code},
	{"salary.details", "salary.details", same},
	{"job_overview", "jobOverview", same},
	{"main_duties", "mainDuties", same},
	{"about_organisation", "aboutOrganisation", same},
	{"job_description", "jobDescription", same},
	{"person_specification.qualifications.essential", "personSpecification.qualifications.essential", lines},
	{"person_specification.qualifications.desirable", "personSpecification.qualifications.desirable", lines},
	{"person_specification.experience.essential", "personSpecification.experience.essential", lines},
	{"person_specification.experience.desirable", "personSpecification.experience.desirable", lines},
	{"person_specification.skills.essential", "personSpecification.skills.essential", lines},
	{"person_specification.skills.desirable", "personSpecification.skills.desirable", lines},
	{"location.address_line_1", "location.addressLine1", same},
	{"location.address_line_2", "location.addressLine2", same},
	{"location.address_line_3", "location.addressLine3", same},
	{"location.town", "location.town", same},
	{"location.county", "location.county", same},
	{"location.postcode", "location.postcode", same},
	{"location.country", "location.country", same},
	{"contact.name", "contact.name", same},
	{"contact.job_title", "contact.jobTitle", same},
	{"contact.email", "contact.email", same},
	{"contact.phone", "contact.phone", same},
	{"closing_date", "closingDate", same},
	{"apply_url", "applyUrl", same},
	{"dbs_check", "dbsCheck", code},
	{"skilled_worker_sponsorship", "skilledWorkerSponsorship", same},
	{"professional_registration_required", "professionalRegistrationRequired", same},
	{"visibility", "visibility", code},
}

var applicantFields = []field{
	{"ats_reference", "atsReference", same},
	{"status", "applicantStatus", code},
	{"first_name", "person.firstName", same},
	{"last_name", "person.lastName", same},
	{"date_of_birth", "person.dateOfBirth", same},
	{"checks.dbs.level", "checks.dbs.level", code},
	{"checks.dbs.certificate_number", "checks.dbs.certificateNumber", same},
	{"checks.dbs.issue_date", "checks.dbs.issueDate", same},
	{"checks.dbs.workforce", "checks.dbs.workforce", code},
	{"checks.dbs.child_barred_list", "checks.dbs.childBarredList", same},
	{"checks.dbs.adult_barred_list", "checks.dbs.adultBarredList", same},
	{"checks.dbs.update_service", "checks.dbs.updateService", same},
	{"checks.professional_registration.body", "checks.professionalRegistration.body", code},
	{"checks.professional_registration.number", "checks.professionalRegistration.number", same},
	{"checks.professional_registration.status", "checks.professionalRegistration.status", same},
	{"checks.professional_registration.expiry_date", "checks.professionalRegistration.expiryDate", same},
	{"checks.references", "checks.references", references},
	{"checks.employment_checklist.qualifications_checked", "checks.employmentChecklist.qualificationsChecked", same},
	{"checks.employment_checklist.sponsorship_required", "checks.employmentChecklist.sponsorshipRequired", same},
	{"checks.employment_checklist.completed_date", "checks.employmentChecklist.completedDate", same},
	{"checks.illegal_working_checklist.route", "checks.illegalWorkingChecklist.route", code},
	{"checks.illegal_working_checklist.permit_to_work", "checks.illegalWorkingChecklist.permitToWork", same},
	{"checks.illegal_working_checklist.checked_date", "checks.illegalWorkingChecklist.checkedDate", same},
	{"checks.illegal_working_checklist.valid_to", "checks.illegalWorkingChecklist.validTo", same},
	{"checks.eu_status.status", "checks.euStatus.status", code},
	{"checks.eu_status.checked_date", "checks.euStatus.checkedDate", same},
}

var referenceFields = []field{
	{"organisation", "organisation", same},
	{"from", "from", same},
	{"to", "to", same},
	{"received_date", "receivedDate", same},
	{"satisfactory", "satisfactory", same},
}

// write makes the body for what your product holds. What it does not hold is left out.
func write(fields []field, held object) object {
	body := object{}
	for _, field := range fields {
		var value any = held
		for _, member := range strings.Split(field.ats, ".") {
			members, _ := value.(object)
			value = members[member]
		}
		if value != nil {
			value = field.written(value)
		}
		if value == nil {
			continue
		}
		place, members := body, strings.Split(field.wire, ".")
		last := len(members) - 1
		for _, member := range members[:last] {
			if place[member] == nil {
				place[member] = object{}
			}
			place = place[member].(object)
		}
		place[members[last]] = value
	}
	return body
}

var index = regexp.MustCompile(`/[0-9]+(/|$)`)

// atsField is your word for the field that a refusal points to, `/salary/minimum`; indexes are left
// out. A pointer without a row is given as it is: the runner understands both.
func atsField(fields []field, pointer string) string {
	path := strings.Trim(index.ReplaceAllString(pointer, "$1"), "/")
	for _, field := range fields {
		if field.wire == strings.ReplaceAll(path, "/", ".") {
			return field.ats
		}
	}
	return pointer
}

func contains(words []string, wanted string) bool {
	for _, word := range words {
		if word == wanted {
			return true
		}
	}
	return false
}
