//! `Link`: the pages beside the one that is answered (RFC 8288), so that nobody has to count.

use super::visit::Visit;
use crate::answer::Answer;

/// Adds the links of page `page` of `pages`: the first, the previous, the next and the last, as far
/// as they are there.
pub(super) fn with_links(answer: Answer, visit: &Visit<'_>, page: usize, pages: usize) -> Answer {
    let link = |(rel, page)| format!("<{}>; rel=\"{rel}\"", address(visit, page));
    let links = beside(page, pages).map(link).collect::<Vec<_>>();
    if links.is_empty() {
        return answer;
    }
    answer.with(http::header::LINK, &links.join(", "))
}

fn beside(page: usize, pages: usize) -> impl Iterator<Item = (&'static str, usize)> {
    let before = (page > 1 && pages > 0).then(|| (page - 1).min(pages));
    let after = (page < pages).then(|| page + 1);
    let many = pages > 1 || page > pages;
    let ends = |rel, page| (many && pages > 0).then_some((rel, page));
    let previous = before.map(|page| ("prev", page));
    let next = after.map(|page| ("next", page));
    let all = [ends("first", 1), previous, next, ends("last", pages)];
    all.into_iter().flatten()
}

// The same list, asked for as it was, but for its page.
fn address(visit: &Visit<'_>, page: usize) -> String {
    let query = visit.head.uri.query().unwrap_or_default();
    let mut asked = form_urlencoded::Serializer::new(String::new());
    let others = form_urlencoded::parse(query.as_bytes());
    asked.extend_pairs(others.filter(|(name, _)| name != "page"));
    asked.append_pair("page", &page.to_string());
    format!("{}?{}", visit.address(), asked.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(page: usize, pages: usize) -> String {
        let told = beside(page, pages).map(|(rel, page)| format!("{rel} {page}"));
        told.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn a_page_has_those_beside_it() {
        assert_eq!(told(1, 3), "first 1, next 2, last 3");
        assert_eq!(told(2, 3), "first 1, prev 1, next 3, last 3");
        assert_eq!(told(3, 3), "first 1, prev 2, last 3");
    }

    #[test]
    fn one_page_has_none_and_a_page_beyond_the_last_leads_back() {
        assert_eq!(told(1, 1), "");
        assert_eq!(told(1, 0), "");
        assert_eq!(told(9, 2), "first 1, prev 2, last 2");
    }
}
