//! The console: web pages on the control listener, for people who watch, show and try things.
//!
//! Pages are rendered here and work without a script; what they do goes through the same functions
//! of [`crate::nhs_jobs`], [`crate::esr`] and [`crate::sandbox`] as the control interface. Nothing
//! is fetched from elsewhere, nothing from the wire is ever put into a page unescaped, and every
//! change comes in a form that [`door`] has let through.

mod address;
mod again;
mod assets;
mod at;
mod classroom;
mod cookies;
mod door;
mod esr;
mod fields;
mod frame;
mod home;
mod keeping;
mod lessons;
mod make_it_happen;
mod nhs_jobs;
mod overview;
mod page;
mod parts;
mod session;
mod sign_in;
mod traffic;
mod trouble;
mod try_it;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{any, get};
use http::{HeaderMap, Request, Response};

use self::door::Door;
pub(crate) use self::lessons::Progress;
use self::trouble::Trouble;
use crate::app::App;
use crate::control::LaidOut;
use crate::sandbox::secret::NoEntropy;

/// Answers the requests of the control listener that are not for the control interface.
#[derive(Debug)]
pub(crate) struct Console {
    door: Arc<Door>,
    router: LaidOut,
}

impl Console {
    /// The console of `app`.
    ///
    /// # Errors
    ///
    /// [`NoEntropy`] when the operating system gives none for the secret of its forms.
    pub(crate) fn of(app: &Arc<App>) -> Result<Self, NoEntropy> {
        let door = Arc::new(Door::of(app)?);
        let (app, guard) = (Arc::clone(app), Arc::clone(&door));
        let router = LaidOut::by(|| {
            router()
                .layer(middleware::from_fn_with_state(
                    Arc::clone(&guard),
                    door::pass,
                ))
                .layer(axum::Extension(guard))
                .layer(DefaultBodyLimit::max(fields::FILE_BYTES))
                .with_state(app)
        });
        Ok(Self { door, router })
    }

    /// Whether a request comes from a visitor who has signed in.
    pub(crate) fn knows(&self, headers: &HeaderMap) -> bool {
        self.door.knows(headers)
    }

    /// Answers one request.
    pub(crate) async fn answer(&self, request: Request<Body>) -> Response<Body> {
        self.router.answer(request).await
    }
}

fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(home::get))
        .route("/assets/{hash}/{name}", get(assets::get))
        .route("/sign-in", get(sign_in::get).post(sign_in::post))
        .route("/sign-out", axum::routing::post(sign_in::out))
        .merge(classroom::routes())
        .merge(lessons::of_all())
        .nest("/sandboxes/{sandbox}", sandbox())
        .fallback(any(async || Trouble::no_page()))
        .method_not_allowed_fallback(async || Trouble::wrong_method())
}

/// The pages of one sandbox.
fn sandbox() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(overview::get))
        .route("/save", get(keeping::save))
        .route("/load", get(keeping::load_form).post(keeping::load))
        .route("/reset", get(keeping::may_reset).post(keeping::reset))
        .route("/delete", get(keeping::may_delete).post(keeping::delete))
        .merge(nhs_jobs::routes())
        .merge(esr::routes())
        .merge(traffic::routes())
        .merge(make_it_happen::routes())
        .merge(try_it::routes())
        .merge(lessons::routes())
}
