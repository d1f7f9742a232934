//! A link for one more device of one's own: what stands after its `#`. One link leads to all spaces of the person.

use crate::{
    ids::SpaceId,
    invitation::{self, Invitation, LinkError},
    keys::DeviceKeys,
};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

/// The version of its text.
const VERSION: u8 = 2;
/// Most spaces in one link: so it is a QR code that any telephone reads from a screen.
pub const MOST_SPACES: usize = 8;

/// A link's secret: whoever has it can read the spaces, and join them as one more device of whoever made it.
pub struct Linking {
    /// The link's own keys, the same in each space.
    pub keys: DeviceKeys,
    /// The spaces, with addresses of relays to ask for each, as WebSocket URLs.
    pub spaces: Vec<(SpaceId, Vec<String>)>,
}

/// A link of either kind.
pub enum Link {
    /// An invitation to a space.
    Invitation(Invitation),
    /// For one more device of one's own.
    Linking(Linking),
}

/// What the text says, after its version. Spaces name relays by their place in the list, since most have the same.
#[derive(Serialize, Deserialize)]
struct Content {
    seed: [u8; 32],
    relays: Vec<String>,
    spaces: Vec<(SpaceId, Vec<u8>)>,
}

impl Drop for Content {
    fn drop(&mut self) {
        self.seed.zeroize();
    }
}

impl Linking {
    /// The text after `#`, made as an invitation's. Spaces beyond [`MOST_SPACES`] are left out.
    pub fn to_fragment(&self) -> String {
        let mut content = Content {
            seed: *self.keys.seed(),
            relays: Vec::new(),
            spaces: Vec::new(),
        };
        for (space, addresses) in self.spaces.iter().take(MOST_SPACES) {
            let mut places = Vec::new();
            for address in addresses {
                let known = content.relays.iter().position(|one| one == address);
                let place = known.unwrap_or(content.relays.len());
                if known.is_none() {
                    content.relays.push(address.clone());
                }
                places.extend(u8::try_from(place).ok());
            }
            content.spaces.push((*space, places));
        }
        // Writing this type to a growing buffer has no way to fail; an empty content would be refused as damaged.
        let encoded = Zeroizing::new(postcard::to_stdvec(&content).unwrap_or_default());
        invitation::to_text(VERSION, &encoded)
    }

    fn read(content: &[u8]) -> Result<Self, LinkError> {
        let Ok((content, [])) = postcard::take_from_bytes::<Content>(content) else {
            return Err(LinkError::Damaged);
        };
        if content.spaces.is_empty() || content.spaces.len() > MOST_SPACES {
            return Err(LinkError::Damaged);
        }
        let address = |place: &u8| content.relays.get(usize::from(*place)).cloned();
        let spaces = content.spaces.iter().map(|(space, places)| {
            let relays: Option<Vec<String>> = places.iter().map(address).collect();
            Some((*space, relays?))
        });
        let spaces: Option<Vec<_>> = spaces.collect();
        Ok(Self {
            keys: DeviceKeys::from_seed(&content.seed),
            spaces: spaces.ok_or(LinkError::Damaged)?,
        })
    }
}

impl Link {
    /// Reads a whole link or only its fragment, as [`Invitation::from_link`].
    ///
    /// # Errors
    /// As [`Invitation::from_link`].
    pub fn read(link: &str) -> Result<Self, LinkError> {
        match invitation::of_link(link)? {
            (VERSION, content) => Linking::read(&content).map(Self::Linking),
            (version, content) if version < VERSION => {
                Invitation::read(&content).map(Self::Invitation)
            }
            _ => Err(LinkError::Newer),
        }
    }
}
