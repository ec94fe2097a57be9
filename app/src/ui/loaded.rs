//! What a page shows once its data is there.

use leptos::{prelude::*, tachys::reactive_graph::OwnedView};

/// The view that comes of `work`, for which the page waits.
///
/// Pages are sent whole, so this is no `Suspense` and must not stand in one: to find out what to wait for, that begins its
/// children three times, and with them every question to the database. Both owners are needed: the inner one is where
/// the view finds its context when it is written, the outer one keeps what several of these say to their owner apart.
pub fn loaded<V>(work: impl Future<Output = V> + Send + 'static) -> OwnedView<Suspend<OwnedView<V>>> {
    let owner = Owner::new();
    let view = owner.with(|| Suspend::new(async move { OwnedView::new(work.await) }));
    OwnedView::new_with_owner(view, owner)
}
