//! Pages that watch what happens hold up no other page, and go on when somebody comes back to them.

use crate::place::trainer_at;
use crate::walk::something_happens;

/// More than the six connections that a browser keeps to one place.
const MANY: usize = 8;

#[tokio::test]
async fn pages_that_watch_are_left_one_after_another_and_the_first_goes_on_when_gone_back_to() {
    let (simulator, driver) = trainer_at("/sandboxes/default/traffic").await;
    driver.sees("Watching.").await;
    for _ in 0..MANY {
        driver
            .go("/sandboxes/default/lessons/salary-rejected")
            .await;
        driver.go("/sandboxes/default/traffic").await;
    }
    driver.run(&format!("history.go(-{})", 2 * MANY)).await;
    something_happens(&simulator).await;

    driver.sees("Post a vacancy").await;
    let seen = driver
        .run("return document.querySelectorAll('#rows > *').length")
        .await;
    assert!(seen.as_u64().unwrap() >= 3, "{seen}");
}

#[tokio::test]
async fn a_step_of_a_lesson_shows_by_itself_that_it_has_happened() {
    let (simulator, driver) = trainer_at("/sandboxes/default/lessons/required-field").await;
    let told = "See the exchange in which it happened";
    assert!(!driver.text().await.contains(told));

    something_happens(&simulator).await;

    driver.sees(told).await;
}
