//! The one file of small dealings with the page: elements, frames, colours, rectangles, highlights, the clipboard.
//! Elements are made with `createElement` only; no HTML is built from strings.

use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::{
    CssStyleSheet, Document, DomRect, Element, Event, FocusOptions, HtmlElement, HtmlInputElement,
    Node, Range, ScrollIntoViewOptions, ScrollLogicalPosition, Window,
};

use super::frames;

/// The window this script runs in.
pub(super) fn window() -> Window {
    WINDOW.with(Window::clone)
}

/// The document this script runs in.
pub(super) fn document() -> Document {
    DOCUMENT.with(Document::clone)
}

/// A new element of ours.
pub(super) fn make(tag: &str, class: &str) -> HtmlElement {
    let element: HtmlElement =
        document().create_element(tag).expect("the tag is one of ours").unchecked_into();
    if !class.is_empty() {
        element.set_class_name(class);
    }
    element
}

/// A new element of ours with text in it.
pub(super) fn make_text(tag: &str, class: &str, text: &str) -> HtmlElement {
    let element = make(tag, class);
    element.set_text_content(Some(text));
    element
}

/// Adds `child` at the end of `parent`.
pub(super) fn add(parent: &Node, child: &Node) {
    // Appending fails only for a node that holds its own parent, which none of ours does.
    let _ = parent.append_child(child);
}

/// Adds words to the end of `parent`.
pub(super) fn add_words(parent: &Node, words: &str) {
    add(parent, &document().create_text_node(words));
}

/// Sets an attribute of an element of ours.
pub(super) fn set(element: &Element, name: &str, value: &str) {
    // Fails only for names that are not valid, and ours are literals.
    let _ = element.set_attribute(name, value);
}

/// Sets a property of the style of an element of ours.
pub(super) fn style(element: &HtmlElement, name: &str, value: &str) {
    let _ = element.style().set_property(name, value);
}

/// As [`style`], past whatever the page's own style sheets say.
pub(super) fn style_for_certain(element: &HtmlElement, name: &str, value: &str) {
    let _ = element.style().set_property_with_priority(name, value, "important");
}

/// The first element inside `root` that matches.
pub(super) fn find(root: &Element, selector: &str) -> Option<Element> {
    root.query_selector(selector).ok().flatten()
}

/// Every element of the page that matches.
pub(super) fn find_all_in_page(selector: &str) -> Vec<Element> {
    document().document_element().map(|root| find_all(&root, selector)).unwrap_or_default()
}

/// Every element inside `root` that matches.
pub(super) fn find_all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = root.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|at| list.get(at)).map(JsCast::unchecked_into).collect()
}

/// Whether the element takes up room in the page.
pub(super) fn is_visible(element: &Element) -> bool {
    element.get_client_rects().length() > 0
}

/// The innermost node an event came from, inside open shadow trees as well.
pub(super) fn origin(event: &Event) -> Option<Element> {
    let first = event.composed_path().get(0);
    // The window itself is no node; and a node of a frame is no instance of this page's classes.
    first.is_object().then(|| as_element(first.unchecked_ref()))?
}

/// The node as an element, if it is one. By its type, not by class: it may come from another frame.
pub(super) fn as_element(node: &Node) -> Option<Element> {
    (node.node_type() == Node::ELEMENT_NODE).then(|| node.clone().unchecked_into())
}

/// Gives the focus without scrolling the page.
pub(super) fn focus(element: &Element) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.unchecked_ref::<HtmlElement>().focus_with_options(&options);
}

/// Scrolls as little as needed for the element to be seen.
pub(super) fn bring_into_view(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Calls `then` once, `milliseconds` from now, come what may. What may be called off is a `Timer`: a callback that is
/// never called would stay for ever.
pub(super) fn after(milliseconds: i32, then: impl FnOnce() + 'static) {
    call_in(milliseconds, &once(Box::new(then)));
}

/// A function of the page's script that calls `then` once. One code for all of them: each made by itself would weigh.
fn once(then: Box<dyn FnOnce()>) -> Function {
    Closure::once_into_js(then).unchecked_into()
}

/// Calls a function of the page's script once, `milliseconds` from now. Gives the browser's number of that call.
pub(super) fn call_in(milliseconds: i32, function: &Function) -> Option<i32> {
    window().set_timeout_with_callback_and_timeout_and_arguments_0(function, milliseconds).ok()
}

/// Milliseconds of the browser's clock, which only ever goes forward.
pub(super) fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// Calls `then` in the next frame.
pub(super) fn next_frame(then: impl FnOnce() + 'static) {
    let _ = window().request_animation_frame(&once(Box::new(then)));
}

/// Calls `then` after two frames: by then an editor has rewritten what it wants to rewrite.
pub(super) fn after_two_frames(then: impl FnOnce() + 'static) {
    next_frame(move || next_frame(then));
}

/// As [`after_two_frames`], and behind the timers that are due: a busy Firefox paints frames before it comes to them.
pub(super) fn when_settled(then: impl FnOnce() + 'static) {
    after_two_frames(move || after(0, then));
}

/// The boxes of a range, line by line, in the coordinates of its own document.
pub(super) fn boxes(range: &Range) -> Vec<DomRect> {
    let Some(list) = range.get_client_rects() else { return Vec::new() };
    (0..list.length())
        .filter_map(|at| list.get(at))
        .filter(|b| b.width() > 0.0 && b.height() > 0.0)
        .collect()
}

/// Whether a point lies in one of the boxes.
pub(super) fn hit(boxes: &[DomRect], x: f64, y: f64) -> bool {
    boxes.iter().any(|b| b.left() <= x && x <= b.right() && b.top() <= y && y <= b.bottom())
}

/// The place for a caret in `field` that is nearest to a point of the window: its node and its box there.
pub(super) fn caret_at(field: &Element, x: f64, y: f64) -> Option<(Node, DomRect)> {
    let (left, top) = frames::offset(field);
    let (x, y) = ((x - left) as f32, (y - top) as f32);
    let caret = frames::document_of(field).caret_position_from_point(x, y)?;
    Some((caret.offset_node()?, frames::moved(field, caret.get_client_rect()?)))
}

/// One property of the style as it is computed.
pub(super) fn computed(element: &Element, name: &str) -> String {
    window()
        .get_computed_style(element)
        .ok()
        .flatten()
        .and_then(|style| style.get_property_value(name).ok())
        .unwrap_or_default()
}

/// The number that a value of a style sheet begins with. Numbers are read and written by the browser: the standard
/// library's code and tables for it weigh 40 KB.
pub(super) fn number(css: &str) -> Option<f64> {
    Some(js_sys::parse_float(css)).filter(|number| !number.is_nan())
}

/// A length in pixels, as style sheets write it.
pub(super) fn px(length: f64) -> String {
    let number = js_sys::Number::from(length).to_string_with_radix(10);
    number.map_or_else(|_| String::new(), |number| format!("{}px", String::from(number)))
}

/// What words stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// Dark letters are readable on it.
    Light,
    /// Light letters are.
    Dark,
}

