//! What stands around every page: window title, breadcrumbs, the sandbox's navigation.

use super::assets;
use crate::app::Site;

/// What the frame of a page shows. Templates extend `console/base.html` and have it as `frame`.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// Where the style sheet is.
    pub(super) style: String,
    /// Where the script is.
    pub(super) script: String,
    /// Where the icon is.
    pub(super) icon: String,
    /// What every form sends along, as `form_token`.
    pub(super) form_token: String,
    /// What the last form did, told once.
    pub(super) said: Option<String>,
    /// Whether there is something to sign out of.
    pub(super) signs_out: bool,
    /// The sandbox that the page is of.
    pub(super) place: Option<Place>,
    /// From the home page down to, and without, this page.
    pub(super) crumbs: Vec<Crumb>,
    title: String,
    refused: bool,
}

/// One step of the breadcrumbs.
#[derive(Debug, Clone)]
pub(super) struct Crumb {
    /// What the page is called.
    pub(super) text: String,
    /// Where it is.
    pub(super) href: String,
}

/// The sandbox that a page is of.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// What people call it.
    pub(super) name: String,
    /// Where its pages are, without a final slash.
    pub(super) path: String,
    /// Which part of it the page is.
    pub(super) tab: Tab,
}

/// A part of a sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    /// How to reach it, and what is in it.
    Overview,
    /// The NHS Jobs account.
    NhsJobs,
    /// What a person in HR sees of ESR.
    Esr,
    /// Exchanges as they happen.
    Traffic,
    /// Every case on demand.
    MakeItHappen,
    /// The forms of an ATS.
    TryIt,
    /// Lessons.
    Lessons,
}

impl Tab {
    /// Every part, in the order of the navigation.
    pub(super) const ALL: [Self; 7] = [
        Self::Overview,
        Self::Lessons,
        Self::TryIt,
        Self::Traffic,
        Self::MakeItHappen,
        Self::NhsJobs,
        Self::Esr,
    ];

    /// What the navigation calls it.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::NhsJobs => "NHS Jobs account",
            Self::Esr => "ESR",
            Self::Traffic => "Live traffic",
            Self::MakeItHappen => "Make it happen",
            Self::TryIt => "Try it as an ATS",
            Self::Lessons => "Lessons",
        }
    }

    /// Its path below the sandbox's.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::NhsJobs => "/nhs-jobs",
            Self::Esr => "/esr",
            Self::Traffic => "/traffic",
            Self::MakeItHappen => "/make-it-happen",
            Self::TryIt => "/try",
            Self::Lessons => "/lessons",
        }
    }
}

impl Frame {
    /// The frame of a page that is of no sandbox.
    pub(super) fn new(form_token: String, said: Option<String>, signs_out: bool) -> Self {
        Self {
            style: assets::path("console.css"),
            script: assets::path("console.js"),
            icon: assets::path("icon.svg"),
            form_token,
            said,
            signs_out,
            place: None,
            crumbs: Vec::new(),
            title: String::new(),
            refused: false,
        }
    }

    /// Called so in the window's title.
    pub(super) fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// One step further down.
    pub(super) fn under(mut self, text: impl Into<String>, href: impl Into<String>) -> Self {
        if self.crumbs.is_empty() {
            self.crumbs.push(Crumb {
                text: "All sandboxes".to_owned(),
                href: "/".to_owned(),
            });
        }
        self.crumbs.push(Crumb {
            text: text.into(),
            href: href.into(),
        });
        self
    }

    /// Part of a sandbox.
    pub(super) fn within(mut self, site: &Site, tab: Tab) -> Self {
        let place = Place {
            name: name(site),
            path: path(site),
            tab,
        };
        let titled = self.title.is_empty();
        self = self.under(&place.name, &place.path);
        if titled {
            self.title = tab.title().to_owned();
        }
        self.place = Some(place);
        self
    }

    /// Below the first page of the sandbox's part.
    pub(super) fn below_tab(self) -> Self {
        let Some(place) = self.place.clone() else {
            return self;
        };
        let href = format!("{}{}", place.path, place.tab.path());
        self.under(place.tab.title(), href)
    }

    /// With the word that a window's title begins with when a form was refused.
    pub(super) fn refused(mut self, refused: bool) -> Self {
        self.refused = refused;
        self
    }

    /// The window's title. Names are isolated by characters, since no element can do it here.
    pub(super) fn window_title(&self) -> String {
        let refused = if self.refused { "Error: " } else { "" };
        let place = self.place.as_ref();
        let place = place.map(|place| format!("\u{2068}{}\u{2069} | ", place.name));
        let place = place.unwrap_or_default();
        format!(
            "{refused}\u{2068}{}\u{2069} | {place}Simulator of NHS Jobs and ESR",
            self.title
        )
    }
}

/// What people call a sandbox: its name, or the beginning of its id.
pub(super) fn name(site: &Site) -> String {
    let id = site.sandbox.id();
    match site.sandbox.name() {
        Some(name) if !name.trim().is_empty() => name.to_owned(),
        _ if id.is_default() => "The default sandbox".to_owned(),
        _ => format!(
            "Sandbox {}",
            id.as_str().chars().take(8).collect::<String>()
        ),
    }
}

/// Where the pages of a sandbox are, without a final slash.
pub(super) fn path(site: &Site) -> String {
    format!("/sandboxes/{}", site.sandbox.id())
}
