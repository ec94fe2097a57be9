//! Pages of a list as real links that keep the rest of the query; also under lists that load on by themselves.

use crate::{
    text,
    ui::{
        button::{LinkButton, Size},
        icon::{Glyph, Icon},
    },
};
use leptos::prelude::*;

/// Which numbers are shown: the ends, the neighbours of the current one, and `None` for a gap.
pub fn shown(page: u32, pages: u32) -> Vec<Option<u32>> {
    let mut numbers = Vec::new();
    let mut last = 0;
    for number in 1..=pages {
        let near = number.abs_diff(page) <= 1 || number == 1 || number == pages;
        // A gap of one number is no shorter than the number itself.
        let lone = (number == 2 && page <= 4) || (number + 1 == pages && page + 3 >= pages);
        if near || lone {
            if last + 1 < number {
                numbers.push(None);
            }
            numbers.push(Some(number));
            last = number;
        }
    }
    numbers
}

/// The address of a page: `base` with its query, whose `page` is replaced. The first page has no `page`.
pub fn page_href(base: &str, page: u32) -> String {
    let (path, query) = base.split_once('?').unwrap_or((base, ""));
    let mut parts: Vec<String> = query
        .split('&')
        .filter(|part| !part.is_empty() && *part != "page" && !part.starts_with("page="))
        .map(str::to_owned)
        .collect();
    if page > 1 {
        parts.push(format!("page={page}"));
    }
    if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
}

/// The pages of a list; prints nothing when there is only one.
#[component]
pub fn Pagination(
    /// Path and query of the list, as in `/search?q=light&media_type=tv`, percent-encoded.
    #[prop(into)]
    base: String,
    page: u32,
    pages: u32,
    /// Under the numbers, such as "21–40 of 231 titles".
    #[prop(optional, into)]
    summary: String,
    #[prop(optional)] summary_id: Option<&'static str>,
) -> impl IntoView {
    (pages > 1).then(|| {
        let previous = (page > 1).then(|| page_href(&base, page - 1));
        let next = (page < pages).then(|| page_href(&base, page + 1));
        let number = move |number: Option<u32>| match number {
            Some(number) => view! {
                <li>
                    <a
                        href=page_href(&base, number)
                        aria-current=(number == page).then_some("page")
                        aria-label=text::page_number(number)
                    >
                        {number}
                    </a>
                </li>
            }
            .into_any(),
            None => view! {
                <li>
                    <span aria-hidden="true">"…"</span>
                </li>
            }
            .into_any(),
        };
        view! {
            <nav class="pagination" aria-label=text::pages()>
                {previous
                    .map(|href| {
                        view! {
                            <LinkButton
                                href
                                size=Size::Small
                                icon=Icon::ChevronLeft
                                attr:rel="prev"
                            >
                                {text::previous_page()}
                            </LinkButton>
                        }
                    })}
                <ol>{shown(page, pages).into_iter().map(number).collect_view()}</ol>
                {next
                    .map(|href| {
                        view! {
                            <LinkButton href size=Size::Small attr:rel="next">
                                {text::next_page()}
                                <Glyph icon=Icon::ChevronRight />
                            </LinkButton>
                        }
                    })}
                {(!summary.is_empty()).then(|| view! { <p class="pagination-sum" id=summary_id>{summary}</p> })}
            </nav>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(page: u32, pages: u32) -> String {
        let word = |number: Option<u32>| number.map_or("…".to_owned(), |number| number.to_string());
        shown(page, pages).into_iter().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn shows_the_ends_the_neighbours_and_no_gap_of_one() {
        assert_eq!(words(1, 1), "1");
        assert_eq!(words(1, 12), "1 2 … 12");
        assert_eq!(words(4, 12), "1 2 3 4 5 … 12");
        assert_eq!(words(6, 12), "1 … 5 6 7 … 12");
        assert_eq!(words(9, 12), "1 … 8 9 10 11 12");
        assert_eq!(words(2, 3), "1 2 3");
    }

    #[test]
    fn keeps_the_rest_of_the_query() {
        assert_eq!(page_href("/search?q=a%20b&page=3&year=1999", 2), "/search?q=a%20b&year=1999&page=2");
        assert_eq!(page_href("/search?q=light&page=3", 1), "/search?q=light");
        assert_eq!(page_href("/requests", 2), "/requests?page=2");
        assert_eq!(page_href("/requests?page=2", 1), "/requests");
    }
}
