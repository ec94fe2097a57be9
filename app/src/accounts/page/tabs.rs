//! The head of the pages of one's own profile: what this one is called, and the way to the others.

use crate::{
    shell::PageTitle,
    text,
    ui::{PageHead, Tab, Tabs},
};
use leptos::prelude::*;

/// The pages, in their order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProfileTab {
    Settings,
    Devices,
    Keys,
}

impl ProfileTab {
    const ALL: [Self; 3] = [Self::Settings, Self::Devices, Self::Keys];

    pub fn path(self) -> &'static str {
        match self {
            Self::Settings => "/profile",
            Self::Devices => "/profile/devices",
            Self::Keys => "/profile/keys",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Settings => text::profile_settings(),
            Self::Devices => text::profile_devices(),
            Self::Keys => text::profile_keys(),
        }
    }
}

/// Title, heading, the sentence under it, and the tabs; the children are the page's actions.
#[component]
pub fn ProfileHead(
    current: ProfileTab,
    #[prop(optional, into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let title = match current {
        ProfileTab::Settings => text::profile(),
        other => other.label(),
    };
    let tabs = ProfileTab::ALL.map(|tab| Tab::new(tab.label(), tab.path(), tab == current)).into();
    view! {
        <PageTitle text=title />
        <PageHead title text>
            {children.map(|children| children())}
        </PageHead>
        <Tabs label=text::profile() tabs />
    }
}
