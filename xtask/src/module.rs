//! The sections of a wasm module: leaving some of them out, shortening names, emptying functions that only end in a trap.

use anyhow::{Context, Result, bail};

/// Every module begins with these eight bytes: the magic word and the version.
const HEAD: usize = 8;
const CUSTOM: u8 = 0;
const IMPORT: u8 = 2;
const EXPORT: u8 = 7;
pub(crate) const CODE: u8 = 10;
pub(crate) const DATA: u8 = 11;
const DATA_COUNT: u8 = 12;
/// The custom section of names, and the part of it that is about functions.
const NAMES: &[u8] = b"name";
const FUNCTIONS: u8 = 1;

/// One section: its kind, and where it stands in the module with its own heading.
struct Section {
    kind: u8,
    whole: std::ops::Range<usize>,
    body: std::ops::Range<usize>,
}

/// The module without the list of features that the compiler wrote down.
///
/// # Errors
///
/// If it is no wasm module.
pub(crate) fn without_feature_list(module: &[u8]) -> Result<Vec<u8>> {
    without(module, |section| {
        section.kind == CUSTOM && name(&module[section.body.clone()]) == Some(b"target_features")
    })
}

/// The module without what it puts into memory at the start.
///
/// # Errors
///
/// If it is no wasm module.
pub(crate) fn without_data(module: &[u8]) -> Result<Vec<u8>> {
    without(module, |section| matches!(section.kind, DATA | DATA_COUNT))
}

fn without(module: &[u8], unwanted: impl Fn(&Section) -> bool) -> Result<Vec<u8>> {
    let head = module.get(..HEAD).filter(|head| head.starts_with(b"\0asm"));
    let mut result = head.context("this is no wasm module")?.to_vec();
    for section in sections(module)? {
        if !unwanted(&section) {
            result.extend_from_slice(&module[section.whole]);
        }
    }
    Ok(result)
}

/// Functions that report a panic and do not return, by a part of their names: the standard library's, as both ways of
/// mangling write them.
const PANICS: &[&str] = &[
    "4core9panicking",
    "4core6option13expect_failed",
    "4core6option13unwrap_failed",
    "4core6result13unwrap_failed",
    "4core5slice5index16slice_index_fail",
    "4core3str16slice_error_fail",
    "4core3str19slice_error_fail_rt",
    "4core4cell22panic_already_borrowed",
    "4core4cell30panic_already_mutably_borrowed",
    "5alloc5alloc18handle_alloc_error",
    "5alloc7raw_vec12handle_error",
    "5alloc7raw_vec17capacity_overflow",
    // Values as a developer sees them: only a panic's words would show them.
    "5Debug3fmt",
    "..Debug$GT$3fmt",
];

/// A function that traps: no local variables, `unreachable`, the end.
const TRAP: &[u8] = &[0, 0x00, 0x0b];

/// The module in which a panic is a trap at once: its words, and all that would put them together, are not shipped.
/// It must still have its names.
///
/// # Errors
///
/// If it is no wasm module, or a compiler names these functions otherwise: the module would silently grow.
pub(crate) fn with_bare_panics(module: &[u8]) -> Result<Vec<u8>> {
    let all = sections(module)?;
    let body = |wanted: u8| all.iter().find(|one| one.kind == wanted).map(|one| one.body.clone());
    let first = imported(module)?;
    let panics: Vec<usize> = function_names(module)
        .context("the module has no names")?
        .into_iter()
        .filter(|(_, name)| PANICS.iter().any(|part| name.contains(part)))
        .filter_map(|(index, _)| index.checked_sub(first))
        .collect();
    if panics.is_empty() {
        bail!("no function of the module reports panics, by the names known here (`module.rs`)");
    }
    let mut code = Vec::new();
    let mut reader = Reader(&module[body(CODE).context("the module has no code")?]);
    let count = reader.number()?;
    write(count, &mut code);
    for index in 0..count {
        let length = reader.number()?;
        let body = reader.take(length)?;
        let body = if panics.contains(&index) { TRAP } else { body };
        write(body.len(), &mut code);
        code.extend_from_slice(body);
    }
    with(module, CODE, &code)
}

/// Names of imports, each with the short one that stands for it.
pub(crate) type Names = Vec<(String, String)>;

