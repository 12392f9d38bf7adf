//! The release checklist: every point is tried, and the whole list is shown, what failed among it. What the steps prove,
//! and what must be done by hand, is in `docs/release.md`.

mod copies;
mod store;

use std::fs;

use anyhow::{Result, bail, ensure};
use serde_json::Value;

use crate::package::Browser;
use crate::paths::root;
use crate::setup;
use crate::shell::{self, command, say};

/// A point's name and work; what it gives is shown behind it.
type Point = (&'static str, fn() -> Result<String>);

const POINTS: &[Point] = &[
    ("everything is committed", committed),
    ("one version everywhere", one_version),
    ("Chrome's rules for a package", store::chrome_rules),
    ("store texts and pictures", store::listing),
    ("Mozilla's linter finds nothing", store::mozilla_lint),
    ("what is shipped, and its licences", licences),
    ("dependencies: licences, sources, versions", dependencies),
    ("dependencies: known holes", holes),
    ("build tools: known holes", tools),
    ("two clean copies and the reviewers' source give the same packages", copies::reproducible),
];

/// Goes through the list; with words, through the points whose names hold one of them.
///
/// # Errors
///
/// If a point fails; the others are tried all the same.
pub(crate) fn check(words: &[&str]) -> Result<()> {
    let is_meant =
        |point: &&Point| words.is_empty() || words.iter().any(|word| point.0.contains(word));
    crate::package::build()?;
    let mut failed = 0;
    let mut lines = Vec::new();
    for (name, work) in POINTS.iter().filter(is_meant) {
        say(format!("release   {name} …"));
        lines.push(match work() {
            Ok(found) => format!("[x] {name}: {found}"),
            Err(error) => {
                failed += 1;
                format!("[ ] {name}: {error:#}")
            }
        });
    }
    say("\nrelease checklist");
    lines.iter().for_each(say);
    say("[ ] by hand: docs/release.md (tests, fuzzing, CHANGELOG.md, the stores, a tag)");
    if failed > 0 {
        bail!("{failed} of {} points are open", lines.len());
    }
    Ok(())
}

fn committed() -> Result<String> {
    let open = shell::read(&mut command("git", ["status", "--porcelain"]))?;
    ensure!(open.is_empty(), "there are changes that no commit has");
    shell::read(&mut command("git", ["rev-parse", "--short", "HEAD"]))
}

fn one_version() -> Result<String> {
    let version = crate::package::version()?;
    for browser in Browser::ALL {
        let path = browser.folder().join("manifest.json");
        let manifest: Value = serde_json::from_str(&fs::read_to_string(path)?)?;
        ensure!(manifest["version"] == version.as_str(), "{} is another version", browser.id());
    }
    let notes = fs::read_to_string(root().join("CHANGELOG.md"))?;
    ensure!(notes.contains(&version), "CHANGELOG.md does not speak of {version}");
    Ok(version)
}

/// Everything in the packages that is not the project's own, named in the packages themselves.
fn licences() -> Result<String> {
    let parts = crate::licences::shipped()?;
    for browser in Browser::ALL {
        let notices = fs::read_to_string(browser.folder().join("licences.txt"))?;
        let missing = parts.iter().find(|part| !notices.contains(&part.line()));
        ensure!(missing.is_none(), "{} does not name {missing:?}", browser.id());
    }
    Ok(format!("{} parts of others, in the packages' licences.txt", parts.len()))
}

fn dependencies() -> Result<String> {
    deny(&["licenses", "bans", "sources"])?;
    Ok("cargo deny finds nothing".into())
}

/// The list of holes is fetched: it needs a network.
fn holes() -> Result<String> {
    deny(&["advisories"])?;
    Ok("cargo deny finds nothing".into())
}

fn deny(what: &[&str]) -> Result<()> {
    if shell::find("cargo-deny").is_none() {
        bail!("cargo-deny is missing: cargo install --locked cargo-deny");
    }
    let mut deny = command("cargo", ["deny", "--all-features", "--log-level", "error", "check"]);
    shell::quiet(deny.args(what))
}

/// The tools of the build and of the tests, by the registry's own list: it needs a network.
fn tools() -> Result<String> {
    let npm = setup::npm("npm", root())?;
    for folder in [root().to_owned(), root().join("practice"), root().join("xtask/store")] {
        let mut audit = command(&npm, ["audit", "--package-lock-only", "--audit-level=low"]);
        let output = audit.current_dir(&folder).output()?;
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        ensure!(output.status.success(), "{}: {}", folder.display(), said.trim());
    }
    Ok("npm audit finds nothing".into())
}