/// The ground that the element stands on. The browser brings the page's style up to date for it.
pub(super) fn ground(element: &Element) -> Ground {
    if on_dark(element) { Ground::Dark } else { Ground::Light }
}

/// Whether that is dark: the first painted background upwards, else the text's own colour.
fn on_dark(element: &Element) -> bool {
    let mut at = Some(element.clone());
    while let Some(here) = at {
        if let Some([r, g, b, a]) = colour(&computed(&here, "background-color"))
            && a > 0.5
        {
            return luminance(r, g, b) < 0.4;
        }
        at = frames::around(&here);
    }
    colour(&computed(element, "color")).is_some_and(|[r, g, b, _]| luminance(r, g, b) > 0.6)
}

/// `rgb(1, 2, 3)` or `rgba(1, 2, 3, 0.5)`, as browsers give computed colours, with 0 to 255 and 0 to 1.
fn colour(css: &str) -> Option<[f64; 4]> {
    let inner =
        css.strip_prefix("rgba(").or_else(|| css.strip_prefix("rgb("))?.strip_suffix(')')?;
    let mut parts = inner.split(',').map(number);
    let rgb = [parts.next()??, parts.next()??, parts.next()??];
    let alpha = parts.next().flatten().unwrap_or(1.0);
    Some([rgb[0], rgb[1], rgb[2], alpha])
}

/// Perceived lightness from 0 to 1; near enough for telling dark from light.
fn luminance(r: f64, g: f64, b: f64) -> f64 {
    (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255.0
}

/// The value of a text field.
pub(super) fn value_of(element: &Element) -> String {
    // Areas and inputs both have `value`; the cast only names the property.
    element.unchecked_ref::<HtmlInputElement>().value()
}

/// Puts words on the clipboard. Needs a click of the user's.
pub(super) fn copy(words: &str) {
    let clipboard = window().navigator().clipboard();
    if !clipboard.is_undefined() {
        let _ = clipboard.write_text(words);
    }
}

#[wasm_bindgen]
extern "C" {
    /// The runtime is only started by a page's script, which has a window and a document. By their names: `web_sys` would
    /// go through all ways of finding them, at every call.
    #[wasm_bindgen(thread_local_v2, js_name = window)]
    static WINDOW: Window;

    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: Document;

    /// A set of ranges that the browser paints in one way.
    pub(super) type Highlight;

    /// Adds a range.
    #[wasm_bindgen(method)]
    pub(super) fn add(this: &Highlight, range: &Range);

    /// Takes a range away.
    #[wasm_bindgen(method)]
    pub(super) fn delete(this: &Highlight, range: &Range) -> bool;

    /// What kind of mark it is, for assistive technology.
    #[wasm_bindgen(method, setter, js_name = type)]
    pub(super) fn set_kind(this: &Highlight, kind: &str);

    /// Which of two overlapping highlights is painted on top: the higher number.
    #[wasm_bindgen(method, setter)]
    pub(super) fn set_priority(this: &Highlight, priority: i32);
}

/// A new highlight for this window's document.
pub(super) fn new_highlight(window: &Window) -> Option<Highlight> {
    Some(make_in(window, "Highlight")?.unchecked_into())
}

/// A new style sheet for this window's document.
pub(super) fn new_sheet(window: &Window) -> Option<CssStyleSheet> {
    Some(make_in(window, "CSSStyleSheet")?.unchecked_into())
}

/// A new object of one of this window's own classes: those of another window's do not fit into its document.
fn make_in(window: &Window, class: &str) -> Option<JsValue> {
    let class = js_sys::Reflect::get(window, &class.into()).ok()?;
    js_sys::Reflect::construct(class.unchecked_ref::<Function>(), &js_sys::Array::new()).ok()
}
