//! The shape of every file in the rules folder, and the walk that reads them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::RuleSet;
use crate::companion::Companion;
use crate::error::Error;
use crate::vocabulary::{ClassFile, FoldFile, IrregularFile, Vocabulary};

/// A document that rules rest on.
#[derive(Clone, Debug)]
pub struct Source {
    /// Key used in rule files.
    pub id: String,
    /// Title as a reader would look it up.
    pub title: String,
    /// Year of the edition meant.
    pub year: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceEntry {
    title: String,
    year: u16,
}

/// What one role's findings of a category say, unless a rule says it itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voice {
    /// The usual tier.
    pub tier: String,
    /// Plain title of a finding.
    pub title: String,
    /// One sentence: why it matters.
    pub why: String,
    /// Documents behind the category, by id (the meaning layer's findings cite them).
    pub sources: Vec<String>,
    /// What to do with the clause: `replace` it or `delete` it.
    pub remedy: Remedy,
    /// Sentences offered instead, best first; `{program}` and `{person}` are filled from the draft.
    #[serde(default)]
    pub rewrites: Vec<String>,
}

/// The usual way to mend a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Remedy {
    /// Offer the category's sentences.
    Replace,
    /// Leave the passage out.
    Delete,
    /// Leave it out where a clean clause stands beside it; else offer the category's sentences.
    Prune,
}

/// Texts that all rules of a category share (`<category>/category.toml`).
#[derive(Clone, Debug)]
pub struct Category {
    /// Folder name.
    pub id: String,
    /// For drafts by an applicant, where the category exists for that role.
    pub applicant: Option<Voice>,
    /// For drafts by program staff, likewise.
    pub program: Option<Voice>,
    /// Categories whose findings this one's stand for when they overlap.
    pub absorbs: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CategoryFile {
    applicant: Option<Voice>,
    program: Option<Voice>,
    #[serde(default)]
    absorbs: Vec<String>,
}

/// Which sentences a rule looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mood {
    /// All.
    #[default]
    Any,
    /// Those that end in a question mark.
    Question,
    /// Those that do not.
    Statement,
    /// Those that end in an exclamation mark.
    Exclamation,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    roles: Option<Vec<String>>,
    tier: Option<String>,
    title: Option<String>,
    why: Option<String>,
    sources: Vec<String>,
    #[serde(default)]
    mood: Mood,
    patterns: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    guards_off: Vec<String>,
    #[serde(default)]
    phrases: Vec<String>,
    #[serde(default)]
    rewrites: Vec<String>,
    hits: Vec<String>,
    clean: Vec<String>,
}

/// One rule: one file.
#[derive(Clone, Debug)]
pub struct Rule {
    /// `category/name`: its path.
    pub id: String,
    /// Its file.
    pub file: PathBuf,
    /// Its category.
    pub category: String,
    /// Roles it judges (`applicant`, `program`); empty means: those of the category.
    pub roles: Vec<String>,
    /// Its tier, where not the category's.
    pub tier: Option<String>,
    /// Its title, where not the category's.
    pub title: Option<String>,
    /// Its reason, where not the category's.
    pub why: Option<String>,
    /// Documents behind it, by id.
    pub sources: Vec<String>,
    /// Which sentences it looks at.
    pub mood: Mood,
    /// What it finds.
    pub patterns: Vec<String>,
    /// What silences it, anywhere in the sentence.
    pub unless: Vec<String>,
    /// Guards that do not apply to it, by id.
    pub guards_off: Vec<String>,
    /// Words offered in place of the underlined ones, best first; the rest of the sentence stays.
    pub phrases: Vec<String>,
    /// Sentences offered before the category's.
    pub rewrites: Vec<String>,
    /// Texts it must find.
    pub hits: Vec<String>,
    /// Texts that look alike and must stay clean.
    pub clean: Vec<String>,
}

