//! The configuration file: whatever stands in it, the process starts or says what is wrong.

use std::process::Command;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

const VALID: &str = "listen = \"127.0.0.1:0\"\nseed = 7\nmagic = true\nmax-vacancies = 10\n\
    idle-time = \"75s\"\nlimits = \"nhsbsa\"\nrate-limit = 5\n";

fn file() -> impl Strategy<Value = Vec<u8>> {
    let line = "[a-z-]{1,14} ?= ?(\"[ -~]{0,20}\"|-?[0-9]{1,25}|true|\\[.{0,5}\\]|.{0,12})\n";
    let lines = prop::collection::vec(line, 0..5).prop_map(|lines| lines.concat());
    let broken = (any::<prop::sample::Index>(), any::<u8>()).prop_map(|(at, byte)| {
        let mut text = VALID.as_bytes().to_vec();
        let at = at.index(text.len());
        text[at] = byte;
        text
    });
    prop_oneof![
        broken,
        lines.prop_map(|lines| format!("{VALID}{lines}").into_bytes()),
        prop::collection::vec(any::<u8>(), 0..80),
    ]
}

#[test]
fn any_configuration_file_is_read_or_refused_with_status_3() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("simulator.toml");
    let config = Config {
        cases: 96,
        failure_persistence: None,
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(&file(), |text| {
        std::fs::write(&path, text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_simulator"));
        let output = command
            .arg("--config")
            .arg(&path)
            .arg("--print-config")
            .output();
        let output = output.unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        prop_assert!(matches!(output.status.code(), Some(0 | 2 | 3)), "{said}");
        prop_assert!(!said.contains("panicked"), "{said}");
        prop_assert_eq!(said.is_empty(), output.status.success(), "{}", said);
        Ok(())
    });
    outcome.unwrap_or_else(|broken| panic!("{broken}"));
}
