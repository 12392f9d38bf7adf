//! Copies of the package for what cannot be brought about from outside: with a probe in it, or under another name.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::browser::{Browser, dist};
use crate::failure::{Failure, Outcome};

/// A copy of the package's folder, so that no test can touch what is shipped.
pub(crate) fn copy_of(browser: Browser, to: &Path) -> Outcome<PathBuf> {
    let from = dist().join(browser.name());
    if !from.exists() {
        let path = from.display();
        return Err(Failure::new(format!("{path} is missing; make it with `cargo xtask build`")));
    }
    copy(&from, to)?;
    Ok(to.to_owned())
}

/// A copy with `probe.js`, which runs just before the loader.
pub(crate) fn probed(browser: Browser, to: &Path) -> Outcome<PathBuf> {
    copy_of(browser, to)?;
    fs::write(to.join("probe.js"), include_str!("probe.js"))?;
    change_manifest(to, |manifest| {
        for scripts in manifest["content_scripts"].as_array_mut().into_iter().flatten() {
            let Some(files) = scripts["js"].as_array_mut() else { continue };
            if let Some(at) = files.iter().position(|file| file == "loader.js") {
                files.insert(at, "probe.js".into());
            }
        }
    })?;
    Ok(to.to_owned())
}

/// A copy that browsers take for another extension, as a store's version is beside one of a developer's.
pub(crate) fn renamed(browser: Browser, to: &Path) -> Outcome<PathBuf> {
    copy_of(browser, to)?;
    change_manifest(to, |manifest| {
        if let Some(gecko) = manifest.pointer_mut("/browser_specific_settings/gecko") {
            gecko["id"] = "redline-other@redline-match.example".into();
        }
    })?;
    Ok(to.to_owned())
}

/// A copy that is another version; where one lies there already, it is replaced.
pub(crate) fn of_version(browser: Browser, to: &Path, version: &str) -> Outcome<PathBuf> {
    copy_of(browser, to)?;
    change_manifest(to, |manifest| manifest["version"] = version.into())?;
    Ok(to.to_owned())
}

fn change_manifest(folder: &Path, change: impl Fn(&mut Value)) -> Outcome {
    let path = folder.join("manifest.json");
    let mut manifest: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
    change(&mut manifest);
    Ok(fs::write(path, manifest.to_string())?)
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
