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
use serde::{Deserialize, Serialize};
use server_fn::codec::GetUrl;

/// What became of one decision about several requests.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Decided {
    pub requests: Vec<Request>,
    /// Why some of them stay as they are, each with its title or number.
    pub refused: Vec<String>,
    /// In words for people.
    pub message: String,
}

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
        let page = crate::arguments::page(page.as_deref(), per_page.as_deref())?;
        ssr::service::<dyn domain::requests::Requests>()?.list(&ssr::actor()?, scope, status, page).await
    })
    .await
}

/// One request with its timeline.
#[server(prefix = "/api", endpoint = "media/requests/detail", input = GetUrl, output = Envelope)]
pub async fn load_request(id: String) -> Result<RequestDetail, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let id = id.parse().map_err(|_| domain::Error::not_found(domain::error::Thing::Request))?;
        ssr::service::<dyn domain::requests::Requests>()?.detail(&ssr::actor()?, id).await
    })
    .await
}

/// Takes a request back while it is pending.
#[server(prefix = "/api", endpoint = "media/requests/cancel", output = Envelope)]
pub async fn cancel_request(id: String) -> Result<Request, AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let id = id.parse().map_err(|_| domain::Error::not_found(domain::error::Thing::Request))?;
        let request = ssr::service::<dyn domain::requests::Requests>()?.cancel(&ssr::actor()?, id).await?;
        ssr::go(&format!("/requests/{}", request.id));
        Ok(request)
    })
    .await
}

/// Says a few words to the owner of a request, or to the admins.
#[server(prefix = "/api", endpoint = "media/requests/comment", output = Envelope)]
pub async fn comment_request(id: String, text: String) -> Result<(), AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let id = id.parse().map_err(|_| domain::Error::not_found(domain::error::Thing::Request))?;
        let text = domain::requests::Reason::new("text", &text)?;
        ssr::service::<dyn domain::requests::Requests>()?.comment(&ssr::actor()?, id, &text).await?;
        ssr::go(&format!("/requests/{id}"));
        Ok(())
    })
    .await
}

/// Tells the viewer once when somebody else's request is available.
#[server(prefix = "/api", endpoint = "media/requests/follow", output = Envelope)]
pub async fn follow_request(id: String) -> Result<(), AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let id = id.parse().map_err(|_| domain::Error::not_found(domain::error::Thing::Request))?;
        ssr::service::<dyn domain::requests::Requests>()?.follow(&ssr::actor()?, id).await?;
        ssr::go(&format!("/requests/{id}"));
        Ok(())
    })
    .await
}

/// Tells the viewer no more.
#[server(prefix = "/api", endpoint = "media/requests/unfollow", output = Envelope)]
pub async fn unfollow_request(id: String) -> Result<(), AppError> {
    use crate::ssr;
    ssr::boundary(async {
        let id = id.parse().map_err(|_| domain::Error::not_found(domain::error::Thing::Request))?;
        ssr::service::<dyn domain::requests::Requests>()?.unfollow(&ssr::actor()?, id).await?;
        ssr::go("/requests");
        Ok(())
    })
    .await
}

/// Approves a request, or several (`ids`).
#[server(prefix = "/api", endpoint = "media/requests/approve", output = Envelope)]
pub async fn approve_requests(id: Option<String>, ids: Option<Given<Vec<String>>>) -> Result<Decided, AppError> {
    use crate::{requests::decide, ssr};
    ssr::boundary(async {
        let (by, service) = (
            ssr::admin_for(domain::policy::Permission::RequestsManage)?,
            ssr::service::<dyn domain::requests::Requests>()?,
        );
        decide::each(service.as_ref(), &by, decide::named(id, ids)?, decide::Deed::Approve).await
    })
    .await
}

/// Declines a request, or several (`ids`), for a reason that the requester reads.
#[server(prefix = "/api", endpoint = "media/requests/decline", output = Envelope)]
pub async fn decline_requests(
    id: Option<String>,
    ids: Option<Given<Vec<String>>>,
    reason: Option<String>,
) -> Result<Decided, AppError> {
    use crate::{requests::decide, ssr};
    ssr::boundary(async {
        let reason = domain::requests::Reason::new("reason", reason.as_deref().unwrap_or_default())?;
        let (by, service) = (
            ssr::admin_for(domain::policy::Permission::RequestsManage)?,
            ssr::service::<dyn domain::requests::Requests>()?,
        );
        decide::each(service.as_ref(), &by, decide::named(id, ids)?, decide::Deed::Decline(reason)).await
    })
    .await
}

/// Tries again what has failed.
#[server(prefix = "/api", endpoint = "media/requests/retry", output = Envelope)]
pub async fn retry_requests(id: Option<String>, ids: Option<Given<Vec<String>>>) -> Result<Decided, AppError> {
    use crate::{requests::decide, ssr};
    ssr::boundary(async {
        let (by, service) = (
            ssr::admin_for(domain::policy::Permission::RequestsManage)?,
            ssr::service::<dyn domain::requests::Requests>()?,
        );
        decide::each(service.as_ref(), &by, decide::named(id, ids)?, decide::Deed::Retry).await
    })
    .await
}

/// Says that it is there now, where there is no Overseerr that could know.
#[server(prefix = "/api", endpoint = "media/requests/complete", output = Envelope)]
pub async fn complete_requests(id: Option<String>, ids: Option<Given<Vec<String>>>) -> Result<Decided, AppError> {
    use crate::{requests::decide, ssr};
    ssr::boundary(async {
        let (by, service) = (
            ssr::admin_for(domain::policy::Permission::RequestsManage)?,
            ssr::service::<dyn domain::requests::Requests>()?,
        );
        decide::each(service.as_ref(), &by, decide::named(id, ids)?, decide::Deed::Complete).await
    })
    .await
}
