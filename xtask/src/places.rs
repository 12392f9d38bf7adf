//! Where in the sources a panic comes from: the compiler writes it down for each, and nothing of the product tells it.

use std::collections::BTreeSet;
use std::ops::Range;

use anyhow::{Context, Result, bail};

use crate::module::{DATA, Reader, body};

/// One place as it lies in memory: address and length of the file's name, line, column; four bytes each.
const PLACE: usize = 16;
/// More than any name of a file, line or column has.
const MOST: [usize; 3] = [300, 100_000, 1_000];

/// What the module puts into memory: from which address on, and where that stands in the module.
struct Piece {
    address: usize,
    bytes: Range<usize>,
}

/// The module in which these places are nothing but zeros, and the names of the files too: a panic is a trap in it
/// (`module.rs`), nobody reads them, and zeros weigh nothing.
///
/// # Errors
///
/// If it is no wasm module, or a compiler writes places otherwise: the module would silently grow.
pub(crate) fn without_places(module: &[u8]) -> Result<Vec<u8>> {
    let pieces = pieces(module)?;
    let mut zeros = BTreeSet::new();
    for piece in &pieces {
        let aligned = piece.address.next_multiple_of(4) - piece.address;
        for at in piece.bytes.clone().skip(aligned).step_by(4) {
            if let Some(name) = named_at(module, at, piece.bytes.end, &pieces) {
                zeros.extend([(at, at + PLACE), (name.start, name.end)]);
            }
        }
    }
    if zeros.is_empty() {
        bail!("the module holds no place of a panic as they are known here (`places.rs`)");
    }
    let mut result = module.to_vec();
    zeros.into_iter().for_each(|(start, end)| result[start..end].fill(0));
    Ok(result)
}

/// Where the name of the file stands that the place at `at` tells, if there is one.
fn named_at(module: &[u8], at: usize, end: usize, pieces: &[Piece]) -> Option<Range<usize>> {
    let (words, _) = module[at..end].get(..PLACE)?.as_chunks::<4>();
    let [address, length, line, column] = <[usize; 4]>::try_from(
        words.iter().map(|four| u32::from_le_bytes(*four) as usize).collect::<Vec<_>>(),
    )
    .ok()?;
    let fits = [length, line, column].iter().zip(MOST).all(|(&one, most)| (1..most).contains(&one));
    let piece = pieces
        .iter()
        .find(|piece| (piece.address..piece.address + piece.bytes.len()).contains(&address))?;
    let start = piece.bytes.start + (address - piece.address);
    let name = start..start + length;
    (fits && name.end <= piece.bytes.end && module[name.clone()].ends_with(b".rs")).then_some(name)
}

/// The pieces of data, each put at an address that is a number.
fn pieces(module: &[u8]) -> Result<Vec<Piece>> {
    /// A piece for the one memory; then the address: `i32.const`, a number, the end.
    const ACTIVE: [u8; 2] = [0, 0x41];
    let section = body(module, DATA)?.context("the module has no data")?;
    let mut reader = Reader(&module[section.clone()]);
    let count = reader.number()?;
    let mut found = Vec::new();
    for _ in 0..count {
        if reader.take(2)? != ACTIVE {
            bail!("data of a kind that is not known here");
        }
        let address = reader.number()?;
        reader.take(1)?;
        let length = reader.number()?;
        let start = section.end - reader.0.len();
        reader.take(length)?;
        found.push(Piece { address, bytes: start..start + length });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module whose data begins at address 64: a name, a place that tells it, and a number.
    fn module(name: &[u8; 8]) -> Vec<u8> {
        let mut data = name.to_vec();
        [64u32, 8, 12, 5, 7].iter().for_each(|word| data.extend(word.to_le_bytes()));
        let mut bytes = b"\0asm\x01\0\0\0".to_vec();
        let length = data.len() as u8;
        // 64 takes two bytes: numbers are signed there.
        bytes.extend([DATA, length + 7, 1, 0, 0x41, 0xc0, 0, 0x0b, length]);
        bytes.extend(data);
        bytes
    }

    #[test]
    fn places_and_names_of_files_go_and_nothing_else() {
        let bare = without_places(&module(b"src/a.rs")).unwrap();
        assert_eq!(bare.len(), module(b"src/a.rs").len());
        assert!(bare.ends_with(&[[0; 24].as_slice(), &[7, 0, 0, 0]].concat()));
        assert!(without_places(&module(b"src/a.js")).is_err());
    }
}
