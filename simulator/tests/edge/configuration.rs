//! Where values come from: flag over variable over file over default; mistakes have a place.

use std::path::PathBuf;

use crate::process::{FREE, Serving, ended, simulator};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, text: &str) -> PathBuf {
        let path = self.0.path().join("simulator.toml");
        std::fs::write(&path, text).unwrap();
        path
    }

    fn refused(&self, text: &str) -> String {
        let file = self.file(text);
        let file = file.to_str().unwrap();
        let (code, out, err) = ended(self.0.path(), &["--config", file]);
        assert_eq!((code, out.as_str()), (Some(3), ""), "{err}");
        err.replace(self.0.path().to_str().unwrap(), "")
    }
}

#[test]
fn every_value_is_told_with_its_origin_and_the_stronger_one_wins() {
    let folder = Folder::new();
    let file = folder.file("seed = 1\nfixtures = \"empty\"\nrate-limit = 50\npure = true\n");
    let mut command = simulator(folder.0.path(), &["--print-config", "--seed", "3"]);
    command.args(["--config", file.to_str().unwrap()]);
    command.env("SIMULATOR_SEED", "2");
    command.env("SIMULATOR_FIXTURES", "demo");
    command.env("SIMULATOR_CONTROL_TOKEN", "correct-horse-battery");

    let told = command.output().unwrap();

    let told = String::from_utf8(told.stdout).unwrap();
    let told = told.replace(file.to_str().unwrap(), "/simulator.toml");
    assert!(!told.contains("correct-horse"), "{told}");
    insta::assert_snapshot!(told, @r#"
    listen = "127.0.0.1:8080"                    # default
    control = "127.0.0.1:8081"                   # default
    # control-token is set, and a secret         # variable SIMULATOR_CONTROL_TOKEN
    # public-url is not set                      # default
    # tls-cert is not set                        # default
    # tls-key is not set                         # default
    tls-on = "both"                              # default
    print-ready = false                          # default
    # ready-file is not set                      # default
    seed = 3                                     # flag --seed
    # now is not set                             # default
    clock = "running"                            # default
    fixtures = "demo"                            # variable SIMULATOR_FIXTURES
    max-sandboxes = 10000                        # default
    max-vacancies = 100000                       # default
    max-applicants = 200000                      # default
    # sandbox-lifetime is not set                # default
    rate-limit = 50                              # file /simulator.toml
    journal-entries = 10000                      # default
    journal-bytes = 16777216                     # default
    max-connections = 4096                       # default
    header-seconds = 15                          # default
    idle-seconds = 75                            # default
    body-seconds = 30                            # default
    max-body = 1048576                           # default
    drain-seconds = 10                           # default
    pure = true                                  # file /simulator.toml
    log-level = "warn"                           # default
    log-format = "text"                          # default
    "#);
}

#[test]
fn what_is_printed_can_be_given_back() {
    let folder = Folder::new();
    let (_, first, _) = ended(folder.0.path(), &["--print-config", "--seed", "3"]);
    let file = folder.file(&first);

    let again = ["--print-config", "--config", file.to_str().unwrap()];
    let (code, second, err) = ended(folder.0.path(), &again);

    assert_eq!(code, Some(0), "{err}");
    let values = |text: &str| {
        let lines = text.lines().map(|line| line.split(" # ").next().unwrap());
        lines
            .map(str::trim_end)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(values(&first), values(&second));
}

#[tokio::test]
async fn a_simulator_is_started_from_a_file() {
    let folder = Folder::new();
    let file = folder.file("listen = \"127.0.0.1:0\"\ncontrol = \"127.0.0.1:0\"\nseed = 7\n");
    let mut command = simulator(folder.0.path(), &[]);
    command.env("SIMULATOR_CONFIG", &file);

    let serving = Serving::start(&mut command);

    let organisation = &serving.ready["sandbox"]["nhsJobs"]["organisationId"];
    assert_eq!(organisation, "ORG-330039");
    assert_eq!(serving.stop().await.0, Some(0));
}

#[test]
fn a_mistake_in_the_file_is_exit_3_with_its_place_and_what_would_do() {
    let folder = Folder::new();

    let told = [
        folder.refused("seed = 1\nfixtuers = \"empty\"\n"),
        folder.refused("colour = \"blue\"\n"),
        folder.refused("\n  seed = \"seven\"\n"),
        folder.refused("seed = [1]\n"),
        folder.refused("pure = 1\n"),
        folder.refused("seed = true\n"),
        folder.refused("clock = \"stopped\"\n"),
        folder.refused("seed = 1\nseed = 2\n"),
        folder.refused("listen = \n"),
        folder.refused("[limits]\nbody = 1\n"),
        folder.refused("config = \"other.toml\"\n"),
        folder.refused("control-token = \"two words\"\n"),
    ];

    insta::assert_snapshot!(told.concat(), @r#"
    error: /simulator.toml:2:1: there is no `fixtuers`; did you mean `fixtures`?
    error: /simulator.toml:1:1: there is no `colour`; there are the flags of `simulator --help`
    error: /simulator.toml:2:10: invalid value 'seven' for '--seed <NUMBER>': invalid digit found in string
    error: /simulator.toml:1:8: `seed` takes one plain value
    error: /simulator.toml:1:8: `pure` is true or false
    error: /simulator.toml:1:8: `seed` takes a value
    error: /simulator.toml:1:9: invalid value 'stopped' for '--clock <MODE>' [possible values: running, frozen]
    error: /simulator.toml:2:1: duplicate key
    error: /simulator.toml:1:10: string values must be quoted, expected literal string
    error: /simulator.toml:1:2: there is no `limits`; there are the flags of `simulator --help`
    error: /simulator.toml:1:1: there is no `config`; there are the flags of `simulator --help`
    error: /simulator.toml:1:17: a control token is one or more visible ASCII characters without spaces
    "#);
}

#[test]
fn a_file_that_is_not_there_is_exit_3() {
    let folder = Folder::new();

    let (code, _, err) = ended(folder.0.path(), &["--config", "/nowhere/simulator.toml"]);

    assert_eq!(code, Some(3));
    assert!(err.starts_with("error: /nowhere/simulator.toml: "), "{err}");
}

#[test]
fn a_variable_with_a_mistake_is_usage_even_beside_a_good_file() {
    let folder = Folder::new();
    let file = folder.file("seed = 1\n");
    let mut command = simulator(folder.0.path(), &FREE);
    command.args(["--config", file.to_str().unwrap()]);

    let refused = command.env("SIMULATOR_CLOCK", "stopped").output().unwrap();

    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--clock"));
}

#[test]
fn every_variable_that_the_image_names_is_one() {
    let dockerfile = include_str!("../../Dockerfile");
    let folder = Folder::new();
    let (_, help, _) = ended(folder.0.path(), &["--help"]);

    let named = dockerfile.split(|letter: char| !(letter.is_ascii_uppercase() || letter == '_'));
    let named = named.filter(|word| word.starts_with("SIMULATOR_"));
    let named = named.collect::<std::collections::BTreeSet<_>>();

    assert!(named.contains("SIMULATOR_CONTROL_TOKEN"));
    for variable in named {
        assert!(help.contains(&format!("[env: {variable}")), "{variable}");
    }
}

#[test]
fn in_a_container_without_a_token_it_does_not_start_and_says_what_to_give() {
    let folder = Folder::new();
    let mut command = simulator(folder.0.path(), &[]);
    command.env("SIMULATOR_LISTEN", "0.0.0.0:0");
    command.env("SIMULATOR_CONTROL", "0.0.0.0:0");

    let refused = command.output().unwrap();

    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("SIMULATOR_CONTROL_TOKEN"), "{said}");
}
