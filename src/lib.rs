//! Redline: finds risky phrases in pre-Match emails, says why, and offers a compliant sentence instead.
//!
//! One core, three faces: a content script in webmail and the extension's pages (`web`, wasm32 only),
//! and a command line (the `redline` program). The engine is pure: text in, values out.

pub mod engine;
pub mod wire;

#[cfg(target_arch = "wasm32")]
mod web;