/// The module with short names for what it imports, and which name is now which.
///
/// # Errors
///
/// If it is no wasm module.
pub(crate) fn with_short_imports(module: &[u8]) -> Result<(Vec<u8>, Names)> {
    let all = sections(module)?;
    let section = all.iter().find(|one| one.kind == IMPORT).context("it imports nothing")?;
    let imports = imports(&module[section.body.clone()])?;
    let (mut body, mut renamed) = (Vec::new(), Vec::new());
    write(imports.len(), &mut body);
    for (nth, import) in imports.iter().enumerate() {
        let short = short_name(nth);
        for text in [import.module, short.as_bytes()] {
            write(text.len(), &mut body);
            body.extend_from_slice(text);
        }
        body.push(import.kind);
        body.extend_from_slice(import.rest);
        renamed.push((String::from_utf8_lossy(import.name).into_owned(), short));
    }
    Ok((with(module, IMPORT, &body)?, renamed))
}

/// The names of what the module exports.
///
/// # Errors
///
/// If it is no wasm module.
pub(crate) fn exports(module: &[u8]) -> Result<Vec<String>> {
    let section = export_section(module)?;
    Ok(exported(section)?.into_iter().map(|(name, _)| name.into()).collect())
}

/// The module without those exports whose names are unwanted.
///
/// # Errors
///
/// If it is no wasm module.
pub(crate) fn without_exports(module: &[u8], unwanted: impl Fn(&str) -> bool) -> Result<Vec<u8>> {
    let mut kept = exported(export_section(module)?)?;
    kept.retain(|(name, _)| !unwanted(name));
    let mut body = Vec::new();
    write(kept.len(), &mut body);
    kept.iter().for_each(|(_, whole)| body.extend_from_slice(whole));
    with(module, EXPORT, &body)
}

fn export_section(module: &[u8]) -> Result<&[u8]> {
    let section = body(module, EXPORT)?.context("it exports nothing")?;
    Ok(&module[section])
}

/// Each export's name, and how it is written as a whole.
fn exported(section: &[u8]) -> Result<Vec<(&str, &[u8])>> {
    let mut reader = Reader(section);
    let count = reader.number()?;
    let one = |_| {
        let before = reader.0;
        let length = reader.number()?;
        let name = std::str::from_utf8(reader.take(length)?).context("a name is no text")?;
        reader.take(1)?;
        reader.number()?;
        Ok((name, &before[..before.len() - reader.0.len()]))
    };
    (0..count).map(one).collect()
}

/// `a` to `z`, then `aa` and so on.
fn short_name(nth: usize) -> String {
    let last = char::from(b'a' + (nth % 26) as u8);
    if nth < 26 { last.into() } else { format!("{}{last}", short_name(nth / 26 - 1)) }
}

/// Kinds of what is imported.
const FUNCTION: u8 = 0;
const GLOBAL: u8 = 3;

struct Import<'m> {
    module: &'m [u8],
    name: &'m [u8],
    kind: u8,
    /// Its type, as it is written.
    rest: &'m [u8],
}

fn imports(section: &[u8]) -> Result<Vec<Import<'_>>> {
    let mut reader = Reader(section);
    let count = reader.number()?;
    (0..count).map(|_| import(&mut reader)).collect()
}

/// How many functions it imports: their numbers come first.
///
/// # Errors
///
/// If it is no wasm module.
pub(crate) fn imported(module: &[u8]) -> Result<usize> {
    let imports = body(module, IMPORT)?.map_or(Ok(Vec::new()), |body| imports(&module[body]))?;
    Ok(imports.iter().filter(|import| import.kind == FUNCTION).count())
}

fn import<'m>(reader: &mut Reader<'m>) -> Result<Import<'m>> {
    let length = reader.number()?;
    let module = reader.take(length)?;
    let length = reader.number()?;
    let name = reader.take(length)?;
    let kind = reader.take(1)?[0];
    let before = reader.0;
    match kind {
        FUNCTION => drop(reader.number()?),
        GLOBAL => drop(reader.take(2)?),
        other => bail!("it imports something of kind {other}, which is not known here"),
    }
    Ok(Import { module, name, kind, rest: &before[..before.len() - reader.0.len()] })
}

