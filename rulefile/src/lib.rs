//! The only reader of rule files: TOML and pattern text in, checked rules out. Build and test time only.
