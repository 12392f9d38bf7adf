//! Texts to time the engine on, and the engine's calls as the wasm bench makes them.

#[cfg(not(target_arch = "wasm32"))]
pub mod texts;
#[cfg(target_arch = "wasm32")]
mod wasm;
