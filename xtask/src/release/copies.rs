//! Whether anybody gets the same packages: built from two clean clones and from the reviewers' source package, each in
//! a folder of its own with nothing but itself.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::package::Browser;
use crate::paths::{dist, root, work};
use crate::shell::{self, command, say};

/// Each browser's package by its hash.
type Hashes = BTreeMap<&'static str, String>;

/// Builds the last commit three times; gives the hashes.
///
/// # Errors
///
/// If a copy cannot be built, or its packages differ.
pub(super) fn reproducible() -> Result<String> {
    let commit = shell::read(&mut command("git", ["rev-parse", "HEAD"]))?;
    let source = source_package(commit.trim())?;
    let first = built(&cloned("one", commit.trim())?)?;
    let second = built(&cloned("another-place/and-deeper", commit.trim())?)?;
    ensure!(first == second, "the clones differ: {first:?}, {second:?}");
    let reviewers = built(&unpacked(&source)?)?;
    ensure!(first == reviewers, "the source package differs: {first:?}, {reviewers:?}");
    let shown = first.iter().map(|(browser, hash)| format!("{browser} {hash}"));
    let name = source.file_name().unwrap_or_default().to_string_lossy();
    Ok(format!("{}; {name} {}", shown.collect::<Vec<_>>().join(", "), sha256(&source)?))
}

/// What reviewers get: the commit's files, nothing else.
fn source_package(commit: &str) -> Result<PathBuf> {
    let file = dist().join("redline-source.zip");
    let format = ["archive", "--format=zip", "--prefix=redline/", "--output"];
    shell::quiet(command("git", format).arg(&file).arg(commit))?;
    Ok(file)
}

/// An empty folder of this name.
fn place(name: &str) -> Result<PathBuf> {
    let folder = work().join("release").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn cloned(name: &str, commit: &str) -> Result<PathBuf> {
    let copy = place(name)?.join("redline");
    let (from, to) = (root().display().to_string(), copy.display().to_string());
    shell::quiet(&mut command("git", ["clone", "--quiet", "--no-hardlinks", &from, &to]))?;
    // Somebody may commit in the meantime.
    let mut checkout = command("git", ["checkout", "--quiet", "--detach", commit]);
    shell::quiet(checkout.current_dir(&copy))?;
    Ok(copy)
}

fn unpacked(source: &Path) -> Result<PathBuf> {
    let folder = place("reviewers")?;
    let mut archive = zip::ZipArchive::new(File::open(source)?)?;
    archive.extract(&folder).context("the source package cannot be unpacked")?;
    Ok(folder.join("redline"))
}

/// The packages that the copy's own first step builds (`docs/store/reviewers.md`).
fn built(copy: &Path) -> Result<Hashes> {
    say(format!("release   building in {}", copy.display()));
    let mut build = Command::new("cargo");
    build.args(["xtask", "build"]).current_dir(copy).env("CARGO_TARGET_DIR", copy.join("target"));
    shell::quiet(&mut build)?;
    let hash = |browser: Browser| {
        let zip = copy.join("dist").join(browser.archive().file_name().unwrap_or_default());
        Ok((browser.id(), sha256(&zip)?))
    };
    Browser::ALL.into_iter().map(hash).collect()
}

fn sha256(file: &Path) -> Result<String> {
    let line = shell::read(command("sha256sum", ["--"]).arg(file))?;
    Ok(line.split(' ').next().unwrap_or_default().to_owned())
}
