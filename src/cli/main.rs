//! The command line program `redline`.

fn main() {}
