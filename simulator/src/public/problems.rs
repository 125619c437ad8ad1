//! `/problems/{code}`: the page a refusal's `type` points to, and those of the codes of fields.

use contract::provenance::{Provenance, Source};
use contract::reading::FieldCode;
use contract::refusal::Refusal;
use contract::rule;
use http::{HeaderValue, Method, StatusCode};

use crate::answer::Answer;
use crate::problem::Refused;
use crate::words::nearest;

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// The page at `path`, where it is one.
///
/// # Errors
///
/// `NOT_FOUND` for any other path, `METHOD_NOT_ALLOWED` for any method that changes things.
pub(super) fn find(method: &Method, path: &str) -> Result<Answer, Refused> {
    let Some(code) = path.strip_prefix("/problems/") else {
        let detail = "nothing answers at this path; base URLs end in `/nhs-jobs/v1` and `/esr`";
        return Err(Refused::new(Refusal::NotFound, detail));
    };
    if method != Method::GET && method != Method::HEAD {
        let detail = format!("`{method}` is not answered here; send GET");
        return Err(Refused::new(Refusal::MethodNotAllowed, detail).allow("GET, HEAD"));
    }
    let page = page_of(code).ok_or_else(|| no_such_code(code))?;
    Ok(Answer::bytes(StatusCode::OK, HTML, page.html()))
}

/// What a page says of a code.
struct Page {
    code: &'static str,
    title: &'static str,
    /// Where the code stands.
    place: String,
    what: &'static str,
    why: &'static str,
    remedy: &'static str,
    origin: String,
}

fn page_of(code: &str) -> Option<Page> {
    let refusal = code.parse().ok().map(Page::of_refusal);
    refusal.or_else(|| code.parse().ok().map(Page::of_field))
}

fn no_such_code(code: &str) -> Refused {
    let of_fields = FieldCode::ALL.map(FieldCode::code);
    let known = Refusal::ALL.map(Refusal::code).into_iter().chain(of_fields);
    let near = nearest(code, known)
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default();
    Refused::new(Refusal::NotFound, format!("no refusal has this code{near}"))
}

impl Page {
    fn of_refusal(refusal: Refusal) -> Self {
        let page = refusal.page();
        Self {
            code: refusal.code(),
            title: refusal.title(),
            place: format!("HTTP status {}", refusal.status()),
            what: page.what,
            why: page.why,
            remedy: page.remedy,
            origin: origin(page.provenance, page.source),
        }
    }

    fn of_field(code: FieldCode) -> Self {
        let page = code.page();
        let rule = code.rule().and_then(rule::find);
        Self {
            code: code.code(),
            title: page.title,
            place: "of one field, in the `errors` of VALIDATION_FAILED or in `warnings`".to_owned(),
            what: page.what,
            why: rule.map_or(
                "The rule of the field wants it so; the entry of `errors` names it, and the API \
                 description at /openapi.json has its text.",
                |rule| rule.text,
            ),
            remedy: page.remedy,
            origin: rule.map_or_else(
                || "The rule that the entry names says where it comes from.".to_owned(),
                |rule| origin(rule.provenance, rule.source),
            ),
        }
    }

    fn html(&self) -> String {
        format!(
            "<!doctype html>\n<html lang=\"en-GB\">\n<meta charset=\"utf-8\">\n\
             <title>{code}: {title}</title>\n\
             <h1>{title}</h1>\n<p><code>{code}</code>, {place}</p>\n\
             <h2>What happened</h2>\n<p>{what}</p>\n\
             <h2>Why</h2>\n<p>{why}</p>\n\
             <h2>What to do</h2>\n<p>{remedy}</p>\n\
             <h2>Where this comes from</h2>\n<p>{origin}</p>\n\
             <hr>\n<p>An independent simulator, not issued by or affiliated with NHSBSA, NHS \
             England or ESR. Synthetic data only.</p>\n</html>\n",
            code = self.code,
            title = escaped(self.title),
            place = self.place,
            what = escaped(self.what),
            why = escaped(self.why),
            remedy = escaped(self.remedy),
            origin = self.origin,
        )
    }
}

fn origin(provenance: Provenance, source: Source) -> String {
    let name = match source.url {
        Some(url) => format!("<a href=\"{url}\">{}</a>", source.name),
        None => source.name.to_owned(),
    };
    let (word, meaning) = (provenance.word(), provenance.meaning());
    format!("{word}: {meaning}. Source: {name}.")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
