//! Finds the programs the project needs, installs those that are missing, or says how to.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::paths::root;
use crate::shell::{self, command, say};
use crate::stamp::Inputs;

/// A program that does not come with Rust.
pub(crate) struct Program {
    /// Its possible names, most wanted first; a name with a slash is a whole path.
    names: &'static [&'static str],
    /// Debian's packages that bring it.
    debian: &'static [&'static str],
    /// What to type on macOS.
    macos: &'static str,
    /// What it is for, to complete "needed to …".
    purpose: &'static str,
}

/// The browser that the extension is shown and tested in.
pub(crate) const CHROMIUM: Program = Program {
    names: &[
        "chromium",
        "chromium-browser",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
    ],
    debian: &["chromium"],
    macos: "brew install --cask chromium",
    purpose: "show the extension",
};

/// The program that steers Chromium.
const CHROMEDRIVER: Program = Program {
    names: &["chromedriver"],
    debian: &["chromium-driver"],
    macos: "brew install --cask chromedriver",
    purpose: "steer Chromium",
};

/// The second browser.
const FIREFOX: Program = Program {
    names: &["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"],
    debian: &["firefox-esr"],
    macos: "brew install --cask firefox",
    purpose: "test the Firefox package",
};

/// A real webmail with a mail server behind it, for the browser tests; started by them on loopback only.
const ROUNDCUBE: Program = Program {
    names: &["/var/lib/roundcube/public_html/index.php"],
    debian: &[
        "roundcube-core",
        "roundcube-sqlite3",
        "php-cli",
        "php-sqlite3",
        "php-mbstring",
        "php-xml",
        "php-intl",
        "dovecot-imapd",
    ],
    macos: "cargo xtask test, on Debian",
    purpose: "test in a real webmail",
};

const NODE: Program = Program {
    names: &["node"],
    debian: &["nodejs"],
    macos: "brew install node",
    purpose: "shrink the wasm and bundle the practice pages",
};

const NPM: Program = Program {
    names: &["npm"],
    debian: &["npm"],
    macos: "brew install node",
    purpose: "fetch the build tools",
};

/// The files that the practice pages load their editors from.
const BUNDLES: [&str; 8] =
    ["lexical", "native", "prosemirror", "quill", "rooster", "slate", "squire", "tinymce"];

/// geckodriver's version: the crate is the program's own source.
const GECKODRIVER: &str = "0.37.1";

/// Where the program lies; it is installed first if it is missing and that can be done.
///
/// # Errors
///
/// If it is missing and cannot be installed; the error says what to type.
pub(crate) fn need(program: &Program) -> Result<PathBuf> {
    if let Some(found) = present(program) {
        return Ok(found);
    }
    let name = program.names[0];
    say(format!("setup     {name} is missing; it is needed to {}", program.purpose));
    install(program)?;
    present(program).with_context(|| format!("{name} is still missing after its installation"))
}

fn present(program: &Program) -> Option<PathBuf> {
    program.names.iter().find_map(|name| shell::find(name))
}

fn install(program: &Program) -> Result<()> {
    if cfg!(target_os = "macos") {
        bail!("please run: {}", program.macos);
    }
    if shell::find("apt-get").is_none() {
        bail!("please install it with this system's package manager, then try again");
    }
    say(format!("setup     installing Debian's {}", program.debian.join(" ")));
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(program.debian);
    // The lists may be missing or old; if they cannot be renewed, the installation itself says more.
    let renewed = refresh_package_lists();
    shell::quiet(&mut as_root("apt-get", &arguments)?).or_else(|error| renewed.and(Err(error)))
}

/// Fetches the list of what Debian offers; a fresh machine has none.
///
/// # Errors
///
/// If it cannot be fetched.
pub(crate) fn refresh_package_lists() -> Result<()> {
    shell::quiet(&mut as_root("apt-get", &["update"])?)
}

/// The command with the rights to install packages.
fn as_root(program: &str, arguments: &[&str]) -> Result<Command> {
    let mut result = if is_root() {
        command(program, arguments)
    } else if shell::find("sudo").is_some() {
        command("sudo", [&["DEBIAN_FRONTEND=noninteractive", program], arguments].concat())
    } else {
        bail!("please run as root: {program} {}", arguments.join(" "))
    };
    result.env("DEBIAN_FRONTEND", "noninteractive");
    Ok(result)
}

/// Whether this runs as root, as containers do.
pub(crate) fn is_root() -> bool {
    shell::read(&mut command("id", ["-u"])).is_ok_and(|id| id == "0")
}

/// Node, and the build tools of the lock file in `node_modules`.
///
/// # Errors
///
/// If Node or the packages cannot be had.
pub(crate) fn node() -> Result<PathBuf> {
    let node = need(&NODE)?;
    npm_packages("npm", root())?;
    Ok(node)
}

/// npm, and in `folder` the packages of its lock file.
///
/// # Errors
///
/// If npm or the packages cannot be had.
pub(crate) fn npm(step: &str, folder: &Path) -> Result<PathBuf> {
    npm_packages(step, folder)?;
    need(&NPM)
}

