//! A browser without a script: cookies, links and forms, and nothing else.

use std::collections::BTreeMap;
use std::sync::Mutex;

use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Client, Method, RequestBuilder, redirect};

use crate::support::{Place, Reply};

/// Somebody who looks at the console.
pub(crate) struct Browser {
    pub(crate) base: String,
    http: Client,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// The fields of a form.
pub(crate) type Sent<'a> = &'a [(&'a str, &'a str)];

impl Browser {
    pub(crate) fn at(place: &Place) -> Self {
        Self::before(place.simulator.control_url())
    }

    /// In front of whatever answers at this address.
    pub(crate) fn before(base: &str) -> Self {
        let http = Client::builder().redirect(redirect::Policy::none());
        Self {
            base: base.to_owned(),
            http: http.build().unwrap(),
            cookies: Mutex::default(),
        }
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let cookies = self.cookies.lock().unwrap();
        let pairs = cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let cookies = pairs.collect::<Vec<_>>().join("; ");
        let request = self.http.request(method, format!("{}{path}", self.base));
        request.header(COOKIE, cookies)
    }

    pub(crate) async fn send(&self, request: RequestBuilder) -> Reply {
        let reply = Reply::of(request).await;
        for cookie in reply.headers.get_all(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies
                .lock()
                .unwrap()
                .insert(name.to_owned(), value.to_owned());
        }
        reply
    }

    /// A page.
    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(self.request(Method::GET, path)).await
    }

    /// A page that is there.
    pub(crate) async fn open(&self, path: &str) -> String {
        let reply = self.get(path).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text);
        reply.text
    }

    /// Sends the form of a page that leads to `action`, filled in with `typed` over what it says.
    pub(crate) async fn submit(&self, page: &str, action: &str, typed: Sent<'_>) -> Reply {
        let mut fields = fields(page, action);
        fields.retain(|(name, _)| !typed.iter().any(|(typed, _)| typed == name));
        fields.extend(
            typed
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        self.send(self.request(Method::POST, action).form(&fields))
            .await
    }

    /// The same, and on to where it leads.
    pub(crate) async fn follow(&self, page: &str, action: &str, typed: Sent<'_>) -> String {
        let reply = self.submit(page, action, typed).await;
        assert_eq!(reply.status, 303, "{}", reply.text);
        self.open(reply.header(LOCATION.as_str())).await
    }

    pub(crate) fn forget(&self) {
        self.cookies.lock().unwrap().clear();
    }
}

/// What a form of a page says before anybody types into it.
pub(crate) fn fields(page: &str, action: &str) -> Vec<(String, String)> {
    let start = page
        .find(&format!("method=\"post\" action=\"{action}\""))
        .unwrap_or_else(|| panic!("no form leads to {action}: {page}"));
    let form = &page[start..start + page[start..].find("</form>").unwrap()];
    let mut fields = Vec::new();
    for tag in form.split('<').skip(1) {
        let name = attribute(tag, "name");
        let value = attribute(tag, "value").unwrap_or_default();
        match (tag.split([' ', '>']).next().unwrap(), name) {
            ("input", Some(name)) => {
                let kind = attribute(tag, "type").unwrap_or_default();
                if !["radio", "checkbox"].contains(&kind.as_str()) || tag.contains(" checked") {
                    fields.push((name, value));
                }
            }
            ("textarea", Some(name)) => {
                let text = tag
                    .split_once(">\n")
                    .map(|(_, text)| text)
                    .unwrap_or_default();
                fields.push((name, unescaped(text)));
            }
            ("select", Some(name)) => fields.push((name, String::new())),
            ("option", None) if tag.contains(" selected") => {
                fields.last_mut().unwrap().1 = value;
            }
            _ => (),
        }
    }
    fields
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(unescaped(rest.split('"').next()?))
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&#60;", "<").replace("&#62;", ">");
    text.replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#38;", "&")
}

/// What a reader would see: the page without its tags, spaces collapsed.
pub(crate) fn text(page: &str) -> String {
    let main = page.split_once("<main").map_or(page, |(_, main)| main);
    let main = main.split_once("</main>").map_or(main, |(main, _)| main);
    let pieces = main
        .split('<')
        .map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    let text = unescaped(&pieces.collect::<Vec<_>>().join(" "));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
