//! The one table of interface texts: every text that is asked for is there, every text that is there is asked for, in
//! every language; and every sentence that the engine can say has its place in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use redline::engine::checklist::TEXTS;
use redline::engine::hours::Zone;
use redline::engine::kind::Kind;
use redline::engine::offer::{WORKSHEET, figures_for_level};
use redline::engine::season::{Event, Which, phases};
use redline::engine::templates::templates;
use redline::engine::{Category, Role, Tier, category_text, rules};
use regex::Regex;
use serde_json::Value;

/// A text of the table: the words and the note to translators.
struct Text {
    words: String,
    note: String,
}

type Table = BTreeMap<String, Text>;

/// The languages there must be, with the forms that each has for numbers (Unicode CLDR, cardinal numbers).
const LANGUAGES: &[(&str, &[&str])] = &[
    ("en", &["one", "other"]),
    ("es", &["one", "many", "other"]),
    ("pt_BR", &["one", "many", "other"]),
    ("ar", &["zero", "one", "two", "few", "many", "other"]),
    ("hi", &["one", "other"]),
    ("ur", &["one", "other"]),
    ("fa", &["one", "other"]),
    ("zh_CN", &["other"]),
    ("ru", &["one", "few", "many", "other"]),
    ("fr", &["one", "many", "other"]),
];

/// Keys with a form for each kind of number: `phrases_one`, `phrases_other` …
const COUNTED: &[&str] = &["phrases"];

