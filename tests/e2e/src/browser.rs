//! Starting Chromium or Firefox on the practice webmail, with or without the packed extension.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{env, fs};

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::common::capabilities::firefox::FirefoxPreferences;
use thirtyfour::extensions::addons::firefox::FirefoxTools;
use thirtyfour::prelude::*;
use tokio::sync::OnceCell;

use crate::altered;
use crate::failure::{Failure, Outcome};
use crate::journal::Journal;
use crate::process::Driver;
use crate::tab::{Raw, Tab};

/// The extension's fixed address in Firefox, so that its pages can be opened.
pub const FIREFOX_UUID: &str = "11111111-2222-4333-8444-555555555555";

/// The window's size in CSS pixels: room for two docked compose windows.
const WIDTH: i64 = 1360;
const HEIGHT: i64 = 900;

/// Which browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Browser {
    /// Chromium, as Debian ships it.
    Chromium,
    /// Firefox ESR.
    Firefox,
}

impl Browser {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }
}

/// What is loaded into the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Load {
    /// Nothing: the webmail by itself.
    Bare,
    /// The packed extension, unmodified.
    Redline,
    /// A copy of it with a probe: makes it fail on request, and counts what it keeps.
    Probed,
    /// The packed extension and a second one like it.
    Twice,
    /// The packed extension in the profile of a user who has switched it on for the webmails it does not know.
    Added,
    /// The same with a probe.
    AddedProbed,
    /// The packed extension on a machine where an organisation has set options for it.
    Managed,
    /// The same with nonsense in them, and with more than an organisation may set; Firefox only.
    Misruled,
}

impl Load {
    /// In the order in which they are run.
    pub const ALL: [Self; 8] = [
        Self::Bare,
        Self::Redline,
        Self::Probed,
        Self::Twice,
        Self::Added,
        Self::AddedProbed,
        Self::Managed,
        Self::Misruled,
    ];

    /// Whether the user has switched it on for webmails that it does not know.
    pub(crate) fn is_added(self) -> bool {
        matches!(self, Self::Added | Self::AddedProbed)
    }

    /// What an organisation has set.
    fn policy(self) -> Option<Value> {
        match self {
            Self::Managed => Some(organisation()),
            Self::Misruled => Some(json!({
                "role": 5, "guard": "perhaps", "pill": [], "match": "<img src=x onerror=alert(1)>", "appearance": { "a": 1 },
                "language": "../../evil", "ledger": "no", "tiersOff": 7, "categoriesOff": { "0": "rank-promise" },
                "rulesOff": [1, { "a": 2 }], "sitesOff": "gmail", "ignored": "I will rank your program number one",
                "seasonDates": [["match-week", "soon"]], "unknown": { "deep": true }, "settings": { "guard": false },
            })),
            _ => None,
        }
    }
}

/// The webmails that such a user has switched it on for, as the permission has them.
fn added() -> [String; 3] {
    [practice::EDITORS, practice::SQUIRE, practice::ROUNDCUBE]
        .map(|host| format!("https://{host}/*"))
}

/// Where the packages are: `REDLINE_DIST`, or `dist/` of the project.
pub fn dist() -> PathBuf {
    let here = concat!(env!("CARGO_MANIFEST_DIR"), "/../../dist");
    let path = env::var_os("REDLINE_DIST").map_or_else(|| PathBuf::from(here), PathBuf::from);
    fs::canonicalize(&path).unwrap_or(path)
}

/// Starts a browser with a fresh profile and a practice webmail of its own.
///
/// # Errors
///
/// When a driver, a browser or the package is missing; the sentence says which.
pub async fn start(browser: Browser, load: Load) -> Outcome<Tab> {
    let mail = practice::start(practice::Options::default())?;
    let profile = tempfile::Builder::new().prefix("redline-e2e-").tempdir()?;
    let (process, driver) = match browser {
        Browser::Chromium => chromium(load, mail.port(), &profile).await?,
        Browser::Firefox => firefox(load, mail.port(), &profile).await?,
    };
    driver.set_script_timeout(Duration::from_secs(20)).await?;
    let tab = Tab {
        driver,
        browser,
        load,
        mail: Arc::new(mail),
        process,
        profile,
        companion: OnceCell::new(),
        journal: Journal::default(),
        address: OnceCell::new(),
        known: Mutex::default(),
    };
    if load == Load::Redline || load.is_added() {
        tab.extension_address().await?;
    }
    Ok(tab)
}

