//! An imported settings file, whatever it holds, is read as a whole or refused in words: the page's own script over
//! thousands of files that are made up from a fixed seed (`settings_file.mjs`), in Node.

use std::fs;
use std::path::Path;
use std::process::Command;

const FILES: usize = 20_000;

/// The scripts of the options page and what they read, in a folder where Node takes them for modules. The runtime, which
/// they name and settings do not ask, is an empty module.
fn page(folder: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::create_dir_all(folder).expect("a folder for the scripts");
    let runtime = folder.with_file_name("redline_full.js");
    fs::write(runtime, "export default undefined;").expect("a stand-in for the runtime");
    let scripts = ["www/data.js", "www/start.js", "www/parts.js"];
    let tables = ["extension/managed.json", "extension/_locales/en/messages.json"];
    for file in scripts.into_iter().chain(tables) {
        let from = root.join(file);
        fs::copy(&from, folder.join(from.file_name().expect("a file"))).expect(file);
    }
    fs::write(folder.with_file_name("package.json"), r#"{ "type": "module" }"#)
        .expect("a package file");
}

#[test]
fn a_settings_file_of_any_kind_is_taken_whole_or_refused_in_words() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("settings_file/www");
    page(&folder);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/settings_file.mjs");
    for seed in ["1", "20261122"] {
        let mut node = Command::new("node");
        let output = node.arg(script).arg(&folder).args([seed, &FILES.to_string()]).output();
        let output = output.expect("Node, which the build needs too, starts");
        let (said, fault) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "seed {seed}: {fault}");
        let counts: Vec<usize> = said.split(' ').filter_map(|word| word.parse().ok()).collect();
        // Files of both kinds came by.
        assert!(counts.len() == 2 && counts.iter().all(|&count| count > FILES / 10), "{said}");
        assert_eq!(counts.iter().sum::<usize>(), FILES);
    }
}
