//! What every key goes through: text in; sentences, folded words, matches of patterns and unfilled fields out. Pure, as all
//! of the engine is: no clock, files, environment or randomness. The engine proper (`src/engine` of the package `redline`)
//! judges by it. In the wasm this crate is compiled for speed, and the rest for size.

pub mod along;
mod beside;
mod bits;
pub mod fold;
pub mod hash;
mod key;
pub mod letters;
pub mod matcher;
pub mod order;
pub mod placeholder;
mod program;
mod shape;
mod sign;
pub mod span;
pub mod table;
pub mod text;
