//! The Rust runtime as browsers take it: `redline_bg.wasm`, its JavaScript side `redline.js`, and the module's code once
//! more as JavaScript, for pages whose policy refuses WebAssembly.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::module::{with_bare_panics, with_short_imports, without_data, without_feature_list};
use crate::shell::{self, command, say};
use crate::stamp::Inputs;
use crate::toolchain::PROFILE;

/// What the module may use of WebAssembly. Reference types and multiple values are left out (`toolchain.rs`): there is
/// no JavaScript for them, and one module serves both ways.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
];
/// For size, over and over until nothing is gained. The stack begins at the bottom of the memory and grows towards it: its
/// first kilobyte is used only just before it overflows.
const SMALLEST: &[&str] = &["-Oz", "--converge", "--low-memory-unused"];
/// Rewrites what wasm2js has no JavaScript for.
const LOWERED: &[&str] = &[
    "--llvm-memory-copy-fill-lowering",
    "--signext-lowering",
    "--llvm-nontrapping-fptoint-lowering",
];

/// The files, ready to be packed.
pub(crate) struct Runtime {
    /// The JavaScript side, for a content script: no module, one global function `redlineRuntime`.
    pub(crate) glue: PathBuf,
    /// The module.
    pub(crate) module: PathBuf,
    /// The module's code as JavaScript; what it holds in memory at the start is read from the module.
    pub(crate) plain: PathBuf,
}

/// Builds all, as far as anything changed.
///
/// # Errors
///
/// If a tool is missing or a step fails.
pub(crate) fn build() -> Result<Runtime> {
    let raw = compile()?;
    let bound = crate::paths::work().join("bound");
    let module = crate::paths::work().join("small/redline_bg.wasm");
    let plain = crate::paths::work().join("plain/redline_plain.js");
    let runtime = Runtime { glue: bound.join("redline.min.js"), module, plain };
    let made: [&Path; 3] = [&runtime.glue, &runtime.module, &runtime.plain];
    Inputs::default()
        .path(&raw)?
        .path(&crate::paths::root().join("package-lock.json"))?
        .path(&crate::paths::root().join("xtask/src/wasm.rs"))?
        .path(&crate::paths::root().join("xtask/src/module.rs"))?
        .path(&crate::paths::root().join("xtask/src/plain.js"))?
        .unless_fresh("wasm", &made, || {
            bind(&raw, &bound)?;
            shrink(&bound.join("redline_bg.wasm"), &runtime.module)?;
            as_javascript(&runtime.module, &runtime.plain)
        })?;
    Ok(runtime)
}

/// The library for wasm32, optimised.
fn compile() -> Result<PathBuf> {
    let toolchain = crate::toolchain::find()?;
    let start = Instant::now();
    say("wasm      compiling the library for wasm32, optimised");
    let mut cargo = toolchain.cargo("build");
    shell::run(cargo.args([
        "--quiet",
        "--profile",
        PROFILE,
        "--lib",
        "--package",
        "redline",
        "--locked",
    ]))?;
    if start.elapsed().as_secs() > 1 {
        say(format!("wasm      compiled in {:.0} s", start.elapsed().as_secs_f32()));
    }
    Ok(toolchain.output())
}

/// Makes the JavaScript side. No producers: they tell nobody anything and weigh. Names are needed once more, and left
/// out by wasm-opt.
fn bind(raw: &Path, folder: &Path) -> Result<()> {
    say("wasm      generating the JavaScript side");
    // The standard library lists features that this module does not use, and wasm-bindgen would use them.
    let module = with_bare_panics(&without_feature_list(&fs::read(raw)?)?)?;
    Bindgen::new()
        .input_bytes("redline", module)
        .out_name("redline")
        .no_modules(true)?
        .typescript(false)
        .demangle(false)
        .remove_producers_section(true)
        .generate(folder)
        .context("wasm-bindgen refused the module")?;
    let module = folder.join("redline_bg.wasm");
    let (short, names) = with_short_imports(&fs::read(&module)?)?;
    fs::write(&module, short)?;
    let glue = folder.join("redline.js");
    fs::write(&glue, renamed(&fs::read_to_string(&glue)?, &names)?)?;
    wrap(&glue)?;
    minify(&glue, &folder.join("redline.min.js"), &[])
}

/// The JavaScript side with the imports' short names.
fn renamed(glue: &str, names: &[(String, String)]) -> Result<String> {
    let mut glue = glue.to_owned();
    for (long, short) in names {
        glue = replaced(
            &glue,
            &format!("\n            {long}: "),
            &format!("\n            {short}: "),
        )?;
    }
    Ok(glue)
}

