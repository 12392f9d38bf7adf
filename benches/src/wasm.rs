//! The calls of the wasm bench.