/// Sources whose sentences are shown: each begins with a capital and ends as a sentence does.
const SPEAKERS: &[&str] = &["src/engine/lint.rs"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn table(language: &str) -> Table {
    let path = root().join(format!("extension/_locales/{language}/messages.json"));
    let all: BTreeMap<String, Value> =
        serde_json::from_str(&read(&path)).unwrap_or_else(|error| panic!("{language}: {error}"));
    let part = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let text =
        |value: &Value| Text { words: part(value, "message"), note: part(value, "description") };
    all.iter().map(|(key, value)| (key.clone(), text(value))).collect()
}

/// Every source that may ask for a text, as one string.
fn askers() -> String {
    let mut all = read(&root().join("manifest.json"));
    for folder in ["src/web", "src/web/adapters", "extension", "www"] {
        for entry in fs::read_dir(root().join(folder)).expect("the folder is there") {
            let path = entry.expect("it can be listed").path();
            let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
            if ["rs", "js", "html"].contains(&kind) {
                all.push_str(&read(&path));
            }
        }
    }
    all
}

/// What the engine can say, as the table has it: values as `$1`, `$2` …
fn engine_sentences() -> BTreeSet<String> {
    let literal = Regex::new(r#""((?:[^"\\]|\\.)*)""#).expect("it is valid");
    let value = Regex::new(r"\{[^}]*\}").expect("it is valid");
    let continued = Regex::new(r"\\\n\s*").expect("it is valid");
    let mut all = BTreeSet::new();
    for path in SPEAKERS.iter().map(|path| root().join(path)).filter(|path| path.exists()) {
        let source = read(&path);
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let code = lines.collect::<Vec<_>>().join("\n");
        let code = continued.replace_all(&code, "");
        for found in literal.captures_iter(&code) {
            let words = found[1].replace("\\\"", "\"");
            let starts = words.starts_with(|c: char| c.is_uppercase() || "{“\"".contains(c));
            if !starts || !words.ends_with(['.', '?']) || !words.contains(' ') {
                continue;
            }
            let mut nth = 0;
            let words = value.replace_all(&words, |_: &regex::Captures| {
                nth += 1;
                format!("${nth}")
            });
            all.insert(words.into_owned());
        }
    }
    all
}

/// The checklist, the season, the worksheet for an offer, the figures.
fn companion_texts() -> BTreeSet<String> {
    let mut all: Vec<&str> = TEXTS.iter().flat_map(|text| [text.text, text.fix]).collect();
    all.extend(Event::ALL.map(Event::title));
    all.extend(Which::ALL.iter().flat_map(|which| [which.about().title, which.about().note]));
    for phase in phases() {
        all.extend([phase.title, phase.programs]);
        all.extend(phase.send.iter().chain(phase.avoid));
    }
    all.push(WORKSHEET.lead);
    all.extend(WORKSHEET.kinds.iter().flat_map(|kind| [kind.title, kind.text]));
    all.extend(WORKSHEET.questions.iter().flat_map(|question| [question.ask, question.why]));
    for part in [WORKSHEET.advantages, WORKSHEET.risks, WORKSHEET.advisers] {
        all.extend(part);
    }
    all.extend((0..=5).flat_map(figures_for_level).map(|figure| figure.text));
    all.into_iter().filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

/// All that the engine can say.
fn said() -> BTreeSet<String> {
    let mut all = engine_sentences();
    all.extend(rule_texts());
    all.extend(companion_texts());
    all
}

/// Titles and reasons of findings, and the letters' titles.
fn rule_texts() -> BTreeSet<String> {
    let mut all: BTreeSet<String> = templates().iter().map(|one| one.title.to_owned()).collect();
    for voice in rules().iter().flat_map(|rule| rule.voices.iter().flatten()) {
        all.extend([voice.title.to_owned(), voice.why.to_owned()]);
    }
    for &category in Category::ALL {
        for role in [Role::Applicant, Role::Program] {
            let voice = category_text(category).voices[role as usize].as_ref();
            all.extend(
                voice.iter().flat_map(|voice| [voice.title.to_owned(), voice.why.to_owned()]),
            );
        }
    }
    all
}

/// Keys that are put together from an id.
fn families() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for tier in Tier::ALL {
        all.extend(["tier", "tierWhy"].map(|family| format!("{family}_{}", tier.id())));
    }
    for level in 0..=5 {
        let kinds: &[&str] =
            if level == 0 { &["", "Means"] } else { &["", "Means", "Binds", "Avoid"] };
        all.extend(kinds.iter().map(|kind| format!("level{level}{kind}")));
    }
    all.extend(Zone::NAMED.map(|zone| format!("zone_{}", zone.to_string().replace('-', "_"))));
    let kinds = [Kind::Inquiry, Kind::ThankYou, Kind::Update, Kind::Reply, Kind::Other];
    all.extend(kinds.map(|kind| format!("kind_{}", kind.id().replace('-', "_"))));
    for template in templates() {
        all.extend(
            template.fields().iter().map(|field| format!("field_{}", field.replace('-', "_"))),
        );
    }
    all
}

/// `phrases` for `phrases_few`; any other key as it is.
fn without_form(key: &str) -> String {
    let stem = key.rsplit_once('_').map_or(key, |(stem, _)| stem);
    if COUNTED.contains(&stem) { stem.to_owned() } else { key.to_owned() }
}

#[test]
fn every_sentence_of_the_engine_has_its_place() {
    let english: BTreeSet<String> = table("en").into_values().map(|text| text.words).collect();
    let said = said();
    let missing: Vec<_> = said.difference(&english).collect();
    assert!(missing.is_empty(), "extension/_locales/en/messages.json lacks {missing:#?}");
}

#[test]
fn every_text_is_asked_for() {
    let askers = askers();
    let families = families();
    let said = said();
    let literal = |key: &str| {
        ['"', '\''].iter().any(|quote| askers.contains(&format!("{quote}{key}{quote}")))
            || askers.contains(&format!("__MSG_{key}__"))
    };
    let unused: Vec<String> = table("en")
        .iter()
        .filter(|(key, text)| !said.contains(&text.words) && !families.contains(*key))
        .map(|(key, _)| without_form(key))
        .filter(|key| !literal(key))
        .collect();
    assert!(unused.is_empty(), "nothing asks for {unused:?}");
}

#[test]
fn every_text_that_is_asked_for_is_there() {
    let english = table("en");
    let asked = Regex::new(
        r#"(?-u)(?:\b(?:message|count|note|quietly|text|tell)\((?:&?host, )?|\b(?:text|label|title): |data-(?:text|label|title)=|wrong: \[)"([A-Za-z]\w*)""#,
    )
    .expect("it is valid");
    let askers = askers();
    let mut keys: BTreeSet<String> = families();
    let button =
        Regex::new(r#"(?-u)button\("([A-Za-z]\w*)", (?:\(|[A-Za-z]+[,)])"#).expect("it is valid");
    keys.extend(button.captures_iter(&askers).map(|found| found[1].to_owned()));
    keys.extend(asked.captures_iter(&askers).map(|found| found[1].to_owned()));
    let known: BTreeSet<String> = english.keys().map(|key| without_form(key)).collect();
    let missing: Vec<_> = keys.difference(&known).collect();
    assert!(keys.len() > 150, "the askers are not found any more: {}", keys.len());
    assert!(missing.is_empty(), "extension/_locales/en/messages.json lacks {missing:?}");
}

#[test]
fn every_language_has_every_text_and_no_other() {
    let english = table("en");
    let plain =
        |table: &Table| -> BTreeSet<String> { table.keys().map(|key| without_form(key)).collect() };
    for (language, forms) in LANGUAGES {
        let own = table(language);
        let missing: Vec<_> = plain(&english).difference(&plain(&own)).cloned().collect();
        let beyond: Vec<_> = plain(&own).difference(&plain(&english)).cloned().collect();
        assert!(
            missing.is_empty() && beyond.is_empty(),
            "{language} lacks {missing:?}, and has {beyond:?} beyond"
        );
        for stem in COUNTED {
            let found: BTreeSet<&str> =
                own.keys().filter_map(|key| key.strip_prefix(stem)?.strip_prefix('_')).collect();
            assert_eq!(found, forms.iter().copied().collect(), "{language}: forms of {stem}");
        }
    }
}

#[test]
fn every_text_keeps_its_values_and_is_not_empty() {
    let english = table("en");
    let value = Regex::new(r"\$\d").expect("it is valid");
    let values = |words: &str| -> BTreeSet<String> {
        value.find_iter(words).map(|found| found.as_str().to_owned()).collect()
    };
    for (language, _) in LANGUAGES {
        for (key, text) in table(language) {
            assert!(!text.words.trim().is_empty(), "{language}: {key} is empty");
            let source =
                english.get(&key).or(english.get(&format!("{}_other", without_form(&key))));
            let Some(source) = source else { continue };
            // A language may have a word of its own for one or two.
            let exact = without_form(&key) == key;
            let (own, wanted) = (values(&text.words), values(&source.words));
            assert!(
                own == wanted || (!exact && own.is_empty()),
                "{language}: {key} has {own:?}, not {wanted:?}"
            );
        }
    }
}

#[test]
fn each_language_names_itself_and_its_direction() {
    for (language, _) in LANGUAGES {
        let own = table(language);
        assert_eq!(own["language"].words, language.replace('_', "-"));
        let from_the_right = ["ar", "ur", "fa"].contains(language);
        assert_eq!(
            own["direction"].words,
            if from_the_right { "rtl" } else { "ltr" },
            "{language}"
        );
    }
}

#[test]
fn english_is_calm_and_explained() {
    let mut names = BTreeSet::new();
    for (key, text) in table("en") {
        assert!(!text.words.contains('!'), "{key} raises its voice");
        assert!(!text.note.is_empty(), "{key} has no note to translators");
        assert!(
            names.insert(key.to_lowercase()),
            "browsers do not tell {key} from another by its capitals"
        );
        assert!(
            key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'),
            "{key} is no name for a text"
        );
    }
    assert!(table("en")["description"].words.len() <= 132, "the stores cut a longer description");
}

#[test]
fn pages_have_no_text_of_their_own() {
    let tag = Regex::new(r"<[^>]*>").expect("it is valid");
    for entry in fs::read_dir(root().join("www")).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        if path.extension().is_some_and(|kind| kind == "html") {
            let words = tag.replace_all(&read(&path), " ").replace("Redline", " ");
            assert_eq!(words.trim(), "", "{} has words that cannot be translated", path.display());
        }
    }
}
