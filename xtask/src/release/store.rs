//! What the browsers' stores ask for: rules for the packages, texts and pictures.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::package::Browser;
use crate::paths::root;
use crate::setup;
use crate::shell::command;
use crate::stamp::files;

/// Letters that the Chrome Web Store takes for a name, and for a summary.
const NAME: usize = 75;
const SUMMARY: usize = 132;
/// Pixels of a picture in both stores.
const PICTURE: (u32, u32) = (1280, 800);

/// The Chromium package against what the Chrome Web Store writes of manifests and packages.
///
/// # Errors
///
/// The first rule that is not met.
pub(super) fn chrome_rules() -> Result<String> {
    let folder = Browser::Chromium.folder();
    let manifest = read_json(&folder.join("manifest.json"))?;
    ensure!(manifest["manifest_version"] == 3, "the manifest is not of version 3");
    let version = manifest["version"].as_str().unwrap_or_default();
    let parts: Vec<_> = version.split('.').map(str::parse::<u16>).collect();
    ensure!((1..=4).contains(&parts.len()) && parts.iter().all(Result::is_ok), "{version}");
    for (size, icon) in manifest["icons"].as_object().context("there are icons")? {
        let size: u32 = size.parse()?;
        let real = pixels(&folder.join(icon.as_str().unwrap_or_default()))?;
        ensure!(real == (size, size), "{icon} is {real:?}");
    }
    let languages = languages(&folder.join("_locales"))?;
    let named = named(&manifest);
    let missing = named.iter().find(|file| !folder.join(file).is_file());
    ensure!(missing.is_none(), "the manifest names {missing:?}, which is not there");
    let count = own_code_only(&folder)?;
    Ok(format!(
        "version {version}, {languages} languages, {} named files, {count} pages",
        named.len()
    ))
}

/// Names and summaries are short enough in every language.
fn languages(folder: &Path) -> Result<usize> {
    let mut count = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path().join("messages.json");
        let texts = read_json(&path)?;
        for (key, most) in [("name", NAME), ("description", SUMMARY)] {
            let text = texts[key]["message"].as_str().unwrap_or_default();
            let long = text.encode_utf16().count();
            ensure!((1..=most).contains(&long), "{}: {key} has {long} letters", path.display());
        }
        count += 1;
    }
    Ok(count)
}

/// The files that the manifest names outright.
fn named(manifest: &Value) -> Vec<String> {
    fn look(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::String(text) => found.push(text.clone()),
            Value::Array(all) => all.iter().for_each(|one| look(one, found)),
            Value::Object(all) => all.values().for_each(|one| look(one, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    let places = ["/icons", "/action", "/background", "/options_ui", "/storage"];
    let lists =
        ["/content_scripts/0/js", "/content_scripts/1/js", "/web_accessible_resources/0/resources"];
    for place in places.iter().chain(&lists) {
        look(manifest.pointer(place).unwrap_or(&Value::Null), &mut found);
    }
    found.retain(|name| !name.contains('*') && Path::new(name).extension().is_some());
    found
}

/// No page loads code from elsewhere or holds any, and no file has a name that Chrome keeps for itself.
fn own_code_only(folder: &Path) -> Result<usize> {
    let mut pages = 0;
    for file in files(folder)? {
        let name = file.strip_prefix(folder)?.to_string_lossy().into_owned();
        ensure!(!name.starts_with('_') || name.starts_with("_locales/"), "{name} begins with _");
        if !name.ends_with(".html") {
            continue;
        }
        pages += 1;
        let html = fs::read_to_string(&file)?;
        for tag in html.split("<script").skip(1) {
            let inside = tag.split_once('>').map(|(head, rest)| (head, rest.trim_start()));
            let fine = inside.is_some_and(|(head, rest)| {
                head.contains("src=\"") && !head.contains("://") && rest.starts_with("</script>")
            });
            ensure!(fine, "{name} holds a script that is no file of the package");
        }
    }
    Ok(pages)
}

/// The texts and pictures that are handed in beside the package.
///
/// # Errors
///
/// If a text is too long, or a picture is missing or of another size.
pub(super) fn listing() -> Result<String> {
    let folder = root().join("docs/store");
    let text = fs::read_to_string(folder.join("listing.md"))?;
    let summary = text.split("\n## Summary").nth(1).and_then(|rest| rest.split("\n\n").nth(1));
    let long = summary.context("listing.md has a summary")?.trim().chars().count();
    ensure!(long <= SUMMARY, "the summary has {long} letters");
    let pictures = files(&folder.join("pictures"))?;
    ensure!((1..=5).contains(&pictures.len()), "the stores take one to five pictures");
    for picture in &pictures {
        let real = pixels(picture)?;
        ensure!(real == PICTURE, "{} is {real:?}", picture.display());
    }
    Ok(format!("a summary of {long} letters, {} pictures", pictures.len()))
}

/// Width and height as a PNG file says at its beginning.
fn pixels(file: &Path) -> Result<(u32, u32)> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let number = |at: usize| {
        let four = bytes.get(at..at + 4).and_then(|four| <[u8; 4]>::try_from(four).ok());
        four.map(u32::from_be_bytes).with_context(|| format!("{} is no PNG", file.display()))
    };
    Ok((number(16)?, number(20)?))
}

fn read_json(file: &Path) -> Result<Value> {
    let text =
        fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not valid JSON", file.display()))
}

/// The linter that Mozilla's store runs on what is handed in.
///
/// # Errors
///
/// If it has an error or a warning.
pub(super) fn mozilla_lint() -> Result<String> {
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
    ensure!(errors + warnings == 0, "{found}: {} {}", report["errors"], report["warnings"]);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn files_are_found_wherever_the_manifest_names_them() {
        let manifest = json!({
            "icons": { "16": "i/16.png" }, "options_ui": { "page": "o.html", "open_in_tab": true },
            "content_scripts": [{ "js": ["a.js"], "run_at": "document_start" }],
            "web_accessible_resources": [{ "resources": ["b.wasm", "_locales/*/messages.json"] }],
            "action": { "default_title": "__MSG_name__" },
        });
        assert_eq!(named(&manifest), ["i/16.png", "o.html", "a.js", "b.wasm"]);
    }

    #[test]
    fn code_from_elsewhere_is_refused() {
        let folder = std::env::temp_dir().join(format!("redline-store-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let page = |html: &str| {
            fs::write(folder.join("page.html"), html).unwrap();
            own_code_only(&folder).is_ok()
        };
        let found = [
            page("<script src=\"a.js\" type=\"module\"></script>"),
            page("<script src=\"https://example.com/a.js\"></script>"),
            page("<script>alert(1)</script>"),
        ];
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(found, [true, false, false]);
    }
}
