//! Somebody who uses the console as a browser without scripts would: with its cookie, its forms and
//! nothing else.

use std::collections::BTreeMap;

use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder};

use crate::support::Place;

/// A visitor of one sandbox's pages.
pub(crate) struct Visitor {
    http: Client,
    base: String,
    sandbox: String,
    cookies: std::cell::RefCell<BTreeMap<String, String>>,
}

/// A page that was answered.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) html: String,
}

/// A form as it would be sent.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    action: String,
    pub(crate) fields: Vec<(String, String)>,
}

impl Visitor {
    pub(crate) fn of(place: &Place) -> Self {
        Self::at(place, &place.sandbox.id)
    }

    pub(crate) fn at(place: &Place, sandbox: &str) -> Self {
        Self {
            http: Client::builder().redirect(Policy::none()).build().unwrap(),
            base: place.simulator.control_url().to_owned(),
            sandbox: sandbox.to_owned(),
            cookies: std::cell::RefCell::default(),
        }
    }

    /// A page below the sandbox's.
    pub(crate) async fn page(&self, below: &str) -> Page {
        self.open(&format!("/sandboxes/{}{below}", self.sandbox))
            .await
    }

    /// Any page.
    pub(crate) async fn open(&self, path: &str) -> Page {
        let url = format!("{}{path}", self.base);
        self.follow(self.http.request(Method::GET, url)).await
    }

    /// Sends a form by one of its buttons, and sees the page that comes then.
    pub(crate) async fn press(&self, form: &Form, button: (&str, &str)) -> Page {
        let mut fields = form.fields.clone();
        fields.push((button.0.to_owned(), button.1.to_owned()));
        let url = format!("{}{}", self.base, form.action);
        let request = self.http.request(Method::POST, url);
        self.follow(request.form(&fields)).await
    }

    /// Sends a form that has one button, which says nothing more.
    pub(crate) async fn submit(&self, form: &Form) -> Page {
        let url = format!("{}{}", self.base, form.action);
        let request = self.http.request(Method::POST, url);
        self.follow(request.form(&form.fields)).await
    }

    async fn follow(&self, request: RequestBuilder) -> Page {
        let response = self.with_cookies(request).send().await.unwrap();
        for cookie in response.headers().get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            let mut cookies = self.cookies.borrow_mut();
            cookies.insert(name.to_owned(), value.to_owned());
        }
        if response.status() == 303 {
            let on = response.headers()["location"].to_str().unwrap().to_owned();
            return Box::pin(self.open(&on)).await;
        }
        Page {
            status: response.status().as_u16(),
            html: response.text().await.unwrap(),
        }
    }

    fn with_cookies(&self, request: RequestBuilder) -> RequestBuilder {
        let cookies = self.cookies.borrow();
        let pairs = cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        request.header("cookie", pairs.collect::<Vec<_>>().join("; "))
    }
}

impl Page {
    /// The text of the page, as somebody reads it.
    pub(crate) fn text(&self) -> String {
        let main = self.html.split("<main").nth(1).unwrap_or(&self.html);
        let mut text = String::new();
        let mut within = false;
        for c in main.chars() {
            match c {
                '<' => within = true,
                '>' => {
                    within = false;
                    text.push(' ');
                }
                c if !within => text.push(c),
                _ => (),
            }
        }
        let text = unescaped(&text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// The form that posts to an address that ends so.
    pub(crate) fn form(&self, action: &str) -> Form {
        let mut forms = self.html.split("<form ").skip(1);
        let found = forms.find_map(|form| {
            let form = form.split("</form>").next()?;
            let to = attribute(form, "action")?;
            (form.contains("method=\"post\"") && to.ends_with(action)).then_some((to, form))
        });
        let (to, form) = found.unwrap_or_else(|| panic!("no form to {action}: {}", self.text()));
        Form {
            action: to,
            fields: fields(form),
        }
    }
}

impl Form {
    /// What is typed into a field now.
    pub(crate) fn get(&self, name: &str) -> &str {
        let mut named = self.fields.iter().filter(|(known, _)| known == name);
        named.next().map_or("", |(_, value)| value)
    }

    /// Types into a field, in place of what stood there.
    pub(crate) fn put(&mut self, name: &str, value: &str) {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
    }

    /// Ticks one more box.
    pub(crate) fn tick(&mut self, name: &str, value: &str) {
        self.fields.push((name.to_owned(), value.to_owned()));
    }

    /// Takes the tick off a box.
    pub(crate) fn clear(&mut self, name: &str, value: &str) {
        self.fields
            .retain(|(known, held)| known != name || held != value);
    }
}

// What a browser would send without touching anything.
fn fields(form: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for tag in form.split('<').skip(1) {
        let name = || attribute(tag, "name").unwrap_or_default();
        let value = || attribute(tag, "value").unwrap_or_default();
        if tag.starts_with("input ") {
            let kind = attribute(tag, "type").unwrap_or_default();
            let chosen = !["radio", "checkbox"].contains(&&*kind) || tag.contains(" checked");
            if chosen {
                fields.push((name(), value()));
            }
        } else if tag.starts_with("textarea ") {
            let text = tag.split_once('>').unwrap().1.trim_start_matches('\n');
            fields.push((name(), unescaped(text)));
        } else if tag.starts_with("select ") {
            fields.push((name(), String::new()));
        } else if tag.starts_with("option ") && tag.contains(" selected") {
            fields.last_mut().unwrap().1 = value();
        }
    }
    fields
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!("{name}=\""))? + name.len() + 2;
    let value = tag[start..].split('"').next()?;
    Some(unescaped(value))
}

fn unescaped(text: &str) -> String {
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ]
    .into_iter()
    .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
