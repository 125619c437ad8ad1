//! `/problems/{code}`: the page a refusal's `type` points to.

use contract::refusal::Refusal;
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
    let refusal: Refusal = code.parse().map_err(|_| no_such_code(code))?;
    Ok(Answer::bytes(StatusCode::OK, HTML, page(refusal)))
}

fn no_such_code(code: &str) -> Refused {
    let near = nearest(code, Refusal::ALL.map(Refusal::code));
    let near = near
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default();
    Refused::new(Refusal::NotFound, format!("no refusal has this code{near}"))
}

fn page(refusal: Refusal) -> String {
    let page = refusal.page();
    let source = match page.source.url {
        Some(url) => format!("<a href=\"{url}\">{}</a>", page.source.name),
        None => page.source.name.to_owned(),
    };
    format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<meta charset=\"utf-8\">\n\
         <title>{code}: {title}</title>\n\
         <h1>{title}</h1>\n<p><code>{code}</code>, HTTP status {status}</p>\n\
         <h2>What happened</h2>\n<p>{what}</p>\n\
         <h2>Why</h2>\n<p>{why}</p>\n\
         <h2>What to do</h2>\n<p>{remedy}</p>\n\
         <h2>Where this comes from</h2>\n<p>{word}: {meaning}. Source: {source}.</p>\n\
         <hr>\n<p>An independent simulator, not issued by or affiliated with NHSBSA, NHS England or \
         ESR. Synthetic data only.</p>\n</html>\n",
        code = refusal.code(),
        title = refusal.title(),
        status = refusal.status(),
        what = escaped(page.what),
        why = escaped(page.why),
        remedy = escaped(page.remedy),
        word = page.provenance.word(),
        meaning = page.provenance.meaning(),
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
