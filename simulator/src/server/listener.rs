//! A bound address: binding first tells the address, so nobody has to poll a port.

use std::io;
use std::net::SocketAddr;

use tokio::net::TcpListener;

/// How many connections may wait to be accepted.
const BACKLOG: u32 = 4_096;

/// A listener that is already bound.
#[derive(Debug)]
pub(crate) struct Listener {
    socket: TcpListener,
    address: SocketAddr,
}

impl Listener {
    /// Binds `address`; port 0 takes a free one.
    ///
    /// # Errors
    ///
    /// The operating system's, where the address cannot be bound.
    pub(crate) fn bind(address: SocketAddr) -> io::Result<Self> {
        let socket = match address {
            SocketAddr::V4(_) => tokio::net::TcpSocket::new_v4()?,
            SocketAddr::V6(_) => tokio::net::TcpSocket::new_v6()?,
        };
        // A restarted service must get its port back while old connections still linger.
        #[cfg(unix)]
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        let socket = socket.listen(BACKLOG)?;
        let address = socket.local_addr()?;
        Ok(Self { socket, address })
    }

    /// The address that was really bound.
    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    pub(super) const fn socket(&self) -> &TcpListener {
        &self.socket
    }
}

/// The address as somebody on this machine would reach it: an unspecified one as loopback.
pub(crate) fn base_url(address: SocketAddr, secure: bool) -> String {
    let scheme = if secure { "https" } else { "http" };
    let reachable = match address {
        SocketAddr::V4(v4) if v4.ip().is_unspecified() => {
            SocketAddr::from((std::net::Ipv4Addr::LOCALHOST, v4.port()))
        }
        SocketAddr::V6(v6) if v6.ip().is_unspecified() => {
            SocketAddr::from((std::net::Ipv6Addr::LOCALHOST, v6.port()))
        }
        bound => bound,
    };
    format!("{scheme}://{reachable}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unspecified_address_is_reached_over_loopback() {
        let told = base_url("0.0.0.0:8080".parse().unwrap(), false);

        assert_eq!(told, "http://127.0.0.1:8080");
    }
}
