//! Tables: on phones each row becomes a small card, so cells name their column by `data-label`.

use leptos::prelude::*;

/// A table with its columns; rows (`<tr>` with `<th scope="row">` and `<td data-label="…">`) are the children.
#[component]
pub fn Table(
    /// Names the table; shown above it.
    #[prop(into)]
    caption: String,
    columns: Vec<&'static str>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="table-wrap">
            <table class="table table-stack">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        {columns.into_iter().map(|column| view! { <th scope="col">{column}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}
