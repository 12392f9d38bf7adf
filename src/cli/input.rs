//! Input: files and standard input in, one `Unit` of work after another out, read as they are needed.
//!
//! A text file is one unit, a mailbox one unit a message, a JSON Lines file one unit a line. What cannot be read is a
//! unit too, so that the rest is still done and answers keep their order.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::path::Path;

use mail_parser::mailbox::mbox::MessageIterator;

/// Name by which standard input goes in messages.
pub(crate) const STDIN: &str = "stdin";

/// One piece of work.
#[derive(Debug)]
pub(crate) struct Unit {
    /// The file's name as it was given.
    pub(crate) file: String,
    /// Number of the message in its mailbox, or of the line in its file, from 1.
    pub(crate) number: Option<usize>,
    /// What stands there.
    pub(crate) content: Content,
}

/// What a unit holds.
#[derive(Debug)]
pub(crate) enum Content {
    /// Bytes that should be a draft in UTF-8.
    Text(Vec<u8>),
    /// Bytes of one mail.
    Mail(Vec<u8>),
    /// Bytes of one line that should be a JSON object.
    Line(Vec<u8>),
    /// Nothing: why it could not be read.
    Fault(String),
}

impl Unit {
    /// Bytes it holds, for bounding what is in memory at a time.
    pub(crate) fn len(&self) -> usize {
        match &self.content {
            Content::Text(bytes) | Content::Mail(bytes) | Content::Line(bytes) => bytes.len(),
            Content::Fault(_) => 0,
        }
    }
}

/// Whether files other than mail hold drafts or JSON lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plain {
    Drafts,
    Lines,
}

/// The units of all files in order; standard input where there is no file.
pub(crate) fn units(files: &[OsString], plain: Plain) -> impl Iterator<Item = Unit> + Send + use<> {
    let files = if files.is_empty() { vec![OsString::from("-")] } else { files.to_vec() };
    files.into_iter().flat_map(move |file| units_of(&file, plain))
}

/// Size of all files together, where it can be known: for showing how far the work is.
pub(crate) fn total_size(files: &[OsString]) -> Option<u64> {
    let sizes = files.iter().map(|file| std::fs::metadata(file).ok().filter(|meta| meta.is_file()));
    sizes.map(|meta| meta.map(|meta| meta.len())).sum()
}

type Units = Box<dyn Iterator<Item = Unit> + Send>;

fn units_of(file: &OsStr, plain: Plain) -> Units {
    let name = file.to_string_lossy().into_owned();
    if file == "-" {
        hint_at_terminal();
        return units_from(STDIN.into(), Box::new(BufReader::new(io::stdin())), Kind::Plain, plain);
    }
    match open(Path::new(file)) {
        Ok(opened) => {
            units_from(name, Box::new(BufReader::with_capacity(1 << 16, opened)), kind(file), plain)
        }
        Err(message) => one(fault(name, message)),
    }
}

fn one(unit: Unit) -> Units {
    Box::new(std::iter::once(unit))
}

fn fault(file: String, message: String) -> Unit {
    Unit { file, number: None, content: Content::Fault(message) }
}

/// What a file's name says of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Mail,
    Mailbox,
}

fn kind(file: &OsStr) -> Kind {
    let extension = Path::new(file).extension().unwrap_or_default().to_ascii_lowercase();
    match extension.to_str() {
        Some("eml") => Kind::Mail,
        Some("mbox" | "mbx") => Kind::Mailbox,
        _ => Kind::Plain,
    }
}

fn open(path: &Path) -> Result<File, String> {
    let meta = std::fs::metadata(path).map_err(|error| in_words(&error))?;
    if meta.is_dir() {
        return Err("is a directory; name the files in it".into());
    }
    File::open(path).map_err(|error| in_words(&error))
}

/// What went wrong with a file, in words.
pub(crate) fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "this file may not be read (permission denied)".into(),
        _ => format!("cannot be read: {error}"),
    }
}

fn units_from(file: String, reader: Box<dyn BufRead + Send>, kind: Kind, plain: Plain) -> Units {
    match (kind, plain) {
        (Kind::Mailbox, _) => mailbox(file, reader),
        (Kind::Mail, _) => one(whole(file, reader, Content::Mail)),
        (Kind::Plain, Plain::Drafts) => one(whole(file, reader, Content::Text)),
        (Kind::Plain, Plain::Lines) => Box::new(lines(file, reader)),
    }
}

fn whole(
    file: String,
    mut reader: Box<dyn BufRead + Send>,
    content: fn(Vec<u8>) -> Content,
) -> Unit {
    let mut bytes = Vec::new();
    let content = match reader.read_to_end(&mut bytes) {
        Ok(_) => content(bytes),
        Err(error) => Content::Fault(in_words(&error)),
    };
    Unit { file, number: None, content }
}

/// One unit a message; a file that holds no message but is not empty is a fault.
fn mailbox(file: String, mut reader: Box<dyn BufRead + Send>) -> Units {
    let (mark, begins) = match reader.fill_buf() {
        Ok(bytes) => {
            let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            (bytes.len() - start.len(), start.is_empty() || start.starts_with(b"From "))
        }
        Err(error) => return one(fault(file, in_words(&error))),
    };
    reader.consume(mark);
    if !begins {
        let message =
            "is no mailbox: it should begin with a line \"From …\"; a single mail is named .eml";
        return one(fault(file, message.into()));
    }
    Box::new(MessageIterator::new(reader).enumerate().map(move |(index, message)| {
        let content = match message {
            Ok(message) => Content::Mail(message.unwrap_contents()),
            Err(error) => Content::Fault(in_words(&error)),
        };
        Unit { file: file.clone(), number: Some(index + 1), content }
    }))
}

/// One unit a line that holds something.
fn lines(file: String, mut reader: Box<dyn BufRead + Send>) -> impl Iterator<Item = Unit> + Send {
    let mut number = 0;
    let mut over = false;
    std::iter::from_fn(move || {
        while !over {
            let mut line = Vec::new();
            number += 1;
            let content = match reader.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) if line.iter().all(u8::is_ascii_whitespace) => continue,
                Ok(_) => Content::Line(line),
                Err(error) => {
                    over = true;
                    Content::Fault(in_words(&error))
                }
            };
            return Some(Unit { file: file.clone(), number: Some(number), content });
        }
        None
    })
}

/// Tells a person in front of an empty terminal what is waited for.
fn hint_at_terminal() {
    if io::stdin().is_terminal() && io::stderr().is_terminal() {
        super::complain("type or paste the text, then end it with Ctrl+D on a line of its own");
    }
}

/// The text in `bytes`, and how many bytes of a byte-order mark stand before it.
///
/// # Errors
///
/// One line: where the first byte that is not UTF-8 stands, and what to do.
pub(crate) fn decode(bytes: &[u8]) -> Result<(&str, usize), String> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(
            "is UTF-16, not UTF-8; save it as UTF-8, or convert it with iconv -f UTF-16 -t UTF-8"
                .into(),
        );
    }
    let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    match std::str::from_utf8(&bytes[mark..]) {
        Ok(text) => Ok((text, mark)),
        Err(error) => {
            let at = mark + error.valid_up_to();
            let line = 1 + bytes[..at].iter().filter(|&&byte| byte == b'\n').count();
            Err(format!(
                "is not UTF-8 at byte {at} (line {line}); save it as UTF-8, or convert it, for example with iconv -f WINDOWS-1252 -t UTF-8"
            ))
        }
    }
}
