//! Writes the checked rules as one Rust table: words, sets of words, automata, and the rules that own them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use crate::RuleSet;
use crate::automaton::{Automaton, Symbol};
use crate::check::compile;
use crate::format::{Category, Guard, Mood, Reading, Remedy, Rule, Voice};

/// Symbols that are no set of words; must agree with the engine's `rule.rs`.
const ANY: u16 = 0xFFFF;
const NAME: u16 = 0xFFFE;
const NUMBER: u16 = 0xFFFD;
/// No second required word.
const NONE: u16 = 0xFFFC;
/// Set on a symbol that is one word's id and not a set's.
const SINGLE: u16 = 0x8000;

const MARKED: u8 = 1;
const ACCEPTS: u8 = 2;
const ACCEPTS_AT_END: u8 = 4;

/// The Rust source of the engine's static table.
///
/// # Panics
///
/// If the set was not made by [`crate::load`]: its patterns are taken to be checked.
#[must_use]
pub fn emit(set: &RuleSet) -> String {
    let mut table = Table::new(set);
    let rules: Vec<String> = set.rules.iter().map(|rule| table.rule(rule)).collect();
    let guards: Vec<String> = set.guards.iter().map(|guard| table.guard(guard)).collect();
    let readings: Vec<String> = set.readings.iter().map(|reading| table.reading(reading)).collect();
    let categories: Vec<String> =
        set.categories.iter().map(|category| table.category(category)).collect();
    let mut out = String::from("// Written by build.rs from rules/; do not edit.\n");
    table.write(&mut out);
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
    out
}

fn list(out: &mut String, name: &str, kind: &str, items: &[String]) {
    let _ = writeln!(out, "pub(crate) static {name}: &[{kind}] = &[\n{}\n];", items.join(",\n"));
}

struct Table<'s> {
    set: &'s RuleSet,
    frequency: BTreeMap<String, usize>,
    words: BTreeMap<String, u16>,
    sets: BTreeMap<BTreeSet<String>, u16>,
    patterns: Vec<String>,
    positions: Vec<String>,
    edges: Vec<String>,
    /// Where each list of edges begins.
    edge_lists: BTreeMap<Vec<String>, usize>,
    rule_index: BTreeMap<String, Vec<usize>>,
    reading_index: BTreeMap<String, Vec<usize>>,
}

impl<'s> Table<'s> {
    fn new(set: &'s RuleSet) -> Self {
        let mut table = Self {
            set,
            frequency: frequency(set),
            words: BTreeMap::new(),
            sets: BTreeMap::new(),
            patterns: Vec::new(),
            positions: Vec::new(),
            edges: Vec::new(),
            edge_lists: BTreeMap::new(),
            rule_index: BTreeMap::new(),
            reading_index: BTreeMap::new(),
        };
        table.name_words();
        table
    }

    /// Gives every word of the folding table and of every pattern its id, in alphabetical order.
    fn name_words(&mut self) {
        let fold = &self.set.vocabulary.fold;
        let mut all: BTreeSet<String> = fold.words.keys().cloned().collect();
        all.extend(
            fold.words
                .values()
                .chain(fold.endings.values())
                .flat_map(|text| text.split_whitespace().map(str::to_owned)),
        );
        all.extend(["number".to_owned(), "'s".to_owned()]);
        for automaton in self.all_patterns().iter().map(|text| self.compiled(text)) {
            for position in automaton.positions {
                if let Symbol::Words(words) = position.symbol {
                    all.extend(words);
                }
            }
        }
        self.words = all.into_iter().zip(0..).collect();
    }

