//! The release checklist: every point is tried, and the whole list is shown, what failed among it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::package::Browser;
use crate::paths::{dist, root, work};
use crate::setup;
use crate::shell::{self, command, say};

/// A point's name and work; what it gives is shown behind it.
type Point = (&'static str, fn() -> Result<String>);

const POINTS: &[Point] = &[
    ("everything is committed", committed),
    ("one version everywhere", one_version),
    ("what is built from two clean copies is the same", reproducible),
    ("Mozilla's linter finds nothing", store_lint),
    ("what is shipped, and its licences", licences),
    ("dependencies: licences, holes, sources", dependencies),
    ("build tools: known holes", tools),
    ("source package for reviewers", source_package),
];

/// Goes through the list.
///
/// # Errors
///
/// If a point fails; the others are tried all the same.
pub(crate) fn check() -> Result<()> {
    let mut failed = 0;
    let mut lines = Vec::new();
    for (name, work) in POINTS {
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
    say(
        "[ ] by hand: CHANGELOG.md, store texts and pictures (docs/store/), a tag, the tests of `cargo xtask check`",
    );
    if failed > 0 {
        bail!("{failed} of {} points are open", POINTS.len());
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

/// Two clones of the last commit, each with nothing but itself, built one after the other.
fn reproducible() -> Result<String> {
    let commit = shell::read(&mut command("git", ["rev-parse", "HEAD"]))?;
    let mut seen: Vec<BTreeMap<&str, String>> = Vec::new();
    for name in ["one", "another-place"] {
        let copy = work().join("release").join(name).join("checkout");
        if copy.exists() {
            fs::remove_dir_all(&copy)?;
        }
        fs::create_dir_all(copy.parent().context("it lies in a folder")?)?;
        let source = root().display().to_string();
        let target = copy.display().to_string();
        shell::quiet(&mut command(
            "git",
            ["clone", "--quiet", "--no-hardlinks", &source, &target],
        ))?;
        // Somebody may commit in the meantime.
        shell::quiet(
            command("git", ["checkout", "--quiet", "--detach", commit.trim()]).current_dir(&copy),
        )?;
        let mut build = Command::new("cargo");
        build
            .args(["xtask", "build"])
            .current_dir(&copy)
            .env("CARGO_TARGET_DIR", copy.join("target"));
        shell::quiet(&mut build)?;
        let hash = |browser: Browser| {
            let zip = copy.join("dist").join(browser.archive().file_name().unwrap_or_default());
            Ok((browser.id(), sha256(&zip)?))
        };
        seen.push(Browser::ALL.into_iter().map(hash).collect::<Result<_>>()?);
    }
    ensure!(seen[0] == seen[1], "{:?} and {:?}", seen[0], seen[1]);
    let shown = seen[0].iter().map(|(browser, hash)| format!("{browser} {hash}"));
    Ok(shown.collect::<Vec<_>>().join(", "))
}

fn sha256(file: &Path) -> Result<String> {
    let line = shell::read(command("sha256sum", ["--"]).arg(file))?;
    Ok(line.split(' ').next().unwrap_or_default().to_owned())
}

/// The linter that the store runs on what is handed in.
fn store_lint() -> Result<String> {
    let folder = root().join("xtask/store");
    setup::npm("npm-store", &folder)?;
    let tool = folder.join("node_modules/web-ext/bin/web-ext.js");
    let package = Browser::Firefox.folder();
    let mut lint = command(setup::node()?, [&tool]);
    lint.args(["lint", "--output", "json", "--source-dir"]).arg(package);
    let report: Value = serde_json::from_slice(&lint.output()?.stdout)?;
    let count = |kind: &str| report["summary"][kind].as_u64().context("the linter gave no summary");
    let (errors, warnings, notices) = (count("errors")?, count("warnings")?, count("notices")?);
    let found = format!("{errors} errors, {warnings} warnings, {notices} notices");
    ensure!(errors + warnings == 0, "{found}: {}", report["warnings"]);
    Ok(found)
}

/// Every crate whose code is in the wasm, with its version and licence, written to `dist/licences.txt`.
fn licences() -> Result<String> {
    let arguments = [
        "metadata",
        "--format-version",
        "1",
        "--locked",
        "--filter-platform",
        "wasm32-unknown-unknown",
    ];
    let metadata: Value = serde_json::from_str(&shell::read(&mut command("cargo", arguments))?)?;
    let shipped = shipped(&metadata)?;
    let packages = metadata["packages"].as_array().context("cargo names packages")?;
    let mut lines = BTreeSet::new();
    for package in packages.iter().filter(|package| shipped.contains(id(package))) {
        let text = |name: &str| package[name].as_str().unwrap_or("none given").to_owned();
        lines.insert(format!("{} {}: {}", text("name"), text("version"), text("license")));
    }
    let head = "What is compiled into the package, with its licence. Everything else in it is the project's own.\n\n";
    let all: Vec<String> = lines.into_iter().collect();
    fs::write(dist().join("licences.txt"), format!("{head}{}\n", all.join("\n")))?;
    ensure!(all.iter().all(|line| !line.ends_with("none given")), "a crate gives no licence");
    Ok(format!("{} crates, dist/licences.txt", all.len()))
}

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap_or_default()
}

/// Ids of the packages that the library needs at run time.
fn shipped(metadata: &Value) -> Result<BTreeSet<String>> {
    let nodes = metadata.pointer("/resolve/nodes").and_then(Value::as_array);
    let nodes = nodes.context("cargo resolves dependencies")?;
    let is_needed = |need: &Value| {
        need["dep_kinds"].as_array().into_iter().flatten().any(|kind| kind["kind"].is_null())
    };
    let packages = metadata["packages"].as_array().context("cargo names packages")?;
    let own = packages.iter().find(|package| package["name"] == "redline").map(id);
    let mut open = vec![own.context("the workspace has the package redline")?.to_owned()];
    let mut found = BTreeSet::new();
    while let Some(next) = open.pop() {
        if !found.insert(next.clone()) {
            continue;
        }
        let node = nodes.iter().find(|node| id(node) == next);
        let needs = node.and_then(|node| node["deps"].as_array()).into_iter().flatten();
        open.extend(
            needs
                .filter(|need| is_needed(need))
                .filter_map(|need| need["pkg"].as_str().map(str::to_owned)),
        );
    }
    Ok(found)
}

fn dependencies() -> Result<String> {
    if shell::find("cargo-deny").is_none() {
        bail!("cargo-deny is missing: cargo install --locked cargo-deny");
    }
    shell::quiet(&mut command(
        "cargo",
        ["deny", "--all-features", "check", "licenses", "bans", "sources"],
    ))?;
    Ok("cargo deny: licences, bans and sources are fine".into())
}

fn tools() -> Result<String> {
    let output = command(setup::npm("npm", root())?, ["audit", "--audit-level=low"]).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).trim());
    Ok("npm audit: none".into())
}

fn source_package() -> Result<String> {
    let file: PathBuf = dist().join("redline-source.zip");
    let format = ["archive", "--format=zip", "--output"];
    shell::quiet(command("git", format).arg(&file).arg("HEAD"))?;
    Ok(format!(
        "dist/redline-source.zip {}; the steps are in docs/store/reviewers.md",
        sha256(&file)?
    ))
}
