//! What stands beside a word that calls for a pattern: in most sentences it is none of the words that the pattern has there,
//! and the call need not be answered.

use super::program::{
    AT_END, AT_START, CHOICE, CLASS, COMMA, Code, FIRST_SET, GAP, MARK, NO_COMMA, OPTIONAL, REPEAT,
    next, row,
};
use super::sign::{Sets, Sign};

/// A pattern to try where a word stands, if the words next to it fit.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// The pattern's number.
    pub pattern: u16,
    /// The set by whose words it is called.
    pub(crate) set: u16,
    before: Sign,
    after: Sign,
}

impl Call {
    /// A call of a pattern by a set's words, of which it is not yet known what stands beside them.
    pub(crate) fn new(pattern: u16, set: u16) -> Self {
        Self { pattern, set, before: Sign::NONE, after: Sign::NONE }
    }

    /// Whether words with these bits may stand right before and right after the word that calls.
    #[inline(always)]
    pub(crate) fn fits(&self, before: u8, after: u8) -> bool {
        self.before.holds(before) && self.after.holds(after)
    }
}

/// The words with which the matches of some steps begin and end.
#[derive(Clone, Copy, Debug)]
struct Ends {
    first: Sign,
    last: Sign,
    /// Whether a match may have no word.
    may_be_empty: bool,
}

impl Ends {
    const NOTHING: Self = Self { first: Sign::NONE, last: Sign::NONE, may_be_empty: true };

    /// Of matches that begin and end with one of these.
    fn word(sign: Sign) -> Self {
        Self { first: sign, last: sign, may_be_empty: false }
    }

    fn then(mut self, next: &Self) -> Self {
        if self.may_be_empty {
            self.first.join(&next.first);
        }
        if !next.may_be_empty {
            self.last = Sign::NONE;
        }
        self.last.join(&next.last);
        self.may_be_empty &= next.may_be_empty;
        self
    }

    fn or(mut self, other: &Self) -> Self {
        self.first.join(&other.first);
        self.last.join(&other.last);
        self.may_be_empty |= other.may_be_empty;
        self
    }
}

#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

/// A step among steps: those before it and those after it, and the step that all these belong to.
struct Place<'p> {
    before: &'p [u16],
    after: &'p [u16],
    outer: Option<&'p Self>,
}

/// Finds out what stands beside the words of sets.
pub(crate) struct Neighbours<'t> {
    sets: &'t Sets,
    code: &'t [u16],
    classes: &'t [Code],
    /// By a class's number, as far as they are known: a class may name later ones.
    ends: Vec<Ends>,
    /// By a set's number: whether a class names it.
    in_classes: Vec<bool>,
}

impl<'t> Neighbours<'t> {
    /// Of these programs.
    pub(crate) fn new(sets: &'t Sets, code: &'t [u16], classes: &'t [Code]) -> Self {
        let mut all = Self { sets, code, classes, ends: Vec::new(), in_classes: Vec::new() };
        for class in classes {
            let ends = all.ends(all.steps(*class));
            all.ends.push(ends);
        }
        let mut in_classes = vec![false; sets.count()];
        for class in classes {
            let mut note = |set: u16, _: &Place<'_>| in_classes[usize::from(set)] = true;
            all.each(all.steps(*class), None, false, &mut note);
        }
        all.in_classes = in_classes;
        all
    }

    /// Writes into the calls of a pattern what may stand beside their words.
    pub(crate) fn note(&self, code: Code, calls: &mut [Call]) {
        let inside = calls.iter().any(|call| self.in_classes[usize::from(call.set)]);
        self.each(self.steps(code), None, inside, &mut |set, place| {
            for call in calls.iter_mut().filter(|call| call.set == set) {
                self.join(&mut call.before, Some(place), Side::Before);
                self.join(&mut call.after, Some(place), Side::After);
            }
        });
    }

    /// Adds what may stand beside a place on one side.
    fn join(&self, sign: &mut Sign, mut place: Option<&Place<'_>>, side: Side) {
        while let Some(at) = place {
            let (may_be_empty, end) = match side {
                Side::Before => {
                    let ends = self.ends(at.before);
                    (ends.may_be_empty, ends.last)
                }
                Side::After => {
                    let ends = self.begins(at.after);
                    (ends.may_be_empty, ends.first)
                }
            };
            sign.join(&end);
            if !may_be_empty {
                return;
            }
            place = at.outer;
        }
        *sign = Sign::ALL;
    }

    fn steps(&self, code: Code) -> &'t [u16] {
        &self.code[code.start..code.end]
    }

    fn ends(&self, mut steps: &[u16]) -> Ends {
        let mut all = Ends::NOTHING;
        while !steps.is_empty() {
            all = all.then(&self.ends_of_next(&mut steps));
        }
        all
    }

    /// As [`Self::ends`], of as many steps as it takes to know how a match begins.
    fn begins(&self, mut steps: &[u16]) -> Ends {
        let mut all = Ends::NOTHING;
        while all.may_be_empty && !steps.is_empty() {
            all = all.then(&self.ends_of_next(&mut steps));
        }
        all
    }

    /// Takes a step off, with what belongs to it.
    fn ends_of_next(&self, steps: &mut &[u16]) -> Ends {
        match next(steps) {
            set @ FIRST_SET.. => Ends::word(*self.sets.sign(set - FIRST_SET)),
            GAP => {
                next(steps);
                Ends { may_be_empty: true, ..Ends::word(Sign::ALL) }
            }
            OPTIONAL => Ends { may_be_empty: true, ..self.ends(row(steps)) },
            REPEAT | MARK => self.ends(row(steps)),
            CHOICE => {
                let rows = next(steps);
                let rows = (0..rows).map(|_| self.ends(row(steps)));
                rows.reduce(|all, one| all.or(&one)).unwrap_or(Ends::NOTHING)
            }
            CLASS => {
                let class = usize::from(next(steps));
                let known = self.ends.get(class).copied();
                known.unwrap_or_else(|| self.ends(self.steps(self.classes[class])))
            }
            AT_START | AT_END | COMMA | NO_COMMA => Ends::NOTHING,
            _ => Ends::word(Sign::ALL),
        }
    }

    /// Tells every set of these steps, and its place; of those within classes only if `inside`.
    fn each(
        &self,
        steps: &[u16],
        outer: Option<&Place<'_>>,
        inside: bool,
        tell: &mut dyn FnMut(u16, &Place<'_>),
    ) {
        let mut after = steps;
        while !after.is_empty() {
            let mut step = after;
            skip(&mut after);
            let place = Place { before: &steps[..steps.len() - step.len()], after, outer };
            match next(&mut step) {
                set @ FIRST_SET.. => tell(set - FIRST_SET, &place),
                OPTIONAL | MARK => self.each(row(&mut step), Some(&place), inside, tell),
                // What stands beside it may be itself.
                REPEAT => self.each(row(&mut step), None, inside, tell),
                CHOICE => {
                    for _ in 0..next(&mut step) {
                        self.each(row(&mut step), Some(&place), inside, tell);
                    }
                }
                CLASS if inside => {
                    let class = self.classes[usize::from(next(&mut step))];
                    self.each(self.steps(class), Some(&place), inside, tell);
                }
                _ => {}
            }
        }
    }
}

/// Takes a step off, with what belongs to it.
fn skip(steps: &mut &[u16]) {
    let rows = match next(steps) {
        GAP | CLASS => {
            next(steps);
            0
        }
        OPTIONAL | REPEAT | MARK => 1,
        CHOICE => next(steps),
        _ => 0,
    };
    for _ in 0..rows {
        row(steps);
    }
}
