//! The bench of the browser suite: real browsers with the packed extension on the practice webmail.
//!
//! `case` holds the table and runs it; `browser` starts a browser and its driver and ends them; `tab` is what a user
//! does with keyboard and mouse; `mail` knows the two webmails; `redline` knows what the extension shows; `expected`
//! asks the engine, as the command line has it, what should be shown. `journal` keeps what the user did, so that every
//! case is done again without the extension and must send the same; `altered` makes copies of the package with a probe.

mod altered;
pub mod browser;
pub mod case;
pub mod expected;
pub mod failure;
mod journal;
pub mod keystrokes;
pub mod mail;
mod paper;
pub mod plain_site;
mod process;
mod recorder;
pub mod redline;
pub mod roundcube;
pub mod site;
pub mod tab;
mod table;

pub use browser::{Browser, Load};
pub use case::{Case, Suite};
pub use failure::{Failure, Outcome};
pub use mail::Mail;
pub use paper::Medium;
pub use tab::Tab;
