//! Inflected forms of an English word: regular spelling rules and a table of irregular words.

use std::collections::BTreeMap;

/// All forms of `base` written `base~` in a pattern: the word, its -s, -ed and -ing forms; or what the table says.
pub(crate) fn forms(base: &str, irregular: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let mut all = vec![base.to_owned()];
    match irregular.get(base) {
        Some(forms) => all.extend(forms.iter().cloned()),
        None => all.extend([plural(base), past(base), gerund(base)]),
    }
    all.sort();
    all.dedup();
    all
}

fn plural(base: &str) -> String {
    if ends_in_consonant_y(base) {
        return format!("{}ies", &base[..base.len() - 1]);
    }
    let sibilant = ["s", "x", "z", "ch", "sh"].iter().any(|end| base.ends_with(end));
    format!("{base}{}", if sibilant { "es" } else { "s" })
}

fn past(base: &str) -> String {
    if ends_in_consonant_y(base) {
        return format!("{}ied", &base[..base.len() - 1]);
    }
    if base.ends_with('e') {
        return format!("{base}d");
    }
    format!("{}ed", doubled(base))
}

fn gerund(base: &str) -> String {
    if base.ends_with('e') && !base.ends_with("ee") && !base.ends_with("ye") {
        return format!("{}ing", &base[..base.len() - 1]);
    }
    format!("{}ing", doubled(base))
}

fn ends_in_consonant_y(base: &str) -> bool {
    let mut back = base.chars().rev();
    back.next() == Some('y') && back.next().is_some_and(|c| !is_vowel(c))
}

/// `beg` → `begg`: a short word that ends consonant, vowel, consonant doubles its last letter.
fn doubled(base: &str) -> String {
    let letters: Vec<char> = base.chars().collect();
    let vowels = letters.iter().filter(|&&c| is_vowel(c)).count();
    let [.., a, b, c] = letters[..] else { return base.to_owned() };
    let doubles =
        vowels == 1 && !is_vowel(a) && is_vowel(b) && !is_vowel(c) && !matches!(c, 'w' | 'x' | 'y');
    if doubles { format!("{base}{c}") } else { base.to_owned() }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_spelling() {
        for (base, expected) in [
            ("rank", "rank ranked ranking ranks"),
            ("promise", "promise promised promises promising"),
            ("beg", "beg begged begging begs"),
            ("reply", "replied replies reply replying"),
            ("press", "press pressed presses pressing"),
            ("agree", "agree agreed agreeing agrees"),
            ("play", "play played playing plays"),
        ] {
            assert_eq!(forms(base, &BTreeMap::new()).join(" "), expected);
        }
    }
}
