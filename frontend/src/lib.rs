//! The browser's entry.

use wasm_bindgen::prelude::wasm_bindgen;

/// Brings the islands of the page to life.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    app::browser::speak_as_the_page();
    leptos::mount::hydrate_islands();
}
