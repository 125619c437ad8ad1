//! A request as it arrives: read to its end, and in the journal before anybody interprets it.

use std::cell::RefCell;

use contract::operation::Operation;
use http::header::EXPECT;
use http::request::Parts;

use super::{Exchange, operation};
use crate::app::{App, Site};
use crate::journal::Arrival;
use crate::public::address::Address;
use crate::public::handler;
use crate::public::intake::Intake;
use crate::public::route::{self, Route};
use crate::public::visit::Visit;
use crate::server::Arrived;

impl<'a> Exchange<'a> {
    /// Reads a request to its end and journals it, before anybody interprets it.
    pub(in crate::public) async fn read(app: &'a App, arrived: Arrived) -> Self {
        let Arrived {
            request,
            connection,
            peer,
        } = arrived;
        let (head, body) = request.into_parts();
        let address = Address::of(head.uri.path());
        let site = app.site(address.sandbox);
        let unknown_sandbox = site
            .is_none()
            .then(|| address.sandbox.unwrap_or_default().to_owned());
        let route = match &site {
            Some(_) => route::find(&head.method, address.path, |asked| handler(asked).is_some()),
            None => Route::Nowhere,
        };
        let site = site.unwrap_or_else(|| app.default_site());
        let arrived_micros = site.journal.elapsed_micros();
        let refused = |announced| refused_by_head(app, &site, &head, &route, announced);
        let announced = Intake::announced(&body, app.body_limits);
        let body = match head.headers.contains_key(EXPECT) && refused(announced) {
            true => Intake::unasked(&body, app.body_limits),
            false => Intake::of(body, app.body_limits, refused).await,
        };
        let at = site.now();
        let arrival = Arrival {
            method: head.method.clone(),
            target: head
                .uri
                .path_and_query()
                .map_or("/", |target| target.as_str())
                .to_owned(),
            version: head.version,
            headers: (&head.headers).into(),
            body: body.bytes.clone(),
            body_length: body.length,
            peer,
            operation: operation(&route),
            sandbox_time: at,
            arrived_micros,
        };
        let entry = site.journal.arrived(arrival);
        Self {
            app,
            site,
            head,
            body,
            route,
            unknown_sandbox,
            at,
            entry,
            connection,
        }
    }
}

/// Whether a request is refused whatever its body will be: by its path, method, credentials, media
/// type or announced size.
fn refused_by_head(app: &App, site: &Site, head: &Parts, route: &Route, announced: Intake) -> bool {
    let Route::Operation(operation, parameters) = route else {
        return true;
    };
    if *operation == Operation::IssueToken {
        return false;
    }
    let visit = Visit {
        public: &app.public_url,
        site,
        operation: *operation,
        at: site.now(),
        path: Address::of(head.uri.path()).path,
        head,
        body: &announced,
        parameters,
        plan: RefCell::default(),
    };
    let judged = handler(*operation).map(|answers| answers(&visit));
    judged.is_some_and(|judged| judged.is_err_and(|refused| refused.is_of_head()))
}
