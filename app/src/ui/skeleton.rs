//! Skeletons: the size of what is coming, so that nothing jumps when it comes.

use crate::text;
use leptos::prelude::*;

/// Stands for `count` posters; inside a [`super::PosterGrid`] or alone.
#[component]
pub fn SkeletonGrid(#[prop(default = 12)] count: usize) -> impl IntoView {
    view! {
        <div role="status">
            <span class="sr-only">{text::loading()}</span>
            <div class="poster-grid" aria-hidden="true">
                {(0..count)
                    .map(|_| {
                        view! {
                            <div class="poster">
                                <span class="skeleton skeleton-poster"></span>
                                <span class="skeleton skeleton-text"></span>
                                <span class="skeleton skeleton-text skeleton-short"></span>
                            </div>
                        }
                    })
                    .collect_view()}
            </div>
        </div>
    }
}

/// Stands for one card of a [`super::PosterGrid`].
#[component]
pub fn SkeletonCard() -> impl IntoView {
    view! {
        <li class="poster" aria-hidden="true">
            <span class="skeleton skeleton-poster"></span>
            <span class="skeleton skeleton-text"></span>
            <span class="skeleton skeleton-text skeleton-short"></span>
        </li>
    }
}

/// Stands for `count` rows of a list.
#[component]
pub fn SkeletonRows(#[prop(default = 4)] count: usize) -> impl IntoView {
    view! {
        <div role="status">
            <span class="sr-only">{text::loading()}</span>
            <div class="rows" aria-hidden="true">
                {(0..count)
                    .map(|_| {
                        view! {
                            <div class="row">
                                <span class="skeleton skeleton-thumb"></span>
                                <div class="row-body">
                                    <span class="skeleton skeleton-text skeleton-short"></span>
                                    <span class="skeleton skeleton-text"></span>
                                </div>
                                <span class="skeleton skeleton-pill"></span>
                            </div>
                        }
                    })
                    .collect_view()}
            </div>
        </div>
    }
}
