//! Every template lints clean when it is filled, and shows its open fields when it is not.

use redline::engine::templates::templates;
use redline::engine::{Category, Linter};

fn value(field: &str) -> &'static str {
    match field {
        "name" => "Ana Prado",
        "degree" => "MD",
        "director" | "interviewer" | "sender" => "Chen",
        "coordinator" => "Ms. Ortega",
        "program" => "Tamarack",
        "aamc-id" => "16004471",
        "year" => "2027",
        "interview-date" | "date" | "other-date" => "December 4",
        "reason" => "the shared clinic with neurology",
        "experience" => "I have kept a registry of children with storage disorders",
        "prior-training" => "three years of pediatrics",
        "news" => "our paper on splice variants was accepted",
        "visa-status" => "a B-1 visa",
        _ => "the Thursday variant board",
    }
}

#[test]
fn filled_templates_are_clean() {
    for template in templates() {
        let filled = template.fill(|field| Some(value(field)));
        assert!(filled.open.is_empty(), "{}", template.id);
        let found = Linter::default().lint(&filled.body, &[]);
        assert!(found.is_empty(), "{}: {found:#?}", template.id);
        assert!(!filled.body.contains(['{', '}', '[']), "{}", template.id);
    }
}

#[test]
fn open_fields_are_found() {
    for template in templates() {
        let filled = template.fill(|_| None);
        assert_eq!(filled.open, template.fields(), "{}", template.id);
        let found = Linter::default().lint(&filled.body, &[]);
        let marked =
            found.iter().filter(|finding| finding.category == Category::Placeholder).count();
        let in_body = filled.body.matches("[insert ").count();
        assert_eq!(marked, in_body, "{}: {found:#?}", template.id);
    }
}
