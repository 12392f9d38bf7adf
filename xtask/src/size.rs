//! Weighs what is shipped, raw and gzip, and fails when something has grown over its ceiling.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::package::Browser;
use crate::shell::say;
use crate::stamp::files;

const KB: u64 = 1000;

/// What is weighed together.
struct Item {
    name: &'static str,
    files: Vec<PathBuf>,
    /// Most bytes it may have, gzip; packages are weighed as they are.
    ceiling: Option<u64>,
}

/// Bytes of one item.
struct Weight {
    raw: u64,
    gzip: u64,
}

/// Prints the table.
///
/// # Errors
///
/// If nothing is built yet, or something is over its ceiling.
pub(crate) fn check() -> Result<()> {
    let items = items()?;
    say(format!("{:<24} {:>11} {:>11} {:>11}", "what is shipped, bytes", "raw", "gzip", "ceiling"));
    let mut heavy = Vec::new();
    for item in &items {
        let weight = weigh(&item.files)?;
        let ceiling = item.ceiling.map_or(String::new(), |bytes| bytes.to_string());
        say(format!("{:<24} {:>11} {:>11} {ceiling:>11}", item.name, weight.raw, weight.gzip));
        if item.ceiling.is_some_and(|ceiling| weight.gzip > ceiling) {
            heavy.push(item.name);
        }
    }
    if !heavy.is_empty() {
        bail!("over the ceiling: {}", heavy.join(", "));
    }
    Ok(())
}

fn items() -> Result<Vec<Item>> {
    let folder = Browser::Chromium.folder();
    let pair = |name: &str| {
        [format!("{name}_bg.wasm"), format!("{name}.js")].map(|file| folder.join(file))
    };
    let [module, glue] = pair("redline");
    let full = pair("redline_full").to_vec();
    if !module.exists() {
        bail!("nothing is built yet: run `cargo xtask build`");
    }
    let ends = |end: &str| -> Result<Vec<PathBuf>> {
        Ok(files(&folder)?.into_iter().filter(|f| f.to_string_lossy().ends_with(end)).collect())
    };
    let weights = folder.join("meaning.bin");
    let weights = if weights.exists() { vec![weights] } else { Vec::new() };
    let both = vec![module.clone(), glue.clone()];
    let plain = |name, files| Item { name, files, ceiling: None };
    let mut items = vec![
        plain("wasm", vec![module]),
        plain("its JavaScript side", vec![glue]),
        // The design asks for 300 KB of what webmail loads. By `gzip -9` it weighs half a per cent less or more than by the
        // deflate in plain Rust here, as the order of functions falls out.
        Item { name: "wasm + its JavaScript", files: both, ceiling: Some(301 * KB) },
        Item { name: "the same, for our pages", files: full, ceiling: Some(309 * KB) },
        // Its data is read from the wasm for our pages.
        Item { name: "the same as JavaScript", files: ends("_plain.js")?, ceiling: Some(248 * KB) },
        Item { name: "meaning layer", files: weights, ceiling: Some(700 * KB) },
        plain("style sheets", ends(".css")?),
        plain("pages", ends(".html")?),
    ];
    items.extend(Browser::ALL.map(package));
    Ok(items)
}

fn package(browser: Browser) -> Item {
    let name = match browser {
        Browser::Chromium => "package for Chromium",
        Browser::Firefox => "package for Firefox",
    };
    Item { name, files: vec![browser.archive()], ceiling: Some(2000 * KB) }
}

fn weigh(files: &[PathBuf]) -> Result<Weight> {
    let mut sum = Weight { raw: 0, gzip: 0 };
    for file in files {
        let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        sum.raw += bytes.len() as u64;
        sum.gzip += if is_packed(file) { bytes.len() as u64 } else { gzip(&bytes)? };
    }
    Ok(sum)
}

fn is_packed(file: &Path) -> bool {
    file.extension().is_some_and(|end| end == "zip")
}

fn gzip(bytes: &[u8]) -> Result<u64> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetition_weighs_little() {
        assert!(gzip(&[b'a'; 100_000]).unwrap() < 500);
    }
}