async fn chromium(load: Load, port: u16, profile: &TempDir) -> Outcome<(Driver, WebDriver)> {
    let process = Driver::start(
        &program("CHROMEDRIVER", "chromedriver"),
        |port| vec![format!("--port={port}")],
        profile.path(),
        None,
    )?;
    let mut caps = DesiredCapabilities::chrome();
    let folders = folders(Browser::Chromium, load, profile)?;
    let folders: Vec<_> = folders.iter().map(|folder| folder.display().to_string()).collect();
    let binary = program("CHROMIUM", "/usr/bin/chromium");
    match folders.as_slice() {
        [folder] if load == Load::Managed => {
            caps.set_binary(&managed_chromium(&binary, profile.path(), folder)?)?;
        }
        _ => caps.set_binary(&binary)?,
    }
    caps.accept_insecure_certs(true)?;
    for flag in chromium_flags(port) {
        caps.add_arg(&flag)?;
    }
    caps.add_arg(&format!("--user-data-dir={}", profile.path().display()))?;
    // Without it Chromium leaves an unpacked extension off once that has been loaded anew. The driver writes these
    // preferences over a profile that holds some already, so a granted permission comes without them.
    if !load.is_added() {
        let developer = json!({ "extensions": { "ui": { "developer_mode": true } } });
        caps.add_experimental_option("prefs", developer)?;
    }
    if let [folder, ..] = folders.as_slice() {
        if load.is_added() {
            grant_in_chromium(profile.path(), folder)?;
        }
        caps.add_arg(&format!("--load-extension={}", folders.join(",")))?;
        caps.add_arg(&format!("--disable-extensions-except={}", folders.join(",")))?;
    }
    let driver = WebDriver::new(&process.url, caps).await?;
    Ok((process, driver))
}

/// Chromium's question for the permission cannot be answered without a screen: the profile says that it was answered
/// before. Nothing of the package is touched.
fn grant_in_chromium(profile: &Path, folder: &str) -> Outcome {
    let manifest: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(Path::new(folder).join("manifest.json"))?)?;
    let own = manifest["host_permissions"].as_array().into_iter().flatten();
    let hosts: Vec<_> = own.cloned().chain(added().map(|host| json!(host))).collect();
    let granted = json!({
        "api": manifest["permissions"], "explicit_host": hosts, "scriptable_host": hosts, "manifest_permissions": [],
    });
    // The number of an extension that is loaded from a command line, in Chromium's own list of places.
    let from_command_line = 8;
    let settings = json!({
        "location": from_command_line, "path": folder,
        "active_permissions": granted, "granted_permissions": granted,
    });
    let preferences = json!({ "extensions": { "settings": { chromium_id(folder): settings } } });
    fs::create_dir_all(profile.join("Default"))?;
    Ok(fs::write(profile.join("Default/Preferences"), preferences.to_string())?)
}

/// The id of an unpacked extension: the hash of where it lies, in letters from a to p.
fn chromium_id(folder: &str) -> String {
    let hash = ring::digest::digest(&ring::digest::SHA256, folder.as_bytes());
    let halves = hash.as_ref().iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.take(32).map(|half| char::from(b'a' + half)).collect()
}

/// Where a program lies: as the environment says, or where Debian has it.
fn program(variable: &str, usual: &str) -> String {
    env::var(variable).unwrap_or_else(|_| usual.to_owned())
}

fn chromium_flags(port: u16) -> Vec<String> {
    // Whatever is asked for, the practice webmail gets it and writes it down.
    let rules = format!("MAP * 127.0.0.1:{port}, EXCLUDE 127.0.0.1, EXCLUDE localhost");
    let mut flags =
        vec![format!("--window-size={WIDTH},{HEIGHT}"), format!("--host-resolver-rules={rules}")];
    if env::var_os("REDLINE_HEADED").is_none() {
        flags.push("--headless=new".to_owned());
    }
    let fixed = [
        // The suite runs as root in containers, where the sandbox cannot start.
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // It would ask its maker what the forms of a page are.
        "--disable-features=AutofillServerCommunication",
    ];
    flags.extend(fixed.map(str::to_owned));
    flags
}

