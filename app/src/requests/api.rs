//! `media/request` and `media/requests/*`.

use crate::{
    arguments::Given,
    error::{AppError, Envelope},
};
use domain::{
    Page,
    requests::{Request, RequestDetail, SeasonChoice},
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// Asks for a film, or for seasons of a series.
#[server(prefix = "/api", endpoint = "media/request", output = Envelope)]
pub async fn request_title(
    media_type: String,
    tmdb_id: String,
    seasons: Option<Given<SeasonChoice>>,
    is_4k: Option<String>,
) -> Result<Request, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let wish = domain::requests::NewRequest {
            media_type: media_type.parse()?,
            tmdb_id: crate::arguments::needed("tmdb_id", Some(&tmdb_id))?,
            seasons: seasons.map(|seasons| seasons.read("seasons")).transpose()?,
            is_4k: crate::arguments::flag("is_4k", is_4k.as_deref())?,
        };
        let request = ssr::service::<dyn domain::requests::Requests>()?.submit(&ssr::actor()?, wish).await?;
        ssr::go(&format!("/requests/{}", request.id));
        Ok(request)
    })
    .await
}

/// Own requests; all of them for admins who ask for `scope=all`.
#[server(prefix = "/api", endpoint = "media/requests", input = GetUrl, output = Envelope)]
pub async fn list_requests(
    scope: Option<String>,
    status: Option<String>,
    page: Option<String>,
    per_page: Option<String>,
) -> Result<Page<Request>, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let scope = super::state::parse_scope(scope.as_deref())?;
        let status = status.as_deref().filter(|text| !text.is_empty()).map(str::parse).transpose()?;
        let page = super::state::parse_page(page.as_deref(), per_page.as_deref())?;
        ssr::service::<dyn domain::requests::Requests>()?.list(&ssr::actor()?, scope, status, page).await
    })
    .await
}

/// One request with its timeline.
#[server(prefix = "/api", endpoint = "media/requests/detail", input = GetUrl, output = Envelope)]
pub async fn load_request(id: String) -> Result<RequestDetail, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let id = id.parse().map_err(|_| domain::Error::not_found("request"))?;
        ssr::service::<dyn domain::requests::Requests>()?.detail(&ssr::actor()?, id).await
    })
    .await
}

/// Takes a request back while it is pending.
#[server(prefix = "/api", endpoint = "media/requests/cancel", output = Envelope)]
pub async fn cancel_request(id: String) -> Result<Request, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let id = id.parse().map_err(|_| domain::Error::not_found("request"))?;
        let request = ssr::service::<dyn domain::requests::Requests>()?.cancel(&ssr::actor()?, id).await?;
        ssr::go(&format!("/requests/{}", request.id));
        Ok(request)
    })
    .await
}
