//! The companion's data: season, zones, the worksheet for offers, figures. TOML in, checked, Rust tables out.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::format::Source;

/// Dates of a season, in the order in which they come; the engine's `Event` has the same.
const EVENTS: [&str; 9] = [
    "eras-opens",
    "registration-opens",
    "review-opens",
    "interviews-begin",
    "interviews-end",
    "ranking-opens",
    "rank-deadline",
    "match-week",
    "match-day",
];
const MATCHES: [&str; 3] = ["nrmp", "urology", "genetic-counseling"];
const GUARDS: [&str; 2] = ["deadline", "soap"];
const ZONES: [&str; 8] =
    ["eastern", "central", "mountain", "arizona", "pacific", "alaska", "hawaii", "puerto-rico"];

/// `season.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Season {
    #[serde(rename = "match")]
    matches: BTreeMap<String, Match>,
    cycle: Vec<Cycle>,
    phase: Vec<Phase>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Match {
    title: String,
    rank_talk: bool,
    note: String,
    sources: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Cycle {
    #[serde(rename = "match")]
    which: String,
    year: u16,
    about: Vec<String>,
    #[serde(flatten)]
    dates: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Phase {
    id: String,
    title: String,
    begins: String,
    guard: Option<String>,
    send: Vec<String>,
    programs: String,
    avoid: Vec<String>,
    sources: Vec<String>,
}

/// `offer.toml`.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    lead: String,
    template: String,
    reply: String,
    sources: Vec<String>,
    kind: Vec<Titled>,
    question: Vec<Question>,
    advantage: Vec<Point>,
    risk: Vec<Point>,
    adviser: Vec<Point>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Titled {
    title: String,
    text: String,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Question {
    ask: String,
    why: String,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Point {
    text: String,
}

/// One measured figure of `evidence.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// What was measured.
    pub text: String,
    /// Levels of received messages beside which it stands.
    pub levels: Vec<u8>,
    categories: Vec<String>,
    /// By whom, by id.
    pub sources: Vec<String>,
}

/// All of it.
#[derive(Debug, Default)]
pub struct Companion {
    season: Season,
    zones: BTreeMap<String, Vec<String>>,
    /// The worksheet for offers, as our own pages show it.
    pub offer: Offer,
    /// Figures worth showing, by id.
    pub figures: BTreeMap<String, Figure>,
}

impl Companion {
    /// Reads the files; what is wrong goes into `faults`.
    pub(crate) fn read(folder: &Path, faults: &mut Vec<Error>) -> Self {
        Self {
            season: file(folder, "season.toml", faults),
            zones: file(folder, "zones.toml", faults),
            offer: file(folder, "offer.toml", faults),
            figures: file(folder, "evidence.toml", faults),
        }
    }

    /// What is wrong beyond the files' shape.
    pub(crate) fn faults(
        &self,
        sources: &[Source],
        templates: &[&str],
        categories: &[&str],
    ) -> Vec<Error> {
        let mut check = Check { sources, faults: Vec::new() };
        check.season(&self.season);
        check.zones(&self.zones);
        check.sources("offer.toml", &self.offer.sources);
        for template in [&self.offer.template, &self.offer.reply] {
            check.known("offer.toml", "template", template, templates);
        }
        for figure in self.figures.values() {
            check.sources("evidence.toml", &figure.sources);
            for category in &figure.categories {
                check.known("evidence.toml", "category", category, categories);
            }
            if figure.levels.iter().any(|&level| level > 5) {
                check.fault("evidence.toml", "a level is not between 0 and 5".into());
            }
        }
        check.faults
    }

    /// Tables for the engine: file name and Rust source.
    #[must_use]
    pub fn emit(&self, sources: &[Source]) -> [(&'static str, String); 4] {
        [
            ("season.rs", self.season.emit(sources)),
            ("zones.rs", zones(&self.zones)),
            ("offer.rs", self.offer.emit(sources)),
            ("figures.rs", figures(&self.figures, sources)),
        ]
    }
}

fn file<T: DeserializeOwned + Default>(folder: &Path, name: &str, faults: &mut Vec<Error>) -> T {
    let text = match fs::read_to_string(folder.join(name)) {
        Ok(text) => text,
        Err(error) => {
            faults.push(Error::new(name, format!("cannot be read: {error}")));
            return T::default();
        }
    };
    toml::from_str(&text).unwrap_or_else(|error: toml::de::Error| {
        let byte = error.span().map_or(0, |span| span.start);
        faults.push(Error::at_byte(name, &text, byte, error.message()));
        T::default()
    })
}

struct Check<'s> {
    sources: &'s [Source],
    faults: Vec<Error>,
}

impl Check<'_> {
    fn fault(&mut self, file: &str, message: String) {
        self.faults.push(Error::new(file, message));
    }

    fn known(&mut self, file: &str, what: &str, word: &str, known: &[&str]) {
        if !known.contains(&word) {
            self.fault(file, format!("`{word}` is no {what}; known are {}", known.join(", ")));
        }
    }

    fn sources(&mut self, file: &str, ids: &[String]) {
        let known: Vec<&str> = self.sources.iter().map(|source| source.id.as_str()).collect();
        if ids.is_empty() {
            self.fault(file, "`sources` is empty; name at least one of rules/sources.toml".into());
        }
        for id in ids {
            self.known(file, "source", id, &known);
        }
    }

    fn season(&mut self, season: &Season) {
        let file = "season.toml";
        for (id, each) in &season.matches {
            self.known(file, "match", id, &MATCHES);
            self.sources(file, &each.sources);
        }
        for cycle in &season.cycle {
            self.known(file, "match", &cycle.which, &MATCHES);
            for event in cycle.dates.keys().chain(&cycle.about) {
                self.known(file, "event", event, &EVENTS);
            }
            let dates: Vec<Option<&String>> =
                EVENTS.iter().map(|event| cycle.dates.get(*event)).collect();
            for date in dates.iter().flatten().filter(|date| parts(date).is_none()) {
                self.fault(file, format!("`{date}` is no date; write it as 2027-03-03"));
            }
            if !dates.iter().flatten().is_sorted() {
                self.fault(file, format!("the dates of {} are not in order", cycle.year));
            }
        }
        for phase in &season.phase {
            if !phase.begins.is_empty() {
                self.known(file, "event", &phase.begins, &EVENTS);
            }
            if let Some(guard) = &phase.guard {
                self.known(file, "guard", guard, &GUARDS);
            }
            self.sources(file, &phase.sources);
        }
    }

    fn zones(&mut self, zones: &BTreeMap<String, Vec<String>>) {
        let mut seen = BTreeMap::new();
        for (zone, hosts) in zones {
            self.known("zones.toml", "zone", zone, &ZONES);
            for host in hosts {
                if let Some(other) = seen.insert(host, zone) {
                    self.fault("zones.toml", format!("`{host}` stands in {other} and {zone}"));
                }
            }
        }
    }
}

/// Year, month and day of `2027-03-03`.
fn parts(date: &str) -> Option<(u16, u8, u8)> {
    let mut fields = date.split('-');
    let date =
        (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    (fields.next().is_none() && (1..=12).contains(&date.1) && (1..=31).contains(&date.2))
        .then_some(date)
}

/// `rank-deadline` → `RankDeadline`.
fn variant(id: &str) -> String {
    id.split('-').map(|part| part[..1].to_uppercase() + &part[1..]).collect()
}

/// A list of `Source` values, for the ids.
fn cited(ids: &[String], sources: &[Source]) -> String {
    let all = ids.iter().filter_map(|id| sources.iter().find(|source| source.id == *id));
    let all = all.map(|source| format!("Source{{title:{:?},year:{}}}", source.title, source.year));
    format!("&[{}]", all.collect::<Vec<_>>().join(","))
}

impl Season {
    fn emit(&self, sources: &[Source]) -> String {
        let mut out = String::from("// Written by build.rs from rules/season.toml; do not edit.\n");
        let matches = self.matches.iter().map(|(id, each)| {
            format!(
                "About{{which:Which::{},title:{:?},rank_talk:{},note:{:?},sources:{}}}",
                variant(id),
                each.title,
                each.rank_talk,
                each.note,
                cited(&each.sources, sources)
            )
        });
        table(&mut out, "MATCHES", "About", matches);
        let cycles = self.cycle.iter().map(Cycle::emit);
        table(&mut out, "CYCLES", "Cycle", cycles);
        let phases = self.phase.iter().map(|phase| {
            let event = (!phase.begins.is_empty()).then(|| format!("Event::{}", variant(&phase.begins)));
            let guard = phase.guard.as_ref().map(|guard| format!("Guard::{}", variant(guard)));
            format!(
                "Phase{{id:{:?},title:{:?},begins:{},guard:{},send:&{:?},programs:{:?},avoid:&{:?},sources:{}}}",
                phase.id, phase.title, option(event), option(guard), phase.send, phase.programs, phase.avoid,
                cited(&phase.sources, sources)
            )
        });
        table(&mut out, "PHASES", "Phase", phases);
        out
    }
}

impl Cycle {
    fn emit(&self) -> String {
        let dates = EVENTS.iter().map(|event| {
            let date =
                self.dates.get(*event).and_then(|date| parts(date)).map(|(year, month, day)| {
                    let about = self.about.iter().any(|other| other == event);
                    format!("Date{{day:Day::raw({year},{month},{day}),about:{about},edited:false}}")
                });
            option(date)
        });
        let dates: Vec<String> = dates.collect();
        format!("Cycle{{which:Which::{},dates:[{}]}}", variant(&self.which), dates.join(","))
    }
}

impl Offer {
    fn emit(&self, sources: &[Source]) -> String {
        let points = |all: &[Point]| {
            all.iter().map(|point| format!("{:?}", point.text)).collect::<Vec<_>>().join(",")
        };
        let kinds = self
            .kind
            .iter()
            .map(|kind| format!("OfferKind{{title:{:?},text:{:?}}}", kind.title, kind.text));
        let questions = self
            .question
            .iter()
            .map(|one| format!("Question{{ask:{:?},why:{:?}}}", one.ask, one.why));
        format!(
            "// Written by build.rs from rules/offer.toml; do not edit.\n/// The worksheet.\npub static WORKSHEET: Worksheet = Worksheet{{lead:{:?},kinds:&[{}],questions:&[{}],\
             advantages:&[{}],risks:&[{}],advisers:&[{}],request_time:{:?},reply:{:?},sources:{}}};\n",
            self.lead,
            kinds.collect::<Vec<_>>().join(","),
            questions.collect::<Vec<_>>().join(","),
            points(&self.advantage),
            points(&self.risk),
            points(&self.adviser),
            self.template,
            self.reply,
            cited(&self.sources, sources)
        )
    }
}

fn zones(zones: &BTreeMap<String, Vec<String>>) -> String {
    let mut hosts: Vec<(&String, &String)> =
        zones.iter().flat_map(|(zone, hosts)| hosts.iter().map(move |host| (host, zone))).collect();
    hosts.sort();
    let mut out = String::from("// Written by build.rs from rules/zones.toml; do not edit.\n");
    let rows = hosts.iter().map(|(host, zone)| format!("({host:?},Zone::{})", variant(zone)));
    table(&mut out, "HOSTS", "(&str,Zone)", rows);
    out
}

fn figures(figures: &BTreeMap<String, Figure>, sources: &[Source]) -> String {
    let mut out = String::from("// Written by build.rs from rules/evidence.toml; do not edit.\n");
    let rows = figures.iter().map(|(id, figure)| {
        let categories: Vec<String> = figure
            .categories
            .iter()
            .map(|category| format!("Category::{}", variant(category)))
            .collect();
        format!(
            "Figure{{id:{id:?},text:{:?},levels:&{:?},categories:&[{}],sources:{}}}",
            figure.text,
            figure.levels,
            categories.join(","),
            cited(&figure.sources, sources)
        )
    });
    table(&mut out, "FIGURES", "Figure", rows);
    out
}

fn option(value: Option<String>) -> String {
    value.map_or_else(|| "None".into(), |value| format!("Some({value})"))
}

fn table(out: &mut String, name: &str, kind: &str, rows: impl Iterator<Item = String>) {
    let rows: Vec<String> = rows.collect();
    let _ = writeln!(out, "static {name}: &[{kind}] = &[\n{}\n];", rows.join(",\n"));
}
