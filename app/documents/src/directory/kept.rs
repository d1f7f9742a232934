//! How the directory is kept in Automerge: maps by identifier, so that what two people add at once both stands.

use super::{Directory, DirectoryIntent, Entry, Key, Party, PartyKind, Person};
use crate::document::{DocumentError, DocumentKind, root};
use automerge::{
    ObjId, ObjType, ROOT, ReadDoc, ScalarValue, Value,
    transaction::{Transactable, Transaction},
};
use std::collections::BTreeMap;

const NAME: &str = "name";
const KIND: &str = "kind";
const PARTY: &str = "party";
const PARTIES: &str = "parties";
const MEMBERS: &str = "members";
const DOCUMENTS: &str = "documents";
const RELAYS: &str = "relays";
const OWNERS: &str = "owners";
const RENEWED: &str = "renewed";

/// What takes an act on the directory back.
#[derive(Debug, Clone)]
pub(crate) enum Undo {
    /// Does this instead.
    Set(DirectoryIntent),
    /// Takes an entry out of a map.
    Delete(&'static str, Key),
    /// Lists a worker again, in its place.
    Relay {
        address: Key,
        place: u64,
        owner: Option<Key>,
    },
}

fn party_kind_name(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::Municipality => "municipality",
        PartyKind::Intermunicipal => "intermunicipal",
        PartyKind::Other => "other",
    }
}

fn document_kind_name(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Directory => root::DIRECTORY,
        DocumentKind::Plan => root::PLAN,
    }
}

/// Writes a directory into an empty document.
pub(crate) fn write(tx: &mut Transaction<'_>, directory: &Directory) -> Result<(), DocumentError> {
    tx.put(ROOT, root::KIND, root::DIRECTORY)?;
    tx.put(ROOT, root::SCHEMA, root::VERSION)?;
    for map in [PARTIES, MEMBERS, DOCUMENTS, RELAYS, OWNERS, RENEWED] {
        tx.put_object(ROOT, map, ObjType::Map)?;
    }
    act(tx, &DirectoryIntent::SetName(directory.name.clone()))?;
    for (id, party) in &directory.parties {
        let (id, party) = (id.clone(), party.clone());
        act(tx, &DirectoryIntent::SetParty { id, party })?;
    }
    for (device, person) in &directory.members {
        let (device, person) = (device.clone(), person.clone());
        act(tx, &DirectoryIntent::SetMember { device, person })?;
    }
    for (id, entry) in &directory.documents {
        let (id, entry) = (id.clone(), entry.clone());
        act(tx, &DirectoryIntent::AddDocument { id, entry })?;
    }
    for relay in &directory.relays {
        act(tx, &DirectoryIntent::AddRelay(relay.clone()))?;
    }
    for (relay, party) in &directory.owners {
        let (relay, party) = (relay.clone(), party.clone());
        act(tx, &DirectoryIntent::SetOwner { relay, party })?;
    }
    for (device, at) in &directory.renewed {
        let (device, at) = (device.clone(), *at);
        act(tx, &DirectoryIntent::Renew { device, at })?;
    }
    Ok(())
}

