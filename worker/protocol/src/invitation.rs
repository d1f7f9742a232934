//! The invitation: what stands after the `#` of a link.

use crate::{ids::SpaceId, keys::DeviceKeys};

/// An invitation's secret: whoever has it can read the space and join it.
pub struct Invitation {
    /// The space it leads to.
    pub space: SpaceId,
    /// The invitation's own keys.
    pub keys: DeviceKeys,
    /// Addresses of the relays to ask, as WebSocket URLs.
    pub relays: Vec<String>,
}

/// Why text is no invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// No invitation at all.
    #[error("the link holds no invitation")]
    Missing,
    /// Cut or altered: its check does not hold.
    #[error("the link is cut or altered")]
    Damaged,
    /// Made by a later version.
    #[error("the link is of a newer version")]
    Newer,
}

impl Invitation {
    /// The text after `#`: base64url of version, space, seed, relays, and a check that tells a cut or altered link.
    pub fn to_fragment(&self) -> String {
        todo!()
    }

    /// Reads a whole link or only its fragment; `%23` in place of `#` works, and white space from a mail client is ignored.
    pub fn from_link(_link: &str) -> Result<Self, LinkError> {
        todo!()
    }
}
