//! Writes the checked rules as one Rust table: words, sets of words, automata, and the rules that own them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use crate::RuleSet;
use crate::check::compile;
use crate::code::{Numbers, number, sets_in, short};
use crate::format::{Category, Guard, Mood, Reading, Remedy, Rule, Voice};
use crate::program::{Part, Program, Words, row};

/// A pattern of this kind crosses into the next sentence; bits of the byte before each pattern.
const CROSSES: usize = 1;
/// Only a part of it is underlined.
const MARKED: usize = 2;
/// What remains of that byte is how many sets of words it is filed under.
const FILED: usize = 4;

/// What the engine is built with.
#[derive(Debug)]
pub struct Emitted {
    /// Rust source: rules, guards, readings, texts.
    pub rules: String,
    /// Rust source: numbers of words that folding writes.
    pub endings: String,
    /// All words in the order of their numbers: before each a byte, 0 where it is written out, else one more than what is
    /// dropped of the end of the word before it.
    pub words: Vec<u8>,
    /// Sets of words: how many are named more than once, and how many there are; for each how many words it is the first
    /// to hold, and how many others it holds, in half a byte each; then the distances between the others' numbers.
    pub sets: Vec<u8>,
    /// Classes of phrases, as programs.
    pub classes: Vec<u8>,
    /// Patterns, as programs.
    pub patterns: Vec<u8>,
    /// For each pattern its kind and what it is filed under. Apart from the programs both pack better.
    pub heads: Vec<u8>,
    /// What folding writes instead of a word: distance from the last such word, how many words, their numbers.
    pub folds: Vec<u8>,
}

/// The engine's static table.
///
/// # Panics
///
/// If the set was not made by [`crate::load`]: its patterns are taken to be checked.
#[must_use]
pub fn emit(set: &RuleSet) -> Emitted {
    let mut table = Table::new(set);
    let rules: Vec<String> = set.rules.iter().map(|rule| table.rule(rule)).collect();
    let guards: Vec<String> = set.guards.iter().map(|guard| table.guard(guard)).collect();
    table.first_reading = table.patterns.len();
    let readings: Vec<String> = set.readings.iter().map(|reading| table.reading(reading)).collect();
    let categories: Vec<String> =
        set.categories.iter().map(|category| table.category(category)).collect();
    let mut out = String::from("// Written by build.rs from rules/; do not edit.\n");
    let _ = writeln!(out, "pub(crate) const FIRST_READING: u16 = {};", table.first_reading);
    list(&mut out, "RULES", "Rule", &rules);
    // Apart from the rules, so that a build that never shows them leaves them out.
    let examples = set
        .rules
        .iter()
        .map(|rule| format!("Examples{{hits:&{:?},clean:&{:?}}}", rule.hits, rule.clean));
    list(&mut out, "EXAMPLES", "Examples", &examples.collect::<Vec<_>>());
    list(&mut out, "GUARDS", "Guard", &guards);
    list(&mut out, "READINGS", "Reading", &readings);
    let templates = set.templates.iter().map(|template| {
        let (kind, body) = (variant(&template.kind), template.body.trim_end());
        format!(
            "Template{{id:{:?},title:{:?},kind:Kind::{kind},subject:{:?},body:{body:?}}}",
            template.id, template.title, template.subject
        )
    });
    list(&mut out, "TEMPLATES", "Template", &templates.collect::<Vec<_>>());
    list(&mut out, "CATEGORIES", "CategoryText", &categories);
    table.packed(out)
}

fn list(out: &mut String, name: &str, kind: &str, items: &[String]) {
    let _ = writeln!(out, "pub(crate) static {name}: &[{kind}] = &[\n{}\n];", items.join(",\n"));
}

struct Table<'s> {
    set: &'s RuleSet,
    frequency: BTreeMap<String, usize>,
    patterns: Vec<Filed>,
    /// The number of the first pattern of a received message's signal.
    first_reading: usize,
}

/// A pattern, and the sets of words one of which must be there for it to be tried; none where it is not looked for.
struct Filed {
    program: Program,
    under: Vec<Words>,
}

impl<'s> Table<'s> {
    fn new(set: &'s RuleSet) -> Self {
        Self { set, frequency: frequency(set), patterns: Vec::new(), first_reading: 0 }
    }

    /// Adds patterns that are looked for; gives their range.
    fn filed(&mut self, texts: &[String]) -> Range<usize> {
        self.patterns(texts, |table, program| {
            let rarest = program.required.iter().min_by_key(|group| table.cost(group));
            rarest.cloned().unwrap_or_default()
        })
    }

