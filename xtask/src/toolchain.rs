//! Finds a way to compile for wasm32: the installed target, one that rustup can fetch, or Debian's compiler with
//! the standard library built from its source. Nothing is installed machine-wide.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::shell::{self, command, say};

/// Cargo's profile for what is shipped to browsers.
pub(crate) const PROFILE: &str = "wasm";
const TARGET: &str = "wasm32-unknown-unknown";

/// Which of the two modules that are made of the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// What webmail loads: only what is needed there.
    Webmail,
    /// All of it, for our own pages. What cannot be said in plain JavaScript is not used: it is turned into it (`wasm.rs`).
    Full,
}

impl Part {
    /// What the compiler may use of WebAssembly.
    fn features(self) -> &'static str {
        match self {
            Self::Webmail => "-C target-feature=+simd128,-reference-types,-multivalue",
            Self::Full => "-C target-feature=-reference-types,-multivalue",
        }
    }

    /// Cargo's output folder below its own: other options for the compiler would throw away what it has built.
    fn folder(self) -> &'static str {
        match self {
            Self::Webmail => "webmail",
            Self::Full => "",
        }
    }
}

/// How wasm32 is compiled here.
pub(crate) enum Toolchain {
    /// The Rust in use has the target's standard library.
    Installed,
    /// Debian's compiler and sources, unpacked under the target folder.
    Debian(Unpacked),
}

/// Debian's compiler, unpacked.
pub(crate) struct Unpacked {
    compiler: PathBuf,
    libraries: PathBuf,
    linker: PathBuf,
}

impl Toolchain {
    /// `cargo SUBCOMMAND` for wasm32.
    pub(crate) fn cargo(&self, subcommand: &str, part: Part) -> Command {
        let mut cargo = command("cargo", [subcommand, "--target", TARGET]);
        let flags = format!("{} {}", stable_paths(), part.features());
        cargo
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags)
            .env("CARGO_TARGET_DIR", self.folder(part));
        if let Self::Debian(unpacked) = self {
            cargo
                .args(["-Z", "build-std=std,panic_abort"])
                // Building the standard library is not stable yet; only the compiler's word for it is asked for.
                .env("RUSTC_BOOTSTRAP", "1")
                .env("RUSTC", &unpacked.compiler)
                .env("LD_LIBRARY_PATH", &unpacked.libraries)
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", &unpacked.linker);
        }
        cargo
    }

    /// The cargo command that lints for this toolchain.
    pub(crate) fn linter(&self) -> &'static str {
        match self {
            Self::Installed => "clippy",
            // Clippy belongs to one compiler version and cannot read what another one compiled.
            Self::Debian(_) => "check",
        }
    }

    /// Where a build of `part` with [`PROFILE`] leaves the library.
    pub(crate) fn output(&self, part: Part) -> PathBuf {
        self.folder(part).join(TARGET).join(PROFILE).join("redline.wasm")
    }

    /// Cargo's output folder for `part`.
    fn folder(&self, part: Part) -> PathBuf {
        let base = crate::paths::target();
        let base = if matches!(self, Self::Debian(_)) { base.join("debian") } else { base };
        base.join(part.folder())
    }
}

/// Compiler options under which the bytes do not depend on where the checkout and the crates lie.
fn stable_paths() -> String {
    let home = std::env::var("CARGO_HOME")
        .unwrap_or_else(|_| format!("{}/.cargo", std::env::var("HOME").unwrap_or_default()));
    let root = crate::paths::root().display();
    format!("--remap-path-prefix={home}=cargo --remap-path-prefix={root}=redline")
}

/// The best way there is on this machine.
///
/// # Errors
///
/// If there is none; the error says what was tried.
pub(crate) fn find() -> Result<Toolchain> {
    if installed() {
        return Ok(Toolchain::Installed);
    }
    if shell::find("rustup").is_some() && fetched_by_rustup() {
        return Ok(Toolchain::Installed);
    }
    debian().context(
        "no way to compile for wasm32: the target is not installed, rustup could not fetch it, \
         and Debian's compiler could not be used instead",
    )
}

fn installed() -> bool {
    let folder =
        shell::read(&mut command("rustc", ["--print", "target-libdir", "--target", TARGET]));
    folder.is_ok_and(|folder| Path::new(&folder).is_dir())
}

fn fetched_by_rustup() -> bool {
    (1..=2).any(|attempt| {
        say(format!("setup     rustup target add {TARGET} (try {attempt} of 2)"));
        let limit = Duration::from_secs(90);
        let outcome = shell::within(limit, &mut command("rustup", ["target", "add", TARGET]));
        outcome.inspect_err(|error| say(format!("setup     {error:#}"))).is_ok() && installed()
    })
}

/// Debian's `rustc-web` is kept as new as its browsers need, and `rust-web-src` is the same version's library.
fn debian() -> Result<Toolchain> {
    let folder = crate::paths::work().join("debian-rust");
    let compiler = folder.join("usr/bin/rustc");
    if !compiler.exists() {
        say(
            "setup     unpacking Debian's Rust compiler and library sources instead (about 150 MB)",
        );
        unpack(&folder)?;
    }
    let libraries = libraries(&folder)?;
    Ok(Toolchain::Debian(Unpacked { compiler, libraries, linker: linker()? }))
}

fn unpack(folder: &Path) -> Result<()> {
    let archive = folder.with_extension("debs");
    fs::create_dir_all(&archive)?;
    let wanted = ["install", "--simulate", "--no-install-recommends", "rustc-web", "rust-web-src"];
    let plan = shell::read(&mut command("apt-get", wanted)).or_else(|_| {
        crate::setup::refresh_package_lists()?;
        shell::read(&mut command("apt-get", wanted))
    })?;
    let names = plan.lines().filter_map(|line| line.strip_prefix("Inst ")?.split(' ').next());
    let mut download = command("apt-get", ["download"]);
    shell::quiet(download.args(names).current_dir(&archive))?;
    for package in crate::stamp::files(&archive)? {
        shell::quiet(command("dpkg-deb", ["--extract"]).arg(package).arg(folder))?;
    }
    fs::remove_dir_all(archive).context("cannot remove the downloaded packages")
}

/// The folder of the compiler's own shared libraries; its name holds the machine's architecture.
fn libraries(folder: &Path) -> Result<PathBuf> {
    crate::stamp::files(&folder.join("usr/lib"))?
        .iter()
        .find(|file| file.to_string_lossy().contains("/librustc_driver-"))
        .and_then(|file| file.parent().map(Path::to_owned))
        .context("Debian's packages hold no librustc_driver")
}

/// The linker that comes with every Rust toolchain; Debian's compiler has none for wasm.
fn linker() -> Result<PathBuf> {
    let sysroot = shell::read(&mut command("rustc", ["--print", "sysroot"]))?;
    let files = crate::stamp::files(&Path::new(&sysroot).join("lib/rustlib"))?;
    if let Some(found) = files.into_iter().find(|file| file.ends_with("bin/rust-lld")) {
        return Ok(found);
    }
    match shell::find("rust-lld").or_else(|| shell::find("wasm-ld")) {
        Some(found) => Ok(found),
        None => bail!("the Rust toolchain in {sysroot} has no rust-lld, and there is no wasm-ld"),
    }
}
