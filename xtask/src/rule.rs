//! A skeleton for a new rule: one file under `rules/`, to be filled in.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::paths::root;
use crate::shell::say;

/// Every field is explained in rules/README.md. The examples are left empty, so that the tests stay red until the rule
/// has shown what it finds and what it leaves alone.
const SKELETON: &str = r#"# TODO-IN-ONE-LINE
sources = []    # ids from rules/sources.toml, at least one
patterns = []   # such as "i {will} {adverb}* {rank-verb} {program} .. {first}"; the language is in rules/README.md
hits = []       # at least two texts that it finds, in your own words
clean = []      # at least two look-alikes that stay clean
"#;

/// Writes `rules/CATEGORY/NAME.toml`.
///
/// # Errors
///
/// If there is no such category, the name is not one, or the rule is there already.
pub(crate) fn create(category: &str, name: &str) -> Result<()> {
    let file = create_below(&root().join("rules"), category, name)?;
    say(format!("new-rule  {file}: fill it in (rules/README.md explains the fields)"));
    say("new-rule  then run: cargo test --test rules");
    Ok(())
}

fn create_below(rules: &Path, category: &str, name: &str) -> Result<String> {
    if !rules.join(category).join("category.toml").is_file() {
        bail!("`{category}` is not a category; these are: {}", categories(rules)?.join(", "));
    }
    if !is_name(name) {
        bail!(
            "`{name}` is not a rule's name: small letters, digits and single hyphens, such as definite-position"
        );
    }
    let file = rules.join(category).join(name).with_extension("toml");
    if file.exists() {
        bail!("rules/{category}/{name}.toml is there already");
    }
    let what = format!("What `{category}/{name}` finds, in one line");
    let text = SKELETON.replace("TODO-IN-ONE-LINE", &what);
    fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    Ok(format!("rules/{category}/{name}.toml"))
}

/// A rule's name is a part of its id for ever, so it must be plain.
fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    name != "category" && name.split('-').all(|word| !word.is_empty() && word.chars().all(plain))
}

fn categories(rules: &Path) -> Result<Vec<String>> {
    let listing = fs::read_dir(rules).context("there is no folder `rules`")?;
    let mut names: Vec<String> = listing
        .filter_map(Result::ok)
        .filter(|entry| entry.path().join("category.toml").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of rules with one category, gone at the end of the test.
    struct Rules(std::path::PathBuf);

    impl Rules {
        fn new(test: &str) -> Self {
            let folder =
                std::env::temp_dir().join(format!("redline-{test}-{}", std::process::id()));
            fs::create_dir_all(folder.join("pressure")).unwrap();
            fs::write(folder.join("pressure/category.toml"), "").unwrap();
            Self(folder)
        }

        fn refuses(&self, category: &str, name: &str, word: &str) {
            let error = create_below(&self.0, category, name).unwrap_err().to_string();
            assert!(error.contains(word), "{error}");
        }
    }

    impl Drop for Rules {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_new_rule_is_a_file_with_every_needed_field() {
        let rules = Rules::new("new-rule");
        assert_eq!(
            create_below(&rules.0, "pressure", "last-call").unwrap(),
            "rules/pressure/last-call.toml"
        );
        let text = fs::read_to_string(rules.0.join("pressure/last-call.toml")).unwrap();
        for field in ["sources", "patterns", "hits", "clean"] {
            assert!(text.contains(&format!("\n{field} = [")), "{text}");
        }
        rules.refuses("pressure", "last-call", "there already");
    }

    #[test]
    fn what_cannot_be_an_id_is_refused() {
        let rules = Rules::new("bad-rule");
        rules.refuses("pressures", "x", "these are: pressure");
        for name in ["", "Last", "last_call", "last--call", "category", "../x"] {
            rules.refuses("pressure", name, "not a rule's name");
        }
    }
}
