//! `lint`, `fix` and `read`: letter after letter, on all cores, answers in the order of the letters.

use redline::engine::{Role, Tier};
use redline::wire::{self, Bytes};

use super::{Outcome, say};
use crate::args::{Format, Task, Work};
use crate::edits::fix;
use crate::input::{Plain, Unit, total_size, units};
use crate::job::{Fault, Letter, Linters, letter, lint};
use crate::output::json::{self, Naming};
use crate::output::sarif;
use crate::output::text::{self, Paint};
use crate::progress::Progress;
use crate::weights;
use crate::{complain, parallel};

/// What comes of one unit.
struct Answer {
    /// What to print, without what stands between answers.
    shown: String,
    /// What to tell on standard error.
    complaint: Option<String>,
    outcome: Outcome,
    /// Findings by tier, heaviest first.
    tally: [usize; 4],
    /// Bytes of input.
    size: usize,
}

/// What stands around and between the answers.
struct Frame {
    head: String,
    between: &'static str,
    tail: &'static str,
}

/// Runs the command over all its files.
pub(crate) fn run(work: &Work) -> Result<Outcome, String> {
    if work.task == Task::Fix && work.files.len() > 1 && work.format == Format::Text {
        return Err(format!(
            "fix takes one file, not {}; with --format json it takes several",
            work.files.len()
        ));
    }
    let clerk = Clerk {
        task: work.task,
        format: work.format,
        role: work.role.unwrap_or_default(),
        naming: naming(work),
        paint: Paint::of_stdout(),
        linters: Linters::new(),
    };
    let plain = if work.format == Format::Jsonl { Plain::Lines } else { Plain::Drafts };
    Ok(go(&clerk, work, units(&work.files, plain)))
}

fn naming(work: &Work) -> Naming {
    let mailbox = |file: &std::ffi::OsString| {
        let name = file.to_string_lossy().to_ascii_lowercase();
        name.ends_with(".mbox") || name.ends_with(".mbx")
    };
    match work.format {
        Format::Jsonl => Naming::Id,
        _ if work.files.len() > 1 || work.files.iter().any(mailbox) => Naming::File,
        _ => Naming::None,
    }
}

fn go(clerk: &Clerk, work: &Work, units: impl Iterator<Item = Unit> + Send) -> Outcome {
    let frame = clerk.frame();
    let mut outcome = Outcome::Clean;
    let mut tally = [0; 4];
    let mut first = true;
    let mut progress = Progress::new(total_size(&work.files));
    let mut open = say(&frame.head);
    parallel::in_order(
        units,
        Unit::len,
        |unit| clerk.answer(unit),
        |answer| {
            progress.add(answer.size);
            outcome = outcome.max(answer.outcome);
            tally.iter_mut().zip(answer.tally).for_each(|(sum, count)| *sum += count);
            if let Some(complaint) = &answer.complaint {
                progress.end();
                complain(complaint);
            }
            if !answer.shown.is_empty() {
                let between = if first { "" } else { frame.between };
                first = false;
                open = open && say(&format!("{between}{}", answer.shown));
            }
            open
        },
    );
    progress.end();
    if open {
        say(frame.tail);
    }
    if open
        && work.task == Task::Lint
        && work.format == Format::Text
        && (outcome != Outcome::Failed || !first)
    {
        say(&text::summary(&tally));
    }
    outcome
}

/// Does one kind of work and shows it in one way.
struct Clerk {
    task: Task,
    format: Format,
    role: Role,
    naming: Naming,
    paint: Paint,
    linters: Linters,
}

impl Clerk {
    fn frame(&self) -> Frame {
        let (head, between, tail) = match (self.format, self.naming) {
            (Format::Jsonl, _) => (String::new(), "\n", "\n"),
            (Format::Json, Naming::File) => ("{\"files\":[".into(), ",\n", "]}\n"),
            (Format::Json, _) => (String::new(), "\n", "\n"),
            (Format::Sarif, _) => (sarif::head(), ",\n", sarif::TAIL),
            (Format::Text, _) => (String::new(), "", ""),
        };
        Frame { head, between, tail }
    }

    fn answer(&self, unit: Unit) -> Answer {
        let size = unit.len();
        let answer = match letter(unit, self.role) {
            Err(fault) => self.fault(&fault),
            Ok(letter) => match self.task {
                Task::Fix => self.fix(&letter),
                Task::Read => self.read(&letter),
                _ => self.lint(&letter),
            },
        };
        Answer { size, ..answer }
    }

    fn fault(&self, fault: &Fault) -> Answer {
        let place = if fault.line { fault.origin.file.clone() } else { json::name(&fault.origin) };
        let shown = match (self.format, self.naming) {
            (Format::Jsonl, _) | (Format::Json, Naming::File) => json::fault(fault, self.naming),
            _ => String::new(),
        };
        let complaint = Some(format!("{place}: {}", fault.message));
        Answer { shown, complaint, outcome: Outcome::Failed, tally: [0; 4], size: 0 }
    }

    fn lint(&self, letter: &Letter) -> Answer {
        let found = lint(&self.linters, letter);
        let shown = match self.format {
            Format::Text => text::findings(letter, &found, self.paint),
            Format::Sarif => sarif::results(letter, &found),
            Format::Json | Format::Jsonl => json::findings(letter, &found, self.naming),
        };
        done(shown, found.iter().map(|found| found.finding.tier))
    }

    fn fix(&self, letter: &Letter) -> Answer {
        let linter = self.linters.of(letter.role);
        if letter.origin.mail {
            let message =
                "fix takes plain text, not mail; copy the draft's words into a file of their own"
                    .into();
            return self.fault(&Fault { origin: letter.origin.clone(), line: false, message });
        }
        let fixed = fix(linter, &letter.text);
        let shown = match self.format {
            Format::Text => {
                format!("{}{}", if letter.mark > 0 { "\u{feff}" } else { "" }, fixed.text)
            }
            _ => {
                json::fixed(letter, &fixed, |left| linter.rewrites(&fixed.text, left), self.naming)
            }
        };
        let answer = done(shown, fixed.left.iter().map(|finding| finding.tier));
        let serious = answer.outcome == Outcome::Serious && self.format == Format::Text;
        let complaint = serious.then(|| left_over(letter, &answer.tally));
        Answer { complaint, ..answer }
    }

    fn read(&self, letter: &Letter) -> Answer {
        let reading = redline::engine::reading::read(&letter.text, Some(&weights::meaning()));
        let wire = wire::Reading::of(&letter.text, &reading, &Bytes(letter.mark));
        let shown = match self.format {
            Format::Text => text::reading(letter, &wire, self.paint),
            _ => json::reading(letter, wire, self.naming),
        };
        done(shown, std::iter::empty())
    }
}

fn done(shown: String, tiers: impl Iterator<Item = Tier>) -> Answer {
    let mut tally = [0; 4];
    for tier in tiers {
        tally[tier as usize] += 1;
    }
    let serious = tally[Tier::Violation as usize] + tally[Tier::Risk as usize] > 0;
    let outcome = if serious { Outcome::Serious } else { Outcome::Clean };
    Answer { shown, complaint: None, outcome, tally, size: 0 }
}

/// What `fix` could not mend by itself.
fn left_over(letter: &Letter, tally: &[usize; 4]) -> String {
    let serious = tally[Tier::Violation as usize] + tally[Tier::Risk as usize];
    let file = &letter.origin.file;
    format!("{file}: {serious} left that no safe rewrite mends; `redline lint` shows them")
}
