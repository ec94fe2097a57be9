//! The browser's entry.

use wasm_bindgen::prelude::wasm_bindgen;

// What the islands are made of; without this the linker would leave them out.
use app as _;

/// Brings the islands of the page to life.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
