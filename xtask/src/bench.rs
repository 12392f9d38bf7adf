//! `cargo xtask bench`: the engine natively, its wasm in Node and in Chromium, other checkers beside it, and real keys in
//! both browsers. Writes BENCHMARKS.md. Nothing here is a test: timing is never asserted, but every measurement checks the
//! answer that it timed.

mod report;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use crate::paths::{root, work};
use crate::shell::{self, command, say};
use crate::toolchain::{PROFILE, Part};

/// What is measured besides the engine itself.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Extent {
    /// Other checkers: some megabytes of npm packages.
    peers: bool,
    /// Keystrokes in both browsers: some minutes.
    keys: bool,
}

impl Extent {
    /// As the command line asks for it.
    ///
    /// # Errors
    ///
    /// If a word is no option.
    pub(crate) fn of(options: &[&str]) -> Result<Self> {
        let mut extent = Self::default();
        for option in options {
            match *option {
                "--peers" => extent.peers = true,
                "--keys" => extent.keys = true,
                other => bail!("`{other}` is no option of bench"),
            }
        }
        Ok(extent)
    }
}

/// What was measured.
pub(crate) struct Figures {
    /// The table of the native benches, as they print it.
    native: String,
    /// By environment: what `benches/measure.js` found.
    wasm: Vec<(&'static str, Value)>,
    /// What `benches/peers/peers.mjs` found.
    peers: Option<Value>,
    /// What `tests/e2e/src/keystrokes.rs` found.
    keys: Option<Value>,
}

/// The engine's wasm for the bench.
struct Module {
    glue: PathBuf,
    module: PathBuf,
    texts: PathBuf,
    weights: PathBuf,
}

/// Measures and writes.
///
/// # Errors
///
/// If something cannot be built or started, or gives a wrong answer.
pub(crate) fn run(extent: Extent) -> Result<()> {
    let module = build()?;
    say("bench     the wasm in Node");
    let node = in_node(&module)?;
    say("bench     the wasm in Chromium");
    let chromium = in_chromium(&module)?;
    let peers = extent.peers.then(|| beside_peers(&module)).transpose()?;
    let keys = extent.keys.then(|| keystrokes(&module)).transpose()?;
    say("bench     natively");
    // What was measured already is not lost for it.
    let native = natively().unwrap_or_else(|error| format!("not measured: {error:#}"));
    let wasm = vec![("Node", node), ("Chromium", chromium)];
    let figures = Figures { native, wasm, peers, keys };
    let text = report::text(&figures)?;
    fs::write(root().join("BENCHMARKS.md"), text).context("cannot write BENCHMARKS.md")?;
    say("bench     BENCHMARKS.md is written");
    Ok(())
}

fn build() -> Result<Module> {
    let folder = work().join("bench");
    fs::create_dir_all(&folder)?;
    let toolchain = crate::toolchain::find()?;
    say("bench     compiling");
    let mut cargo = toolchain.cargo("build", Part::Webmail);
    let package =
        ["--quiet", "--profile", PROFILE, "--lib", "--package", "redline-bench", "--locked"];
    shell::run(cargo.args(package))?;
    // As the product is made (`wasm.rs`): with no features that its module does not use.
    let raw = fs::read(toolchain.output(Part::Webmail).with_file_name("redline_bench.wasm"))?;
    Bindgen::new()
        .input_bytes("bench", crate::module::without_feature_list(&raw)?)
        .out_name("bench")
        .no_modules(true)?
        .typescript(false)
        .remove_name_section(true)
        .generate(&folder)
        .context("wasm-bindgen refused the module")?;
    let module = folder.join("bench_small.wasm");
    crate::wasm::shrink(Part::Webmail, &folder.join("bench_bg.wasm"), &module)?;
    let texts = folder.join("texts.json");
    let bin = ["run", "--quiet", "--release", "--locked", "--package", "redline-bench"];
    let made = shell::read(command("cargo", bin).args(["--bin", "bench-texts"]))?;
    fs::write(&texts, made)?;
    let weights = root().join("model/meaning.bin");
    Ok(Module { glue: folder.join("bench.js"), module, texts, weights })
}

fn in_node(module: &Module) -> Result<Value> {
    let mut node = command(crate::setup::node()?, ["benches/node.cjs"]);
    node.args([&module.glue, &module.module, &module.weights, &module.texts]);
    json(&shell::read(&mut node)?)
}

/// One page with everything in it, which writes what it measured into itself.
fn in_chromium(module: &Module) -> Result<Value> {
    let page = work().join("bench/page.html");
    fs::write(&page, page_text(module)?)?;
    let mut chromium = command(
        crate::setup::chromium_program()?,
        ["--headless", "--no-sandbox", "--disable-gpu", "--timeout=300000", "--dump-dom"],
    );
    let shown = shell::read(chromium.arg(format!("file://{}", page.display())))?;
    let found = shown.split_once("<pre>").and_then(|(_, rest)| rest.split_once("</pre>"));
    json(found.context("the page in Chromium has measured nothing")?.0)
}

fn page_text(module: &Module) -> Result<String> {
    let text = |file: &Path| fs::read_to_string(file).with_context(|| file.display().to_string());
    let bytes = |file: &Path| -> Result<String> {
        let list: Vec<String> = fs::read(file)?.iter().map(u8::to_string).collect();
        Ok(format!("new Uint8Array([{}])", list.join(",")))
    };
    Ok(format!(
        "<!doctype html><meta charset=utf-8><pre></pre><script>{}</script><script>{}</script><script>\n\
         const out = document.querySelector('pre');\ntry {{\n\
         const start = () => {{ wasm_bindgen.initSync({{ module: {} }}); return new wasm_bindgen.Engine(); }};\n\
         out.textContent = JSON.stringify(measure(start, {}, {}, 100));\n\
         }} catch (error) {{ out.textContent = JSON.stringify({{ error: String(error) }}); }}</script>",
        text(&module.glue)?,
        text(&root().join("benches/measure.js"))?,
        bytes(&module.module)?,
        text(&module.texts)?.replace("</", "<\\/"),
        bytes(&module.weights)?,
    ))
}

fn beside_peers(module: &Module) -> Result<Value> {
    crate::setup::peers()?;
    say("bench     beside Harper, write-good and alex");
    let mut node = command(crate::setup::node()?, ["benches/peers/peers.mjs"]);
    node.args([&module.glue, &module.module, &module.weights, &module.texts]);
    let shipped = crate::package::Browser::Chromium.folder();
    node.args([root().join("tests/corpus/emails.jsonl"), shipped]);
    json(&shell::read(&mut node)?)
}

/// Real keys in both browsers, with the packages as they are shipped.
fn keystrokes(module: &Module) -> Result<Value> {
    let programs = crate::setup::browsers()?;
    crate::package::build()?;
    say("bench     keystrokes in both browsers (some minutes)");
    let words = ["run", "--quiet", "--locked", "--package", "redline-e2e", "--bin", "keystrokes"];
    let mut cargo = command("cargo", words);
    json(&shell::read(programs.tell(cargo.arg("--").arg(&module.texts)))?)
}

fn natively() -> Result<String> {
    let bench = ["bench", "--quiet", "--locked", "--package", "redline-bench", "--bench", "speed"];
    let mut cargo = command("cargo", bench);
    // Benches unwind, whatever the profile says; what they use must do the same.
    cargo.env("CARGO_PROFILE_RELEASE_PANIC", "unwind");
    let table = shell::read(cargo.args(["--", "--max-time", "1", "--color", "never"]))?;
    let rows = table.lines().filter(|line| !line.contains("B/s"));
    Ok(rows.collect::<Vec<_>>().join("\n"))
}

fn json(text: &str) -> Result<Value> {
    let value: Value = serde_json::from_str(text).with_context(|| format!("not JSON: {text}"))?;
    if let Some(error) = value.get("error") {
        bail!("the bench found something wrong: {error}");
    }
    Ok(value)
}
