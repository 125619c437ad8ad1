//! Speaks WebDriver (W3C) to chromedriver: as little of it as these tests need.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use reqwest::{Client, Method};
use serde_json::{Value, json};
use simulator::Running;

/// How long a page may take to come, and a script to end, in milliseconds.
const PATIENCE: u32 = 30_000;

/// A browser with one window.
pub(crate) struct Driver {
    process: Child,
    http: Client,
    session: String,
    /// The address of the console that it looks at.
    console: String,
}

impl Driver {
    /// Starts a browser for a simulator's console, whose window is so wide and high, in CSS pixels.
    pub(crate) async fn start(simulator: &Running, width: u32, height: u32) -> Self {
        let (process, port) = chromedriver();
        let http = Client::new();
        let url = format!("http://127.0.0.1:{port}/session");
        let arguments = [
            "--headless=new".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            format!("--window-size={width},{height}"),
        ];
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": { "args": arguments },
            "timeouts": { "pageLoad": PATIENCE, "script": PATIENCE },
            "unhandledPromptBehavior": "accept"
        } } });
        let reply = http.post(&url).json(&wanted).send().await.unwrap();
        let reply: Value = reply.json().await.unwrap();
        let id = reply["value"]["sessionId"].as_str();
        let id = id.unwrap_or_else(|| panic!("the browser does not start: {reply}"));
        let driver = Self {
            process,
            http,
            session: format!("{url}/{id}"),
            console: simulator.control_url().to_owned(),
        };
        driver.resize(width, height).await;
        driver
    }

    async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let request = self.http.request(method, format!("{}{path}", self.session));
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        let mut reply: Value = request.send().await.unwrap().json().await.unwrap();
        let value = reply["value"].take();
        assert!(value["error"].is_null(), "{path}: {value}");
        value
    }

    /// Goes to a page of the console, and says to which for whoever reads why a test failed.
    pub(crate) async fn go(&self, path: &str) {
        let url = format!("{}{path}", self.console);
        eprintln!("{url}");
        self.call(Method::POST, "/url", Some(json!({ "url": url })))
            .await;
    }

    /// Runs a script in the page and answers what it returns.
    pub(crate) async fn run(&self, script: &str) -> Value {
        let body = json!({ "script": script, "args": [] });
        self.call(Method::POST, "/execute/sync", Some(body)).await
    }

    /// The same for a script that calls its last argument when it is done.
    pub(crate) async fn run_async(&self, script: &str) -> Value {
        let body = json!({ "script": script, "args": [] });
        self.call(Method::POST, "/execute/async", Some(body)).await
    }

    /// Does what the keyboard does, in the words of WebDriver.
    pub(crate) async fn keys(&self, actions: Vec<Value>) {
        let source = json!({ "type": "key", "id": "keyboard", "actions": actions });
        self.call(
            Method::POST,
            "/actions",
            Some(json!({ "actions": [source] })),
        )
        .await;
    }

    /// Makes the window so wide and high, in CSS pixels; less than a window may be as well.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        let parameters = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false
        });
        let body = json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": parameters });
        self.call(Method::POST, "/goog/cdp/execute", Some(body))
            .await;
    }

    /// Closes the browser, and waits until it is closed: nobody can await anything at the end of a
    /// test.
    fn close(&self) -> io::Result<()> {
        let (host, path) = self.session.split_once("/session/").unwrap_or_default();
        let mut connection = TcpStream::connect(host.trim_start_matches("http://"))?;
        connection.set_read_timeout(Some(Duration::from_secs(10)))?;
        write!(
            connection,
            "DELETE /session/{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )?;
        connection.read(&mut [0; 16]).map(drop)
    }

    /// What a reader sees on the page.
    pub(crate) async fn text(&self) -> String {
        let text = self.run("return document.body.innerText").await;
        text.as_str().unwrap_or_default().to_owned()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Killed at once, chromedriver would leave its browser behind.
        if let Err(error) = self.close() {
            eprintln!("the browser may still run: {error}");
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn chromedriver() -> (Child, u16) {
    let started = Command::new("chromedriver")
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut process = started.unwrap_or_else(|error| {
        panic!(
            "these tests need a browser, and `chromedriver` cannot be started ({error}); install \
             Debian's packages `chromium` and `chromium-driver`, or leave out `--features browser`"
        )
    });
    let lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let port = lines.map_while(Result::ok).find_map(|line| {
        let rest = line.split_once("started successfully on port ")?.1;
        rest.trim_end_matches('.').parse().ok()
    });
    let port = port.expect("chromedriver says on which port it listens");
    (process, port)
}
