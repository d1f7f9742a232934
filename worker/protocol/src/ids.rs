//! The names of things on the wire: newtypes over bytes, shown and parsed as lower-case hex.

use core::{fmt, str::FromStr};
use serde::{Deserialize, Serialize};

/// Text that is not the hex of an identifier of the wanted length.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier of {expected} bytes in hex")]
pub struct ParseIdError {
    /// How many bytes the identifier has.
    pub expected: usize,
}

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident, $length:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name([u8; $length]);

        impl $name {
            /// Bytes in the identifier.
            pub const LENGTH: usize = $length;

            /// The identifier with these bytes.
            pub const fn from_bytes(bytes: [u8; $length]) -> Self {
                Self(bytes)
            }

            /// The bytes of the identifier.
            pub const fn as_bytes(&self) -> &[u8; $length] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, ParseIdError> {
                let wrong = || ParseIdError { expected: $length };
                let mut bytes = [0; $length];
                if text.len() != $length * 2 || !text.is_ascii() {
                    return Err(wrong());
                }
                for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
                    let pair = core::str::from_utf8(pair).map_err(|_| wrong())?;
                    *byte = u8::from_str_radix(pair, 16).map_err(|_| wrong())?;
                }
                Ok(Self(bytes))
            }
        }
    };
}

identifier!(
    /// A space: the id of its founding record, so that its name proves who founded it.
    SpaceId,
    32
);
identifier!(
    /// A circle: a set of devices with keys of its own. [`CircleId::EVERYONE`] is a space's first.
    CircleId,
    16
);
identifier!(
    /// A document: one Automerge document.
    DocumentId,
    16
);
identifier!(
    /// An epoch: the id of the epoch record that began it.
    EpochId,
    32
);
identifier!(
    /// A record: the BLAKE3 hash of its bytes.
    RecordId,
    32
);
identifier!(
    /// A device, or an invitation: its Ed25519 verifying key.
    DeviceId,
    32
);
identifier!(
    /// A party, opaque here: its name stands in the sealed directory.
    PartyId,
    16
);

impl CircleId {
    /// The circle of all members of a space.
    pub const EVERYONE: Self = Self([0; 16]);

    /// The circle that an author begins with this nonce: nobody else can begin one of that name.
    pub fn begun(space: SpaceId, author: DeviceId, nonce: &[u8; 16]) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("samvev 2026-11 circle v1");
        for part in [space.as_bytes().as_slice(), author.as_bytes(), nonce] {
            hasher.update(part);
        }
        let mut id = [0; Self::LENGTH];
        let (form, rest) = id.split_at_mut(OF_CIRCLES.len());
        form.copy_from_slice(&OF_CIRCLES);
        hasher.finalize_xof().fill(rest);
        Self(id)
    }
}

/// What circles but everyone's begin with, and their documents: so that they are told from everyone's by form.
const OF_CIRCLES: [u8; 2] = [0xc1; 2];

impl DocumentId {
    /// In the header of a record that belongs to no document (authority records).
    pub const NONE: Self = Self([0; 16]);
    /// The directory of a space: who is who, and what lies where. There is one a space, so its id is fixed.
    pub const DIRECTORY: Self = Self([0xd1; 16]);

    /// A document of a circle: it begins as the circle does, so that it can be taken for no other's, and ends at random.
    pub fn in_circle(circle: CircleId, random: [u8; 4]) -> Self {
        let mut id = [0; Self::LENGTH];
        let (begins, ends) = id.split_at_mut(Self::BEGINNING);
        begins.copy_from_slice(Self::beginning(circle.as_bytes()));
        ends.copy_from_slice(&random);
        Self(id)
    }

    /// Whether it is of some circle that is not everyone's.
    pub fn is_of_a_circle(&self) -> bool {
        self.0.starts_with(&OF_CIRCLES)
    }

    /// Whether it may be a document of this circle, which is not everyone's.
    pub fn begins_as(&self, circle: &CircleId) -> bool {
        Self::beginning(&self.0) == Self::beginning(circle.as_bytes())
    }

    /// How many bytes the documents of a circle begin with as it does.
    const BEGINNING: usize = 12;

    fn beginning(id: &[u8; 16]) -> &[u8] {
        id.split_at(Self::BEGINNING).0
    }
}

impl RecordId {
    /// In the header of a record that comes after no other of its author.
    pub const NONE: Self = Self([0; 32]);
}

impl EpochId {
    /// In the header of a record that is sealed with no epoch's key.
    pub const NONE: Self = Self([0; 32]);
}

impl SpaceId {
    /// In the header of a founding record, which makes the space.
    pub const NONE: Self = Self([0; 32]);
}

impl From<RecordId> for SpaceId {
    fn from(founding: RecordId) -> Self {
        Self(founding.0)
    }
}

impl From<RecordId> for EpochId {
    fn from(epoch: RecordId) -> Self {
        Self(epoch.0)
    }
}
