//! A real webmail on loopback: Roundcube with Dovecot and a sink for outgoing mail, from Debian's packages. What arrives
//! in the sink is what a program would receive.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{fs, thread};

use tempfile::TempDir;

use crate::failure::{Failure, Outcome};

/// Where Debian puts what the browser may ask for, and the configuration that the package brings.
const PUBLIC: &str = "/var/lib/roundcube/public_html";
const DEFAULTS: &str = "/etc/roundcube";
/// How long a server may take to listen.
const START: Duration = Duration::from_secs(20);
/// Everybody's password.
pub const PASSWORD: &str = "practice";

/// How messages are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// In TinyMCE, in a frame.
    Html,
    /// In a text area.
    Plain,
}

/// A running Roundcube; it ends when dropped.
pub struct Roundcube {
    php: Child,
    dovecot: Child,
    folder: TempDir,
    port: u16,
    sink: Sink,
}

impl Roundcube {
    /// What it needs and this machine does not have.
    pub fn missing() -> Option<String> {
        let programs = ["php", "dovecot"].into_iter().find(|name| !is_there(name));
        let files = [PUBLIC, DEFAULTS].into_iter().find(|path| !Path::new(path).exists());
        let lacks = programs.or(files).map(|what| format!("{what} is not installed"));
        lacks.or_else(|| (!is_root()).then(|| "Dovecot is only started by root".to_owned()))
    }

    /// Starts it with empty mailboxes.
    ///
    /// # Errors
    ///
    /// When one of its servers does not start.
    pub fn start(mode: Mode) -> Outcome<Self> {
        let folder = tempfile::Builder::new().prefix("redline-roundcube-").tempdir()?;
        let at = folder.path();
        let sink = Sink::start()?;
        let (imap, port) = (free_port()?, free_port()?);
        lay_out(at, mode, imap, sink.port)?;
        let mut dovecot = Command::new("dovecot");
        let dovecot = quiet(dovecot.arg("-F").arg("-c").arg(at.join("dovecot.conf"))).spawn()?;
        let mut php = Command::new("php");
        php.args(["-S", &format!("127.0.0.1:{port}"), "-t", PUBLIC]);
        let php = quiet(php.env("ROUNDCUBE_CONFIG_DIR", at.join("conf"))).spawn()?;
        let all = Self { php, dovecot, folder, port, sink };
        listens(imap)?;
        listens(port)?;
        Ok(all)
    }

