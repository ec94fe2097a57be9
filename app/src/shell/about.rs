//! `/about`: version, licences, and the attributions that TMDB and `JustWatch` ask for.

use crate::{
    context,
    shell::PageTitle,
    text,
    ui::{PageHead, Section},
};
use leptos::prelude::*;

/// TMDB asks for its logo, unchanged and smaller than ours, and for its sentence, word for word:
/// <https://developer.themoviedb.org/docs/faq>. Data of `JustWatch` comes through it and is named too.
#[component]
pub fn AboutPage() -> impl IntoView {
    view! {
        <PageTitle text=text::nav_about() />
        <PageHead title=text::about_title(context::site_name()) text=text::about_text() />
        <div class="card">
            <dl class="facts">
                <div>
                    <dt>{text::about_version()}</dt>
                    <dd>{env!("CARGO_PKG_VERSION")}</dd>
                </div>
                <div>
                    <dt>{text::about_licence()}</dt>
                    <dd>
                        <a href="https://www.gnu.org/licenses/agpl-3.0.html" rel="license noopener noreferrer">
                            {env!("CARGO_PKG_LICENSE")}
                        </a>
                    </dd>
                </div>
            </dl>
        </div>
        <Section id="sources" title=text::about_sources()>
            <div class="prose">
            <p>
                <img src="/tmdb.svg" alt="TMDB" width="72" height="52" />
            </p>
            <p>
                {text::about_tmdb()} " "
                <a href="https://www.themoviedb.org" rel="noopener noreferrer">
                    "themoviedb.org"
                </a>
            </p>
            <p>
                {text::about_justwatch()} " "
                <a href="https://www.justwatch.com" rel="noopener noreferrer">
                    "justwatch.com"
                </a>
            </p>
            <p>{text::about_plex()}</p>
            </div>
        </Section>
        <Section id="licences" title=text::about_licences()>
            <ul class="prose">
                <li>{text::about_icons()}</li>
                <li>{text::about_libraries()}</li>
            </ul>
        </Section>
    }
}