    /// Adds patterns that are tried where another one was found; gives their range.
    fn unfiled(&mut self, texts: &[String]) -> Range<usize> {
        self.patterns(texts, |_, _| Vec::new())
    }

    fn patterns(
        &mut self,
        texts: &[String],
        under: impl Fn(&Self, &Program) -> Vec<Words>,
    ) -> Range<usize> {
        let start = self.patterns.len();
        for text in texts {
            let program = compile(text, &self.set.vocabulary)
                .expect("the rule set was checked when it was loaded");
            let under = under(self, &program);
            self.patterns.push(Filed { program, under });
        }
        start..self.patterns.len()
    }

    /// How often a pattern filed under this group would be tried.
    fn cost(&self, group: &[Words]) -> usize {
        let words: BTreeSet<&String> = group.iter().flatten().collect();
        words.iter().map(|word| self.frequency.get(*word).copied().unwrap_or(0) * 16 + 1).sum()
    }

    fn rule(&mut self, rule: &Rule) -> String {
        let patterns = self.filed(&rule.patterns);
        let unless = self.unfiled(&rule.unless);
        let category = self
            .set
            .categories
            .iter()
            .find(|category| category.id == rule.category)
            .expect("categories are read with their rules");
        let voice = |role: &str, usual: Option<&Voice>| {
            let on = rule.roles.is_empty() || rule.roles.iter().any(|one| one == role);
            let Some(usual) = usual.filter(|_| on) else { return "None".to_owned() };
            let tier = rule.tier.as_deref().unwrap_or(&usual.tier);
            let title = rule.title.as_deref().unwrap_or(&usual.title);
            let why = rule.why.as_deref().unwrap_or(&usual.why);
            format!("Some(RuleVoice{{tier:{},title:{title:?},why:{why:?}}})", tier_name(tier))
        };
        let off: Vec<String> = rule
            .guards_off
            .iter()
            .map(|id| {
                self.set
                    .guards
                    .iter()
                    .position(|guard| guard.id == *id)
                    .unwrap_or(usize::MAX)
                    .to_string()
            })
            .collect();
        format!(
            "Rule{{id:{:?},category:Category::{},mood:{},voices:[{},{}],sources:&[{}],patterns:{},unless:{},guards_off:&[{}],phrases:&{:?},rewrites:&{:?}}}",
            rule.id,
            variant(&rule.category),
            mood(rule.mood),
            voice("applicant", category.applicant.as_ref()),
            voice("program", category.program.as_ref()),
            self.sources(&rule.sources),
            range(&patterns),
            range(&unless),
            off.join(","),
            rule.phrases,
            rule.rewrites,
        )
    }

    fn guard(&mut self, guard: &Guard) -> String {
        let patterns = self.unfiled(&guard.patterns);
        let unless = self.unfiled(&guard.unless);
        let all = guard.categories.iter().any(|id| id == "*");
        let of: Vec<String> = guard
            .categories
            .iter()
            .filter(|id| !matches!(id.as_str(), "*" | "reading"))
            .map(|id| format!("Category::{}", variant(id)))
            .collect();
        let role =
            |name: &str| guard.roles.is_empty() || guard.roles.iter().any(|role| role == name);
        format!(
            "Guard{{scope:Scope::{:?},within:{},all:{all},reading:{},categories:&[{}],roles:[{},{}],patterns:{},unless:{}}}",
            guard.scope,
            guard.within,
            guard.categories.iter().any(|id| id == "reading"),
            of.join(","),
            role("applicant"),
            role("program"),
            range(&patterns),
            range(&unless),
        )
    }

    fn reading(&mut self, reading: &Reading) -> String {
        let patterns = self.filed(&reading.patterns);
        let unless = self.unfiled(&reading.unless);
        format!(
            "Reading{{level:{},mood:{},patterns:{},unless:{}}}",
            reading.level,
            mood(reading.mood),
            range(&patterns),
            range(&unless)
        )
    }

