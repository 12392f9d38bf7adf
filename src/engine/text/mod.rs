//! A draft's shape: which parts are the writer's own words (`regions`), and their sentences (`sentences`).
//! Pure and linear in the text; any text is fine, broken or hostile.

mod lines;
mod marks;
mod regions;
mod sentences;
mod signature;

pub use regions::{
    Region, RegionKind, Regions, WriterSpans, regions, regions_around, writer_spans,
};
pub use sentences::{Sentences, sentences};
