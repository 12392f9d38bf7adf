//! Sockets: one port that speaks TLS and plain HTTP, told apart by the first byte.

use std::convert::Infallible;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::server::Acceptor;
use tokio_rustls::{LazyConfigAcceptor, TlsAcceptor};

use crate::answer::Site;
use crate::{HOSTS, ROUNDCUBE};

/// The first byte of every TLS connection; no HTTP request begins with it.
const TLS_HANDSHAKE: u8 = 0x16;

/// Makes a certificate for the webmails' names, valid as long as this process lives.
pub(crate) fn acceptor() -> io::Result<TlsAcceptor> {
    let names = HOSTS.map(str::to_owned).to_vec();
    let made = rcgen::generate_simple_self_signed(names).map_err(io::Error::other)?;
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .map_err(io::Error::other)?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// The port of the server behind this one, once there is one.
#[derive(Debug, Default)]
pub(crate) struct Behind(AtomicU16);

impl Behind {
    pub(crate) fn lead_to(&self, port: u16) {
        self.0.store(port, Ordering::Relaxed);
    }

    fn port(&self) -> Option<u16> {
        Some(self.0.load(Ordering::Relaxed)).filter(|port| *port != 0)
    }
}

/// What every connection is led to.
#[derive(Clone)]
pub(crate) struct Doors {
    pub(crate) acceptor: TlsAcceptor,
    pub(crate) site: Arc<Site>,
    pub(crate) behind: Arc<Behind>,
}

/// Answers until told to stop.
pub(crate) async fn serve(
    listener: std::net::TcpListener,
    doors: Doors,
    stopped: oneshot::Receiver<()>,
) {
    let listener = TcpListener::from_std(listener).expect("the listener was made non-blocking");
    tokio::spawn(accept(listener, doors));
    // The runtime ends with this function, and every connection with the runtime.
    let _ = stopped.await;
}

async fn accept(listener: TcpListener, doors: Doors) {
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(connection(stream, doors.clone()));
        }
    }
}

/// A broken connection concerns nobody but its browser, which tries again.
async fn connection(stream: TcpStream, doors: Doors) {
    let mut first = [0; 1];
    match stream.peek(&mut first).await {
        Ok(1) if first[0] == TLS_HANDSHAKE => {
            // The name is noted before anything can fail.
            let Ok(greeting) = LazyConfigAcceptor::new(Acceptor::default(), stream).await else {
                return;
            };
            doors.site.visits.greeted(greeting.client_hello().server_name());
            let behind = greeting.client_hello().server_name() == Some(ROUNDCUBE);
            if let Ok(stream) = greeting.into_stream(Arc::clone(doors.acceptor.config())).await {
                match doors.behind.port().filter(|_| behind) {
                    Some(port) => hand_on(stream, port).await,
                    None => speak(stream, doors.site).await,
                }
            }
        }
        Ok(1) => speak(stream, doors.site).await,
        _ => {}
    }
}

/// Byte for byte to the server behind this one, and back.
async fn hand_on(mut stream: impl AsyncRead + AsyncWrite + Unpin, port: u16) {
    if let Ok(mut server) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await {
        let _ = tokio::io::copy_bidirectional(&mut stream, &mut server).await;
    }
}

async fn speak(stream: impl AsyncRead + AsyncWrite + Unpin, site: Arc<Site>) {
    let service = service_fn(move |request| {
        let site = Arc::clone(&site);
        async move { Ok::<_, Infallible>(site.answer(request).await) }
    });
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}
