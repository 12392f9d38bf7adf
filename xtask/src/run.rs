//! The main job: Chromium with the packed extension on the practice webmail, for a person or by itself.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::package::Browser;
use crate::setup::{self, CHROMIUM};
use crate::shell::{self, command, say};

/// The hosts the extension works on; the practice webmail answers for all of them.
const HOSTS: [&str; 5] = [
    "mail.google.com",
    "outlook.live.com",
    "outlook.office.com",
    "outlook.office365.com",
    "outlook.cloud.microsoft",
];

const PAGES: [&str; 2] = ["https://mail.google.com/mail/u/0/", "https://outlook.live.com/mail/0/"];

/// Opens the practice webmail for a person, and stays until the browser is closed.
///
/// # Errors
///
/// If something is missing and cannot be had, or a program ends early.
pub(crate) fn with_window() -> Result<()> {
    if !has_screen() {
        say("run       there is no screen here, so the main job is done without a window");
        return headless();
    }
    let chromium = setup::need(&CHROMIUM)?;
    setup::practice_editor()?;
    crate::package::build()?;
    let server = Server::start()?;
    let profile = Profile::new()?;
    say(
        "run       Chromium opens a Gmail-like and an Outlook-like page. Nothing leaves this machine.",
    );
    say("run       Press Compose and type: I will rank your program number one.");
    say("run       Close the browser to end.");
    let mut browser = command(chromium, flags(server.port, &profile.folder));
    shell::run(browser.args(PAGES).stdout(Stdio::null()).stderr(Stdio::null()))
}

/// Does the main job by itself and leaves pictures of it.
///
/// # Errors
///
/// If something is missing and cannot be had, or a step of the main job does not come out as it must.
pub(crate) fn headless() -> Result<()> {
    let programs = setup::chromium()?;
    crate::package::build()?;
    say(
        "run       typing, underlines, the card, one click, undo, Send: in Chromium without a window",
    );
    let arguments = ["test", "--quiet", "--locked", "--package", "redline-e2e", "--", "tour"];
    let mut job = command("cargo", arguments);
    shell::run(programs.tell(job.env("REDLINE_E2E_BROWSER", "chromium")))?;
    say("run       done; the pictures are in screenshots/");
    Ok(())
}

/// macOS always has one; elsewhere the session says so.
fn has_screen() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(target_os = "macos") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// A fresh profile, our package in it, the webmails' names on loopback and every other name nowhere.
fn flags(port: u16, profile: &Path) -> Vec<String> {
    let package = Browser::Chromium.folder();
    let (package, profile) = (package.display(), profile.display());
    let mut rules: Vec<String> =
        HOSTS.iter().map(|host| format!("MAP {host}:443 127.0.0.1:{port}")).collect();
    rules.extend(["MAP * ~NOTFOUND", "EXCLUDE 127.0.0.1", "EXCLUDE localhost"].map(str::to_owned));
    let mut flags: Vec<String> = [
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        // The certificate of the practice pages is made at each start; nothing else can be reached.
        "--ignore-certificate-errors",
        "--test-type",
    ]
    .map(str::to_owned)
    .into();
    flags.push(format!("--user-data-dir={profile}"));
    flags.push(format!("--load-extension={package}"));
    flags.push(format!("--disable-extensions-except={package}"));
    flags.push(format!("--host-resolver-rules={}", rules.join(", ")));
    if setup::is_root() {
        // Chromium's sandbox refuses to run as root, as one is in a container.
        flags.push("--no-sandbox".to_owned());
    }
    flags
}

/// The practice webmail in a process of its own, ended with this value.
struct Server {
    process: Child,
    port: u16,
}

impl Server {
    fn start() -> Result<Self> {
        say("run       building the practice webmail");
        shell::run(&mut command(
            "cargo",
            ["build", "--quiet", "--locked", "--package", "practice"],
        ))?;
        let program = crate::paths::target().join("debug/practice");
        let mut process = Command::new(program)
            .stdout(Stdio::piped())
            .spawn()
            .context("the practice webmail does not start")?;
        let output = process.stdout.take().context("the output was asked for")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let Some(port) = port_in(&line) else {
            process.kill()?;
            bail!("the practice webmail did not say where it listens: {line:?}");
        };
        Ok(Self { process, port })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The port in a line such as `The practice webmail listens on 127.0.0.1:4443.`
fn port_in(line: &str) -> Option<u16> {
    let (_, after) = line.rsplit_once(':')?;
    after.trim().trim_end_matches('.').parse().ok()
}

/// A browser profile that is gone afterwards.
struct Profile {
    folder: PathBuf,
}

impl Profile {
    fn new() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("redline-profile-{}", std::process::id()));
        fs::create_dir_all(&folder).context("cannot make a folder for the browser's profile")?;
        Ok(Self { folder })
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // What the browser still holds is left to the system's own cleaning of its temporary folder.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read() {
        assert_eq!(port_in("The practice webmail listens on 127.0.0.1:4443.\n"), Some(4443));
        assert_eq!(port_in("error: no port\n"), None);
    }

    #[test]
    fn only_the_practice_webmail_can_be_reached() {
        let flags = flags(4443, Path::new("/p")).join("\n");
        assert!(flags.contains("MAP mail.google.com:443 127.0.0.1:4443"));
        assert!(flags.contains("MAP * ~NOTFOUND"));
    }
}
