//! The order of a module's functions. Deflate sees repetition only nearby, and the compiler's functions are alike in
//! families: beside each other they weigh 5 KB less (gzip) than from the largest to the smallest. In the order of how often they
//! are called they would weigh 6 KB more.

use std::collections::{HashMap, HashSet, VecDeque};

use anyhow::{Context, Result};

use crate::module::{CODE, Reader, body, function_names, imported, named};

/// Bytes that are compared: a shorter piece is repeated everywhere, a longer one nowhere.
const PIECE: usize = 6;
/// A piece that is in more functions than this brings none of them together.
const COMMON: usize = 60;
/// How many bytes back a function is compared with those before it: nearly as far as deflate sees.
const BEFORE: usize = 30_000;
/// So many pieces more does a function count as having: a tiny one is not like anything.
const SMALL: usize = 20;

/// The module with its functions named by their numbers, in so many digits that names sort as numbers do.
///
/// # Errors
///
/// If it is no wasm module.
pub(crate) fn numbered(module: &[u8]) -> Result<Vec<u8>> {
    named(module, |index| Some(digits(index)))
}

/// The numbered module, with names that sort as the functions are to stand: `shrunk` is what became of it, names and all.
/// What is gone from there has no name, nor has what the tool made anew.
///
/// # Errors
///
/// If one of them is no wasm module, or `shrunk` has no names.
pub(crate) fn by_likeness(module: &[u8], shrunk: &[u8]) -> Result<Vec<u8>> {
    let (mut code, mut bodies) = (Reader(&shrunk[body(shrunk, CODE)?.context("no code")?]), vec![]);
    for _ in 0..code.number()? {
        let length = code.number()?;
        bodies.push(code.take(length)?);
    }
    let imported = imported(shrunk)?;
    let mut new = vec![0; bodies.len()];
    ordered(&bodies).into_iter().enumerate().for_each(|(at, place)| new[place] = at);
    let names = function_names(shrunk).context("the shrunk module has no names")?;
    let own: HashMap<usize, String> = names
        .into_iter()
        .filter_map(|(number, name)| {
            let place = number.checked_sub(imported)?;
            Some((name.parse().ok()?, digits(new[place])))
        })
        .collect();
    named(module, |number| own.get(&number).cloned())
}

fn digits(number: usize) -> String {
    format!("{number:06}")
}

/// The places of functions, like after like.
fn ordered(bodies: &[&[u8]]) -> Vec<usize> {
    let pieces: Vec<HashSet<&[u8]>> =
        bodies.iter().map(|body| body.windows(PIECE).collect()).collect();
    let mut holders: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (place, own) in pieces.iter().enumerate() {
        own.iter().for_each(|piece| holders.entry(piece).or_default().push(place));
    }
    holders.retain(|_, places| (2..=COMMON).contains(&places.len()));

    let mut result: Vec<usize> = Vec::new();
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    // Which functions are near, how often each piece is there, and how many of them each function has.
    let (mut near, mut size) = (VecDeque::new(), 0);
    let mut times: HashMap<&[u8], usize> = HashMap::new();
    let mut shared = vec![0usize; bodies.len()];
    while let Some(at) = (0..left.len()).max_by(|&at, &other| {
        let (one, two) = (left[at], left[other]);
        // Fractions are compared without dividing; of equals the first.
        let (mine, yours) = (pieces[one].len() + SMALL, pieces[two].len() + SMALL);
        (shared[one] * yours).cmp(&(shared[two] * mine)).then(other.cmp(&at))
    }) {
        let place = left.remove(at);
        result.push(place);
        near.push_back(place);
        size += bodies[place].len();
        for piece in &pieces[place] {
            let Some(others) = holders.get(piece) else { continue };
            let times = times.entry(piece).or_default();
            *times += 1;
            if *times == 1 {
                others.iter().for_each(|&other| shared[other] += 1);
            }
        }
        while size > BEFORE {
            let Some(gone) = near.pop_front() else { break };
            size -= bodies[gone].len();
            for piece in &pieces[gone] {
                let Some(times) = times.get_mut(piece) else { continue };
                *times -= 1;
                if *times == 0 {
                    holders[piece].iter().for_each(|&other| shared[other] -= 1);
                }
            }
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_stands_beside_like() {
        let families = [b"abcdefghijkl", b"mnopqrstuvwx"];
        let mixed = [0, 1, 0, 1, 0, 1].map(|family: usize| families[family].as_slice());
        assert_eq!(ordered(&mixed), [0, 2, 4, 1, 3, 5]);
    }
}