/// Functions' numbers and names, if the module has names.
pub(crate) fn function_names(module: &[u8]) -> Option<Vec<(usize, &str)>> {
    let all = sections(module).ok()?;
    let section = all.iter().find(|one| is_names(one, module))?;
    let mut reader = Reader(&module[section.body.clone()]);
    let length = reader.number().ok()?;
    reader.take(length).ok()?;
    loop {
        let kind = reader.take(1).ok()?[0];
        let length = reader.number().ok()?;
        let mut part = Reader(reader.take(length).ok()?);
        if kind != FUNCTIONS {
            continue;
        }
        let count = part.number().ok()?;
        let one = |_| {
            let (index, length) = (part.number().ok()?, part.number().ok()?);
            Some((index, std::str::from_utf8(part.take(length).ok()?).ok()?))
        };
        return (0..count).map(one).collect();
    }
}

fn is_names(section: &Section, module: &[u8]) -> bool {
    section.kind == CUSTOM && name(&module[section.body.clone()]) == Some(NAMES)
}

/// The module with these names for its functions, imported ones first, instead of those it has.
///
/// # Errors
///
/// If it is no wasm module.
pub(crate) fn named(module: &[u8], called: impl Fn(usize) -> Option<String>) -> Result<Vec<u8>> {
    let code = body(module, CODE)?.context("the module has no code")?;
    let count = imported(module)? + Reader(&module[code]).number()?;
    let names: Vec<_> = (0..count).filter_map(|nth| Some((nth, called(nth)?))).collect();
    let mut functions = Vec::new();
    write(names.len(), &mut functions);
    for (nth, name) in names {
        write(nth, &mut functions);
        write(name.len(), &mut functions);
        functions.extend_from_slice(name.as_bytes());
    }
    let mut section = Vec::new();
    write(NAMES.len(), &mut section);
    section.extend_from_slice(NAMES);
    section.push(FUNCTIONS);
    write(functions.len(), &mut section);
    section.extend(functions);
    let mut result = without(module, |section| is_names(section, module))?;
    result.push(CUSTOM);
    write(section.len(), &mut result);
    result.extend(section);
    Ok(result)
}

/// The module with another body in its section of this kind.
fn with(module: &[u8], kind: u8, body: &[u8]) -> Result<Vec<u8>> {
    let mut result = module[..HEAD].to_vec();
    for section in sections(module)? {
        if section.kind == kind {
            result.push(kind);
            write(body.len(), &mut result);
            result.extend_from_slice(body);
        } else {
            result.extend_from_slice(&module[section.whole]);
        }
    }
    Ok(result)
}

/// Writes an unsigned number as modules do.
fn write(mut value: usize, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Bytes that are still to be read.
pub(crate) struct Reader<'m>(pub(crate) &'m [u8]);

impl<'m> Reader<'m> {
    pub(crate) fn number(&mut self) -> Result<usize> {
        let (value, size) = number(self.0).context("a number is cut off")?;
        self.0 = &self.0[size..];
        Ok(value)
    }

    pub(crate) fn take(&mut self, length: usize) -> Result<&'m [u8]> {
        let (taken, rest) = self.0.split_at_checked(length).context("a module is cut off")?;
        self.0 = rest;
        Ok(taken)
    }
}

fn sections(module: &[u8]) -> Result<Vec<Section>> {
    let mut found = Vec::new();
    let mut at = HEAD;
    while at < module.len() {
        let (length, size) = number(&module[at + 1..]).context("a section has no length")?;
        let body = at + 1 + size..at + 1 + size + length;
        if body.end > module.len() {
            bail!("a section is longer than its module");
        }
        let next = body.end;
        found.push(Section { kind: module[at], whole: at..next, body });
        at = next;
    }
    Ok(found)
}

/// Where the body of the section of this kind stands.
///
/// # Errors
///
/// If it is no wasm module.
pub(crate) fn body(module: &[u8], kind: u8) -> Result<Option<std::ops::Range<usize>>> {
    Ok(sections(module)?.into_iter().find(|one| one.kind == kind).map(|one| one.body))
}

/// The name of a custom section, from its body.
fn name(body: &[u8]) -> Option<&[u8]> {
    let (length, size) = number(body)?;
    body.get(size..size + length)
}

