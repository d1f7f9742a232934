//! Where in the app a person is: the address as a value.

use samvev_engine::messages::DocumentRef;
use samvev_protocol::ids::SpaceId;

/// A place with an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The start page.
    Start,
    /// A plan.
    Plan(DocumentRef),
    /// Hvem er hvem, of a space.
    Who(SpaceId),
    /// The servers that carry a space.
    Servers(SpaceId),
    /// Joining by an invitation, which stands in the address's fragment.
    Join,
    /// An address that leads nowhere.
    Unknown,
}

impl Place {
    /// The place with this path.
    pub fn of(path: &str) -> Self {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let place = match parts.next() {
            None => Some(Self::Start),
            Some("plan") => plan(parts.next(), parts.next()),
            Some("hvem") => parts
                .next()
                .and_then(|space| space.parse().ok())
                .map(Self::Who),
            Some("servere") => parts
                .next()
                .and_then(|space| space.parse().ok())
                .map(Self::Servers),
            Some("bli-med") => Some(Self::Join),
            Some(_) => None,
        };
        place
            .filter(|_| parts.next().is_none())
            .unwrap_or(Self::Unknown)
    }

    /// Its path.
    pub fn path(self) -> String {
        match self {
            Self::Start | Self::Unknown => "/".to_owned(),
            Self::Plan(DocumentRef { space, document }) => format!("/plan/{space}/{document}"),
            Self::Who(space) => format!("/hvem/{space}"),
            Self::Servers(space) => format!("/servere/{space}"),
            Self::Join => "/bli-med".to_owned(),
        }
    }

    /// The space that it is in.
    pub fn space(self) -> Option<SpaceId> {
        match self {
            Self::Plan(document) => Some(document.space),
            Self::Who(space) | Self::Servers(space) => Some(space),
            _ => None,
        }
    }

    /// The document that it shows.
    pub fn document(self) -> Option<DocumentRef> {
        match self {
            Self::Plan(document) => Some(document),
            _ => None,
        }
    }
}

fn plan(space: Option<&str>, document: Option<&str>) -> Option<Place> {
    Some(Place::Plan(DocumentRef {
        space: space?.parse().ok()?,
        document: document?.parse().ok()?,
    }))
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )]
    use super::*;
    use samvev_protocol::ids::DocumentId;

    #[test]
    fn every_place_is_found_again_by_its_path() {
        let space = SpaceId::from_bytes([3; 32]);
        let document = DocumentRef {
            space,
            document: DocumentId::from_bytes([9; 16]),
        };
        for place in [
            Place::Start,
            Place::Plan(document),
            Place::Who(space),
            Place::Servers(space),
            Place::Join,
        ] {
            assert_eq!(Place::of(&place.path()), place);
        }
    }

    #[test]
    fn what_leads_nowhere_is_said_to() {
        for path in [
            "/plan",
            "/plan/zz/01",
            "/hvem/",
            "/annet",
            "/bli-med/x",
            "/plan/../..",
        ] {
            assert_eq!(Place::of(path), Place::Unknown, "{path}");
        }
    }
}
