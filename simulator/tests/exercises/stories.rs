//! Every lesson played as its own instructions say, with the forms of the console alone.

use crate::cases::arm;
use crate::checks::checks_of;
use crate::support::Place;
use crate::visitor::{Form, Page, Visitor};

/// Somebody who plays a lesson.
pub(crate) struct Player {
    pub(crate) visitor: Visitor,
}

const SEND: (&str, &str) = ("act", "send");

impl Player {
    pub(crate) fn of(place: &Place) -> Self {
        Self {
            visitor: Visitor::of(place),
        }
    }

    async fn vacancy(&self) -> Form {
        self.visitor.page("/try").await.form("/try")
    }

    async fn press(&self, form: &Form, act: &str) -> Page {
        self.visitor.press(form, ("act", act)).await
    }

    async fn post(&self) -> Form {
        let form = self.vacancy().await;
        self.press(&form, "send").await.form("/try")
    }

    // A mistake at a click, corrected in the form that comes back.
    async fn mistake(&self, act: &str, correct: impl FnOnce(&mut Form)) {
        let form = self.vacancy().await;
        let mut form = self.press(&form, act).await.form("/try");
        correct(&mut form);
        self.press(&form, "send").await;
    }

    // A case that is armed, met, and got over by trying again.
    async fn case(&self, case: &str) {
        arm(&self.visitor, case, "next").await;
        let form = self.vacancy().await;
        let form = self.press(&form, "send").await.form("/try");
        self.press(&form, "send").await;
    }

    async fn transfer(&self, form: &Form) -> Form {
        self.visitor.press(form, SEND).await.form("/try/checks")
    }

    async fn transfer_case(&self, case: &str) {
        arm(&self.visitor, case, "next").await;
        let form = checks_of(&self.visitor, "O'Synthetic, Aoife").await;
        let form = self.transfer(&form).await;
        self.transfer(&form).await;
    }

    /// Plays a lesson to its end.
    pub(crate) async fn play(&self, lesson: &str) {
        let sound = self.vacancy().await;
        let original = |name: &'static str| sound.get(name).to_owned();
        match lesson {
            "salary-rejected" => {
                self.mistake("spoil-salary", |form| form.put("salaryAmount", "32073"))
                    .await;
            }
            "required-field" => {
                let title = original("jobTitle");
                self.mistake("spoil-missing", |form| form.put("jobTitle", &title))
                    .await;
            }
            "too-few-characters" => {
                let text = original("jobOverview");
                self.mistake("spoil-short", |form| form.put("jobOverview", &text))
                    .await;
            }
            "too-many-characters" => {
                let title = original("jobTitle");
                self.mistake("spoil-long", |form| form.put("jobTitle", &title))
                    .await;
            }
            "organisation-or-account" => self.case("account-wrong").await,
            "key-expired" => self.case("key-expired").await,
            "busy-or-down" => self.case("unavailable").await,
            "answer-lost" => self.case("lost-after").await,
            "contract-duration" => {
                let correct = |form: &mut Form| {
                    form.put("durationLength", "6");
                    form.put("durationUnit", "MONTHS");
                };
                self.mistake("spoil-duration", correct).await;
            }
            "supporting-documents" => {
                self.mistake("spoil-documents", |form| form.clear("documents", "yes"))
                    .await;
            }
            "posted-is-not-published" => self.publish().await,
            "update-a-draft" => self.update().await,
            "update-after-publishing" => self.update_too_late().await,
            "changed-by-a-colleague" => self.update_after_a_colleague().await,
            other => self.play_esr(other).await,
        }
    }

    async fn publish_in_the_account(&self, form: &Form) {
        let id = form.get("vacancyId");
        let page = self.visitor.page(&format!("/nhs-jobs/{id}")).await;
        self.visitor.submit(&page.form("/publish")).await;
    }

    async fn publish(&self) {
        let form = self.post().await;
        self.press(&form, "advert").await;
        self.publish_in_the_account(&form).await;
        self.press(&form, "advert").await;
    }

    async fn update(&self) {
        let mut form = self.post().await;
        form.put("jobTitle", "Senior Staff Nurse");
        let mut form = self.press(&form, "send").await.form("/try");
        form.put("closingDate", "2026-12-24");
        self.press(&form, "send").await;
    }

