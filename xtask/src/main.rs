//! Build, package, check, run, test and evaluate: the project's own commands (`cargo xtask help`).

fn main() {}
