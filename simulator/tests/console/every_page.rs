//! What holds for every page of the console.

use crate::browser::Browser;
use crate::support::{Place, vacancy};

async fn place() -> (Place, Vec<String>) {
    let place = Place::with(|config| config.fixtures = Some("demo".to_owned())).await;
    let created = place.ats().create(&vacancy()).await.json();
    let id = created["vacancyId"].as_str().unwrap();
    let applicants = place.get("/esr/applicants").await;
    let number = applicants["applicants"][0]["applicantNumber"]
        .as_str()
        .unwrap();
    let paths = [
        "/",
        "/classrooms/new",
        "/classrooms/load",
        "/sandboxes/default",
        "/sandboxes/default/delete",
        "/sandboxes/default/reset",
        "/sandboxes/default/load",
        "/sandboxes/default/nhs-jobs",
        &format!("/sandboxes/default/nhs-jobs/{id}"),
        &format!("/sandboxes/default/nhs-jobs/{id}/advert"),
        &format!("/sandboxes/default/nhs-jobs/{id}/history"),
        &format!("/sandboxes/default/nhs-jobs/{id}/amend"),
        &format!("/sandboxes/default/nhs-jobs/{id}/close"),
        "/sandboxes/default/esr",
        &format!("/sandboxes/default/esr/applicants/{number}"),
        &format!("/sandboxes/default/esr/applicants/{number}/correct"),
        &format!("/sandboxes/default/esr/applicants/{number}/close"),
        "/sandboxes/default/esr/near-misses",
        "/sandboxes/default/esr/duplicates",
        "/sandboxes/default/esr/employers",
        "/sandboxes/default/esr/load",
        "/sandboxes/default/traffic",
        "/sandboxes/default/make-it-happen",
        "/sandboxes/default/try",
        "/sandboxes/default/try/checks",
        "/sandboxes/default/lessons",
        "/sandboxes/default/lessons/salary-rejected",
        "/progress",
        "/sign-in",
        "/nowhere",
    ];
    let paths = paths.map(str::to_owned).to_vec();
    (place, paths)
}

#[tokio::test]
async fn every_page_says_that_it_is_a_simulator_and_whose_it_is_not() {
    let (place, paths) = place().await;
    let browser = Browser::at(&place);

    for path in paths {
        let page = browser.get(&path).await.text;
        assert!(
            page.contains("<strong>This is a simulator.</strong>"),
            "{path}"
        );
        assert!(
            page.contains("not issued by or affiliated with NHSBSA, NHS England or ESR"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn every_page_runs_nothing_but_its_own_files_and_is_kept_by_nobody() {
    let (place, paths) = place().await;
    let browser = Browser::at(&place);

    for path in paths {
        let reply = browser.get(&path).await;
        let policy = reply.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(reply.header("cache-control"), "no-store", "{path}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        let page = &reply.text;
        assert!(
            !page.contains("<style") && !page.contains(" style="),
            "{path}"
        );
        assert!(
            !page.contains(" onclick") && !page.contains("javascript:"),
            "{path}"
        );
        let scripts = page.matches("<script").count();
        assert_eq!(
            scripts,
            page.matches("<script src=\"/assets/").count(),
            "{path}"
        );
    }
}

#[tokio::test]
async fn every_page_has_one_heading_a_title_and_labelled_fields() {
    let (place, paths) = place().await;
    let browser = Browser::at(&place);

    for path in paths {
        let page = browser.get(&path).await.text;
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
        assert!(page.contains("<html lang=\"en-GB\">"), "{path}");
        assert!(page.contains("<a class=\"skip\" href=\"#main\">"), "{path}");
        for tag in page.split('<').filter(|tag| is_field(tag)) {
            let id = tag
                .split(" id=\"")
                .nth(1)
                .and_then(|rest| rest.split('"').next());
            let id = id.unwrap_or_else(|| panic!("{path}: {tag}"));
            assert!(
                page.contains(&format!("<label for=\"{id}\"")),
                "{path}: {id}"
            );
        }
    }
}

fn is_field(tag: &str) -> bool {
    let hidden = tag.contains("type=\"hidden\"");
    let kinds = ["input ", "select ", "textarea "];
    !hidden && kinds.iter().any(|kind| tag.starts_with(kind))
}

#[tokio::test]
async fn files_are_kept_for_ever_under_a_name_that_changes_with_them() {
    let (place, _) = place().await;
    let browser = Browser::at(&place);
    let page = browser.open("/").await;
    let style = page.split("rel=\"stylesheet\" href=\"").nth(1).unwrap();
    let style = style.split('"').next().unwrap();

    let reply = browser.get(style).await;

    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), "text/css; charset=utf-8");
    assert!(reply.header("cache-control").contains("immutable"));
    assert!(
        !reply.text.contains("http"),
        "nothing is fetched from elsewhere"
    );
    assert_eq!(browser.get("/assets/other/console.css").await.status, 404);
}

#[tokio::test]
async fn a_sandbox_that_is_gone_is_told_in_words() {
    let (place, _) = place().await;
    let browser = Browser::at(&place);

    for path in ["/sandboxes/gone", "/sandboxes/gone/esr/applicants/1"] {
        let reply = browser.get(path).await;
        assert_eq!(reply.status, 404);
        assert!(
            reply.text.contains("This sandbox is not there any more"),
            "{path}"
        );
    }
}
