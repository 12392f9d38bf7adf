//! The browser face, wasm32 only: page watcher, sessions, adapters, painter, card, send guard and the pages.
