//! The browser suite. `cargo test --package redline-e2e -- WORD…` runs the cases whose names hold every word.

mod applying;
mod axe;
mod bench;
mod companion;
mod drills;
mod editors;
mod hostile;
mod job;
mod languages;
mod ledger;
mod letters;
mod lifecycle;
mod own_pages;
mod painting;
mod pictures;
mod record;
mod roundcube;
mod routes;
mod shots;
mod tour;
mod upheavals;
mod wasm;
mod webmail;
mod windows;
mod words;

use std::process::ExitCode;

use redline_e2e::Suite;

fn main() -> ExitCode {
    let mut cases = bench::cases();
    cases.extend(webmail::cases());
    cases.extend(shots::cases());
    cases.extend(job::cases());
    cases.extend(routes::cases());
    cases.extend(applying::cases());
    cases.extend(lifecycle::cases());
    cases.extend(windows::cases());
    cases.extend(languages::cases());
    cases.extend(ledger::cases());
    cases.extend(words::cases());
    cases.extend(editors::cases());
    cases.extend(painting::cases());
    cases.extend(roundcube::cases());
    cases.extend(companion::cases());
    cases.extend(own_pages::cases());
    cases.extend(letters::cases());
    cases.extend(record::cases());
    cases.extend(axe::cases());
    cases.extend(pictures::cases());
    cases.extend(tour::cases());
    cases.extend(wasm::cases());
    cases.extend(hostile::cases());
    cases.extend(drills::cases());
    cases.extend(upheavals::cases());
    Suite(cases).run()
}

/// A draft with one risk, and the words of it.
const RISKY: &str = "Dear Dr. Raman,\nThank you for the interview. I will rank your program number one.\nWith kind regards,\nAmara Okafor";
/// A draft with nothing to say about.
const CLEAN: &str = "Dear Dr. Raman,\nThank you for the interview on Tuesday. I enjoyed our talk about the clinic.\nWith kind regards,\nAmara Okafor";
