//! A draft's shape: which parts are the writer's own words (`regions`), and their sentences (`sentences`).
//! Pure and linear in the text; any text is fine, broken or hostile.

mod facts;
mod layout;
mod lines;
mod marks;
mod regions;
mod sentences;
mod signature;

pub use layout::Layout;
pub use layout::{WriterSpans, writer_spans};
pub use regions::{Region, RegionKind, Regions, regions, regions_around};
pub use sentences::{LOOK_AHEAD, sentences_from};
pub use sentences::{Sentences, sentences};