/// Carries out an act. `None`: it changes nothing.
pub(crate) fn act(
    tx: &mut Transaction<'_>,
    intent: &DirectoryIntent,
) -> Result<Option<Undo>, DocumentError> {
    let now = read(&*tx);
    let back = |old: Option<DirectoryIntent>, map, key: &Key| {
        old.map_or_else(|| Undo::Delete(map, key.clone()), Undo::Set)
    };
    match intent {
        DirectoryIntent::SetName(name) => {
            if text(&*tx, &ROOT, NAME).as_ref() == Some(name) {
                return Ok(None);
            }
            tx.put(ROOT, NAME, name.as_str())?;
            Ok(Some(Undo::Set(DirectoryIntent::SetName(now.name))))
        }
        DirectoryIntent::SetParty { id, party } => {
            let old = now.parties.get(id).cloned();
            if old.as_ref() == Some(party) {
                return Ok(None);
            }
            let values = [
                (NAME, party.name.as_str()),
                (KIND, party_kind_name(party.kind)),
            ];
            put(tx, PARTIES, id, &values)?;
            let old = old.map(|party| DirectoryIntent::SetParty {
                id: id.clone(),
                party,
            });
            Ok(Some(back(old, PARTIES, id)))
        }
        DirectoryIntent::SetMember { device, person } => {
            let old = now.members.get(device).cloned();
            if old.as_ref() == Some(person) {
                return Ok(None);
            }
            let values = [(NAME, person.name.as_str()), (PARTY, person.party.as_str())];
            put(tx, MEMBERS, device, &values)?;
            let old = old.map(|person| DirectoryIntent::SetMember {
                device: device.clone(),
                person,
            });
            Ok(Some(back(old, MEMBERS, device)))
        }
        DirectoryIntent::AddDocument { id, entry } => {
            if now.documents.contains_key(id) {
                return Ok(None);
            }
            put(tx, DOCUMENTS, id, &[(KIND, document_kind_name(entry.kind))])?;
            Ok(Some(Undo::Delete(DOCUMENTS, id.clone())))
        }
        DirectoryIntent::AddRelay(address) => {
            if now.relays.contains(address) {
                return Ok(None);
            }
            let relays = map(tx, RELAYS)?;
            let last = now.relays.last();
            let place = last.map_or(0, |last| place_of(&*tx, &relays, last).saturating_add(1));
            tx.put(&relays, address.as_str(), place)?;
            Ok(Some(Undo::Delete(RELAYS, address.clone())))
        }
        DirectoryIntent::SetOwner { relay, party } => {
            let old = now.owners.get(relay).cloned();
            if old.as_ref() == Some(party) || !now.relays.contains(relay) {
                return Ok(None);
            }
            let owners = map_or_new(tx, OWNERS)?;
            tx.put(&owners, relay.as_str(), party.as_str())?;
            let old = old.map(|party| DirectoryIntent::SetOwner {
                relay: relay.clone(),
                party,
            });
            Ok(Some(back(old, OWNERS, relay)))
        }
        DirectoryIntent::RemoveRelay(address) => {
            if !now.relays.contains(address) {
                return Ok(None);
            }
            let relays = map(tx, RELAYS)?;
            let undo = Undo::Relay {
                address: address.clone(),
                place: place_of(&*tx, &relays, address),
                owner: now.owners.get(address).cloned(),
            };
            tx.delete(&relays, address.as_str())?;
            if now.owners.contains_key(address) {
                let owners = map(tx, OWNERS)?;
                tx.delete(&owners, address.as_str())?;
            }
            Ok(Some(undo))
        }
        DirectoryIntent::Renew { device, at } => {
            let old = now.renewed.get(device).copied();
            if old == Some(*at) {
                return Ok(None);
            }
            let renewed = map_or_new(tx, RENEWED)?;
            tx.put(&renewed, device.as_str(), *at)?;
            let old = old.map(|at| DirectoryIntent::Renew {
                device: device.clone(),
                at,
            });
            Ok(Some(back(old, RENEWED, device)))
        }
    }
}

/// Takes an act back. `None`: there is nothing to take back.
pub(crate) fn undo(tx: &mut Transaction<'_>, undo: &Undo) -> Result<Option<Undo>, DocumentError> {
    let (name, key) = match undo {
        Undo::Set(intent) => return act(tx, intent),
        Undo::Relay {
            address,
            place,
            owner,
        } => {
            let relays = map(tx, RELAYS)?;
            tx.put(&relays, address.as_str(), *place)?;
            if let Some(owner) = owner {
                let owners = map_or_new(tx, OWNERS)?;
                tx.put(&owners, address.as_str(), owner.as_str())?;
            }
            let again = DirectoryIntent::RemoveRelay(address.clone());
            return Ok(Some(Undo::Set(again)));
        }
        Undo::Delete(RELAYS, key) => {
            return act(tx, &DirectoryIntent::RemoveRelay(key.clone()));
        }
        Undo::Delete(name, key) => (*name, key),
    };
    let now = read(&*tx);
    let id = key.clone();
    let again = match name {
        PARTIES => now
            .parties
            .get(key)
            .cloned()
            .map(|party| DirectoryIntent::SetParty { id, party }),
        MEMBERS => now
            .members
            .get(key)
            .cloned()
            .map(|person| DirectoryIntent::SetMember { device: id, person }),
        DOCUMENTS => now
            .documents
            .get(key)
            .cloned()
            .map(|entry| DirectoryIntent::AddDocument { id, entry }),
        RENEWED => now.renewed.get(key).map(|at| DirectoryIntent::Renew {
            device: id,
            at: *at,
        }),
        _ => now
            .owners
            .get(key)
            .cloned()
            .map(|party| DirectoryIntent::SetOwner { relay: id, party }),
    };
    if again.is_some() {
        let map = map(tx, name)?;
        tx.delete(&map, key.as_str())?;
    }
    Ok(again.map(Undo::Set))
}

fn map(tx: &Transaction<'_>, name: &str) -> Result<ObjId, DocumentError> {
    object(tx, &ROOT, name).ok_or(DocumentError::DoesNotFit)
}

