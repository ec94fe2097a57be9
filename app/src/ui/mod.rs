//! The design system: what pages are made of. Every component prints the markup that `style/` gives a look; texts come
//! from the catalogue or from the page. Nothing here asks a service or knows the time by itself.

pub mod badge;
pub mod button;
pub mod choice;
pub mod dialog;
pub mod empty;
pub mod field;
pub mod form;
pub mod icon;
pub mod loaded;
pub mod notice;
pub mod page;
pub mod pagination;
pub mod poster;
pub mod segmented;
pub mod skeleton;
pub mod status;
pub mod tabs;
pub mod time;
pub mod timeline;
pub mod toast;

pub use badge::{AvailabilityBadge, Badge, RequestBadge, Tone, TypePill};
pub use button::{Button, LinkButton, Look, Size};
pub use choice::{CheckBox, SelectField, SelectOption, Switch};
pub use dialog::{Dialog, OpenDialog};
pub use empty::{Empty, ErrorPage, Problem};
pub use field::{FieldKind, TextArea, TextField};
pub use form::{ErrorSummary, Hidden, WrongField};
pub use icon::{Glyph, Icon};
pub use loaded::loaded;
pub use notice::{Kind, Notice, StaleNotice};
pub use page::{PageHead, Section};
pub use pagination::Pagination;
pub use poster::{PosterCard, PosterGrid, PosterImage, Thumb, person_path, title_path};
pub use segmented::Segmented;
pub use skeleton::{SkeletonCard, SkeletonGrid, SkeletonRows};
pub use status::StatusDot;
pub use tabs::{Chips, Tab, Tabs};
pub use time::{Age, TimeText};
pub use timeline::{Timeline, TimelineItem, TimelineMark};
pub use toast::{Toast, ToastRegion};
