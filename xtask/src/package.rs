//! What is shipped: one folder and one zip for each browser, and the practice page as a plain web site.
//!
//! Made of `extension/`, `www/`, the runtime, and the meaning layer's weights if there are any; the manifest of each
//! browser is derived from the one at the top. The same sources give the same zips, byte for byte.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::paths::{dist, root};
use crate::shell::say;
use crate::stamp::{Inputs, files};
use crate::wasm::Runtime;

/// What webmail loads, and what our own pages load.
const WEBMAIL: [&str; 2] = ["redline.js", "redline_bg.wasm"];
const FULL: [&str; 2] = ["redline_full.js", "redline_full_bg.wasm"];
/// The runtime as plain JavaScript: only Chromium asks the page's policy before it runs WebAssembly for an extension.
const PLAIN: &str = "redline_plain.js";
/// What loads that.
const MACHINE: &str = "machine.js";

/// The browsers that get a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Browser {
    Chromium,
    Firefox,
}

impl Browser {
    pub(crate) const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];

    /// The name in folders and files.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }

    /// The unpacked package.
    pub(crate) fn folder(self) -> PathBuf {
        dist().join(self.id())
    }

    /// The package as the stores take it.
    pub(crate) fn archive(self) -> PathBuf {
        dist().join(format!("redline-{}.zip", self.id()))
    }
}

/// Builds everything under `dist/`, as far as anything changed.
///
/// # Errors
///
/// If a source is missing or a step fails.
pub(crate) fn build() -> Result<()> {
    let runtime = crate::wasm::build()?;
    let contents = contents(&runtime)?;
    let inputs =
        contents.iter().try_fold(Inputs::default().word(&version()?), |inputs, entry| {
            inputs.word(&entry.name).path(&entry.source)
        })?;
    let made = Browser::ALL.map(Browser::archive);
    let site = dist().join("www");
    inputs
        .path(&root().join("manifest.json"))?
        .path(&root().join("xtask/src/package.rs"))?
        .unless_fresh("package", &[&made[0], &made[1], &site], || {
            Browser::ALL.into_iter().try_for_each(|browser| pack(browser, &contents))?;
            publish(&site, &contents)
        })?;
    say("package   dist/redline-chromium.zip, dist/redline-firefox.zip, dist/www/ are up to date");
    Ok(())
}

/// One file of the packages.
struct Entry {
    /// Its path in the package, with slashes.
    name: String,
    /// Where it comes from.
    source: PathBuf,
}

