//! The Rust runtime as browsers take it, twice: what webmail loads (`redline_bg.wasm` and its JavaScript side `redline.js`),
//! and all of it for our own pages (`redline_full_bg.wasm`, `redline_full.js`), whose code is made once more as JavaScript for
//! webmail whose policy refuses WebAssembly.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::likeness::{by_likeness, numbered};
use crate::module::{
    exports, with_bare_panics, with_short_imports, without_data, without_exports,
    without_feature_list,
};
use crate::places::without_places;
use crate::shell::{self, command, say};
use crate::stamp::Inputs;
use crate::toolchain::{PROFILE, Part, Toolchain};

/// What a module may use of WebAssembly. Reference types and multiple values are left out (`toolchain.rs`): there is
/// no JavaScript for them.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
];
/// For size, over and over until nothing is gained. The stack begins at the bottom of the memory and grows towards it: its
/// first kilobyte is used only just before it overflows. What has one caller stays apart from it, or would make it so large
/// that little in it repeats what stands elsewhere: 11 KB (gzip), and as fast; the compiler has put together what is hot.
const SMALLEST: &[&str] =
    &["-Oz", "--converge", "--low-memory-unused", "--one-caller-inline-max-function-size=1"];
/// Rewrites what wasm2js has no JavaScript for.
const LOWERED: &[&str] = &[
    "--llvm-memory-copy-fill-lowering",
    "--signext-lowering",
    "--llvm-nontrapping-fptoint-lowering",
];

/// A module and its JavaScript side, ready to be packed.
pub(crate) struct Pair {
    /// The JavaScript side: the function `redlineRuntime`, global for a content script, the default of a module for our pages.
    pub(crate) glue: PathBuf,
    /// The module.
    pub(crate) module: PathBuf,
}

impl Pair {
    /// Where the files of `part` are made.
    fn of(part: Part) -> Self {
        let (work, name) = (crate::paths::work(), part.file());
        let glue = work.join("bound").join(format!("{name}.min.js"));
        Self { glue, module: work.join("small").join(format!("{name}_bg.wasm")) }
    }
}

/// The files, ready to be packed.
pub(crate) struct Runtime {
    /// What webmail loads.
    pub(crate) webmail: Pair,
    /// What our own pages load.
    pub(crate) full: Pair,
    /// The full module's code as JavaScript; what it holds in memory at the start is read from the module.
    pub(crate) plain: PathBuf,
}

impl Part {
    /// The name that its files begin with.
    fn file(self) -> &'static str {
        match self {
            Self::Webmail => "redline",
            Self::Full => "redline_full",
        }
    }

    /// What cargo is told of the package's features.
    fn options(self) -> &'static [&'static str] {
        match self {
            Self::Webmail => &["--no-default-features"],
            // Small in all parts: our own pages hear few keys, and as plain JavaScript nothing more is to be loaded.
            Self::Full => &["--config", "profile.wasm.package.redline-scan.opt-level=\"z\""],
        }
    }

    /// How its JavaScript side begins.
    fn opening(self) -> &'static str {
        match self {
            Self::Webmail => "function",
            Self::Full => "export default function",
        }
    }

    /// What it may use of WebAssembly besides [`FEATURES`].
    fn more(self) -> &'static [&'static str] {
        match self {
            Self::Webmail => &["--enable-simd"],
            Self::Full => &[],
        }
    }
}

/// Builds all, as far as anything changed; both modules at a time.
///
/// # Errors
///
/// If a tool is missing or a step fails.
pub(crate) fn build() -> Result<Runtime> {
    let toolchain = crate::toolchain::find()?;
    crate::setup::node()?;
    thread::scope(|scope| {
        let webmail = scope.spawn(|| pair(&toolchain, Part::Webmail));
        let full = pair(&toolchain, Part::Full)?;
        let webmail =
            webmail.join().map_err(|_| anyhow!("building what webmail loads panicked"))??;
        let plain = plain(&webmail, &full)?;
        Ok(Runtime { webmail, full, plain })
    })
}

fn pair(toolchain: &Toolchain, part: Part) -> Result<Pair> {
    let raw = compile(toolchain, part)?;
    let pair = Pair::of(part);
    let bound = crate::paths::work().join("bound");
    let made: [&Path; 2] = [&pair.glue, &pair.module];
    how_it_is_made(Inputs::default().path(&raw)?)?.unless_fresh(part.file(), &made, || {
        bind(part, &raw, &bound)?;
        shrink(part, &bound.join(format!("{}_bg.wasm", part.file())), &pair.module)
    })?;
    Ok(pair)
}

/// What webmail needs of the full module, as JavaScript.
fn plain(webmail: &Pair, full: &Pair) -> Result<PathBuf> {
    let plain = crate::paths::work().join("plain/redline_plain.js");
    let modules = Inputs::default().path(&full.module)?.path(&webmail.module)?;
    how_it_is_made(modules)?.path(&crate::paths::root().join("xtask/src/plain.js"))?.unless_fresh(
        "plain",
        &[&plain],
        || as_javascript(webmail, full, &plain),
    )?;
    Ok(plain)
}

fn how_it_is_made(inputs: Inputs) -> Result<Inputs> {
    let root = crate::paths::root();
    inputs
        .path(&root.join("package-lock.json"))?
        .path(&root.join("xtask/src/wasm.rs"))?
        .path(&root.join("xtask/src/module.rs"))?
        .path(&root.join("xtask/src/likeness.rs"))?
        .path(&root.join("xtask/src/places.rs"))
}

