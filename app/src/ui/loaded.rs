//! What a page shows once its data is there.

use leptos::{
    prelude::*,
    tachys::{html::InertElement, reactive_graph::OwnedView},
};

/// The view that comes of `work`, for which the page waits.
///
/// Pages are sent whole, so this is no `Suspense` and must not stand in one: to find out what to wait for, that begins its
/// children three times, and with them every question to the database. The owner keeps what several of these say to
/// theirs apart.
///
/// Once the data is there the view is written at once, into one text. Left to the page, it would be written for a stream,
/// each element into texts of its own. So nothing in it may wait: one of these does not stand in another.
pub fn loaded<V: RenderHtml>(work: impl Future<Output = V> + Send + 'static) -> OwnedView<Suspend<InertElement>> {
    let owner = Owner::new();
    let view = owner.with(|| {
        // What waits would be missing from what is written at once.
        debug_assert!(use_context::<Written>().is_none(), "loaded_in_loaded");
        provide_context(Written);
        Suspend::new(async move { InertElement::new(work.await.to_html()) })
    });
    OwnedView::new_with_owner(view, owner)
}

/// Marks what is written at once.
#[derive(Clone, Copy)]
struct Written;
