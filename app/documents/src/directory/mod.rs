//! The directory of a space: who is who, and what lies where. One a space, made by its founder.

pub(crate) mod kept;

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Identifiers as the protocol has them, opaque here: hex text.
pub type Key = String;

/// Hvem er hvem: the directory as a plain value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directory {
    /// What the space is called.
    pub name: String,
    /// Municipalities, services and other organisations, by their identifier.
    pub parties: BTreeMap<Key, Party>,
    /// People's devices, by device.
    pub members: BTreeMap<Key, Person>,
    /// What is written here, by document.
    pub documents: BTreeMap<Key, Entry>,
    /// Addresses of the workers that carry the space.
    pub relays: Vec<String>,
    /// Which party a worker belongs to, by its address, where that is said.
    pub owners: BTreeMap<String, Key>,
    /// When somebody who settles such things said last that a device's holder is still to be a member, by device: milliseconds since
    /// 1970, by their clock. It reminds, and gives no rights: those are the protocol's.
    pub renewed: BTreeMap<Key, u64>,
}

/// A party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Its name, as people write it: «Tynset kommune».
    pub name: String,
    /// What it is.
    pub kind: PartyKind,
}

/// What a party is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PartyKind {
    /// Kommune.
    #[default]
    Municipality,
    /// Interkommunal tjeneste.
    Intermunicipal,
    /// Annen virksomhet.
    Other,
}

/// Who holds a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name they gave.
    pub name: String,
    /// The party they work in.
    pub party: Key,
}

/// A document in the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What kind it is.
    pub kind: crate::document::DocumentKind,
}

/// One act on the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum DirectoryIntent {
    /// Names the space.
    SetName(String),
    /// Adds or renames a party.
    SetParty {
        /// Its identifier.
        id: Key,
        /// What it is.
        party: Party,
    },
    /// Says who holds a device.
    SetMember {
        /// Which.
        device: Key,
        /// Who.
        person: Person,
    },
    /// Lists a document.
    AddDocument {
        /// Its identifier.
        id: Key,
        /// What is known of it.
        entry: Entry,
    },
    /// Lists the address of a worker.
    AddRelay(String),
    /// Says which party a listed worker belongs to.
    SetOwner {
        /// Its address.
        relay: String,
        /// The party.
        party: Key,
    },
    /// Takes the address of a worker off the list.
    RemoveRelay(String),
    /// Says that a device's holder is still to be a member.
    Renew {
        /// The device.
        device: Key,
        /// When that was said, in milliseconds since 1970.
        at: u64,
    },
}
