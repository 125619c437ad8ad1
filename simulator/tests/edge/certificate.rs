//! A certificate that nobody but a test trusts, and connections of who does.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use simulator::{Config, TlsFiles, TlsOn};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// A certificate for names of this machine, and its key, in files that go when this does.
pub(crate) struct Files {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) cert: PathBuf,
    pub(crate) key: PathBuf,
}

impl Files {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let made = rcgen::generate_simple_self_signed(names).unwrap();
        let (cert, key) = (
            folder.path().join("cert.pem"),
            folder.path().join("key.pem"),
        );
        std::fs::write(&cert, made.cert.pem()).unwrap();
        std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
        Self { folder, cert, key }
    }

    /// A simulator that serves with it.
    pub(crate) fn on(&self, on: TlsOn) -> impl FnOnce(&mut Config) {
        let (cert, key) = (self.cert.clone(), self.key.clone());
        move |config| config.tls = Some(TlsFiles { cert, key, on })
    }
}

/// A connection over TLS that takes this certificate for the one of `localhost`.
pub(crate) async fn trusting(cert: &Path, tcp: TcpStream) -> TlsStream<TcpStream> {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_file(cert).unwrap())
        .unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let connector = TlsConnector::from(Arc::new(config));
    connector.connect(name, tcp).await.unwrap()
}
