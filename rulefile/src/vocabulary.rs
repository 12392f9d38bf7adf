//! Classes of words that patterns share, the folding table, and irregular inflections.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use crate::error::Error;
use crate::inflect;
use crate::pattern::{self, Node};

/// Classes that are decided by a word's shape, not by a list.
pub(crate) const BUILT_IN: [&str; 2] = ["Name", "Number"];

/// `vocabulary/<topic>.toml`: class name → alternatives, each a pattern.
#[derive(Deserialize)]
#[serde(transparent)]
pub(crate) struct ClassFile(BTreeMap<String, Vec<String>>);

/// `vocabulary/fold.toml`: what folding writes instead of a word or an ending.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FoldFile {
    /// A word as written (lower case, straight apostrophe) → the words it stands for.
    pub words: BTreeMap<String, String>,
    /// An ending from the apostrophe on → the word it stands for.
    pub endings: BTreeMap<String, String>,
}

/// `vocabulary/irregular.toml`: word → its other forms, space-separated.
#[derive(Deserialize)]
#[serde(transparent)]
pub(crate) struct IrregularFile(BTreeMap<String, String>);

impl IrregularFile {
    pub(crate) fn into_forms(self) -> BTreeMap<String, Vec<String>> {
        self.0
            .into_iter()
            .map(|(word, forms)| (word, forms.split_whitespace().map(str::to_owned).collect()))
            .collect()
    }
}

/// All words the patterns are written over.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    classes: BTreeMap<String, Node>,
    pub(crate) irregular: BTreeMap<String, Vec<String>>,
    /// The folding table.
    pub fold: FoldFile,
}

impl Vocabulary {
    pub(crate) fn add(&mut self, file: &Path, classes: ClassFile, faults: &mut Vec<Error>) {
        for (name, alternatives) in classes.0 {
            let mut nodes = Vec::new();
            for text in &alternatives {
                match pattern::parse(text) {
                    Ok(node) => nodes.push(node),
                    Err((at, cause)) => faults.push(Error::new(
                        file,
                        format!("class `{name}`, `{text}`, character {}: {cause}", at + 1),
                    )),
                }
            }
            if self.classes.insert(name.clone(), Node::Choice(nodes)).is_some() {
                faults.push(Error::new(file, format!("class `{name}` is defined twice")));
            }
        }
    }

    /// What a class stands for.
    #[must_use]
    pub fn class(&self, name: &str) -> Option<&Node> {
        self.classes.get(name)
    }

    /// All forms of a word written `word~`.
    #[must_use]
    pub fn forms(&self, word: &str) -> Vec<String> {
        inflect::forms(word, &self.irregular)
    }

    /// Names and contents of all classes.
    pub(crate) fn classes(&self) -> impl Iterator<Item = (&String, &Node)> {
        self.classes.iter()
    }

    /// The node as a plain set of single words, if it is one.
    pub(crate) fn as_set(&self, node: &Node) -> Option<BTreeSet<String>> {
        match node {
            Node::Word(word) => Some(BTreeSet::from([word.clone()])),
            Node::Lemma(word) => Some(self.forms(word).into_iter().collect()),
            Node::Class(name) => self.as_set(self.classes.get(name)?),
            Node::Choice(options) => options.iter().try_fold(BTreeSet::new(), |mut all, option| {
                all.extend(self.as_set(option)?);
                Some(all)
            }),
            _ => None,
        }
    }

    /// Classes named in `node` that do not exist, or that lead back to themselves.
    pub(crate) fn faults_in(&self, node: &Node, open: &mut Vec<String>) -> Vec<String> {
        match node {
            Node::Class(name) if BUILT_IN.contains(&name.as_str()) => Vec::new(),
            Node::Class(name) if open.contains(name) => {
                vec![format!("class `{name}` leads back to itself")]
            }
            Node::Class(name) => match self.classes.get(name) {
                None => vec![format!("there is no class `{name}` in rules/vocabulary")],
                Some(inner) => {
                    open.push(name.clone());
                    let faults = self.faults_in(inner, open);
                    open.pop();
                    faults
                }
            },
            Node::Sequence(parts) | Node::Choice(parts) => {
                parts.iter().flat_map(|part| self.faults_in(part, open)).collect()
            }
            Node::Optional(inner) | Node::Repeat(inner) | Node::Mark(inner) => {
                self.faults_in(inner, open)
            }
            _ => Vec::new(),
        }
    }

    /// Words written in `node` that folding would change, so that they could never match.
    pub(crate) fn unfolded_in(&self, node: &Node) -> Vec<String> {
        match node {
            Node::Word(word) | Node::Lemma(word) => match self.fold.words.get(word) {
                Some(folded) if folded != word => {
                    vec![format!("`{word}` is folded to `{folded}`; write that")]
                }
                _ => Vec::new(),
            },
            Node::Sequence(parts) | Node::Choice(parts) => {
                parts.iter().flat_map(|part| self.unfolded_in(part)).collect()
            }
            Node::Optional(inner) | Node::Repeat(inner) | Node::Mark(inner) => {
                self.unfolded_in(inner)
            }
            _ => Vec::new(),
        }
    }
}
