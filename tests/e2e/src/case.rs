//! The table of cases and the run over it: every case in every browser, one line each, and the count at the end.

use std::env;
use std::fs;
use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::browser::{self, Browser, Load};
use crate::failure::{Failure, Outcome};
use crate::recorder::Record;
use crate::tab::Tab;
use crate::table;

/// How long one case may take.
const LIMIT: Duration = Duration::from_secs(90);

type Steps = Pin<Box<dyn Future<Output = Outcome> + Send>>;
type Run = Box<dyn Fn(std::sync::Arc<Tab>) -> Steps + Send + Sync>;

/// One case: its name, what must be loaded, and what is done.
pub struct Case {
    name: String,
    load: Load,
    only: Option<Browser>,
    /// Why it cannot run on this machine.
    left_out: Option<String>,
    run: Run,
}

impl Case {
    /// A case on the webmail by itself.
    pub fn bare<F>(
        name: impl Into<String>,
        run: impl Fn(std::sync::Arc<Tab>) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        Self {
            name: name.into(),
            load: Load::Bare,
            only: None,
            left_out: None,
            run: Box::new(move |tab| Box::pin(run(tab))),
        }
    }

    /// A case with the packed extension.
    pub fn redline<F>(
        name: impl Into<String>,
        run: impl Fn(std::sync::Arc<Tab>) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        Self { load: Load::Redline, ..Self::bare(name, run) }
    }

    /// A case with a copy of the extension that fails on request, or with two of them, or with none.
    #[must_use]
    pub fn with(mut self, load: Load) -> Self {
        self.load = load;
        self
    }

    /// A case with the packed extension, switched on for webmails that it does not know.
    pub fn added<F>(
        name: impl Into<String>,
        run: impl Fn(std::sync::Arc<Tab>) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        Self { load: Load::Added, ..Self::bare(name, run) }
    }

    /// Its name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is a case for this browser.
    pub(crate) fn runs_in(&self, browser: Browser) -> bool {
        self.only.is_none_or(|only| only == browser)
    }

    /// The same case, left out where there is a reason.
    #[must_use]
    pub fn unless(mut self, reason: Option<String>) -> Self {
        self.left_out = reason;
        self
    }

    fn is_meant_by(&self, word: &str) -> bool {
        match word.strip_prefix('!') {
            Some(word) => !self.name.contains(word),
            None => self.name.contains(word),
        }
    }

    /// The same case in one browser only, for what the other does not have.
    #[must_use]
    pub fn only(mut self, browser: Browser) -> Self {
        self.only = Some(browser);
        self
    }
}

/// All cases.
pub struct Suite(pub Vec<Case>);

/// What came of one browser.
#[derive(Default)]
struct Count {
    passed: usize,
    failed: Vec<String>,
    record: Record,
}

impl Suite {
    /// Runs the cases whose names hold every word given on the command line (`!WORD`: that do not hold it), both
    /// browsers side by side.
    ///
    /// `REDLINE_E2E_BROWSER` names one browser, `--list` lists the names, `--table` writes them into `docs/cases.md`.
    #[expect(clippy::print_stdout, reason = "a test program reports on standard output")]
    pub fn run(self) -> ExitCode {
        if env::args().any(|word| word == "--table") {
            return written(&self.0);
        }
        let words: Vec<String> =
            env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
        let current = !words.is_empty() || table::is_current(&self.0);
        let cases: Vec<Case> = self
            .0
            .into_iter()
            .filter(|case| words.iter().all(|word| case.is_meant_by(word)))
            .filter(is_possible)
            .collect();
        if env::args().any(|word| word == "--list") {
            cases.iter().for_each(|case| println!("{}", case.name));
            return ExitCode::SUCCESS;
        }
        let wanted = env::var("REDLINE_E2E_BROWSER").ok();
        let browsers = Browser::ALL
            .into_iter()
            .filter(|one| wanted.as_deref().is_none_or(|name| name == one.name()));
        let start = Instant::now();
        let counts: Vec<Count> = std::thread::scope(|scope| {
            let cases = &cases;
            let threads: Vec<_> =
                browsers.map(|browser| scope.spawn(move || in_browser(browser, cases))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| broken())).collect()
        });
        let outcome = report(cases.len(), &counts, start.elapsed());
        if !current {
            outdated();
        }
        outcome
    }
}

/// Says so where a case is left out.
#[expect(clippy::print_stdout, reason = "a test program reports on standard output")]
fn is_possible(case: &Case) -> bool {
    if let Some(reason) = &case.left_out {
        println!("left out: {}, because {reason}", case.name);
    }
    case.left_out.is_none()
}

