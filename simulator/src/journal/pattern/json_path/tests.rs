use std::time::Duration;

use proptest::prelude::*;
use proptest::sample::select;

use super::*;

#[test]
fn brackets_nest_so_deep_and_quoted_ones_do_not_count() {
    let deep = |levels: usize| format!("$.a{}0{}", "[?@.b".repeat(levels), "]".repeat(levels));

    assert_eq!(nesting("$.a[?(@.b && (@.c || @['((([']))]"), 4);
    assert_eq!(nesting(r#"$["a\"[(["]"#), 1);
    for levels in [6, 50, 160] {
        let refused = Path::read(&deep(levels), &Pointer::root()).unwrap_err();
        assert!(refused.to_string().contains("at most 5 deep"), "{refused}");
    }
}

fn read(expression: &str) -> Result<Path, NoPattern> {
    Path::read(expression, &Pointer::root())
}

fn followed(expression: &str, document: &Value) -> Vec<Value> {
    let (path, work) = (read(expression).unwrap(), Work::of(Duration::MAX));
    let found = path.find(document, &work).into_iter();
    let found = found.map(|found| match found {
        Found::Value(value) => value.clone(),
        Found::Count(count) => json!(count),
    });
    let found = found.collect();
    assert_eq!(work.done(), Ok(()));
    found
}

fn found(expression: &str) -> Vec<Value> {
    followed(
        expression,
        &json!({ "a": [{ "b-c": 1 }, { "b-c": 2, "d": "x" }] }),
    )
}

#[test]
fn filters_slices_descendants_and_lengths_are_understood() {
    assert_eq!(found("$.a[?(@.d == 'x')]['b-c']"), [json!(2)]);
    assert_eq!(found("$..['b-c']"), [json!(1), json!(2)]);
    assert_eq!(found("$.a[-1:].d"), [json!("x")]);
    assert_eq!(found("$.a.length()"), [json!(2)]);
}

// RFC 9535, 2.3.5.2.2; the other implementation has these otherwise.
#[test]
fn what_the_rfc_says_of_comparisons_holds() {
    for same in [
        "@.none <= @.nothing",
        "@ >= @",
        "null >= null",
        "1 <= 1.0",
        "1 <= 2",
    ] {
        assert_eq!(found(&format!("$.a[?{same}]")).len(), 2, "{same}");
    }
    for other in ["1 <= 'a'", "@.none <= 1", "true >= false", "2 <= 1"] {
        assert_eq!(found(&format!("$.a[?{other}]")).len(), 0, "{other}");
    }
}

#[test]
fn what_is_no_path_or_too_much_work_is_refused() {
    let functions = [
        "$[?length(@.a)]",
        "$[?count(1) > 0]",
        "$[?match(@.a, @.b)]",
        "$[?match(@.a, '(')]",
        "$[?match(@.a, '(?=a)b')]",
        "$[?search(@.a, '((a{1000}){1000}){1000}')]",
        "$[?nin(@.a, @.b)]",
    ];
    for wrong in ["", "a.b", "$.a-b", "$[", "$..a..b..c"]
        .iter()
        .chain(&functions)
    {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_path_that_selects_without_end_is_given_up() {
    let deep = format!("{}1{}", "[".repeat(100), "]".repeat(100));
    let deep: Value = serde_json::from_str(&deep).unwrap();
    let wide = json!((0..2_000).collect::<Vec<_>>());
    let repeated = format!("${}", "[0,0]".repeat(90));
    let (short, long) = (Duration::from_millis(200), Duration::MAX);
    let cases = [
        (repeated.as_str(), &deep, long, "1,000,000 values"),
        (
            "$[?count($[?count($[*]) > 1]) > 1]",
            &wide,
            short,
            "5 seconds",
        ),
        ("$[?count($[?$.a == $.b]) > 1]", &wide, short, "5 seconds"),
    ];
    for (path, document, most, because) in cases {
        let work = Work::of(most);

        read(path).unwrap().find(document, &work);

        let refused = work.done().unwrap_err().to_string();
        assert!(refused.contains(because), "{refused}");
    }
}

fn document() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3i64..4).prop_map(Value::from),
        Just(json!(1.0)),
        select(vec!["", "a", "ab", "b\nc", "é"]).prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let members = prop::collection::btree_map("[abc]", inner.clone(), 0..4);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Value::from),
            members.prop_map(|members| members.into_iter().collect::<Value>()),
        ]
    })
}

fn selector() -> impl Strategy<Value = String> {
    let number = || {
        prop_oneof![
            Just(String::new()),
            (-4i64..5).prop_map(|it| it.to_string())
        ]
    };
    let slice = (number(), number(), number());
    prop_oneof![
        "'[abc]'",
        Just("*".to_owned()),
        (-4i64..5).prop_map(|it| it.to_string()),
        slice.prop_map(|(start, end, step)| format!("{start}:{end}:{step}")),
    ]
}

fn filter() -> impl Strategy<Value = String> {
    let compared = || {
        select(vec![
            "@",
            "@.a",
            "@.b",
            "$.a",
            "@[0]",
            "1",
            "1.0",
            "'a'",
            "null",
            "true",
            "length(@.a)",
            "count(@.*)",
            "count(@..a)",
            "value(@..b)",
            "length(@)",
        ])
    };
    let operator = select(vec!["==", "!=", "<", ">"]);
    let comparison = (compared(), operator, compared());
    let atom = prop_oneof![
        comparison.prop_map(|(left, operator, right)| format!("{left} {operator} {right}")),
        select(vec![
            "@.a",
            "!@.b",
            "@[0]",
            "$.c",
            "@..a",
            "!@.*",
            "match(@, 'a.*')",
            "match(@.a, 'a|b')",
            "search(@.b, 'b')",
            "!search(@, '.c')",
            "match(value(@.*), '.*')",
        ])
        .prop_map(str::to_owned),
    ];
    atom.prop_recursive(2, 6, 3, |inner| {
        let some = || prop::collection::vec(inner.clone(), 1..3);
        prop_oneof![
            some().prop_map(|all| all.join(" && ")),
            some().prop_map(|all| all.join(" || ")),
            inner.clone().prop_map(|one| format!("({one})")),
            inner.prop_map(|one| format!("!({one})")),
        ]
    })
}

fn path() -> impl Strategy<Value = String> {
    let segment = prop_oneof![
        "\\.[abc]",
        Just(".*".to_owned()),
        prop::collection::vec(selector(), 1..3).prop_map(|all| format!("[{}]", all.join(","))),
        filter().prop_map(|filter| format!("[?{filter}]")),
        "\\.\\.[abc]",
        Just("..*".to_owned()),
    ];
    prop::collection::vec(segment, 0..4).prop_map(|segments| format!("${}", segments.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, ..ProptestConfig::default() })]

    // Another implementation of the RFC, which has no bounds of its own.
    #[test]
    fn a_path_leads_to_what_the_rfc_says(path in path(), document in document()) {
        prop_assume!(path.matches("..").count() <= DESCENDANTS && nesting(&path) <= NESTING);
        let theirs = serde_json_path::JsonPath::parse(&path);
        let theirs = theirs.map_err(|error| TestCaseError::fail(format!("{path}: {error}")))?;

        let ours = followed(&path, &document);

        let theirs: Vec<Value> = theirs.query(&document).into_iter().cloned().collect();
        let sorted = |mut values: Vec<Value>| {
            values.sort_by_key(Value::to_string);
            values
        };
        prop_assert_eq!(sorted(ours), sorted(theirs), "{}", path);
    }
}
