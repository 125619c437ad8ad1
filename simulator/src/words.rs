//! Finding the word that was perhaps meant.

/// The known word nearest to `given`, where one is near enough to be a slip.
pub(crate) fn nearest(
    given: &str,
    known: impl IntoIterator<Item = &'static str>,
) -> Option<&'static str> {
    // A word is a slip of another when at most a third of it differs.
    let most = given.chars().count().min(64) / 3;
    let given = given.chars().take(64).collect::<String>().to_lowercase();
    let distance = |word: &str| strsim::osa_distance(&given, &word.to_lowercase());
    let near = known.into_iter().map(|word| (distance(word), word));
    near.filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_another_word_finds_none() {
        let known = ["latency", "status", "commit_then_drop"];

        assert_eq!(nearest("latancy", known), Some("latency"));
        assert_eq!(nearest("commitThenDrop", known), Some("commit_then_drop"));
        assert_eq!(nearest("hurricane", known), None);
    }
}
