//! A title in a grid with what can be done about it: the same card from the server and from the browser.

use crate::{
    discovery::state::{CardAction, card_action},
    text,
    ui::{Button, Hidden, Icon, LinkButton, Look, PosterCard, Size, title_path},
};
use domain::discovery::Title;
use leptos::{either::EitherOf3, prelude::*};

/// Asking for a title.
pub const REQUEST_CALL: &str = "/api/media/request";

/// A film is asked for with one press; the seasons of a series are chosen on its page.
#[component]
pub fn TitleCard(
    title: Title,
    #[prop(optional)] eager: bool,
    /// As of a poster card: 2 directly under the page's heading, 3 inside a section.
    #[prop(default = 2)]
    level: u8,
    /// A line under the year; empty is none.
    #[prop(optional, into)]
    note: String,
) -> impl IntoView {
    let action = card_action(&title);
    let (media_type, id, name) = (title.media_type, title.tmdb_id, title.title.clone());
    view! {
        <PosterCard title eager level note>
            {match action {
                CardAction::Request => {
                    EitherOf3::A(view! {
                        <form class="poster-action" method="post" action=REQUEST_CALL>
                            <Hidden name="media_type" value=media_type.as_str() />
                            <Hidden name="tmdb_id" value=id.to_string() />
                            <Button
                                look=Look::Primary
                                size=Size::Small
                                block=true
                                icon=Icon::Plus
                                attr:aria-label=text::request_named(&name)
                            >
                                {text::request()}
                            </Button>
                        </form>
                    })
                }
                CardAction::ChooseSeasons => {
                    EitherOf3::B(view! {
                        <div class="poster-action">
                            <LinkButton
                                href=format!("{}#request", title_path(media_type, id))
                                look=Look::Primary
                                size=Size::Small
                                block=true
                                attr:aria-label=text::choose_seasons_of(&name)
                            >
                                {text::choose_seasons()}
                            </LinkButton>
                        </div>
                    })
                }
                CardAction::Nothing => EitherOf3::C(()),
            }}
        </PosterCard>
    }
}
