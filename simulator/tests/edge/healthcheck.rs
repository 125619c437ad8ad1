//! `simulator healthcheck`: finds the real port by itself; 0 or 5.

use crate::process::{FREE, Serving, ended, simulator};

#[tokio::test]
async fn it_finds_the_simulator_that_took_free_ports_and_no_longer_once_it_has_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let serving = Serving::start(&mut simulator(folder.path(), &FREE));

    let healthy = ended(folder.path(), &["healthcheck"]);
    let (code, ..) = serving.stop().await;
    let (gone, _, said) = ended(folder.path(), &["healthcheck", "--seconds", "1"]);

    assert_eq!(healthy, (Some(0), String::new(), String::new()));
    assert_eq!(code, Some(0));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    // Somebody else may answer at the usual address; then it is that one's health.
    if gone != Some(0) {
        assert_eq!(gone, Some(5), "{said}");
        assert!(said.contains("127.0.0.1:8081"), "{said}");
    }
}

#[tokio::test]
async fn it_finds_it_by_the_ready_file_and_by_the_address() {
    let folder = tempfile::tempdir().unwrap();
    let other = tempfile::tempdir().unwrap();
    let ready = folder.path().join("ready.json");
    let ready = ready.to_str().unwrap();
    let mut command = simulator(folder.path(), &FREE);
    let serving = Serving::start(command.args(["--ready-file", ready]));
    let address = serving.control().trim_start_matches("http://").to_owned();

    let by_file = ended(other.path(), &["healthcheck", "--ready-file", ready]);
    let by_address = ended(other.path(), &["healthcheck", "--control", &address]);
    let mut by_variable = simulator(other.path(), &["healthcheck"]);
    let by_variable = by_variable.env("SIMULATOR_CONTROL", &address).status();

    assert_eq!(by_file.0, Some(0), "{}", by_file.2);
    assert_eq!(by_address.0, Some(0), "{}", by_address.2);
    assert_eq!(by_variable.unwrap().code(), Some(0));
}

#[test]
fn a_port_where_nobody_answers_is_exit_5_and_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = nobody.local_addr().unwrap().to_string();
    drop(nobody);

    let (code, out, err) = ended(folder.path(), &["healthcheck", "--control", &address]);

    assert_eq!((code, out.as_str()), (Some(5), ""));
    assert!(err.contains(&address), "{err}");
}

#[tokio::test]
async fn a_control_interface_with_a_token_is_asked_without_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = simulator(folder.path(), &["--listen", "127.0.0.1:0"]);
    command.args(["--control", "0.0.0.0:0"]);
    command.env("SIMULATOR_CONTROL_TOKEN", "correct-horse-battery");
    let _serving = Serving::start(&mut command);

    let (code, _, err) = ended(folder.path(), &["healthcheck"]);

    assert_eq!(code, Some(0), "{err}");
}
