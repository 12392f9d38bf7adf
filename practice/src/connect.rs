//! Sockets: one port that speaks TLS and plain HTTP, told apart by the first byte.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;

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

use crate::HOSTS;
use crate::answer::Site;

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

/// Answers until told to stop.
pub(crate) async fn serve(
    listener: std::net::TcpListener,
    acceptor: TlsAcceptor,
    site: Arc<Site>,
    stopped: oneshot::Receiver<()>,
) {
    let listener = TcpListener::from_std(listener).expect("the listener was made non-blocking");
    tokio::spawn(accept(listener, acceptor, site));
    // The runtime ends with this function, and every connection with the runtime.
    let _ = stopped.await;
}

async fn accept(listener: TcpListener, acceptor: TlsAcceptor, site: Arc<Site>) {
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(connection(stream, acceptor.clone(), Arc::clone(&site)));
        }
    }
}

/// A broken connection concerns nobody but its browser, which tries again.
async fn connection(stream: TcpStream, acceptor: TlsAcceptor, site: Arc<Site>) {
    let mut first = [0; 1];
    match stream.peek(&mut first).await {
        Ok(1) if first[0] == TLS_HANDSHAKE => {
            // The name is noted before anything can fail.
            let Ok(greeting) = LazyConfigAcceptor::new(Acceptor::default(), stream).await else {
                return;
            };
            site.visits.greeted(greeting.client_hello().server_name());
            if let Ok(stream) = greeting.into_stream(Arc::clone(acceptor.config())).await {
                speak(stream, site).await;
            }
        }
        Ok(1) => speak(stream, site).await,
        _ => {}
    }
}

async fn speak(stream: impl AsyncRead + AsyncWrite + Unpin, site: Arc<Site>) {
    let service = service_fn(move |request| {
        let site = Arc::clone(&site);
        async move { Ok::<_, Infallible>(site.answer(request).await) }
    });
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}