/// The library for wasm32, optimised.
fn compile(toolchain: &Toolchain, part: Part) -> Result<PathBuf> {
    let start = Instant::now();
    let name = part.file();
    say(format!("wasm      compiling the library for wasm32, optimised ({name})"));
    let mut cargo = toolchain.cargo("build", part);
    let package = ["--quiet", "--profile", PROFILE, "--lib", "--package", "redline", "--locked"];
    shell::run(cargo.args(package).args(part.options()))?;
    if start.elapsed().as_secs() > 1 {
        say(format!("wasm      compiled {name} in {:.0} s", start.elapsed().as_secs_f32()));
    }
    Ok(toolchain.output(part))
}

/// Makes the JavaScript side. No producers: they tell nobody anything and weigh. Names are needed once more, and left
/// out by wasm-opt.
fn bind(part: Part, raw: &Path, folder: &Path) -> Result<()> {
    let name = part.file();
    say(format!("wasm      generating the JavaScript side ({name})"));
    // The standard library lists features that this module does not use, and wasm-bindgen would use them.
    let module = with_bare_panics(&without_feature_list(&fs::read(raw)?)?)?;
    let module = without_places(&module)?;
    Bindgen::new()
        .input_bytes(name, module)
        .out_name(name)
        .no_modules(true)?
        .typescript(false)
        .demangle(false)
        .remove_producers_section(true)
        .generate(folder)
        .context("wasm-bindgen refused the module")?;
    let module = folder.join(format!("{name}_bg.wasm"));
    let (short, names) = with_short_imports(&fs::read(&module)?)?;
    fs::write(&module, short)?;
    let glue = folder.join(format!("{name}.js"));
    fs::write(&glue, renamed(&fs::read_to_string(&glue)?, &names)?)?;
    wrap(part, &glue)?;
    minify(&glue, &Pair::of(part).glue, &[])
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
fn wrap(part: Part, glue: &Path) -> Result<()> {
    let inner = fs::read_to_string(glue)?;
    let inner = replaced(&inner, "wasm = instance.exports;", "wasm = __watch(instance.exports);")?;
    let outer = format!(
        "// Generated by wasm-bindgen in `cargo xtask build`. Gives one new instance of the runtime at each call.\n\
         {} redlineRuntime(WebAssembly = globalThis.WebAssembly, __watch = (exports) => exports) {{\n\
         {inner}\nreturn wasm_bindgen;\n}}\n",
        part.opening()
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
pub(crate) fn shrink(part: Part, module: &Path, result: &Path) -> Result<()> {
    say(format!("wasm      shrinking {} (wasm-opt -Oz)", part.file()));
    fs::create_dir_all(result.parent().context("the result lies in no folder")?)?;
    let smallest = |module: &Path, more: &[&str]| {
        let mut tool = binaryen("wasm-opt")?;
        tool.args(FEATURES).args(part.more()).args(SMALLEST).args(more);
        shell::quiet(tool.arg(module).arg("--output").arg(result))
    };
    if part == Part::Full {
        return smallest(module, &[]);
    }
    // Twice, because a second tool on the finished module would write it at greater length.
    let renamed = module.with_extension("named.wasm");
    let numbered = numbered(&fs::read(module)?)?;
    fs::write(&renamed, &numbered)?;
    smallest(&renamed, &["--debuginfo"])?;
    fs::write(&renamed, by_likeness(&numbered, &fs::read(result)?)?)?;
    smallest(&renamed, &["--reorder-functions-by-name"])
}

fn binaryen(tool: &str) -> Result<Command> {
    let node = crate::setup::node()?;
    Ok(command(node, [crate::paths::root().join("node_modules/binaryen/bin").join(tool)]))
}

/// The full module's code as JavaScript, without its data: that is read from the module itself, at the same addresses.
fn as_javascript(webmail: &Pair, full: &Pair, result: &Path) -> Result<()> {
    say("wasm      the same as plain JavaScript (wasm2js)");
    let folder = result.parent().context("the result lies in no folder")?;
    fs::create_dir_all(folder)?;
    let (lowered, code) = (folder.join("lowered.wasm"), folder.join("code.js"));
    fs::write(&lowered, for_webmail(&fs::read(&webmail.module)?, &fs::read(&full.module)?)?)?;
    let mut tool = binaryen("wasm-opt")?;
    tool.args(FEATURES).args(LOWERED).arg("-Oz");
    shell::quiet(tool.arg(&lowered).arg("--output").arg(&lowered))?;
    fs::write(&lowered, without_data(&fs::read(&lowered)?)?)?;
    let mut tool = binaryen("wasm2js")?;
    shell::quiet(tool.args(FEATURES).arg("-Oz").arg(&lowered).arg("--output").arg(&code))?;
    let whole = callable(&fs::read_to_string(&code)?)?;
    fs::write(&code, whole)?;
    minify(&code, result, &["--format=esm"])
}

/// The full module without the exports that webmail's has not: what our own pages alone ask for. What belongs to the
/// bridge (`_` before its name) is named differently in each module, and stays.
fn for_webmail(webmail: &[u8], full: &[u8]) -> Result<Vec<u8>> {
    let kept = exports(webmail)?;
    without_exports(full, |name| !name.starts_with('_') && !kept.iter().any(|one| one == name))
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
