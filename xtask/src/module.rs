//! The sections of a wasm module: leaving some of them out before a tool sees them.

use anyhow::{Context, Result, bail};

/// Every module begins with these eight bytes: the magic word and the version.
const HEAD: usize = 8;
const CUSTOM: u8 = 0;
const DATA: u8 = 11;
const DATA_COUNT: u8 = 12;

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
    fn what_is_no_module_is_refused() {
        assert!(without_data(b"<!doctype html>").is_err());
        assert!(without_data(b"\0asm\x01\0\0\0\x0b\xff\x01").is_err());
    }
}