    fn all_patterns(&self) -> Vec<&'s str> {
        let set = self.set;
        let rules = set.rules.iter().flat_map(|rule| rule.patterns.iter().chain(&rule.unless));
        let guards = set.guards.iter().flat_map(|guard| guard.patterns.iter().chain(&guard.unless));
        let readings =
            set.readings.iter().flat_map(|reading| reading.patterns.iter().chain(&reading.unless));
        rules.chain(guards).chain(readings).map(String::as_str).collect()
    }

    fn compiled(&self, text: &str) -> Automaton {
        compile(text, &self.set.vocabulary).expect("the rule set was checked when it was loaded")
    }

    fn symbol(&mut self, symbol: &Symbol) -> u16 {
        match symbol {
            Symbol::Any => ANY,
            Symbol::Name => NAME,
            Symbol::Number => NUMBER,
            Symbol::Words(words) => self.words_symbol(words),
        }
    }

    fn words_symbol(&mut self, words: &BTreeSet<String>) -> u16 {
        if let (1, Some(word)) = (words.len(), words.first()) {
            return SINGLE | self.words[word];
        }
        let next = u16::try_from(self.sets.len()).expect("fewer than 32,768 sets of words");
        *self.sets.entry(words.clone()).or_insert(next)
    }

    /// Adds patterns; gives their range, and files them under the words of their rarest required set.
    fn patterns(&mut self, texts: &[String], index: Option<Index>) -> Range<usize> {
        let start = self.patterns.len();
        for text in texts {
            let automaton = self.compiled(text);
            let mut required = automaton.required.clone();
            required.sort_by_key(|words| (self.cost(words), words.len()));
            required.dedup();
            let at = self.patterns.len();
            let under = match index {
                Some(Index::Rules) => Some(&mut self.rule_index),
                Some(Index::Readings) => Some(&mut self.reading_index),
                None => None,
            };
            if let Some(under) = under {
                for word in &required[0] {
                    under.entry(word.clone()).or_default().push(at);
                }
            }
            self.pattern(&automaton, &required);
        }
        start..self.patterns.len()
    }

    fn cost(&self, words: &BTreeSet<String>) -> usize {
        words.iter().map(|word| self.frequency.get(word).copied().unwrap_or(0)).sum()
    }

    fn pattern(&mut self, automaton: &Automaton, required: &[BTreeSet<String>]) {
        let base = self.positions.len();
        let first = self.edges(0, &automaton.first);
        for (at, position) in automaton.positions.iter().enumerate() {
            let symbol = self.symbol(&position.symbol);
            let follow = self.edges(at, &position.follow);
            let flags = flag(position.marked, MARKED)
                | flag(position.accepts, ACCEPTS)
                | flag(position.accepts_at_end, ACCEPTS_AT_END);
            self.positions.push(format!(
                "Position{{symbol:{symbol},flags:{flags},edges:{},edge_count:{}}}",
                follow.start,
                follow.len()
            ));
        }
        let one = self.words_symbol(&required[0]);
        let two = required.get(1).map_or(NONE, |words| self.words_symbol(words));
        self.patterns.push(format!(
            "Pattern{{positions:{base},first:{},first_count:{},required:[{one},{two}],crosses:{}}}",
            first.start,
            first.len(),
            automaton.crosses
        ));
    }

    /// Adds moves from a position; gives their range. They are stored as distances, and equal lists once: words of a
    /// class move on alike wherever the class is used.
    fn edges(&mut self, from: usize, edges: &[(u16, u8)]) -> Range<usize> {
        let distance = |to: u16| usize::from(to).wrapping_sub(from) % 256;
        let list: Vec<String> = edges
            .iter()
            .map(|&(to, need)| format!("Edge{{by:{},need:{need}}}", distance(to)))
            .collect();
        let next = self.edges.len();
        let start = *self.edge_lists.entry(list.clone()).or_insert(next);
        if start == next {
            self.edges.extend(list);
        }
        start..start + edges.len()
    }

    fn rule(&mut self, rule: &Rule) -> String {
        let patterns = self.patterns(&rule.patterns, Some(Index::Rules));
        let unless = self.patterns(&rule.unless, None);
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
        let patterns = self.patterns(&guard.patterns, None);
        let unless = self.patterns(&guard.unless, None);
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
        let patterns = self.patterns(&reading.patterns, Some(Index::Readings));
        let unless = self.patterns(&reading.unless, None);
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

    fn write(&self, out: &mut String) {
        let words: Vec<&String> = self.words.keys().collect();
        let _ = writeln!(out, "pub(crate) static WORDS: &[&str] = &{words:?};");
        self.write_hash(out, &words);
        self.write_fold(out, &words);
        let set_lists: Vec<Vec<u16>> = words.iter().map(|word| self.sets_with(word)).collect();
        nested(out, "WORD_SETS", &set_lists);
        for (name, index) in
            [("RULE_INDEX", &self.rule_index), ("READING_INDEX", &self.reading_index)]
        {
            let lists: Vec<Vec<u16>> = words.iter().map(|word| ids(index.get(*word))).collect();
            nested(out, name, &lists);
        }
        list(out, "PATTERNS", "Pattern", &self.patterns);
        list(out, "POSITIONS", "Position", &self.positions);
        list(out, "EDGES", "Edge", &self.edges);
    }

    fn sets_with(&self, word: &str) -> Vec<u16> {
        let mut all: Vec<u16> =
            self.sets.iter().filter(|(words, _)| words.contains(word)).map(|(_, &id)| id).collect();
        all.sort_unstable();
        all
    }

    /// An open-addressing hash table over the words: word id + 1, or 0 for an empty place.
    fn write_hash(&self, out: &mut String, words: &[&String]) {
        let size = (words.len() * 2).next_power_of_two().max(2);
        let mut places = vec![0u16; size];
        for (id, word) in words.iter().enumerate() {
            let mut at = hash(word.as_bytes()) as usize & (size - 1);
            while places[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            places[at] = u16::try_from(id + 1).expect("fewer than 32,768 words");
        }
        let _ = writeln!(out, "pub(crate) static WORD_HASH: &[u16] = &{places:?};");
    }

    fn write_fold(&self, out: &mut String, words: &[&String]) {
        let fold = &self.set.vocabulary.fold;
        let folded = |text: &str| -> Vec<u16> {
            text.split_whitespace().map(|word| self.words[word]).collect()
        };
        let lists: Vec<Vec<u16>> = words
            .iter()
            .map(|word| fold.words.get(*word).map_or_else(Vec::new, |text| folded(text)))
            .collect();
        nested(out, "FOLDS", &lists);
        let endings: Vec<String> = fold
            .endings
            .iter()
            .map(|(end, word)| format!("({end:?},{})", self.words[word]))
            .collect();
        let _ =
            writeln!(out, "pub(crate) static ENDINGS: &[(&str, u16)] = &[{}];", endings.join(","));
        for (name, word) in [("NUMBER_WORD", "number"), ("POSSESSIVE", "'s")] {
            let _ = writeln!(out, "pub(crate) const {name}: u16 = {};", self.words[word]);
        }
    }
}

#[derive(Clone, Copy)]
enum Index {
    Rules,
    Readings,
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

/// FNV-1a, 32 bit; must agree with the engine's `fold.rs`.
fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// A list of lists as one flat list and the offsets into it.
fn nested(out: &mut String, name: &str, lists: &[Vec<u16>]) {
    let flat: Vec<u16> = lists.concat();
    let mut offsets = vec![0u32];
    for list in lists {
        let last = offsets[offsets.len() - 1];
        offsets.push(last + u32::try_from(list.len()).expect("short lists"));
    }
    let _ = writeln!(
        out,
        "pub(crate) static {name}: Lists = Lists {{ offsets: &{offsets:?}, flat: &{flat:?} }};"
    );
}

fn ids(list: Option<&Vec<usize>>) -> Vec<u16> {
    list.into_iter()
        .flatten()
        .map(|&at| u16::try_from(at).expect("fewer than 65,536 patterns"))
        .collect()
}

fn flag(on: bool, bit: u8) -> u8 {
    if on { bit } else { 0 }
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