/// The editors of the practice pages, bundled from their npm packages.
///
/// # Errors
///
/// If Node or the packages cannot be had.
pub(crate) fn practice_editor() -> Result<()> {
    need(&NODE)?;
    let folder = root().join("practice");
    npm_packages("npm-practice", &folder)?;
    let bundles = BUNDLES.map(|name| folder.join("generated").join(name).with_extension("js"));
    let bundles = bundles.each_ref().map(PathBuf::as_path);
    Inputs::default()
        .path(&folder.join("package-lock.json"))?
        .path(&folder.join("package.json"))?
        .path(&folder.join("editor-entry.js"))?
        .path(&folder.join("editors"))?
        .unless_fresh("practice-editor", &bundles, || {
            say("setup     bundling the editors of the practice pages");
            let npm = need(&NPM)?;
            shell::quiet(command(npm, ["run", "build"]).current_dir(&folder))
        })
}

/// `npm ci` in a folder, unless its lock file is the one that was installed.
fn npm_packages(step: &str, folder: &Path) -> Result<()> {
    let npm = need(&NPM)?;
    let mark = folder.join("node_modules/.package-lock.json");
    Inputs::default().path(&folder.join("package-lock.json"))?.unless_fresh(step, &[&mark], || {
        let name = folder.strip_prefix(root()).unwrap_or(folder).join("package-lock.json");
        say(format!("setup     npm ci ({})", name.display()));
        shell::quiet(command(npm, ["ci", "--no-audit", "--no-fund"]).current_dir(folder))
    })
}

/// The real webmail; where it cannot be had, its cases are left out and say so.
pub(crate) fn roundcube() {
    if let Err(error) = need(&ROUNDCUBE) {
        say(format!("setup     the cases in Roundcube are left out: {error:#}"));
    }
}

/// Where the browsers and the programs that steer them lie.
pub(crate) struct Browsers {
    programs: Vec<(&'static str, PathBuf)>,
}

/// Both browsers, what steers them, and the practice pages' editor.
///
/// # Errors
///
/// If one of them is missing and cannot be had.
pub(crate) fn browsers() -> Result<Browsers> {
    let mut browsers = chromium()?;
    browsers.programs.extend([("FIREFOX", firefox()?), ("GECKODRIVER", geckodriver()?)]);
    Ok(browsers)
}

/// A Firefox that takes the package.
///
/// # Errors
///
/// If it is missing and cannot be had, or is older than the manifest asks for.
fn firefox() -> Result<PathBuf> {
    let path = need(&FIREFOX)?;
    let said = shell::read(&mut command(&path, ["--version"]))?;
    let (has, wants) = (major_version(&said), crate::package::oldest_firefox()?);
    if has.is_some_and(|has| has < wants) {
        bail!(
            "{said} is too old: the extension needs Firefox {wants}. On Debian the newer one comes with the \
             security updates (a line for `-security` in /etc/apt/sources.list); then remove the old one, and try again"
        );
    }
    Ok(path)
}

/// The first number of what a browser says of its version: 153 of "Mozilla Firefox 153.7.0esr".
fn major_version(said: &str) -> Option<u32> {
    said.split(|c: char| !c.is_ascii_digit()).find_map(|digits| digits.parse().ok())
}

/// Chromium alone.
///
/// # Errors
///
/// As [`browsers`].
pub(crate) fn chromium() -> Result<Browsers> {
    let programs = vec![("CHROMIUM", need(&CHROMIUM)?), ("CHROMEDRIVER", need(&CHROMEDRIVER)?)];
    practice_editor()?;
    Ok(Browsers { programs })
}

/// The browser itself, to show a page of our own.
///
/// # Errors
///
/// If it is missing and cannot be had.
pub(crate) fn chromium_program() -> Result<PathBuf> {
    need(&CHROMIUM)
}

/// The packages of `benches/peers`: other checkers, to time beside ours.
///
/// # Errors
///
/// If npm is missing, or a package cannot be had.
pub(crate) fn peers() -> Result<()> {
    npm_packages("npm-peers", &root().join("benches/peers"))
}

impl Browsers {
    /// Tells a command where they lie, by environment variables of these names.
    pub(crate) fn tell<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command.envs(self.programs.iter().map(|(name, path)| (name, path)))
    }
}

/// The program that steers Firefox. Debian has no package of it, so it is built once from its source.
///
/// # Errors
///
/// If it cannot be built.
fn geckodriver() -> Result<PathBuf> {
    if let Some(found) = shell::find("geckodriver") {
        return Ok(found);
    }
    say("setup     building geckodriver, once (about two minutes)");
    cargo_install("geckodriver", GECKODRIVER)?;
    shell::find("geckodriver").context("geckodriver is still missing after its installation")
}

/// Installs a program from its crate into the project's own tools folder.
///
/// # Errors
///
/// If it cannot be fetched or built.
fn cargo_install(name: &str, version: &str) -> Result<()> {
    let root = crate::paths::tools();
    let mut install = command("cargo", ["install", "--quiet", "--locked", "--debug", name]);
    // Without debug information: these are tools, not our code, and it halves the time.
    install.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_TARGET_DIR", root.join("build"));
    install.args(["--version", version, "--root"]).arg(root);
    shell::quiet(&mut install)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_says_its_version() {
        assert_eq!(major_version("Mozilla Firefox 153.7.0esr"), Some(153));
        assert_eq!(major_version("Mozilla Firefox"), None);
    }

    #[test]
    fn the_manifest_says_which_firefox_it_needs() {
        assert!(crate::package::oldest_firefox().unwrap() > 100);
    }
}
