//! A draft's shape: which parts are the writer's own words (`regions`), and their sentences (`sentences`).
//! Pure and linear in the text; any text is fine, broken or hostile.

mod lines;
mod marks;
mod regions;
mod sentences;
mod signature;

pub use regions::{Region, RegionKind, Regions, own_spans, regions, regions_around};
pub use sentences::{Sentences, sentences};