/// Writes the table of cases into the project.
fn written(cases: &[Case]) -> ExitCode {
    match std::fs::write(table::path(), table::of(cases)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// A table that lags behind is no fault of the extension's: it is said, and no case fails by it.
#[expect(clippy::print_stdout, reason = "a test program reports on standard output")]
fn outdated() {
    println!("docs/cases.md is not the table of these cases; please run: cargo xtask cases");
}

fn broken() -> Count {
    Count { failed: vec!["the bench itself panicked".to_owned()], ..Count::default() }
}

#[expect(clippy::print_stdout, reason = "a test program reports on standard output")]
fn report(cases: usize, counts: &[Count], time: Duration) -> ExitCode {
    let passed: usize = counts.iter().map(|count| count.passed).sum();
    let mut record = Record::default();
    counts.iter().for_each(|count| record.add(&count.record));
    let failed = counts.iter().flat_map(|count| &count.failed).chain(&record.strange);
    let failed: Vec<&String> = failed.collect();
    if !failed.is_empty() {
        println!("\nFailed:");
        failed.iter().for_each(|line| println!("  {line}"));
    }
    println!(
        "\nbrowser suite: {cases} cases in {} browsers, {:.0} s",
        counts.len(),
        time.as_secs_f64()
    );
    let (line, list) = record.text();
    println!("{line}");
    // The list of what this run covered; `SECURITY.md` says where it lies.
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../screenshots"));
    let kept =
        fs::create_dir_all(folder).and_then(|()| fs::write(folder.join("recorder.txt"), list));
    if let Err(fault) = kept {
        println!("recorder: the list of cases could not be written: {fault}");
    }
    println!("{passed} passed, {} failed", failed.len());
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn in_browser(browser: Browser, cases: &[Case]) -> Count {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.expect("a thread for the driver's connections");
    let mut count = Count::default();
    for load in Load::ALL {
        let mine = cases.iter().filter(|case| case.load == load && case.runs_in(browser));
        runtime.block_on(with_load(browser, load, &mine.collect::<Vec<_>>(), &mut count));
    }
    count
}

/// One browser for many cases; after a failure a fresh one, so that no case suffers from another.
async fn with_load(browser: Browser, load: Load, cases: &[&Case], count: &mut Count) {
    let mut tab = None;
    for case in cases {
        let start = Instant::now();
        let mut outcome = one(browser, load, case, &mut tab).await;
        if let Err(failure) = &outcome {
            // A browser short of time can lose a frame or a driver's answer: once more in a fresh one, and said so.
            again(browser, &case.name, failure);
            record(&tab, &case.name, count);
            tab = None;
            outcome = one(browser, load, case, &mut tab).await;
        }
        count.record.cases.push(format!("{}: {}", browser.name(), case.name));
        record(&tab, &case.name, count);
        let remark = tab.as_ref().map(|tab| tab.journal.remarked()).unwrap_or_default();
        if outcome.is_err() {
            tab = None;
        }
        let name = [case.name.as_str(), &remark].join(" ");
        note(browser, name.trim(), outcome, start.elapsed(), count);
    }
    if let Some(tab) = tab.and_then(std::sync::Arc::into_inner) {
        if let Err(failure) = count.record.search_storage(&tab).await {
            count.failed.push(format!("{}: the extension's storage: {failure}", browser.name()));
        }
        count.record.look(&tab, "after the last case");
        // The process is ended by its id in any case.
        let _ = tab.quit().await;
    }
}

/// What left the browser is counted also where a case failed and is tried again.
fn record(tab: &Option<std::sync::Arc<Tab>>, case: &str, count: &mut Count) {
    if let Some(tab) = tab {
        count.record.look(tab, case);
    }
}

async fn one(
    browser: Browser,
    load: Load,
    case: &Case,
    tab: &mut Option<std::sync::Arc<Tab>>,
) -> Outcome {
    if tab.is_none() {
        *tab = Some(std::sync::Arc::new(browser::start(browser, load).await?));
    }
    let tab = tab.as_ref().expect("it was just started").clone();
    tab.fresh().await?;
    // On a task of its own a panic in a case is that case's failure and nobody else's.
    let run = (case.run)(tab.clone());
    let whole = tab.clone();
    let steps = tokio::spawn(async move {
        run.await?;
        // Whatever a case is about: the extension has changed nothing of what was sent.
        if load == Load::Bare { Ok(()) } else { whole.sends_as_without_us().await }
    });
    let outcome = match tokio::time::timeout(LIMIT, steps).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(panic)) => Err(Failure::new(format!("panicked: {panic}"))),
        Err(_) => Err(Failure::new(format!("not done after {LIMIT:?}"))),
    };
    if outcome.is_err()
        && let Some(folder) = env::var_os("REDLINE_E2E_SHOTS")
    {
        let name = format!(
            "{}-{}.png",
            browser.name(),
            case.name.replace(|letter: char| !letter.is_alphanumeric(), "-")
        );
        let _ = std::fs::create_dir_all(&folder);
        let _ = tab.screenshot(&std::path::Path::new(&folder).join(name)).await;
    }
    outcome
}

#[expect(clippy::print_stdout, reason = "a test program reports on standard output")]
fn again(browser: Browser, name: &str, failure: &Failure) {
    println!("again {:<8} {name}\n      {failure}", browser.name());
}

#[expect(clippy::print_stdout, reason = "a test program reports on standard output")]
fn note(browser: Browser, name: &str, outcome: Outcome, time: Duration, count: &mut Count) {
    let seconds = time.as_secs_f64();
    match outcome {
        Ok(()) => {
            println!("ok    {:<8} {name} ({seconds:.1} s)", browser.name());
            count.passed += 1;
        }
        Err(failure) => {
            println!("FAIL  {:<8} {name} ({seconds:.1} s)\n      {failure}", browser.name());
            count.failed.push(format!("{}: {name}: {failure}", browser.name()));
        }
    }
}