    /// Where it answers to browsers, without TLS.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The messages that have arrived so far, as they came.
    pub fn delivered(&self) -> Vec<String> {
        self.sink.all.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Roundcube {
    fn drop(&mut self) {
        // Dovecot has processes of its own, which it ends itself when it is asked to.
        let mut stop = Command::new("dovecot");
        let _ =
            quiet(stop.arg("-c").arg(self.folder.path().join("dovecot.conf")).arg("stop")).status();
        for child in [&mut self.dovecot, &mut self.php] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// A message without what is new in each: date, number, and the line between its parts.
pub fn lasting(message: &str) -> String {
    let boundary = message.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next());
    let message = match boundary {
        Some(boundary) => message.replace(boundary, "BOUNDARY"),
        None => message.to_owned(),
    };
    let new = |line: &&str| !line.starts_with("Date: ") && !line.starts_with("Message-ID: ");
    message.lines().filter(new).collect::<Vec<_>>().join("\n")
}

fn quiet(command: &mut Command) -> &mut Command {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null())
}

fn is_there(program: &str) -> bool {
    let places = ["/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin"];
    places.iter().any(|place| Path::new(place).join(program).exists())
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn free_port() -> Outcome<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

fn listens(port: u16) -> Outcome {
    let end = Instant::now() + START;
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if Instant::now() > end {
            return Err(Failure::new(format!("a server of Roundcube's does not listen on {port}")));
        }
        thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

fn lay_out(at: &Path, mode: Mode, imap: u16, smtp: u16) -> Outcome {
    for name in ["base", "mail", "conf", "logs", "temp"] {
        fs::create_dir_all(at.join(name))?;
    }
    // Dovecot keeps mail as a user without rights, who must be able to get there.
    let open = ["-R", "a+rwX"].into_iter().map(Into::into).chain([at.as_os_str().to_owned()]);
    quiet(Command::new("chmod").args(open.collect::<Vec<_>>())).status()?;
    for name in ["defaults.inc.php", "mimetypes.php"] {
        fs::copy(Path::new(DEFAULTS).join(name), at.join("conf").join(name))?;
    }
    let here = at.display().to_string();
    fs::write(at.join("dovecot.conf"), dovecot(&here, imap))?;
    Ok(fs::write(at.join("conf/config.inc.php"), roundcube(&here, mode, imap, smtp))?)
}

fn dovecot(here: &str, imap: u16) -> String {
    format!(
        "protocols = imap\nbase_dir = {here}/base\nstate_dir = {here}/base\nlog_path = {here}/logs/dovecot.log\n\
         ssl = no\ndisable_plaintext_auth = no\nlisten = 127.0.0.1\nfirst_valid_uid = 1\n\
         service imap-login {{\n inet_listener imap {{\n  port = {imap}\n }}\n inet_listener imaps {{\n  port = 0\n }}\n}}\n\
         passdb {{\n driver = static\n args = password={PASSWORD}\n}}\n\
         userdb {{\n driver = static\n args = uid=nobody gid=nogroup home={here}/mail/%u\n}}\n\
         mail_location = maildir:~/Maildir\n\
         namespace inbox {{\n inbox = yes\n mailbox Sent {{\n  auto = subscribe\n  special_use = \\Sent\n }}\n \
         mailbox Drafts {{\n  auto = subscribe\n  special_use = \\Drafts\n }}\n}}\n"
    )
}

fn roundcube(here: &str, mode: Mode, imap: u16, smtp: u16) -> String {
    let html = u8::from(mode == Mode::Html);
    format!(
        "<?php\n$config['db_dsnw'] = 'sqlite:///{here}/db.sqlite?mode=0640';\n\
         $config['imap_host'] = '127.0.0.1:{imap}';\n$config['smtp_host'] = '127.0.0.1:{smtp}';\n\
         $config['smtp_user'] = '';\n$config['smtp_pass'] = '';\n$config['des_key'] = 'practicepracticepractice';\n\
         $config['skin'] = 'elastic';\n$config['plugins'] = [];\n$config['htmleditor'] = {html};\n\
         $config['log_dir'] = '{here}/logs/';\n$config['temp_dir'] = '{here}/temp/';\n\
         $config['draft_autosave'] = 0;\n$config['enable_spellcheck'] = false;\n\
         $config['use_https'] = true;\n$config['language'] = 'en_US';\n"
    )
}

/// Takes every message and keeps it.
struct Sink {
    port: u16,
    all: Arc<Mutex<Vec<String>>>,
}

impl Sink {
    fn start() -> Outcome<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = listener.local_addr()?.port();
        let all = Arc::new(Mutex::default());
        let kept = Arc::clone(&all);
        // It ends with the test program: nothing but its own listener is in its hands.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A conversation that breaks off has delivered nothing.
                let _ = converse(stream, &kept);
            }
        });
        Ok(Self { port, all })
    }
}

fn converse(mut stream: TcpStream, all: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    stream.write_all(b"220 sink\r\n")?;
    while let Some(line) = lines.next().transpose()? {
        let answer: &[u8] = match line.get(..4).unwrap_or_default() {
            "DATA" => {
                stream.write_all(b"354 go on\r\n")?;
                let message = message(&mut lines)?;
                all.lock().unwrap_or_else(PoisonError::into_inner).push(message);
                b"250 taken\r\n"
            }
            "QUIT" => return stream.write_all(b"221 good-bye\r\n"),
            _ => b"250 yes\r\n",
        };
        stream.write_all(answer)?;
    }
    Ok(())
}

fn message(lines: &mut impl Iterator<Item = std::io::Result<String>>) -> std::io::Result<String> {
    let mut message = Vec::new();
    for line in lines {
        let line = line?;
        if line == "." {
            break;
        }
        message.push(line);
    }
    Ok(message.join("\n"))
}
