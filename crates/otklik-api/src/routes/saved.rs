//! What views, boards and maps have in common: who sees them, who may change them.

use otklik_core::{BoardFault, ErrorCode, Right, Timestamp};
use otklik_store::{NewSaved, Saved, SavedChange, SavedId, SavedItems, User};
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::signed::has;

/// Whose something is, and whether the reader may change it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Ownership {
    /// What its owner is called; nothing when they were removed.
    owner: Option<String>,
    /// Whether it is the reader's own.
    own: bool,
    /// Whether the reader may change and remove it.
    editable: bool,
    /// Whether everybody sees it.
    shared: bool,
    /// When it was last changed.
    changed_at: Timestamp,
}

impl Ownership {
    pub(crate) fn of<C>(saved: &Saved<C>, reader: &User) -> Self {
        Self {
            owner: saved.owner.as_ref().map(|(_, name)| name.clone()),
            own: is_own(saved, reader),
            editable: may_change(saved, reader),
            shared: saved.is_shared,
            changed_at: saved.changed_at,
        }
    }
}

impl Ownership {
    /// The same of what people write together: whoever keeps views may change what is shared.
    pub(crate) fn together<C>(saved: &Saved<C>, reader: &User) -> Self {
        let editable = has(reader, Right::KeepViews) && (is_own(saved, reader) || saved.is_shared);
        Self { editable, ..Self::of(saved, reader) }
    }

    /// Whether the reader may change it.
    pub(crate) fn is_editable(&self) -> bool {
        self.editable
    }
}

fn is_own<C>(saved: &Saved<C>, reader: &User) -> bool {
    saved.owner.as_ref().is_some_and(|(owner, _)| *owner == reader.id)
}

/// What is one's own may be changed, and what is shared by who manages access: its owner may be gone.
fn may_change<C>(saved: &Saved<C>, reader: &User) -> bool {
    has(reader, Right::KeepViews) && (is_own(saved, reader) || saved.is_shared && has(reader, Right::ManageAccess))
}

/// The id of an address.
fn saved_id(text: &str) -> Result<SavedId, Problem> {
    text.parse().map_err(|_| Problem::new(ErrorCode::NotFound))
}

/// One that the reader sees.
pub(crate) async fn seen<C: DeserializeOwned>(
    items: SavedItems<'_>,
    id: &str,
    reader: &User,
) -> Result<Saved<C>, Problem> {
    let found = items.get(saved_id(id)?, reader.id).await?;
    found.ok_or_else(|| Problem::new(ErrorCode::NotFound))
}

/// One that the reader may change.
pub(crate) async fn changeable<C: DeserializeOwned>(
    items: SavedItems<'_>,
    id: &str,
    reader: &User,
) -> Result<Saved<C>, Problem> {
    let found = seen(items, id, reader).await?;
    if may_change(&found, reader) { Ok(found) } else { Err(Problem::new(ErrorCode::Forbidden)) }
}

/// Keeps something new of a reader, and answers it as it is kept.
pub(crate) async fn keep<C: Serialize + DeserializeOwned>(
    items: SavedItems<'_>,
    new: &NewSaved<C>,
    reader: &User,
    now: Timestamp,
) -> Result<Saved<C>, Problem> {
    let id = items.add(reader.id, new, now).await?;
    seen(items, &id.to_string(), reader).await
}

/// Changes what the reader may change, and answers it as it is kept: made from a version, unless somebody came first, else from the newest.
pub(crate) async fn change<C: Serialize + DeserializeOwned>(
    items: SavedItems<'_>,
    id: &str,
    version: Option<i64>,
    new: &NewSaved<C>,
    reader: &User,
    now: Timestamp,
) -> Result<Saved<C>, Problem> {
    let known: Saved<C> = changeable(items, id, reader).await?;
    match items.change(known.id, version.unwrap_or(known.version), new, now).await? {
        SavedChange::Kept(_) => seen(items, id, reader).await,
        SavedChange::Overtaken(_) => Err(Problem::at(ErrorCode::BoardChanged, "/version")),
        SavedChange::Gone => Err(Problem::new(ErrorCode::NotFound)),
    }
}

/// Removes what the reader may change.
pub(crate) async fn remove<C: DeserializeOwned>(items: SavedItems<'_>, id: &str, reader: &User) -> Result<(), Problem> {
    let known: Saved<C> = changeable(items, id, reader).await?;
    items.remove(known.id).await?;
    Ok(())
}

/// Refuses what has a fault.
pub(crate) fn refuse(fault: Option<BoardFault>, place: &str) -> Result<(), Problem> {
    match fault {
        Some(fault) => Err(Problem::at(fault.code, &format!("{place}{}", fault.pointer))),
        None => Ok(()),
    }
}
