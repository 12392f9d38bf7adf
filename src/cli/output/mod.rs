//! Output: what was found, in each format. Every function gives a string; writing it is the commands' part.

pub(crate) mod json;
pub(crate) mod sarif;
pub(crate) mod text;