    fn category(&mut self, category: &Category) -> String {
        let voice = |voice: Option<&Voice>| {
            voice.map_or("None".to_owned(), |voice| {
                format!(
                    "Some(CategoryVoice{{tier:{},title:{:?},why:{:?},sources:&[{}],remedy:Remedy::{},rewrites:&{:?}}})",
                    tier_name(&voice.tier),
                    voice.title,
                    voice.why,
                    self.sources(&voice.sources),
                    match voice.remedy {
                        Remedy::Replace => "Replace",
                        Remedy::Delete => "Delete",
                        Remedy::Prune => "Prune",
                    },
                    voice.rewrites
                )
            })
        };
        let absorbs: Vec<String> =
            category.absorbs.iter().map(|id| format!("Category::{}", variant(id))).collect();
        format!(
            "CategoryText{{category:Category::{},absorbs:&[{}],voices:[{},{}]}}",
            variant(&category.id),
            absorbs.join(","),
            voice(category.applicant.as_ref()),
            voice(category.program.as_ref())
        )
    }

    fn sources(&self, ids: &[String]) -> String {
        let found =
            ids.iter().filter_map(|id| self.set.sources.iter().find(|source| source.id == *id));
        let texts: Vec<String> = found
            .map(|source| format!("Source{{title:{:?},year:{}}}", source.title, source.year))
            .collect();
        texts.join(",")
    }

    fn endings(&self, words: &BTreeMap<String, usize>) -> String {
        let fold = &self.set.vocabulary.fold;
        let endings: Vec<String> =
            fold.endings.iter().map(|(end, word)| format!("({end:?},{})", words[word])).collect();
        let mut out =
            format!("pub(crate) static ENDINGS: &[(&str, u16)] = &[{}];\n", endings.join(","));
        for (name, word) in [("NUMBER_WORD", "number"), ("POSSESSIVE", "'s")] {
            let _ = writeln!(out, "pub(crate) const {name}: u16 = {};", words[word]);
        }
        out
    }

    /// Every word of every pattern and of the folding table with its number, and the words in the order of their
    /// numbers: that in which the sets first hold them.
    fn words(&self, numbers: &Numbers) -> (BTreeMap<String, usize>, Vec<String>) {
        let fold = &self.set.vocabulary.fold;
        let folded = fold.words.values().chain(fold.endings.values());
        let folded = folded.flat_map(|text| text.split_whitespace().map(str::to_owned));
        let others = fold.words.keys().cloned().chain(folded);
        let others = others.chain(["number".to_owned(), "'s".to_owned()]);
        let mut known = BTreeMap::new();
        let mut order = Vec::new();
        for word in numbers.sets.iter().flatten().cloned().chain(others) {
            if !known.contains_key(&word) {
                known.insert(word.clone(), order.len());
                order.push(word);
            }
        }
        assert!(order.len() < usize::from(u16::MAX), "words are numbered in 16 bits");
        (known, order)
    }

    fn numbers(&self) -> Numbers {
        let programs = self.patterns.iter().map(|filed| filed.program.parts.as_slice());
        let elsewhere = self.patterns.iter().flat_map(|filed| {
            let own = sets_in(&filed.program.parts);
            filed.under.iter().filter(move |set| !own.contains(set))
        });
        Numbers::new(&self.classes(), programs, elsewhere)
    }

    /// The programs of the classes that patterns name, and of those that these name.
    fn classes(&self) -> BTreeMap<String, Vec<Part>> {
        let mut found = BTreeMap::new();
        let programs = self.patterns.iter();
        let mut open: Vec<String> =
            programs.flat_map(|filed| class_names(&filed.program.parts)).collect();
        while let Some(name) = open.pop() {
            if found.contains_key(&name) {
                continue;
            }
            let node = self.set.vocabulary.class(&name).expect("patterns are checked");
            let program = row(node, &self.set.vocabulary);
            open.extend(class_names(&program));
            found.insert(name, program);
        }
        found
    }

    fn packed(&self, rules: String) -> Emitted {
        let (numbers, bodies) = (self.numbers(), self.classes());
        let (words, order) = self.words(&numbers);
        let mut out = Emitted {
            rules,
            endings: self.endings(&words),
            words: packed_words(&order),
            sets: packed_sets(&numbers, &words),
            classes: Vec::new(),
            patterns: Vec::new(),
            heads: Vec::new(),
            folds: self.packed_folds(&words),
        };
        for name in &numbers.classes {
            numbers.closed(&bodies[name], &mut out.classes);
        }
        for Filed { program, under } in &self.patterns {
            let kind = [(program.crosses, CROSSES), (program.marked, MARKED)];
            let kind: usize = kind.iter().filter(|(on, _)| *on).map(|(_, bit)| bit).sum();
            number(kind + under.len() * FILED, &mut out.heads);
            numbers.closed(&program.parts, &mut out.patterns);
            // The pattern's own sets by their place in it, from 1; others by number, after a 0.
            let own = sets_in(&program.parts);
            for set in under {
                let place = own.iter().position(|one| *one == set).map_or(0, |at| at + 1);
                number(place, &mut out.heads);
                if place == 0 {
                    numbers.set(set, &mut out.heads);
                }
            }
        }
        out
    }

