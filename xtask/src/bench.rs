//! `cargo xtask bench`: the engine natively, its wasm in Node and in Chromium, and other checkers beside it. Writes
//! BENCHMARKS.md. Nothing here is a test: timing is never asserted, but every measurement checks the answer that it timed.

mod report;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use crate::paths::{root, work};
use crate::shell::{self, command, say};
use crate::toolchain::PROFILE;

/// Whether other checkers are timed as well: they are some megabytes of npm packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Peers {
    LeftOut,
    Timed,
}

/// What was measured.
pub(crate) struct Figures {
    /// The table of the native benches, as they print it.
    native: String,
    /// By environment: what `benches/measure.js` found.
    wasm: Vec<(&'static str, Value)>,
    /// What `benches/peers/peers.mjs` found.
    peers: Option<Value>,
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
pub(crate) fn run(peers: Peers) -> Result<()> {
    let module = build()?;
    say("bench     the wasm in Node");
    let node = in_node(&module)?;
    say("bench     the wasm in Chromium");
    let chromium = in_chromium(&module)?;
    let peers = match peers {
        Peers::LeftOut => None,
        Peers::Timed => Some(beside_peers(&module)?),
    };
    say("bench     natively");
    let native = natively()?;
    let figures = Figures { native, wasm: vec![("Node", node), ("Chromium", chromium)], peers };
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
    let mut cargo = toolchain.cargo("build");
    let package =
        ["--quiet", "--profile", PROFILE, "--lib", "--package", "redline-bench", "--locked"];
    shell::run(cargo.args(package))?;
    // As the product is made (`wasm.rs`): with no features that its module does not use.
    let raw = fs::read(toolchain.output().with_file_name("redline_bench.wasm"))?;
    Bindgen::new()
        .input_bytes("bench", crate::module::without_feature_list(&raw)?)
        .out_name("bench")
        .no_modules(true)?
        .typescript(false)
        .remove_name_section(true)
        .generate(&folder)
        .context("wasm-bindgen refused the module")?;
    let module = folder.join("bench_small.wasm");
    crate::wasm::shrink(&folder.join("bench_bg.wasm"), &module)?;
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
    node.args([&module.glue, &module.module, &root().join("tests/corpus/emails.jsonl")]);
    json(&shell::read(&mut node)?)
}

fn natively() -> Result<String> {
    let bench = ["bench", "--quiet", "--locked", "--package", "redline-bench", "--"];
    let table = shell::read(command("cargo", bench).args(["--max-time", "2", "--color", "never"]))?;
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