/// An unsigned number as modules write them (LEB128), and how many bytes it takes.
fn number(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut value = 0;
    for (nth, byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * nth);
        if byte & 0x80 == 0 {
            return Some((value, nth + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with a custom section of this name, a memory, and one byte of data.
    fn module(custom: &[u8]) -> Vec<u8> {
        let mut bytes = b"\0asm\x01\0\0\0".to_vec();
        let length = u8::try_from(custom.len()).unwrap();
        bytes.extend([CUSTOM, length + 1, length]);
        bytes.extend(custom);
        bytes.extend([5, 3, 1, 0, 1]);
        bytes.extend([DATA, 7, 1, 0, 0x41, 0, 0x0b, 1, b'x']);
        bytes
    }

    #[test]
    fn the_feature_list_goes_and_nothing_else() {
        let rest = without_feature_list(&module(b"target_features")).unwrap();
        assert_eq!(
            rest,
            [b"\0asm\x01\0\0\0".as_slice(), &[5, 3, 1, 0, 1, 11, 7, 1, 0, 0x41, 0, 0x0b, 1, b'x']]
                .concat()
        );
        let other = module(b"name");
        assert_eq!(without_feature_list(&other).unwrap(), other);
    }

    #[test]
    fn data_goes_and_the_memory_stays() {
        let rest = without_data(&module(b"name")).unwrap();
        assert!(rest.ends_with(&[5, 3, 1, 0, 1]));
    }

    #[test]
    fn a_function_that_reports_panics_only_traps() {
        let mut bytes = b"\0asm\x01\0\0\0".to_vec();
        // One function is imported: those with code begin at 1.
        bytes.extend([IMPORT, 7, 1, 1, b'm', 1, b'f', FUNCTION, 0]);
        bytes.extend([CODE, 9, 2, 3, 0, 1, 0x0b, 3, 0, 1, 0x0b]);
        let panic = b"_ZN4core9panicking5panicE";
        let names = [[1, 3, 2, 1, 1, b'g', 2, panic.len() as u8].as_slice(), panic].concat();
        let mut section = b"\x04name".to_vec();
        section.extend([names[0], (names.len() - 2) as u8]);
        section.extend(&names[2..]);
        bytes.extend([CUSTOM, section.len() as u8]);
        bytes.extend(section);
        let bare = with_bare_panics(&bytes).unwrap();
        let code = [CODE, 9, 2, 3, 0, 1, 0x0b, 3, 0, 0, 0x0b];
        assert!(bare.windows(code.len()).any(|part| part == code));
        assert!(with_bare_panics(&module(b"name")).is_err());
    }

    #[test]
    fn functions_are_renamed() {
        let mut bytes = b"\0asm\x01\0\0\0".to_vec();
        bytes.extend([IMPORT, 7, 1, 1, b'm', 1, b'f', FUNCTION, 0]);
        bytes.extend([CODE, 7, 2, 2, 0, 0x0b, 2, 0, 0x0b]);
        let once = named(&bytes, |nth| Some(format!("old{nth}"))).unwrap();
        let twice = named(&once, |nth| (nth != 1).then(|| format!("new{nth}"))).unwrap();
        assert_eq!(function_names(&once).unwrap()[2], (2, "old2"));
        assert_eq!(function_names(&twice).unwrap(), [(0, "new0"), (2, "new2")]);
        assert!(twice.starts_with(&bytes) && function_names(&bytes).is_none());
    }

    #[test]
    fn imports_get_short_names() {
        let mut bytes = b"\0asm\x01\0\0\0".to_vec();
        bytes.extend([IMPORT, 10, 1, 1, b'm', 4, b'l', b'o', b'n', b'g', FUNCTION, 0]);
        let (short, names) = with_short_imports(&bytes).unwrap();
        assert_eq!(short[HEAD..], [IMPORT, 7, 1, 1, b'm', 1, b'a', FUNCTION, 0]);
        assert_eq!(names, [("long".to_owned(), "a".to_owned())]);
        assert_eq!([0, 25, 26, 27 * 26].map(short_name), ["a", "z", "aa", "aaa"]);
    }

    #[test]
    fn exports_go_by_their_names() {
        let mut bytes = b"\0asm\x01\0\0\0".to_vec();
        bytes.extend([EXPORT, 9, 2, 1, b'a', FUNCTION, 7, 1, b'b', 2, 0]);
        assert_eq!(exports(&bytes).unwrap(), ["a", "b"]);
        let rest = without_exports(&bytes, |name| name == "a").unwrap();
        assert_eq!(rest[HEAD..], [EXPORT, 5, 1, 1, b'b', 2, 0]);
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(without_data(b"<!doctype html>").is_err());
        assert!(without_data(b"\0asm\x01\0\0\0\x0b\xff\x01").is_err());
    }
}