/// Where a guard's match must stand to silence a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Ends before the finding, in the same clause, at most `within` words away.
    Before,
    /// Shares words with the finding.
    Inside,
    /// Anywhere in the sentence.
    Sentence,
    /// Anywhere outside quotation marks, while the finding lies wholly inside them.
    Quoted,
}

/// A reason to stay silent (`guards/<name>.toml`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guard {
    /// Its name: the file's.
    #[serde(skip)]
    pub id: String,
    /// Its file.
    #[serde(skip)]
    pub file: PathBuf,
    /// Where it must stand.
    pub scope: Scope,
    /// Words between it and the finding, for scope `before`.
    #[serde(default = "default_within")]
    pub within: u8,
    /// Categories it protects (`*`: all; `reading`: received messages).
    pub categories: Vec<String>,
    /// Roles it applies to; empty means both.
    #[serde(default)]
    pub roles: Vec<String>,
    /// What it looks for.
    pub patterns: Vec<String>,
    /// What makes it fall silent itself.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Texts that stay clean because of it.
    pub clean: Vec<String>,
    /// Texts that are found although something like it stands there.
    pub hits: Vec<String>,
}

fn default_within() -> u8 {
    4
}

/// A signal in a received message (`reading/<name>.toml`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Its name: the file's.
    #[serde(skip)]
    pub id: String,
    /// Its file.
    #[serde(skip)]
    pub file: PathBuf,
    /// Signal level, 0 to 5; level 0 marks a message as logistics or rejection and hides levels 1 and 2.
    pub level: u8,
    /// What it finds.
    pub patterns: Vec<String>,
    /// What silences it, anywhere in the sentence.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Which sentences it looks at.
    #[serde(default)]
    pub mood: Mood,
    /// Documents behind it, by id.
    pub sources: Vec<String>,
    /// Texts of this level.
    pub hits: Vec<String>,
    /// Texts that look alike and are not.
    pub clean: Vec<String>,
}

/// A message to fill in (`templates/<id>.toml`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Its name: the file's.
    #[serde(skip)]
    pub id: String,
    /// Its file.
    #[serde(skip)]
    pub file: PathBuf,
    /// What it is called in lists.
    pub title: String,
    /// Kind of message: `inquiry`, `thank-you`, `update` or `other`.
    pub kind: String,
    /// Subject line; `{field}` stands for what the user fills in.
    pub subject: String,
    /// Text, likewise.
    pub body: String,
}

/// Reads every file; all faults at once.
pub(crate) fn read(folder: &Path) -> Result<RuleSet, Vec<Error>> {
    let mut reader = Reader { folder, faults: Vec::new() };
    let set = reader.all();
    if reader.faults.is_empty() { Ok(set) } else { Err(reader.faults) }
}

struct Reader<'f> {
    folder: &'f Path,
    faults: Vec<Error>,
}

