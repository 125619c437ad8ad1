//! How this program reaches its own listener, to act on it as any client does.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;

use super::tls::{TlsError, connector};

/// A listener of this program, seen from within.
#[derive(Clone)]
pub(crate) struct Reach {
    address: SocketAddr,
    secure: Option<TlsConnector>,
}

/// A connection, whether it is secure or not.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

impl Reach {
    /// A listener that is bound to `bound` and speaks TLS or does not.
    ///
    /// # Errors
    ///
    /// Where TLS cannot be begun.
    pub(crate) fn of(bound: SocketAddr, secure: bool) -> Result<Self, TlsError> {
        Ok(Self {
            address: SocketAddr::new(within(bound.ip()), bound.port()),
            secure: secure.then(connector).transpose()?,
        })
    }

    /// Connects to it.
    ///
    /// # Errors
    ///
    /// As for any connection.
    pub(crate) async fn connect(&self) -> std::io::Result<Box<dyn Stream>> {
        let stream = TcpStream::connect(self.address).await?;
        match &self.secure {
            None => Ok(Box::new(stream)),
            Some(secure) => {
                let name = ServerName::from(self.address.ip());
                Ok(Box::new(secure.connect(name, stream).await?))
            }
        }
    }
}

impl std::fmt::Debug for Reach {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Reach").field(&self.address).finish()
    }
}

// Bound to every address, it is reached by that of this machine.
fn within(bound: IpAddr) -> IpAddr {
    match bound {
        IpAddr::V4(any) if any.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(any) if any.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        one => one,
    }
}
