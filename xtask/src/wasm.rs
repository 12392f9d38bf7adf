//! The Rust runtime as browsers take it: `redline_bg.wasm` and its JavaScript side `redline.js`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::shell::{self, command, say};
use crate::stamp::Inputs;

/// The two files, ready to be packed.
pub(crate) struct Runtime {
    /// The JavaScript side, for a content script: no module, one global `wasm_bindgen`.
    pub(crate) glue: PathBuf,
    /// The module.
    pub(crate) module: PathBuf,
}

/// Builds both, as far as anything changed.
///
/// # Errors
///
/// If a tool is missing or a step fails.
pub(crate) fn build() -> Result<Runtime> {
    let raw = compile()?;
    let bound = crate::paths::work().join("bound");
    let module = crate::paths::work().join("small/redline_bg.wasm");
    let runtime = Runtime { glue: bound.join("redline.js"), module };
    let made: [&Path; 2] = [&runtime.glue, &runtime.module];
    Inputs::default()
        .path(&raw)?
        .path(&crate::paths::root().join("package-lock.json"))?
        .unless_fresh("wasm", &made, || {
            bind(&raw, &bound)?;
            shrink(&bound.join("redline_bg.wasm"), &runtime.module)
        })?;
    Ok(runtime)
}

/// The library for wasm32, optimised.
fn compile() -> Result<PathBuf> {
    let toolchain = crate::toolchain::find()?;
    let start = Instant::now();
    say("wasm      compiling the library for wasm32, optimised");
    let mut cargo = toolchain.cargo("build");
    shell::run(cargo.args(["--quiet", "--release", "--lib", "--package", "redline", "--locked"]))?;
    if start.elapsed().as_secs() > 1 {
        say(format!("wasm      compiled in {:.0} s", start.elapsed().as_secs_f32()));
    }
    Ok(toolchain.output())
}

/// Makes the JavaScript side. No names and no producers: they tell nobody anything and weigh.
fn bind(raw: &Path, folder: &Path) -> Result<()> {
    say("wasm      generating the JavaScript side");
    Bindgen::new()
        .input_path(raw)
        .out_name("redline")
        .no_modules(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
        .context("wasm-bindgen refused the module")
}

/// No feature flags: wasm-opt reads the module's own list. With `-all` it writes what Chromium does not load.
fn shrink(module: &Path, result: &Path) -> Result<()> {
    let node = crate::setup::node()?;
    say("wasm      shrinking it (wasm-opt -Oz)");
    let tool = crate::paths::root().join("node_modules/binaryen/bin/wasm-opt");
    fs::create_dir_all(result.parent().context("the result lies in no folder")?)?;
    shell::quiet(command(node, [&tool]).arg("-Oz").arg(module).arg("--output").arg(result))
}
