//! A driver process and the browser it started: both end with the value, also when a test panics.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, io, net, thread};

use crate::failure::{Failure, Outcome};

/// How long a driver may take to listen.
const START: Duration = Duration::from_secs(30);

/// A running driver on a port of its own.
#[derive(Debug)]
pub(crate) struct Driver {
    child: Child,
    profile: PathBuf,
    pub(crate) url: String,
}

impl Driver {
    /// Starts `program` with the arguments that `arguments` makes for a free port; `profile` is the browser's folder,
    /// `home` the user's, where it is not to be the real one.
    pub(crate) fn start(
        program: &str,
        arguments: impl Fn(u16) -> Vec<String>,
        profile: &Path,
        home: Option<&Path>,
    ) -> Outcome<Self> {
        let port = free_port()?;
        let child = Command::new(program)
            .envs(home.map(|home| ("HOME", home)))
            .args(arguments(port))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| {
                Failure::new(format!(
                    "{program} cannot start: {error}; `cargo xtask test` installs it"
                ))
            })?;
        let driver =
            Self { child, profile: profile.to_owned(), url: format!("http://127.0.0.1:{port}") };
        driver.wait(port)?;
        Ok(driver)
    }

    fn wait(&self, port: u16) -> Outcome {
        let end = Instant::now() + START;
        while Instant::now() < end {
            if net::TcpStream::connect((net::Ipv4Addr::LOCALHOST, port)).is_ok() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(20));
        }
        Err(Failure::new(format!("no driver listens on port {port} after {START:?}")))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Each may be gone already, which is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
        for id in browsers_of(&self.profile) {
            let _ = Command::new("kill").args(["-KILL", &id]).stderr(Stdio::null()).status();
        }
    }
}

/// Ids of processes that name our own profile folder in their command line: the browser this driver started.
fn browsers_of(profile: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let ids = names.filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()));
    let wanted = profile.to_string_lossy().into_owned();
    ids.filter(|id| {
        let line = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&line).contains(&wanted)
    })
    .collect()
}

fn free_port() -> io::Result<u16> {
    Ok(net::TcpListener::bind((net::Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
