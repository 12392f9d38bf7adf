//! The practice webmail: a Gmail-like and an Outlook-like application on loopback, which record exactly what was sent.
//!
//! Takes a port (or finds a free one), answers `https` and `http` on it, and chooses the application by the `Host`
//! header. It never listens on anything but 127.0.0.1 and keeps nothing on disk.
//!
//! ```
//! let server = practice::start(practice::Options::default()).expect("a free port on loopback");
//! assert_eq!(server.sent(), []);
//! assert_eq!(server.addr().ip().to_string(), "127.0.0.1");
//! ```

mod answer;
mod assets;
mod connect;
mod policy;
mod record;
mod visits;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::sync::oneshot;

pub use crate::assets::{EDITOR_COMMAND, editor_bundle};
pub use crate::record::SentMessage;
pub use crate::visits::Visit;

use crate::connect::Behind;
use crate::record::Outbox;
use crate::visits::Visits;

/// The names the practice webmail answers to, as they stand in its certificate.
pub const HOSTS: [&str; 9] = [
    "mail.google.com",
    "outlook.live.com",
    "outlook.office.com",
    "outlook.office365.com",
    "outlook.cloud.microsoft",
    "localhost",
    EDITORS,
    SQUIRE,
    ROUNDCUBE,
];

/// A webmail that the extension does not know, with any of the editors below `/editors/`.
pub const EDITORS: &str = "webmail.example";
/// A webmail whose editor is known by its name only.
pub const SQUIRE: &str = "app.fastmail.com";
/// A webmail of the user's own, behind this server: see [`Server::forward`].
pub const ROUNDCUBE: &str = "roundcube.example";

/// How to start the server.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The port on 127.0.0.1; `None` finds a free one.
    pub port: Option<u16>,
    /// The bundled RoosterJS editor for the Outlook-like page; `None` takes the one built beside this crate.
    pub editor: Option<PathBuf>,
}

/// A running practice webmail; it stops when dropped.
#[derive(Debug)]
pub struct Server {
    addr: SocketAddr,
    outbox: Arc<Outbox>,
    visits: Arc<Visits>,
    behind: Arc<Behind>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Starts the practice webmail on its own thread.
///
/// # Errors
///
/// When the port is taken, or the certificate cannot be made.
pub fn start(options: Options) -> io::Result<Server> {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, options.port.unwrap_or(0)))?;
    listener.set_nonblocking(true)?;
    let addr = listener.local_addr()?;
    let acceptor = connect::acceptor()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let outbox = Arc::new(Outbox::default());
    let visits = Arc::new(Visits::default());
    let site = Arc::new(answer::Site {
        outbox: Arc::clone(&outbox),
        visits: Arc::clone(&visits),
        editor: options.editor,
    });
    let behind = Arc::new(Behind::default());
    let doors = connect::Doors { acceptor, site, behind: Arc::clone(&behind) };
    let (stop, stopped) = oneshot::channel();
    let serve = move || runtime.block_on(connect::serve(listener, doors, stopped));
    let thread = std::thread::Builder::new().name("practice".to_owned()).spawn(serve)?;
    Ok(Server { addr, outbox, visits, behind, stop: Some(stop), thread: Some(thread) })
}

impl Server {
    /// The address it listens on.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The port it listens on, for `https` and `http` alike.
    pub fn port(&self) -> u16 {
        self.addr.port()
    }

    /// Every message sent so far, oldest first, those taken back with Undo among them.
    pub fn sent(&self) -> Vec<SentMessage> {
        self.outbox.all()
    }

    /// Forgets what was sent.
    pub fn clear(&self) {
        self.outbox.clear();
    }

    /// Everything that came since this was last asked, whatever host it was meant for; it is forgotten then.
    pub fn take_visits(&self) -> Vec<Visit> {
        self.visits.take()
    }

    /// Hands what is asked of [`ROUNDCUBE`] on to a plain HTTP server on this port of 127.0.0.1.
    pub fn forward(&self, port: u16) {
        self.behind.lead_to(port);
    }

    /// Stops listening and waits for the thread to end.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        if let Some(stop) = self.stop.take() {
            // The thread may have ended by itself; then nobody listens, which is what is wanted.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}
