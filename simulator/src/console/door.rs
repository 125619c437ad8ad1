//! The door of the console: what every request passes before a page sees it, and every answer
//! before it leaves.
//!
//! In this order: a name of this machine where the listener is on loopback, a page of our own as
//! the origin of whatever changes something, the control token where there is one, and a form that
//! was made for this visitor.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, ORIGIN, REFERRER_POLICY,
    SET_COOKIE, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use http::{HeaderMap, HeaderValue, Method};

use super::address::Address;
use super::again::Again;
use super::at::Visitor;
use super::cookies::Cookies;
use super::fields::Fields;
use super::page::Said;
use super::session::Sessions;
use super::sign_in;
use super::trouble::Trouble;
use crate::app::App;
use crate::config::ControlToken;
use crate::control::{guard, to_the_end};
use crate::presented;
use crate::sandbox::secret::NoEntropy;

/// What every form sends along, under this name.
const FORM_TOKEN: &str = "form_token";
/// Where the page stands that a browser sends a request from.
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
/// Pages run no script and show no style but our own, and nobody may frame them.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What lets visitors in.
#[derive(Debug)]
pub(super) struct Door {
    pub(super) sessions: Sessions,
    token: Option<ControlToken>,
    on_loopback: bool,
    secure: bool,
}

/// The cookie of one visitor, for those who sign in and out.
#[derive(Debug, Clone)]
pub(super) struct Cookie(pub(super) String);

impl Door {
    /// The door of `app`'s console.
    pub(super) fn of(app: &App) -> Result<Self, NoEntropy> {
        Ok(Self {
            sessions: Sessions::new()?,
            token: app.control_token.clone(),
            on_loopback: app.control_address.ip().is_loopback(),
            secure: app.control_url.starts_with("https:"),
        })
    }

    /// Whether a text is the control token.
    pub(super) fn opens(&self, presented: &str) -> bool {
        self.token.as_ref().is_some_and(|token| token.is(presented))
    }

    /// Whether whoever holds the cookie may see pages.
    fn admits(&self, cookie: &str, headers: &HeaderMap) -> bool {
        let bearer = || presented::bearer(headers).is_some_and(|sent| self.opens(sent));
        self.token.is_none() || self.sessions.is_signed_in(cookie) || bearer()
    }

    fn place(
        &self,
        method: &Method,
        headers: &HeaderMap,
        address: &Address,
    ) -> Result<(), Trouble> {
        // Where a token is asked for, a name that somebody points at this machine opens nothing, and
        // there may be a proxy in front.
        if self.on_loopback && self.token.is_none() {
            guard::host(headers).map_err(Trouble::foreign)?;
        }
        guard::origin(headers).map_err(Trouble::foreign)?;
        let origin = text(headers, ORIGIN);
        if !address.may_be(origin) {
            let text = format!("`{origin}` is not this console: it is reached over TLS alone");
            return Err(Trouble::foreign(text));
        }
        // A link of another site may lead here, since looking changes nothing; a form may not.
        let site = text(headers, FETCH_SITE);
        if reads(method) || matches!(site, "" | "same-origin" | "none") {
            return Ok(());
        }
        let text = "A page of another site may not change anything here. Nothing was changed.";
        Err(Trouble::foreign(text))
    }

    /// Whether a request comes from a visitor who has signed in.
    pub(super) fn knows(&self, headers: &HeaderMap) -> bool {
        let visitor = Cookies::of(headers, &self.address(headers)).visitor();
        visitor.is_some_and(|visitor| self.sessions.is_signed_in(&visitor))
    }

    fn address(&self, headers: &HeaderMap) -> Address {
        Address::of(headers, self.secure)
    }
}

/// Lets a request through to its page, and its answer out.
pub(super) async fn pass(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    let address = door.address(request.headers());
    let cookies = Cookies::of(request.headers(), &address);
    let drawn = cookies.visitor().map_or_else(Sessions::draw, Ok);
    let Ok(cookie) = drawn else {
        return Trouble::internal("no entropy").into_response();
    };
    let visitor = Visitor {
        form_token: door.sessions.form_token(&cookie),
        said: cookies.said().filter(|_| request.method() == Method::GET),
        signed_in: door.sessions.is_signed_in(&cookie),
        address: Some(address).filter(Address::is_known),
    };
    let admitted = admit(&door, &cookie, &visitor, request).await;
    let typed = admitted.as_ref().ok().and_then(Fields::of);
    let typed = typed.cloned().unwrap_or_default();
    let mut response = match admitted {
        Ok(request) if reads(request.method()) => next.run(request).await,
        // A form is acted upon whole, even where its page is left meanwhile.
        Ok(request) => to_the_end(next.run(request)).await,
        Err(instead) => instead,
    };
    if let Some(trouble) = response.extensions_mut().remove::<Trouble>() {
        response = trouble.shown(visitor.frame(), &typed);
    }
    let told = visitor.said.is_some() && is_page(&response);
    let said = response.extensions_mut().remove::<Said>();
    let set = [
        cookies.knowing(&cookie),
        told.then(|| cookies.told()).flatten(),
        said.and_then(|Said(said)| cookies.saying(&said)),
    ];
    protect(response.headers_mut());
    let set = set.into_iter().flatten().map(|set| (SET_COOKIE, set));
    response.headers_mut().extend(set);
    response
}

/// The request with what pages are given; or what is answered instead.
async fn admit(
    door: &Door,
    cookie: &str,
    visitor: &Visitor,
    mut request: Request,
) -> Result<Request, Response> {
    let address = door.address(request.headers());
    door.place(request.method(), request.headers(), &address)
        .map_err(Trouble::into_response)?;
    let path = request.uri().path().to_owned();
    if path.starts_with("/assets/") {
        return Ok(request);
    }
    let admitted = path == sign_in::PATH || door.admits(cookie, request.headers());
    if !reads(request.method()) {
        let (head, body) = request.into_parts();
        let whole = Request::from_parts(head.clone(), body);
        let fields = Fields::read(whole).await.map_err(Trouble::into_response)?;
        let own = door.sessions.is_form_token(cookie, &fields.get(FORM_TOKEN));
        let fields = fields.without(FORM_TOKEN);
        let asked = head
            .uri
            .path_and_query()
            .map_or("/", |asked| asked.as_str());
        if !admitted {
            return Err(sign_in::interrupted(visitor, asked, &fields));
        }
        if !own {
            return Err(Again::stale(asked, &fields).shown(visitor.frame()));
        }
        request = Request::from_parts(head, axum::body::Body::empty());
        request.extensions_mut().insert(fields);
    } else if !admitted {
        return Err(sign_in::ask(&path));
    }
    request.extensions_mut().insert(visitor.clone());
    request.extensions_mut().insert(Cookie(cookie.to_owned()));
    Ok(request)
}

fn reads(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

fn protect(headers: &mut HeaderMap) {
    const DENY: HeaderValue = HeaderValue::from_static("DENY");
    const OPENER: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
    const RESOURCE: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
    let same = HeaderValue::from_static("same-origin");
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, DENY);
    headers.insert(REFERRER_POLICY, same.clone());
    headers.insert(OPENER, same.clone());
    headers.insert(RESOURCE, same);
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}

fn is_page(response: &Response) -> bool {
    let media = response.headers().get(CONTENT_TYPE);
    media.is_some_and(|media| media.as_bytes().starts_with(b"text/html"))
}

fn text(headers: &HeaderMap, name: HeaderName) -> &str {
    let value = headers.get(name);
    value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}
