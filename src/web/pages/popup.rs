//! The popup: the checklist of the compose window in this tab, live while the user types.

use serde::Deserialize;
use wasm_bindgen::prelude::*;

use super::super::checklist::Checklist;
use super::super::host::Host;
use super::super::life::Life;
use super::super::settings::Saved;
use super::{part, show_list, verdict};

/// What the tab says of itself.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Report {
    /// `ready`, `idle` (nothing was written yet) or `off` (cannot work in this page).
    state: String,
    list: Option<Checklist>,
}

/// What the popup hangs on.
pub(crate) struct Popup {
    _life: Life,
    _listener: Closure<dyn Fn(JsValue)>,
}

/// Fills the popup and keeps it up to date as long as what is given back is kept.
pub(crate) fn open(host: &Host) -> Popup {
    super::dress(host);
    super::suit(&Saved::from_value(host.settings()).appearance);
    let shown = host.clone();
    let listener = Closure::<dyn Fn(JsValue)>::new(move |report| show(&shown, report));
    let _ = host.watch_tab(listener.as_ref().unchecked_ref());
    Popup { _life: buttons(host), _listener: listener }
}

fn show(host: &Host, report: JsValue) {
    let report: Option<Report> = serde_wasm_bindgen::from_value(report).ok();
    let place = part("list");
    place.set_text_content(None);
    let list = report.as_ref().and_then(|report| report.list.as_ref());
    let line = match (&report, list) {
        (None, _) => host.message("popupElsewhere"),
        (Some(report), _) if report.state == "off" => host.message("notActive"),
        (Some(_), None) => host.message("popupIdle"),
        (Some(_), Some(list)) => verdict(host, list),
    };
    part("verdict").set_text_content(Some(&line));
    if let Some(list) = list {
        show_list(host, &place, list);
    }
}

fn buttons(host: &Host) -> Life {
    let life = Life::new(host);
    let to_options = host.clone();
    life.on(&part("options"), "click", move |_| to_options.open_options());
    let to_practice = host.clone();
    life.on(&part("practice"), "click", move |_| to_practice.open_practice());
    life
}
