//! What of others is in the packages, with its licence: the file `licences.txt` that is shipped with them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::paths::{root, work};
use crate::shell::{self, command};

/// One part: a crate, or what a tool writes into its output.
#[derive(Debug)]
pub(crate) struct Part {
    name: String,
    version: String,
    licence: String,
    /// The crate's folder, where its licence texts lie.
    folder: Option<PathBuf>,
}

impl Part {
    /// The part as the list names it.
    pub(crate) fn line(&self) -> String {
        let version =
            if self.version.is_empty() { String::new() } else { format!(" {}", self.version) };
        format!("{}{version}: {}", self.name, self.licence)
    }

    /// Of two licences to choose from, Apache-2.0: its text stands once for all.
    fn is_apache(&self) -> bool {
        self.licence.contains("Apache-2.0")
    }

    /// The text that goes with it, where that is not Apache's.
    fn own_text(&self) -> Result<String> {
        let folder =
            self.folder.as_deref().with_context(|| format!("{} has no text", self.name))?;
        let text = ["LICENSE-MIT", "LICENSE", "LICENSE.md"].iter().find_map(|name| {
            fs::read_to_string(folder.join(name)).ok().map(|text| text.replace('\r', ""))
        });
        text.with_context(|| format!("{} brings no text of its licence", self.line()))
    }
}

/// Writes the file anew; gives where it lies.
///
/// # Errors
///
/// If cargo cannot tell, or a part gives no licence or no text of it.
pub(crate) fn make() -> Result<PathBuf> {
    let parts = shipped()?;
    let mut text = String::from(
        "Redline is licensed under MIT or Apache-2.0, as you like. These parts of others are in it.\n\n",
    );
    parts.iter().for_each(|part| text += &format!("- {}\n", part.line()));
    let mut texts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for part in parts.iter().filter(|part| !part.is_apache()) {
        texts.entry(part.own_text()?).or_default().push(&part.name);
    }
    for (own, names) in &texts {
        text += &format!("\n---- {}\n\n{}\n", names.join(", "), own.trim());
    }
    let apache = fs::read_to_string(root().join("LICENSE-APACHE"))?;
    text += &format!("\n---- all others\n\n{}\n", apache.trim_end());
    let file = work().join("licences.txt");
    crate::stamp::write_if_new(&file, text.as_bytes())?;
    Ok(file)
}

/// Everything in the packages that is not the project's own, by name.
///
/// # Errors
///
/// If cargo cannot tell, or a part gives no licence.
pub(crate) fn shipped() -> Result<Vec<Part>> {
    let arguments = [
        "metadata",
        "--format-version",
        "1",
        "--locked",
        "--filter-platform",
        "wasm32-unknown-unknown",
    ];
    let metadata: Value = serde_json::from_str(&shell::read(&mut command("cargo", arguments))?)?;
    let mut parts = crates(&metadata)?;
    parts.push(tool("Rust's standard library", "", "MIT OR Apache-2.0"));
    let tools: Value = serde_json::from_str(&fs::read_to_string(root().join("package.json"))?)?;
    let binaryen = tools["devDependencies"]["binaryen"].as_str().unwrap_or_default();
    parts.push(tool("binaryen (what wasm2js writes around its code)", binaryen, "Apache-2.0"));
    ensure!(parts.iter().all(|part| !part.licence.is_empty()), "a crate gives no licence");
    Ok(parts)
}

fn tool(name: &str, version: &str, licence: &str) -> Part {
    Part { name: name.into(), version: version.into(), licence: licence.into(), folder: None }
}

fn crates(metadata: &Value) -> Result<Vec<Part>> {
    let shipped = needed(metadata)?;
    let packages = metadata["packages"].as_array().context("cargo names packages")?;
    let text = |package: &Value, name: &str| package[name].as_str().unwrap_or_default().to_owned();
    // Our own packages come from nowhere.
    let is_foreign =
        |package: &&Value| shipped.contains(id(package)) && !package["source"].is_null();
    let part = |package: &Value| Part {
        name: text(package, "name"),
        version: text(package, "version"),
        licence: text(package, "license"),
        folder: Path::new(&text(package, "manifest_path")).parent().map(Path::to_owned),
    };
    let mut parts: Vec<Part> = packages.iter().filter(is_foreign).map(part).collect();
    parts.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    Ok(parts)
}

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap_or_default()
}

/// Ids of the packages whose code the library has at run time: what only writes code while it is compiled is left out.
fn needed(metadata: &Value) -> Result<BTreeSet<String>> {
    let nodes = metadata.pointer("/resolve/nodes").and_then(Value::as_array);
    let nodes = nodes.context("cargo resolves dependencies")?;
    let packages = metadata["packages"].as_array().context("cargo names packages")?;
    let writes_code = |package: &&Value| package["targets"][0]["kind"][0] == "proc-macro";
    let macros: BTreeSet<&str> = packages.iter().filter(writes_code).map(id).collect();
    let is_needed = |need: &&Value| {
        need["dep_kinds"].as_array().into_iter().flatten().any(|kind| kind["kind"].is_null())
    };
    let own = packages.iter().find(|package| package["name"] == "redline").map(id);
    let mut open = vec![own.context("the workspace has the package redline")?];
    let mut found = BTreeSet::new();
    while let Some(next) = open.pop() {
        if macros.contains(next) || !found.insert(next.to_owned()) {
            continue;
        }
        let node = nodes.iter().find(|node| id(node) == next);
        let needs = node.and_then(|node| node["deps"].as_array()).into_iter().flatten();
        open.extend(needs.filter(is_needed).filter_map(|need| need["pkg"].as_str()));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_only_writes_code_is_not_shipped() {
        let package = |name: &str, kind: &str| json!({ "id": name, "name": name, "targets": [{ "kind": [kind] }] });
        let dep = |pkg: &str, kind: Value| json!({ "pkg": pkg, "dep_kinds": [{ "kind": kind }] });
        let metadata = json!({
            "packages": [package("redline", "lib"), package("a", "lib"), package("m", "proc-macro"), package("b", "lib"), package("t", "lib")],
            "resolve": { "nodes": [
                { "id": "redline", "deps": [dep("a", Value::Null), dep("m", Value::Null), dep("t", json!("dev"))] },
                { "id": "m", "deps": [dep("b", Value::Null)] },
            ] },
        });
        let found: Vec<_> = needed(&metadata).unwrap().into_iter().collect();
        assert_eq!(found, ["a", "redline"]);
    }
}