/// Makes the JavaScript side a function that gives a new instance at each call: one that has trapped is never used
/// again, and a page may need the next one. the first argument stands in for WebAssembly, `__watch` sees what the module exports.
fn wrap(glue: &Path) -> Result<()> {
    let inner = fs::read_to_string(glue)?;
    let inner = replaced(&inner, "wasm = instance.exports;", "wasm = __watch(instance.exports);")?;
    let outer = format!(
        "// Generated by wasm-bindgen in `cargo xtask build`. Gives one new instance of the runtime at each call.\n\
         function redlineRuntime(WebAssembly = globalThis.WebAssembly, __watch = (exports) => exports) {{\n\
         {inner}\nreturn wasm_bindgen;\n}}\n"
    );
    fs::write(glue, outer).context("cannot write the JavaScript side")
}

/// `text` with the one place that reads `old` changed.
fn replaced(text: &str, old: &str, new: &str) -> Result<String> {
    match text.matches(old).count() {
        1 => Ok(text.replace(old, new)),
        other => bail!("a tool writes something else than before: {other} times `{old}`"),
    }
}

/// With `-all` wasm-opt writes what Chromium does not load: the features are named.
pub(crate) fn shrink(module: &Path, result: &Path) -> Result<()> {
    say("wasm      shrinking it (wasm-opt -Oz)");
    fs::create_dir_all(result.parent().context("the result lies in no folder")?)?;
    let mut tool = binaryen("wasm-opt")?;
    shell::quiet(tool.args(FEATURES).args(SMALLEST).arg(module).arg("--output").arg(result))
}

fn binaryen(tool: &str) -> Result<Command> {
    let node = crate::setup::node()?;
    Ok(command(node, [crate::paths::root().join("node_modules/binaryen/bin").join(tool)]))
}

/// The module's code as JavaScript, without its data: that is read from the module itself, at the same addresses.
fn as_javascript(module: &Path, result: &Path) -> Result<()> {
    say("wasm      the same as plain JavaScript (wasm2js)");
    let folder = result.parent().context("the result lies in no folder")?;
    fs::create_dir_all(folder)?;
    let (lowered, code) = (folder.join("lowered.wasm"), folder.join("code.js"));
    let mut tool = binaryen("wasm-opt")?;
    shell::quiet(
        tool.args(FEATURES).args(LOWERED).arg("-Oz").arg(module).arg("--output").arg(&lowered),
    )?;
    fs::write(&lowered, without_data(&fs::read(&lowered)?)?)?;
    let mut tool = binaryen("wasm2js")?;
    shell::quiet(tool.args(FEATURES).arg("-Oz").arg(&lowered).arg("--output").arg(&code))?;
    let whole = callable(&fs::read_to_string(&code)?)?;
    fs::write(&code, whole)?;
    minify(&code, result, &["--format=esm"])
}

/// How wasm2js makes memory grow, and how it must be: views of the old memory have to notice that it is gone.
const GROWS: &str = "new ArrayBuffer(newPages << 16);
   var newHEAP8 = new Int8Array(newBuffer);
   newHEAP8.set(HEAP8);";
const GROWS_IN_PLACE: &str = "buffer.transfer(newPages << 16);";

/// What wasm2js wrote, as one function of the imports and the data, below the head that calls it.
fn callable(code: &str) -> Result<String> {
    let (_, code) = code.split_once('\n').context("wasm2js wrote nothing")?;
    let (code, _) = code.split_once("var retasmFunc = ").context("wasm2js makes no instance")?;
    let code = replaced(code, "function asmFunc(imports) {", "function asmFunc(imports, data) {")?;
    let code = replaced(&code, GROWS, GROWS_IN_PLACE)?;
    let filled = " for (const [at, bytes] of data) HEAPU8.set(bytes, at);\n return {\n  \"memory\"";
    let code = replaced(&code, " return {\n  \"memory\"", filled)?;
    Ok(format!("{}{code}", include_str!("plain.js")))
}

/// Short names and no spaces: a third of the size.
fn minify(code: &Path, result: &Path, more: &[&str]) -> Result<()> {
    crate::setup::node()?;
    let tool = crate::paths::root().join("node_modules/.bin/esbuild");
    let mut tool = command(tool, ["--minify", "--target=es2022", "--log-level=error"]);
    shell::quiet(tool.args(more).arg(code).arg(format!("--outfile={}", result.display())))
}
