//! What several people do with one request: comments, and being told when it is there.

use crate::{
    discovery::card::REQUEST_CALL,
    text,
    ui::{Button, Hidden, Icon, Size, TextArea},
};
use domain::{RequestId, SeasonNumber, TmdbId, discovery::MediaType};
use leptos::prelude::*;

pub(super) const COMMENT: &str = "/api/media/requests/comment";
pub(super) const UNFOLLOW: &str = "/api/media/requests/unfollow";

/// A few words to the others.
#[component]
pub(super) fn CommentForm(id: RequestId, is_admin: bool, typed: String) -> impl IntoView {
    let hint = if is_admin { text::comment_hint_admin() } else { text::comment_hint() };
    view! {
        <form method="post" action=COMMENT class="form" id="comment">
            <Hidden name="id" value=id.to_string() />
            <TextArea id="text" name="text" label=text::comment() hint value=typed rows=3 required=true />
            <div class="form-foot">
                <Button icon=Icon::External>{text::comment_send()}</Button>
            </div>
        </form>
    }
}

/// For who wants what somebody else has asked for already: the same wish follows theirs.
#[component]
pub fn NotifyMe(media_type: MediaType, id: TmdbId, seasons: Vec<SeasonNumber>) -> impl IntoView {
    view! {
        <form method="post" action=REQUEST_CALL>
            <Hidden name="media_type" value=media_type.as_str() />
            <Hidden name="tmdb_id" value=id.to_string() />
            {seasons.into_iter().map(|season| view! { <Hidden name="seasons[]" value=season.to_string() /> }).collect_view()}
            <Button size=Size::Large icon=Icon::Bell>
                {text::notify_me()}
            </Button>
        </form>
    }
}

/// For who is told when somebody else's request is there.
#[component]
pub(super) fn Unfollow(id: RequestId) -> impl IntoView {
    view! {
        <form method="post" action=UNFOLLOW>
            <Hidden name="id" value=id.to_string() />
            <Button icon=Icon::Bell>{text::unfollow()}</Button>
        </form>
    }
}