/// One of the maps that an older directory lacks.
fn map_or_new(tx: &mut Transaction<'_>, name: &str) -> Result<ObjId, DocumentError> {
    match object(&*tx, &ROOT, name) {
        Some(map) => Ok(map),
        None => Ok(tx.put_object(ROOT, name, ObjType::Map)?),
    }
}

/// Where a worker stands among the others.
fn place_of(doc: &impl ReadDoc, relays: &ObjId, address: &str) -> u64 {
    number(doc, relays, address).unwrap_or(u64::MAX)
}

fn number(doc: &impl ReadDoc, parent: &ObjId, key: &str) -> Option<u64> {
    match doc.get(parent, key) {
        Ok(Some((Value::Scalar(value), _))) => value.as_u64(),
        _ => None,
    }
}

fn put(
    tx: &mut Transaction<'_>,
    name: &str,
    key: &Key,
    values: &[(&str, &str)],
) -> Result<(), DocumentError> {
    let map = map(tx, name)?;
    let entry = match object(&*tx, &map, key) {
        Some(entry) => entry,
        None => tx.put_object(&map, key.as_str(), ObjType::Map)?,
    };
    for (name, value) in values {
        if text(&*tx, &entry, name).as_deref() != Some(*value) {
            tx.put(&entry, *name, *value)?;
        }
    }
    Ok(())
}

fn object(doc: &impl ReadDoc, parent: &ObjId, key: &str) -> Option<ObjId> {
    match doc.get(parent, key) {
        Ok(Some((Value::Object(ObjType::Map), object))) => Some(object),
        _ => None,
    }
}

fn text(doc: &impl ReadDoc, parent: &ObjId, key: &str) -> Option<String> {
    match doc.get(parent, key) {
        Ok(Some((Value::Scalar(value), _))) => match value.as_ref() {
            ScalarValue::Str(text) => Some(text.to_string()),
            _ => None,
        },
        _ => None,
    }
}

/// The entries of one of the maps; what this version does not understand is passed over.
fn entries<T>(
    doc: &impl ReadDoc,
    name: &str,
    entry: impl Fn(&ObjId) -> Option<T>,
) -> impl Iterator<Item = (Key, T)> {
    let map = object(doc, &ROOT, name);
    let keys: Vec<Key> = map.iter().flat_map(|map| doc.keys(map)).collect();
    keys.into_iter().filter_map(move |key| {
        let object = object(doc, map.as_ref()?, &key)?;
        Some((key, entry(&object)?))
    })
}

/// The directory as a value.
pub(crate) fn read(doc: &impl ReadDoc) -> Directory {
    let word = |object: &ObjId, key| text(doc, object, key).unwrap_or_default();
    let parties = entries(doc, PARTIES, |object| {
        let kind = match word(object, KIND).as_str() {
            "municipality" => PartyKind::Municipality,
            "intermunicipal" => PartyKind::Intermunicipal,
            _ => PartyKind::Other,
        };
        Some(Party {
            name: word(object, NAME),
            kind,
        })
    });
    let members = entries(doc, MEMBERS, |object| {
        Some(Person {
            name: word(object, NAME),
            party: word(object, PARTY),
        })
    });
    let documents = entries(doc, DOCUMENTS, |object| {
        let kind = match word(object, KIND).as_str() {
            root::PLAN => DocumentKind::Plan,
            root::DIRECTORY => DocumentKind::Directory,
            _ => return None,
        };
        Some(Entry { kind })
    });
    let mut relays: Vec<(u64, String)> = object(doc, &ROOT, RELAYS)
        .map(|map| {
            doc.keys(&map)
                .map(|address| (place_of(doc, &map, &address), address))
                .collect()
        })
        .unwrap_or_default();
    relays.sort();
    let owners = object(doc, &ROOT, OWNERS).map_or_else(BTreeMap::new, |map| {
        let owner =
            |(_, address): &(u64, String)| Some((address.clone(), text(doc, &map, address)?));
        relays.iter().filter_map(owner).collect()
    });
    let renewed = object(doc, &ROOT, RENEWED).map_or_else(BTreeMap::new, |map| {
        let at = |device: String| Some((device.clone(), number(doc, &map, &device)?));
        doc.keys(&map).filter_map(at).collect()
    });
    Directory {
        name: word(&ROOT, NAME),
        parties: parties.collect(),
        members: members.collect(),
        documents: documents.collect(),
        relays: relays.into_iter().map(|(_, address)| address).collect(),
        owners,
        renewed,
    }
}