/// The package for Firefox as the store takes it.
pub(crate) fn archive() -> Outcome<PathBuf> {
    let names = ["redline-firefox.xpi", "redline-firefox.zip"];
    let found = names.iter().map(|name| dist().join(name)).find(|path| path.exists());
    found.ok_or_else(|| {
        let path = dist().join(names[0]);
        Failure::new(format!("{} is missing; make it with `cargo xtask build`", path.display()))
    })
}

/// The unpacked extensions to load.
fn folders(browser: Browser, load: Load, profile: &TempDir) -> Outcome<Vec<PathBuf>> {
    let (own, other) = (profile.path().join("redline"), profile.path().join("redline-other"));
    Ok(match load {
        Load::Bare => Vec::new(),
        Load::Redline | Load::Added | Load::Managed | Load::Misruled => {
            vec![altered::copy_of(browser, &own)?]
        }
        Load::Probed | Load::AddedProbed => vec![altered::probed(browser, &own)?],
        Load::Twice => {
            vec![altered::copy_of(browser, &own)?, altered::renamed(browser, &other)?]
        }
    })
}

async fn firefox(load: Load, port: u16, profile: &TempDir) -> Outcome<(Driver, WebDriver)> {
    let folder = profile.path().display().to_string();
    let arguments = |port: u16| {
        // Without system access Firefox refuses to open an extension's own pages.
        let fixed =
            ["--allow-system-access", "--profile-root", &folder, "--websocket-port", "0", "--port"];
        fixed.iter().map(|word| (*word).to_owned()).chain([port.to_string()]).collect()
    };
    let home = load.policy().map(|policy| managed_home(profile, &policy)).transpose()?;
    let gecko = program("GECKODRIVER", "geckodriver");
    let process = Driver::start(&gecko, arguments, profile.path(), home.as_deref())?;
    let mut caps = DesiredCapabilities::firefox();
    caps.set_firefox_binary(&program("FIREFOX", "/usr/bin/firefox-esr"))?;
    caps.accept_insecure_certs(true)?;
    if env::var_os("REDLINE_HEADED").is_none() {
        caps.add_arg("-headless")?;
    }
    for word in [format!("--width={WIDTH}"), format!("--height={HEIGHT}")] {
        caps.add_arg(&word)?;
    }
    caps.set_preferences(preferences(port)?)?;
    let driver = WebDriver::new(&process.url, caps).await?;
    let packages = match load {
        Load::Redline | Load::Added | Load::Managed | Load::Misruled => vec![archive()?],
        _ => folders(Browser::Firefox, load, profile)?,
    };
    for package in packages {
        install(&driver, &package).await?;
    }
    if load.is_added() {
        grant_in_firefox(&driver).await?;
    }
    Ok((process, driver))
}

/// Where Chromium looks for what an organisation has set for a machine.
const POLICIES: &str = "/etc/chromium";

/// How a program is started that sees files of its own at such a place; none where this machine does not let us.
fn apart() -> Option<&'static [&'static str]> {
    let ways: [&[&str]; 2] =
        [&["unshare", "--mount"], &["unshare", "--user", "--map-root-user", "--mount"]];
    let works = |way: &[&str]| {
        let probe = ["mount", "--bind", POLICIES, POLICIES];
        let status = Command::new(way[0])
            .args(&way[1..])
            .args(probe)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        status.is_ok_and(|status| status.success())
    };
    ways.into_iter().find(|way| works(way))
}

/// Whether options of an organisation can be tried in this browser here. In Chromium they are the whole machine's: the
/// suite shows them to its own browser only, and needs a mount namespace for that.
#[must_use]
pub fn can_manage(browser: Browser) -> bool {
    browser == Browser::Firefox || apart().is_some()
}