    async fn update_too_late(&self) {
        let mut form = self.post().await;
        self.publish_in_the_account(&form).await;
        form.put("jobTitle", "Senior Staff Nurse");
        let form = self.press(&form, "send").await.form("/try");
        let copy = self.press(&form, "copy").await.form("/try");
        self.press(&copy, "send").await;
    }

    async fn update_after_a_colleague(&self) {
        let form = self.post().await;
        arm(&self.visitor, "changed-by-a-colleague", "next").await;
        let form = self.press(&form, "send").await.form("/try");
        let form = self.press(&form, "current").await.form("/try");
        self.press(&form, "send").await;
    }

    async fn play_esr(&self, lesson: &str) {
        match lesson {
            "six-records" => {
                let form = checks_of(&self.visitor, "O'Synthetic, Aoife").await;
                let form = self.transfer(&form).await;
                self.press(&form, "result").await;
            }
            "registration-superseded" => {
                let form = checks_of(&self.visitor, "Registered, Test").await;
                self.transfer(&form).await;
            }
            "one-off-transfer" => {
                let form = checks_of(&self.visitor, "O'Synthetic, Aoife").await;
                let mut form = self.transfer(&form).await;
                form.put("checklistDate", "2026-10-30");
                self.transfer(&form).await;
            }
            "no-match" => {
                let mut form = checks_of(&self.visitor, "Synth-Hyphen").await;
                form.put("lastName", "Synth Hyphen");
                let mut form = self.transfer(&form).await;
                form.put("lastName", "Synth-Hyphen");
                self.transfer(&form).await;
            }
            "several-matches" => self.keep_one_of_two().await,
            "not-from-tis" => self.load_from_tis().await,
            "not-yet-recruited" => {
                let mut form = checks_of(&self.visitor, "O'Synthetic, Aoife").await;
                form.put("applicantStatus", "CHECKS_IN_PROGRESS");
                let mut form = self.transfer(&form).await;
                form.put("applicantStatus", "OUTCOME_RECRUITED");
                self.transfer(&form).await;
            }
            "identity-and-health" => self.keep_it_home().await,
            "employer-not-activated" => self.transfer_case("employer-not-activated").await,
            "token-expired" => self.transfer_case("token-expired").await,
            "transfer-answer-lost" => self.transfer_case("lost-after").await,
            other => panic!("nobody knows how to play `{other}`"),
        }
    }

    async fn keep_one_of_two(&self) {
        let form = checks_of(&self.visitor, "Twoposts, Test").await;
        let form = self.transfer(&form).await;
        let keep = format!("/esr/applicants/{}/keep", form.get("applicant"));
        let page = self.visitor.page("/esr/duplicates").await;
        self.visitor.submit(&page.form(&keep)).await;
        self.transfer(&form).await;
    }

    async fn load_from_tis(&self) {
        let mut form = self.visitor.page("/try/checks").await.form("/try/checks");
        for (name, value) in [
            ("firstName", "Test"),
            ("lastName", "Byhand"),
            ("dateOfBirth", "1995-06-06"),
        ] {
            form.put(name, value);
        }
        let form = self.transfer(&form).await;
        let mut doctor = self.visitor.page("/esr/load").await.form("/esr/load");
        for (name, value) in [
            ("source", "TIS"),
            ("firstName", "Test"),
            ("lastName", "Byhand"),
            ("dateOfBirth-day", "6"),
            ("dateOfBirth-month", "6"),
            ("dateOfBirth-year", "1995"),
        ] {
            doctor.put(name, value);
        }
        self.visitor.submit(&doctor).await;
        self.transfer(&form).await;
    }

    async fn keep_it_home(&self) {
        let mut form = checks_of(&self.visitor, "O'Synthetic, Aoife").await;
        form.tick("send", "IDENTITY");
        let mut form = self.transfer(&form).await;
        form.clear("send", "IDENTITY");
        form.tick("send", "OCCUPATIONAL_HEALTH");
        let mut form = self.transfer(&form).await;
        form.clear("send", "OCCUPATIONAL_HEALTH");
        self.transfer(&form).await;
    }
}
