//! End-to-end tests of the shipped packages in Chromium and Firefox.