/// All files but the manifest, sorted by name.
fn contents(runtime: &Runtime) -> Result<Vec<Entry>> {
    let mut entries = below(&root().join("extension"), "")?;
    entries.extend(below(&root().join("www"), "www/")?);
    entries.push(Entry { name: "www/ui.css".into(), source: root().join("src/web/ui.css") });
    entries.push(Entry { name: "www/rules.json".into(), source: crate::catalogue::make()? });
    entries.push(Entry { name: "licences.txt".into(), source: crate::licences::make()? });
    for (pair, [glue, module]) in [(&runtime.webmail, WEBMAIL), (&runtime.full, FULL)] {
        entries.push(Entry { name: glue.into(), source: pair.glue.clone() });
        entries.push(Entry { name: module.into(), source: pair.module.clone() });
    }
    entries.push(Entry { name: PLAIN.into(), source: runtime.plain.clone() });
    let weights = root().join("model/meaning.bin");
    if weights.exists() {
        entries.push(Entry { name: "meaning.bin".into(), source: weights });
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(entries)
}

fn below(folder: &Path, prefix: &str) -> Result<Vec<Entry>> {
    let entry = |source: PathBuf| {
        let inner = source.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
        Ok(Entry { name: format!("{prefix}{inner}"), source })
    };
    files(folder)?.into_iter().filter(|file| is_shipped(file)).map(entry).collect()
}

/// Sources of drawings and notes to developers stay at home, and so do files that begin with a dot.
fn is_shipped(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    !name.starts_with('.') && !name.ends_with(".md") && !name.ends_with(".svg.txt")
}

fn pack(browser: Browser, contents: &[Entry]) -> Result<()> {
    let source = root().join("manifest.json");
    let manifest = fs::read_to_string(&source).context("cannot read manifest.json")?;
    let has_weights = contents.iter().any(|entry| entry.name == "meaning.bin");
    let manifest = derive_manifest(&manifest, browser, &version()?, has_weights)?;
    let mut all = vec![("manifest.json".to_owned(), manifest.into_bytes())];
    let is_for = |entry: &&Entry| {
        browser == Browser::Chromium || (entry.name != PLAIN && entry.name != MACHINE)
    };
    for entry in contents.iter().filter(is_for) {
        let bytes = fs::read(&entry.source);
        let bytes = bytes.with_context(|| format!("cannot read {}", entry.source.display()))?;
        all.push((entry.name.clone(), bytes));
    }
    all.sort();
    lay_out(&browser.folder(), &all)?;
    let archive = browser.archive();
    zip(&all, &mut File::create(&archive)?)
        .with_context(|| format!("cannot write {}", archive.display()))
}

/// Each browser's manifest: what only the other one knows is left out, and the version comes from Cargo.toml.
fn derive_manifest(text: &str, browser: Browser, version: &str, weights: bool) -> Result<String> {
    let mut manifest: Value =
        serde_json::from_str(text).context("manifest.json is not valid JSON")?;
    manifest["version"] = version.into();
    let unknown: &[(&str, &str)] = match browser {
        Browser::Chromium => &[("", "browser_specific_settings"), ("/background", "scripts")],
        Browser::Firefox => &[
            ("", "minimum_chrome_version"),
            // Firefox takes managed storage without a schema.
            ("", "storage"),
            ("/background", "service_worker"),
            ("/web_accessible_resources/0", "use_dynamic_url"),
        ],
    };
    for (place, key) in unknown {
        if let Some(object) = manifest.pointer_mut(place).and_then(Value::as_object_mut) {
            object.shift_remove(*key);
        }
    }
    if !weights {
        drop_resource(&mut manifest, "meaning.bin");
    }
    if browser == Browser::Firefox {
        // The full runtime is there for our own pages; webmail needs it with plain JavaScript only.
        [PLAIN, FULL[0], FULL[1]].iter().for_each(|name| drop_resource(&mut manifest, name));
        drop_script(&mut manifest, MACHINE);
    }
    Ok(serde_json::to_string_pretty(&manifest)? + "\n")
}

/// A manifest must not name a file that is not there.
fn drop_resource(manifest: &mut Value, name: &str) {
    let lists = manifest.pointer_mut("/web_accessible_resources").and_then(Value::as_array_mut);
    for list in lists.into_iter().flatten() {
        if let Some(resources) = list["resources"].as_array_mut() {
            resources.retain(|resource| resource != name);
        }
    }
}

/// As [`drop_resource`], for a content script.
fn drop_script(manifest: &mut Value, name: &str) {
    for scripts in manifest["content_scripts"].as_array_mut().into_iter().flatten() {
        if let Some(files) = scripts["js"].as_array_mut() {
            files.retain(|file| file != name);
        }
    }
}

/// The project's one version number, from the top of Cargo.toml.
pub(crate) fn version() -> Result<String> {
    let text = fs::read_to_string(root().join("Cargo.toml"))?;
    text.lines()
        .find_map(|line| line.strip_prefix("version = \""))
        .and_then(|rest| rest.strip_suffix('"'))
        .map(str::to_owned)
        .context("Cargo.toml has no line `version = \"…\"`")
}

/// The oldest Firefox that takes the package, as the manifest says.
///
/// # Errors
///
/// If the manifest does not say it.
pub(crate) fn oldest_firefox() -> Result<u32> {
    let manifest: Value = serde_json::from_str(&fs::read_to_string(root().join("manifest.json"))?)?;
    manifest["browser_specific_settings"]["gecko"]["strict_min_version"]
        .as_str()
        .and_then(|version| version.split('.').next()?.parse().ok())
        .context("manifest.json has no strict_min_version for Firefox")
}

/// Where the site begins: the practice page keeps its place below `www/`, as in the packages.
const SITE_START: &str = "<!doctype html>\n<!-- Leads to the practice page. -->\n<meta charset=\"utf-8\">\n\
    <title>Redline</title>\n<meta http-equiv=\"refresh\" content=\"0; url=www/practice.html\">\n\
    <a href=\"www/practice.html\">Redline's practice page</a>\n";

/// The practice page on its own: the same pages and runtime, under the same relative paths.
fn publish(site: &Path, contents: &[Entry]) -> Result<()> {
    let mut all = vec![("index.html".to_owned(), SITE_START.as_bytes().to_vec())];
    let is_for_webmail = |name: &str| name == PLAIN || WEBMAIL.contains(&name);
    for entry in contents.iter().filter(|entry| !is_for_webmail(&entry.name)) {
        all.push((entry.name.clone(), fs::read(&entry.source)?));
    }
    lay_out(site, &all)
}

/// Writes the files below a folder that holds nothing else afterwards.
fn lay_out(folder: &Path, all: &[(String, Vec<u8>)]) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    for (name, bytes) in all {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// A zip whose bytes depend on names and contents only: sorted, one fixed time, the same rights for all.
fn zip(all: &[(String, Vec<u8>)], file: &mut (impl Write + std::io::Seek)) -> Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(file);
    for (name, bytes) in all {
        writer.start_file(name.as_str(), options)?;
        writer.write_all(bytes)?;
    }
    writer.finish()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    const MANIFEST: &str = r#"{"name": "x", "version": "0", "minimum_chrome_version": "123", "storage": {"managed_schema": "m.json"},
        "background": {"service_worker": "b.js", "scripts": ["b.js"]},
        "web_accessible_resources": [{"resources": ["a.wasm", "meaning.bin", "redline_plain.js", "redline_full.js", "redline_full_bg.wasm"], "use_dynamic_url": true}],
        "content_scripts": [{"js": ["redline.js", "machine.js", "loader.js"]}],
        "browser_specific_settings": {}}"#;

    fn derived(browser: Browser, weights: bool) -> Value {
        let text = derive_manifest(MANIFEST, browser, "1.2.3", weights).unwrap();
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn chromium_gets_what_chromium_knows() {
        let manifest = derived(Browser::Chromium, true);
        assert_eq!(manifest["version"], "1.2.3");
        assert_eq!(manifest["background"], serde_json::json!({"service_worker": "b.js"}));
        assert!(manifest.get("browser_specific_settings").is_none());
        assert_eq!(manifest["minimum_chrome_version"], "123");
        assert_eq!(manifest["storage"]["managed_schema"], "m.json");
    }

    #[test]
    fn firefox_gets_what_firefox_knows() {
        let manifest = derived(Browser::Firefox, true);
        assert_eq!(manifest["background"], serde_json::json!({"scripts": ["b.js"]}));
        assert!(manifest.get("minimum_chrome_version").is_none());
        assert!(manifest.get("storage").is_none());
        assert!(manifest["web_accessible_resources"][0].get("use_dynamic_url").is_none());
    }

    #[test]
    fn weights_that_are_not_there_are_not_named() {
        let resources = |weights| {
            derived(Browser::Firefox, weights)["web_accessible_resources"][0]["resources"].clone()
        };
        assert_eq!(resources(true), serde_json::json!(["a.wasm", "meaning.bin"]));
        assert_eq!(resources(false), serde_json::json!(["a.wasm"]));
    }

    #[test]
    fn only_chromium_gets_plain_javascript() {
        let resources =
            |browser| derived(browser, true)["web_accessible_resources"][0]["resources"].clone();
        assert_eq!(
            resources(Browser::Chromium),
            serde_json::json!(["a.wasm", "meaning.bin", PLAIN, FULL[0], FULL[1]])
        );
        assert_eq!(resources(Browser::Firefox), serde_json::json!(["a.wasm", "meaning.bin"]));
        let scripts = |browser| derived(browser, true)["content_scripts"][0]["js"].clone();
        assert_eq!(
            scripts(Browser::Chromium),
            serde_json::json!(["redline.js", MACHINE, "loader.js"])
        );
        assert_eq!(scripts(Browser::Firefox), serde_json::json!(["redline.js", "loader.js"]));
    }

    #[test]
    fn a_broken_manifest_is_an_error_with_its_place() {
        let error = derive_manifest("{\n oops", Browser::Firefox, "1", true).unwrap_err();
        assert!(format!("{error:#}").contains("line 2"), "{error:#}");
    }

    #[test]
    fn the_same_files_give_the_same_zip() {
        let all = [("a.txt".to_owned(), b"one".to_vec()), ("b/c.txt".to_owned(), b"two".to_vec())];
        let bytes = || {
            let mut file = Cursor::new(Vec::new());
            zip(&all, &mut file).unwrap();
            file.into_inner()
        };
        assert_eq!(bytes(), bytes());
        assert!(bytes().starts_with(b"PK"));
    }
}