impl Reader<'_> {
    fn all(&mut self) -> RuleSet {
        let mut set = RuleSet {
            vocabulary: self.vocabulary(),
            sources: self.sources(),
            categories: Vec::new(),
            rules: Vec::new(),
            guards: Vec::new(),
            readings: Vec::new(),
            templates: Vec::new(),
            companion: Companion::read(self.folder, &mut self.faults),
        };
        for name in self.names(self.folder, true) {
            match name.as_str() {
                "vocabulary" => {}
                "templates" => set.templates = self.templates(),
                "guards" => set.guards = self.guards(),
                "reading" => set.readings = self.readings(),
                _ => self.category(&name, &mut set),
            }
        }
        set
    }

    fn vocabulary(&mut self) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for name in self.names(&self.folder.join("vocabulary"), false) {
            let file = PathBuf::from("vocabulary").join(format!("{name}.toml"));
            match name.as_str() {
                "fold" => {
                    if let Some(fold) = self.file::<FoldFile>(&file) {
                        vocabulary.fold = fold;
                    }
                }
                "irregular" => {
                    if let Some(table) = self.file::<IrregularFile>(&file) {
                        vocabulary.irregular = table.into_forms();
                    }
                }
                _ => {
                    if let Some(classes) = self.file::<ClassFile>(&file) {
                        vocabulary.add(&file, classes, &mut self.faults);
                    }
                }
            }
        }
        vocabulary
    }

    fn sources(&mut self) -> Vec<Source> {
        let entries: BTreeMap<String, SourceEntry> =
            self.file(Path::new("sources.toml")).unwrap_or_default();
        entries
            .into_iter()
            .map(|(id, entry)| Source { id, title: entry.title, year: entry.year })
            .collect()
    }

    fn category(&mut self, id: &str, set: &mut RuleSet) {
        for name in self.names(&self.folder.join(id), false) {
            let file = PathBuf::from(id).join(format!("{name}.toml"));
            if name == "category" {
                if let Some(CategoryFile { applicant, program, absorbs }) = self.file(&file) {
                    set.categories.push(Category { id: id.into(), applicant, program, absorbs });
                }
            } else if let Some(rule) = self.file::<RuleFile>(&file) {
                set.rules.push(named(rule, id, &name, file));
            }
        }
        if set.categories.last().is_none_or(|category| category.id != id) {
            self.faults.push(Error::new(id, "the category lacks its `category.toml`"));
        }
    }

    fn guards(&mut self) -> Vec<Guard> {
        self.named_files("guards", |guard: &mut Guard, id, file| {
            (guard.id, guard.file) = (id, file)
        })
    }

    fn readings(&mut self) -> Vec<Reading> {
        self.named_files("reading", |reading: &mut Reading, id, file| {
            (reading.id, reading.file) = (id, file)
        })
    }

    fn templates(&mut self) -> Vec<Template> {
        let name_it = |template: &mut Template, id, file| (template.id, template.file) = (id, file);
        self.named_files("templates", name_it)
    }

    fn named_files<T: DeserializeOwned>(
        &mut self,
        folder: &str,
        name_it: impl Fn(&mut T, String, PathBuf),
    ) -> Vec<T> {
        let mut all = Vec::new();
        for name in self.names(&self.folder.join(folder), false) {
            let file = PathBuf::from(folder).join(format!("{name}.toml"));
            if let Some(mut item) = self.file::<T>(&file) {
                name_it(&mut item, name, file);
                all.push(item);
            }
        }
        all
    }

    /// Names in a folder, sorted: of its folders, or of its TOML files without their ending.
    fn names(&self, folder: &Path, of_folders: bool) -> Vec<String> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries
            .filter(|entry| entry.path().is_dir() == of_folders)
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter_map(|name| {
                if of_folders { Some(name) } else { name.strip_suffix(".toml").map(str::to_owned) }
            })
            .collect();
        names.sort();
        names
    }

    fn file<T: DeserializeOwned>(&mut self, file: &Path) -> Option<T> {
        let text = match fs::read_to_string(self.folder.join(file)) {
            Ok(text) => text,
            Err(error) => {
                self.faults.push(Error::new(file, format!("cannot be read: {error}")));
                return None;
            }
        };
        match toml::from_str(&text) {
            Ok(value) => Some(value),
            Err(error) => {
                let byte = error.span().map_or(0, |span| span.start);
                self.faults.push(Error::at_byte(file, &text, byte, error.message()));
                None
            }
        }
    }
}

fn named(rule: RuleFile, category: &str, name: &str, file: PathBuf) -> Rule {
    Rule {
        id: format!("{category}/{name}"),
        file,
        category: category.into(),
        roles: rule.roles.unwrap_or_default(),
        tier: rule.tier,
        title: rule.title,
        why: rule.why,
        sources: rule.sources,
        mood: rule.mood,
        patterns: rule.patterns,
        unless: rule.unless,
        guards_off: rule.guards_off,
        phrases: rule.phrases,
        rewrites: rule.rewrites,
        hits: rule.hits,
        clean: rule.clean,
    }
}
