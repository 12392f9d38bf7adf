//! Compiles `rules/` into one static table. Its only job.

fn main() {
    println!("cargo::rerun-if-changed=rules");
}
