//! Floors: what the engine must reach on the open corpus, kept as data (`floors.tsv`) and only ever moved up. CI checks them.
//!
//! The meaning layer is measured by classifiers that have not read the file (`arguments.rs`); the rules were written beside
//! this corpus, so that their share is optimistic. A floor here tells a step back.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use redline::engine::Role;

use crate::arguments::{Judges, Weights};
use crate::{emails, incoming, rewrites, sentences};

/// What to do with the floors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Floors {
    /// Say which are missed.
    Check,
    /// Write those that are passed at their new height.
    Raise,
}

/// A share, and which way is better.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Measure {
    engine: &'static str,
    name: String,
    better: Better,
    value: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Better {
    More,
    Less,
}

impl Better {
    fn sign(self) -> &'static str {
        match self {
            Self::More => ">=",
            Self::Less => "<=",
        }
    }

    /// Whether `value` keeps the floor, to the four places that are written.
    fn keeps(self, value: f64, floor: f64) -> bool {
        match self {
            Self::More => value >= floor - 0.00005,
            Self::Less => value <= floor + 0.00005,
        }
    }
}

/// Checks or raises the floors; the error names those that are missed.
pub(crate) fn run(what: Floors) -> Result<(), String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("floors.tsv");
    let known =
        fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let mut out = String::from(
        "# engine, measure, sign, floor: written by `cargo xtask eval --floors raise`, which only moves them up\n",
    );
    let (mut missed, mut count) = (String::new(), 0);
    for measure in measures() {
        let floor = floor_of(&known, &measure);
        let kept = floor.is_none_or(|floor| measure.better.keeps(measure.value, floor));
        let higher = floor
            .filter(|&floor| measure.better.keeps(floor, measure.value))
            .unwrap_or(measure.value);
        let Measure { engine, name, better, value } = &measure;
        writeln!(out, "{engine}\t{name}\t{}\t{higher:.4}", better.sign())
            .expect("a string takes everything");
        count += 1;
        if !kept {
            writeln!(
                missed,
                "  {engine}: {name} is {value:.4}, must be {} {higher:.4}",
                better.sign()
            )
            .expect("a string takes everything");
        }
    }
    if !missed.is_empty() {
        return Err(format!("floors missed:\n{missed}"));
    }
    if what == Floors::Raise {
        fs::write(&file, out).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    println!("{count} floors kept");
    Ok(())
}

fn floor_of(known: &str, measure: &Measure) -> Option<f64> {
    let start = format!("{}\t{}\t{}\t", measure.engine, measure.name, measure.better.sign());
    known.lines().find_map(|line| line.strip_prefix(&start))?.parse().ok()
}

/// Everything that has a floor, for the rules alone and with the layer, whole files held out of it.
fn measures() -> Vec<Measure> {
    let mut all = of_engine("rules", &Judges::new(&Weights::None));
    all.extend(of_engine("held out", &Judges::new(&Weights::HeldOut)));
    all
}

fn of_engine(engine: &'static str, judges: &Judges) -> Vec<Measure> {
    let more = |name: String, value| Measure { engine, name, better: Better::More, value };
    let less = |name: String, value| Measure { engine, name, better: Better::Less, value };
    let mut all = Vec::new();
    for (role, who) in [(Role::Applicant, "applicant"), (Role::Program, "program")] {
        let shares = sentences::shares(judges, role);
        all.push(more(format!("{who}: risky sentences found"), shares.found));
        all.push(more(format!("{who}: findings right"), shares.right));
        all.push(less(format!("{who}: clean sentences touched"), shares.touched));
        all.push(less(format!("{who}: clean sentences called violation or risk"), shares.heavy));
    }
    let mails = emails::shares(judges);
    all.push(more("emails: risky sentences found".into(), mails.found));
    all.push(less("emails: stray violation or risk".into(), mails.stray));
    all.push(less("emails: clean ones touched".into(), mails.touched));
    let read = incoming::shares(judges);
    all.push(more("received: level exact".into(), read.exact));
    all.push(more("received: levels 4 and 5 found".into(), read.heavy_found));
    all.push(less("received: falsely 4 or 5".into(), read.falsely));
    let (offered, kept) = rewrites::shares(judges);
    all.push(more("rewrites: offered where found".into(), offered));
    all.push(more("rewrites: words to keep kept".into(), kept));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_floor_is_a_floor() {
        assert!(Better::More.keeps(0.91, 0.9) && !Better::More.keeps(0.89, 0.9));
        assert!(Better::Less.keeps(0.001, 0.005) && !Better::Less.keeps(0.006, 0.005));
        let measure =
            Measure { engine: "rules", name: "a".into(), better: Better::More, value: 1.0 };
        assert_eq!(floor_of("rules\tb\t>=\t0.2\nrules\ta\t>=\t0.5000\n", &measure), Some(0.5));
    }
}