    fn packed_folds(&self, words: &BTreeMap<String, usize>) -> Vec<u8> {
        let (mut out, mut last) = (Vec::new(), 0);
        let mut folds: Vec<(usize, &String)> =
            self.set.vocabulary.fold.words.iter().map(|(word, to)| (words[word], to)).collect();
        folds.sort_unstable();
        for (word, folded) in folds {
            number(word - last, &mut out);
            last = word;
            let folded: Vec<&str> = folded.split_whitespace().collect();
            number(folded.len(), &mut out);
            folded.iter().for_each(|word| number(words[*word], &mut out));
        }
        out
    }
}

fn packed_sets(numbers: &Numbers, words: &BTreeMap<String, usize>) -> Vec<u8> {
    let (mut out, mut others, mut seen) = (Vec::new(), Vec::new(), 0);
    number(numbers.reused, &mut out);
    number(numbers.sets.len(), &mut out);
    for set in &numbers.sets {
        let mut known: Vec<usize> =
            set.iter().map(|word| words[word]).filter(|&word| word < seen).collect();
        known.sort_unstable();
        seen += set.len() - known.len();
        halves([set.len() - known.len(), known.len()], &mut out);
        distances(known.into_iter(), &mut others);
    }
    out.extend(others);
    out
}

/// What half a byte can hold at most: then the rest comes behind it.
const MOST: usize = 15;

/// Two numbers in one byte, as most of them are small.
fn halves(pair: [usize; 2], out: &mut Vec<u8>) {
    let [high, low] = pair.map(|one| one.min(MOST));
    out.push((high << 4 | low) as u8);
    pair.iter().filter_map(|one| one.checked_sub(MOST)).for_each(|rest| number(rest, out));
}

/// The first of rising numbers, then how much greater each is than the one before it.
fn distances(numbers: impl Iterator<Item = usize>, out: &mut Vec<u8>) {
    let mut last = 0;
    for one in numbers {
        short(one - last, out);
        last = one;
    }
}

/// What two words must share for the second to be written as a change of the first, in bytes.
const SHARED: usize = 2;

fn packed_words(words: &[String]) -> Vec<u8> {
    let (mut out, mut last) = (Vec::new(), "");
    for word in words {
        let same = last.char_indices().zip(word.chars()).take_while(|((_, one), two)| one == two);
        let shared = same.map(|((at, c), _)| at + c.len_utf8()).last().unwrap_or(0);
        let dropped = last.len() - shared;
        let shared = if shared < SHARED || dropped > 30 { 0 } else { shared };
        out.push(if shared == 0 { 0 } else { dropped as u8 + 1 });
        out.extend(&word.as_bytes()[shared..]);
        last = word;
    }
    out
}

fn class_names(row: &[Part]) -> Vec<String> {
    row.iter()
        .flat_map(|part| match part {
            Part::Class(name) => vec![name.clone()],
            Part::Choice(rows) => rows.iter().flat_map(|row| class_names(row)).collect(),
            Part::Optional(row) | Part::Repeat(row) | Part::Mark(row) => class_names(row),
            _ => Vec::new(),
        })
        .collect()
}

/// How often each word stands in the examples: required words are chosen rare.
fn frequency(set: &RuleSet) -> BTreeMap<String, usize> {
    let mut count = BTreeMap::new();
    let examples = set.rules.iter().flat_map(|rule| rule.hits.iter().chain(&rule.clean));
    for word in examples.flat_map(|text| text.split(|c: char| !c.is_alphanumeric())) {
        *count.entry(word.to_lowercase()).or_insert(0) += 1;
    }
    count
}

fn range(range: &Range<usize>) -> String {
    format!("PatternRange{{start:{},end:{}}}", range.start, range.end)
}

fn mood(mood: Mood) -> String {
    format!("Mood::{mood:?}")
}

/// `rank-promise` → `RankPromise`; `risk` → `Risk`.
fn variant(id: &str) -> String {
    id.split('-').map(|part| part[..1].to_uppercase() + &part[1..]).collect()
}

fn tier_name(id: &str) -> String {
    format!("Tier::{}", variant(id))
}