/// A program that starts Chromium with an organisation's file where it looks for it, for itself alone: nothing is written
/// outside the profile's folder.
fn managed_chromium(binary: &str, profile: &Path, folder: &str) -> Outcome<String> {
    let Some(way) = apart() else { return Ok(binary.to_owned()) };
    let place = profile.join("etc");
    fs::create_dir_all(place.join("policies/managed"))?;
    let set = json!({ "3rdparty": { "extensions": { chromium_id(folder): organisation() } } });
    fs::write(place.join("policies/managed/redline.json"), set.to_string())?;
    let script = format!(
        "#!/bin/sh\nexec {} sh -c 'mount --bind \"$0\" {POLICIES} && exec {binary} \"$@\"' '{}' \"$@\"\n",
        way.join(" "),
        place.display(),
    );
    let path = profile.join("chromium");
    fs::write(&path, script)?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
    Ok(path.display().to_string())
}

/// What the organisation of the suite has set.
fn organisation() -> serde_json::Value {
    json!({
        "guard": true, "match": "urology", "ignored": ["as soon as possible"],
        "seasonDates": [["rank-deadline", "2027-02-24"]],
    })
}

/// A home folder in which an organisation's file for the extension lies where Firefox looks for it.
fn managed_home(profile: &TempDir, policy: &Value) -> Outcome<PathBuf> {
    let (home, id) = (profile.path().join("home"), gecko_id()?);
    let set = json!({
        "name": id, "description": "Options of an organisation", "type": "storage",
        "data": policy,
    });
    let folder = home.join(".mozilla/managed-storage");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(format!("{id}.json")), set.to_string())?;
    Ok(home)
}

/// Installs an add-on into Firefox; one that is there already is replaced, as by an update.
pub(crate) async fn install(driver: &WebDriver, package: &Path) -> Outcome {
    let package = package.display().to_string();
    FirefoxTools::new(driver.handle().clone()).install_addon(&package, Some(true)).await?;
    Ok(())
}

/// As a click in about:addons, Permissions, does it.
async fn grant_in_firefox(driver: &WebDriver) -> Outcome {
    let script = "const [id, origins, done] = arguments;\
        const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');\
        const { extension } = WebExtensionPolicy.getByID(id);\
        ExtensionPermissions.add(id, { permissions: [], origins }, extension).then(() => done(''), (fault) => done(String(fault)))";
    match in_chrome(driver, script, vec![json!(gecko_id()?), json!(added())]).await?.as_str() {
        Some("") => Ok(()),
        fault => Err(Failure::new(format!("Firefox does not give the permission: {fault:?}"))),
    }
}

/// What a script answers in Firefox's own window; the script's last argument is to be called with it.
pub(crate) async fn in_chrome(
    driver: &WebDriver,
    script: &str,
    given: Vec<serde_json::Value>,
) -> Outcome<serde_json::Value> {
    let context = |name: &str| Raw::post("moz/context", json!({ "context": name }));
    driver.handle().cmd(context("chrome")).await?;
    let answer = driver.execute_async(script, given).await;
    driver.handle().cmd(context("content")).await?;
    Ok(answer?.json().clone())
}

fn preferences(port: u16) -> Outcome<FirefoxPreferences> {
    let mut preferences = FirefoxPreferences::new();
    // Every name leads to this computer, and every port to the practice webmail, which writes down who came.
    preferences.set("network.dns.forceResolve", "127.0.0.1")?;
    preferences.set("network.socket.forcePort", format!("1-65535={port}"))?;
    preferences
        .set("extensions.webextensions.uuids", json!({ gecko_id()?: FIREFOX_UUID }).to_string())?;
    // The background is ended as soon as it is idle: nothing may rely on it.
    preferences.set("extensions.background.idle.timeout", 500)?;
    preferences.set("datareporting.policy.dataSubmissionEnabled", false)?;
    preferences.set("browser.shell.checkDefaultBrowser", false)?;
    Ok(preferences)
}

/// The add-on's id, as the manifest has it.
fn gecko_id() -> Outcome<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../manifest.json");
    let text = fs::read_to_string(path).unwrap_or_else(|_| "{}".to_owned());
    let manifest: serde_json::Value = serde_json::from_str(&text)?;
    let id = manifest["browser_specific_settings"]["gecko"]["id"].as_str();
    Ok(id.unwrap_or("redline@unknown.example").to_owned())
}
