//! Received messages: exact level, levels 4 and 5 found, levels 4 and 5 wrongly said.

use redline::engine::reading::read;
use serde::Deserialize;

use crate::arguments::{Arguments, Judges};
use crate::corpus;

#[derive(Deserialize)]
struct Message {
    id: String,
    text: String,
    level: u8,
}

/// Prints the figures.
pub(crate) fn report(arguments: &Arguments, judges: &Judges) {
    println!(
        "\n{:16} {:>8} {:>7} {:>10} {:>11}",
        "received", "messages", "exact", "4–5 found", "4–5 wrongly"
    );
    for name in ["incoming", "train_incoming"].into_iter().filter(|name| arguments.wants(name)) {
        let messages: Vec<Message> = corpus::read(name);
        let meaning = judges.of(name).meaning.as_deref();
        let levels: Vec<(u8, u8)> = messages
            .iter()
            .map(|message| (message.level, read(&message.text, meaning).level))
            .collect();
        let of = |filter: fn(&(u8, u8)) -> bool| levels.iter().filter(|pair| filter(pair)).count();
        let share = |part: usize, whole: usize| {
            format!("{:.1}%", 100.0 * part as f64 / whole.max(1) as f64)
        };
        println!(
            "{name:16} {:>8} {:>7} {:>10} {:>11}",
            levels.len(),
            share(of(|(right, said)| right == said), levels.len()),
            share(of(|(right, said)| *right > 3 && *said > 3), of(|(right, _)| *right > 3)),
            share(of(|(right, said)| *right < 4 && *said > 3), of(|(right, _)| *right < 4)),
        );
        if arguments.show.as_deref() == Some("levels") {
            for (message, (right, said)) in
                messages.iter().zip(&levels).filter(|(_, (right, said))| right != said)
            {
                println!(
                    "  {} is {right}, read as {said}: {}",
                    message.id,
                    message.text.replace('\n', " ⏎ ")
                );
            }
        }
    }
}

/// What is reached over all files; each from 0 to 1.
pub(crate) struct Shares {
    pub(crate) exact: f64,
    pub(crate) heavy_found: f64,
    pub(crate) falsely: f64,
}

/// Measures all files.
pub(crate) fn shares(judges: &Judges) -> Shares {
    let mut pairs: Vec<(u8, u8)> = Vec::new();
    for name in ["incoming", "train_incoming"] {
        let meaning = judges.of(name).meaning.as_deref();
        for message in corpus::read::<Message>(name) {
            pairs.push((message.level, read(&message.text, meaning).level));
        }
    }
    let share = |part: fn(&(u8, u8)) -> bool, whole: fn(&(u8, u8)) -> bool| {
        let all = pairs.iter().filter(|pair| whole(pair)).count();
        pairs.iter().filter(|pair| whole(pair) && part(pair)).count() as f64 / all.max(1) as f64
    };
    Shares {
        exact: share(|(right, said)| right == said, |_| true),
        heavy_found: share(|(_, said)| *said > 3, |(right, _)| *right > 3),
        falsely: share(|(_, said)| *said > 3, |(right, _)| *right < 4),
    }
}
