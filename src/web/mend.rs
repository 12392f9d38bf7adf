//! Applies every safe rewrite of a message, one after the other: each looks at the draft as the one before left it.

use std::rc::Rc;

use super::app::App;
use super::apply;
use super::field::{Field, slice};
use super::session::Session;
use crate::engine::Rewrite;

/// More than any message holds; a bound in case an editor and a rewrite play ping-pong.
const AT_MOST: usize = 100;

/// Whether there is a safe rewrite for anything shown.
pub(super) fn is_possible(app: &App, session: &Session) -> bool {
    next(app, session).is_some()
}

/// Applies all, then calls `done`. Stops at the first one that the editor does not take.
pub(super) fn all(app: &Rc<App>, session: &Rc<Session>, done: impl FnOnce() + 'static) {
    step(app.clone(), session.clone(), AT_MOST, Box::new(done));
}

fn step(app: Rc<App>, session: Rc<Session>, left: usize, done: Box<dyn FnOnce()>) {
    session.lint();
    let Some((field, rewrite)) = next(&app, &session).filter(|_| left > 0) else { return done() };
    let before = slice(&field.text(), rewrite.span).to_owned();
    let (again, words) = (session.clone(), rewrite.text.clone());
    apply::apply(&session, &field, &rewrite, &before, move |outcome| match outcome.message() {
        None => step(app, again, left - 1, done),
        Some(line) => {
            app.host.note_with_copy(line, &words);
            done();
        }
    });
}

/// The first safe rewrite of anything shown.
fn next(app: &App, session: &Session) -> Option<(Rc<Field>, Rewrite)> {
    session.fields().iter().find_map(|field| {
        let (text, shown) = (field.text(), field.shown());
        let linter = app.linter.borrow();
        let safe = shown.iter().find_map(|s| {
            linter.rewrites(&text, &s.finding).into_iter().find(|rewrite| rewrite.safe)
        });
        Some((field.clone(), safe?))
    })
}
