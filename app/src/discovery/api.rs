//! `media/search`, `media/discover`, `media/title` and `media/person`.

use crate::error::{AppError, Envelope};
use domain::{
    Page,
    discovery::{Fetched, Person, SearchResults, Title, TitleDetails},
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// Films and series by words of their titles, and people by their names; `media_type` is `movie`, `tv` or `person`.
#[server(prefix = "/api", endpoint = "media/search", input = GetUrl, output = Envelope)]
pub async fn search_titles(
    query: String,
    page: Option<String>,
    media_type: Option<String>,
    year: Option<String>,
    availability: Option<String>,
) -> Result<Fetched<SearchResults>, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let search = super::state::parse_search(
            &query,
            page.as_deref(),
            media_type.as_deref(),
            year.as_deref(),
            availability.as_deref(),
        )?;
        ssr::service::<dyn domain::discovery::Discovery>()?.search(&ssr::actor()?, &search).await
    })
    .await
}

/// One page of a list that nobody has to search for.
#[server(prefix = "/api", endpoint = "media/discover", input = GetUrl, output = Envelope)]
pub async fn discover_titles(list: String, page: Option<String>) -> Result<Fetched<Page<Title>>, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let list = list.parse()?;
        let page = crate::arguments::number("page", page.as_deref(), 1, 500)?.unwrap_or(1);
        ssr::service::<dyn domain::discovery::Discovery>()?.discover(&ssr::actor()?, list, page).await
    })
    .await
}

/// Everything about one title.
#[server(prefix = "/api", endpoint = "media/title", input = GetUrl, output = Envelope)]
pub async fn load_title(media_type: String, tmdb_id: String) -> Result<Fetched<TitleDetails>, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let media_type = media_type.parse()?;
        let id = crate::arguments::needed("tmdb_id", Some(&tmdb_id))?;
        ssr::service::<dyn domain::discovery::Discovery>()?.title(&ssr::actor()?, media_type, id).await
    })
    .await
}

/// Somebody in front of or behind the camera, and what they did.
#[server(prefix = "/api", endpoint = "media/person", input = GetUrl, output = Envelope)]
pub async fn load_person(tmdb_id: String) -> Result<Fetched<Person>, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let id = crate::arguments::needed("tmdb_id", Some(&tmdb_id))?;
        ssr::service::<dyn domain::discovery::Discovery>()?.person(&ssr::actor()?, id).await
    })
    .await
}
