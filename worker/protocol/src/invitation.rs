//! The invitation: what stands after the `#` of a link.

use crate::{ids::SpaceId, keys::DeviceKeys};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

/// The version of an invitation's text. Version 2 is a link for one's own device ([`crate::linking`]).
const VERSION: u8 = 1;
/// Bytes of the check.
const CHECK: usize = 8;
const CHECKED: &str = "samvev 2026-11 invitation check v1";
/// Longest link that is looked at, in bytes.
const MAX_LINK: usize = 16 << 10;
/// What mail clients put between letters to break a long line, and what no space is.
const UNSEEN: [char; 4] = ['\u{200b}', '\u{2060}', '\u{feff}', '\u{ad}'];

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

/// What the text says, after its version.
#[derive(Serialize, Deserialize)]
struct Content {
    space: SpaceId,
    seed: [u8; 32],
    relays: Vec<String>,
}

impl Drop for Content {
    fn drop(&mut self) {
        self.seed.zeroize();
    }
}

impl Invitation {
    /// The text after `#`: base64url of version, space, seed, relays, and a check that tells a cut or altered link.
    pub fn to_fragment(&self) -> String {
        let content = Content {
            space: self.space,
            seed: *self.keys.seed(),
            relays: self.relays.clone(),
        };
        // Writing this type to a growing buffer has no way to fail; an empty content would be refused as damaged.
        let encoded = Zeroizing::new(postcard::to_stdvec(&content).unwrap_or_default());
        to_text(VERSION, &encoded)
    }

    /// Reads a whole link or only its fragment; `%23` in place of `#` works, and white space from a mail client is ignored,
    /// as is what a mail filter put behind an `&`.
    ///
    /// # Errors
    /// The check is looked at before the version, and is made the same way in every version: so a newer link is told from
    /// a damaged one.
    pub fn from_link(link: &str) -> Result<Self, LinkError> {
        let (version, content) = of_link(link)?;
        if version != VERSION {
            return Err(LinkError::Newer);
        }
        Self::read(&content)
    }

    /// Reads what stands after the version.
    pub(crate) fn read(content: &[u8]) -> Result<Self, LinkError> {
        let Ok((content, [])) = postcard::take_from_bytes::<Content>(content) else {
            return Err(LinkError::Damaged);
        };
        Ok(Self {
            space: content.space,
            keys: DeviceKeys::from_seed(&content.seed),
            relays: content.relays.clone(),
        })
    }
}

/// The text of a version with this content.
pub(crate) fn to_text(version: u8, content: &[u8]) -> String {
    let mut bytes = Zeroizing::new([&[version], content].concat());
    let check = check(&bytes);
    bytes.extend_from_slice(&check);
    URL_SAFE_NO_PAD.encode(bytes.as_slice())
}

/// The version and the content of a link, or of what stands after its `#`.
pub(crate) fn of_link(link: &str) -> Result<(u8, Zeroizing<Vec<u8>>), LinkError> {
    if link.len() > MAX_LINK {
        return Err(LinkError::Damaged);
    }
    let link: Zeroizing<String> = Zeroizing::new(
        link.chars()
            .filter(|c| !c.is_whitespace() && !UNSEEN.contains(c))
            .collect(),
    );
    let text = fragment(&link).ok_or(LinkError::Missing)?;
    let bytes = Zeroizing::new(
        URL_SAFE_NO_PAD
            .decode(text)
            .map_err(|_| LinkError::Damaged)?,
    );
    let (said, found) = bytes
        .split_last_chunk::<CHECK>()
        .ok_or(LinkError::Damaged)?;
    if check(said) != *found {
        return Err(LinkError::Damaged);
    }
    let (version, content) = said.split_first().ok_or(LinkError::Damaged)?;
    Ok((*version, Zeroizing::new(content.to_vec())))
}

/// What stands after the last `#` (or `%23`), or the whole text where it is no link.
fn fragment(link: &str) -> Option<&str> {
    let hash = link.rfind('#').map(|at| at + 1);
    let escaped = link.rfind("%23").map(|at| at + 3);
    let text = match hash.max(escaped) {
        Some(start) => link.get(start..)?,
        None if link.contains([':', '/', '.']) => return None,
        None => link,
    };
    text.split('&').next().filter(|text| !text.is_empty())
}

fn check(bytes: &[u8]) -> [u8; CHECK] {
    let hash = blake3::derive_key(CHECKED, bytes);
    let mut check = [0; CHECK];
    check.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
    check
}
