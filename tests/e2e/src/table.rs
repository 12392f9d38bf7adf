//! The table of cases and browsers that `docs/cases.md` holds, and which cases stand for each way to send.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use crate::browser::Browser;
use crate::case::Case;
use crate::mail::Mail;

/// Ways to send, and what may go wrong on the way: what stands in the names of the cases for each.
const WAYS: &[(&str, &str)] = &[
    ("Click on Send", ": click:"),
    ("Double click on Send", ": double click:"),
    ("Enter on Send", ": Enter on Send:"),
    ("Enter on Send, held down until it repeats", ": Enter on Send held down:"),
    ("Space on Send (Firefox clicks after its release)", ": Space on Send:"),
    ("Space on Send, held down until it repeats", ": Space on Send held down:"),
    ("Ctrl+Enter in the message", ": Ctrl+Enter:"),
    ("Ctrl+Enter, held down until it repeats", ": Ctrl+Enter held down:"),
    ("Ctrl+Enter in the subject", ": Ctrl+Enter in the subject:"),
    ("Ctrl+Enter in the recipients", ": Ctrl+Enter in the recipients:"),
    ("Command+Enter, as a Mac has it", ": Command+Enter:"),
    ("Send + Archive", ": Send + Archive:"),
    ("Schedule send", ": schedule:"),
    ("Alt+S", ": Alt+S:"),
    ("Send in the menu", ": Send in the menu:"),
    ("Send while the card is open", ": the card open"),
    ("The webmail refuses the message", ": a message that the webmail refuses"),
    (
        "Keys in the checklist, and a late release of the shortcut",
        ": keys pressed in the checklist",
    ),
    ("Escape in the checklist", ": Escape in the checklist"),
    ("No verdict in time", ": no verdict in time"),
    ("The runtime traps", ": the runtime traps"),
    ("Nothing of ours can run", ": nothing of ours can run"),
    ("The extension was reloaded", ": the extension was reloaded"),
];

const HEAD: &str = "<!-- Made by `cargo xtask cases`. -->

# Cases and browsers

Every case runs on the packed extension, in a fresh window of a practice webmail or a real one. Whatever a case sends is sent
again by the same steps without the extension, and must be the same, byte for byte. ✓: runs and must pass; –: the browser
has no such thing, or lets no driver do it.
";

/// Where the table lies in the project.
pub(crate) fn path() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/cases.md"))
}

/// Whether the file in the project is the table of these cases.
pub(crate) fn is_current(cases: &[Case]) -> bool {
    fs::read_to_string(path()).is_ok_and(|text| text == of(cases))
}

/// The whole file.
pub(crate) fn of(cases: &[Case]) -> String {
    let mut areas: BTreeMap<&str, Vec<&Case>> = BTreeMap::new();
    for case in cases {
        areas.entry(area(case)).or_default().push(case);
    }
    let mut text =
        format!("{HEAD}\n## How many\n\n| area | Chromium | Firefox |\n| --- | ---: | ---: |\n");
    let mut row = |name: &str, cases: &[&Case]| {
        let [chromium, firefox] = Browser::ALL.map(|browser| count(cases, browser));
        let _ = writeln!(text, "| {name} | {chromium} | {firefox} |");
    };
    areas.iter().for_each(|(name, cases)| row(name, cases));
    row("**all**", &cases.iter().collect::<Vec<_>>());
    text.push_str(&ways(cases));
    for (name, cases) in &areas {
        let _ = write!(text, "\n## {name}\n\n| case | Chromium | Firefox |\n| --- | --- | --- |\n");
        for case in cases {
            let [chromium, firefox] = Browser::ALL.map(|browser| sign(case.runs_in(browser)));
            let _ =
                writeln!(text, "| {} | {chromium} | {firefox} |", case.name().replace('|', "\\|"));
        }
    }
    text
}

/// For each way to send, how many cases go it in each webmail and browser.
fn ways(cases: &[Case]) -> String {
    let mut text = "\n## Ways to send\n\nHow many cases go each way: with a risk open it asks and sends nothing until told, \
        then exactly once; a clean draft\nleaves at once; where the fault is ours it leaves, and the user is told.\n\n\
        | way | Gmail, Chromium | Gmail, Firefox | Outlook, Chromium | Outlook, Firefox |\n\
        | --- | ---: | ---: | ---: | ---: |\n"
        .to_owned();
    for (way, mark) in WAYS {
        let _ = write!(text, "| {way} |");
        for mail in Mail::ALL {
            let start = format!("route {}{mark}", mail.name());
            let found: Vec<&Case> =
                cases.iter().filter(|case| case.name().starts_with(&start)).collect();
            for browser in Browser::ALL {
                match count(&found, browser) {
                    0 => text.push_str(" – |"),
                    number => {
                        let _ = write!(text, " {number} |");
                    }
                }
            }
        }
        text.push('\n');
    }
    text
}

/// What a case is about: the first word of its name.
fn area(case: &Case) -> &str {
    let name = case.name();
    name.split([' ', ':']).next().unwrap_or(name)
}

fn count(cases: &[&Case], browser: Browser) -> usize {
    cases.iter().filter(|case| case.runs_in(browser)).count()
}

fn sign(runs: bool) -> &'static str {
    if runs { "✓" } else { "–" }
}
