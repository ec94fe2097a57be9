//! What a request asks for, season by season; season −1 is a film.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "request_seasons")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub request_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub season: i32,
    pub media_type: String,
    pub tmdb_id: i32,
    pub is_4k: bool,
    /// While true, nobody can ask for the same again.
    pub open: bool,
    /// How far this season is, as Overseerr said it last.
    pub state: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
