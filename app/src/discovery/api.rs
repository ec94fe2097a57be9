//! `media/search` and `media/title`.

use crate::error::{AppError, Envelope};
use domain::{
    Page,
    discovery::{Fetched, Title, TitleDetails},
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// Films and series by words of their titles.
#[server(prefix = "/api", endpoint = "media/search", input = GetUrl, output = Envelope)]
pub async fn search_titles(
    query: String,
    page: Option<String>,
    media_type: Option<String>,
    year: Option<String>,
    availability: Option<String>,
) -> Result<Fetched<Page<Title>>, AppError> {
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
