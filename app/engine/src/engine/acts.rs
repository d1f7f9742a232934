//! What a person does to documents and spaces, but for typing.

use super::{
    Engine,
    documents::{Held, Live, Performed, fits_a_record},
    landing::{Content, From, Landing},
    space::{Sequence, Space},
    writer::{Make, Then, Write},
};
use crate::messages::{About, Command, DocumentRef, Event, PartyChoice, Problem};
use chacha20::rand_core::Rng;
use samvev_documents::{
    directory::{Directory, DirectoryIntent, Entry, Party, Person},
    document::{Applied, Document, DocumentError, Heads, Intent, Value},
};
use samvev_protocol::{
    bodies::{Purpose, Role},
    frame::Reason,
    ids::{CircleId, DocumentId, PartyId, SpaceId},
    record::Record,
    space::found,
};

pub(super) fn directory_of(space: SpaceId) -> DocumentRef {
    DocumentRef {
        space,
        document: DocumentId::DIRECTORY,
    }
}

/// Applies several acts as one.
pub(super) fn apply_all(
    document: &mut Document,
    intents: &[Intent],
    at: i64,
) -> Result<Applied, DocumentError> {
    let mut patches = Vec::new();
    for intent in intents {
        patches.extend(document.apply(intent, at)?.patches);
    }
    Ok(Applied {
        inverse: None,
        patches,
    })
}

impl Engine {
    pub(super) fn create(&mut self, space: Option<SpaceId>, value: Value) {
        if let Some(id) = space {
            let again = || Command::Create {
                space: Some(id),
                value: value.clone(),
            };
            if self.in_document(directory_of(id), again) {
                self.create_in(id, Vec::new(), &value);
            }
            return;
        }
        match self.found() {
            Ok((id, landings)) => self.create_in(id, landings, &value),
            Err(problem) => self.problem(About::Start, problem),
        }
    }

    /// Founds a space that only this device knows of.
    fn found(&mut self) -> Result<(SpaceId, Vec<Landing>), Problem> {
        let founded = found(&self.keys, &mut self.random).map_err(|_| Problem::NotAllowed)?;
        let mut space = Space {
            ready: true,
            indexed: true,
            ..Space::new(founded.space)
        };
        for record in &founded.records {
            space
                .authority
                .insert(record)
                .map_err(|_| Problem::NotAllowed)?;
        }
        let ring = space.rings.entry(CircleId::EVERYONE).or_default();
        ring.insert(founded.epoch, founded.key.clone());
        if let Some(newest) = founded.records.last() {
            // Nothing is stored yet.
            space.sequence = Sequence {
                stored: None,
                ..Sequence::after(newest)
            };
        }
        self.spaces.insert(founded.space, space);
        self.changed.insert(founded.space);
        Ok((
            founded.space,
            founded.records.into_iter().map(authority_landing).collect(),
        ))
    }

    /// Makes a document that nobody else knows of yet, and holds it.
    fn begin_document(&mut self, of: DocumentRef, value: &Value) -> Result<Make, DocumentError> {
        let at = i64::try_from(self.now).unwrap_or(i64::MAX);
        let mut document = Document::create(value, &self.actor(of.space), at)?;
        let plain = document.changes_since(&Heads::default());
        let value = document.value()?;
        let live = Live {
            value: Some(value),
            unseen_since: Some(self.now),
            changed: true,
            ..Live::new(document, self.now)
        };
        self.documents.insert(of, Held::Live(Box::new(live)));
        Ok(Make::Changes {
            document: of.document,
            plain,
        })
    }

    /// Makes a document whose beginning others can take in. What could not be made is not held.
    pub(super) fn begin_whole(&mut self, of: DocumentRef, value: &Value) -> Result<Make, Problem> {
        let unread = |error: DocumentError| super::documents::problem_of(&error);
        let begun = self.begin_document(of, value).map_err(unread)?;
        if matches!(&begun, Make::Changes { plain, .. } if !fits_a_record(plain)) {
            self.documents.remove(&of);
            return Err(Problem::Refused(Reason::TooLarge));
        }
        Ok(begun)
    }

    fn create_in(&mut self, space: SpaceId, landings: Vec<Landing>, value: &Value) {
        let mut document = [0; DocumentId::LENGTH];
        self.random.fill_bytes(&mut document);
        while DocumentId::from_bytes(document).is_of_a_circle() {
            self.random.fill_bytes(&mut document);
        }
        let of = DocumentRef {
            space,
            document: DocumentId::from_bytes(document),
        };
        let founds = !landings.is_empty();
        let outcome = self.made_in(of, landings, value);
        match outcome {
            Ok(mut write) => {
                self.note_title(of, Some(self.now));
                // A space that is stored is listed, whatever happens next.
                write.puts.extend(self.listing(space));
                self.write(write);
                self.tell(Event::Created(of));
            }
            Err(problem) => {
                self.documents.remove(&of);
                if founds {
                    // Nothing of it is stored.
                    self.documents.remove(&directory_of(space));
                    self.spaces.remove(&space);
                    self.changed.remove(&space);
                    self.problem(About::Start, problem);
                } else {
                    self.problem(About::Space(space), problem);
                }
            }
        }
    }

    fn made_in(
        &mut self,
        of: DocumentRef,
        landings: Vec<Landing>,
        value: &Value,
    ) -> Result<Write, Problem> {
        let unread = |error: DocumentError| super::documents::problem_of(&error);
        let directory = directory_of(of.space);
        let mut make = Vec::new();
        if !landings.is_empty() {
            make.push(
                self.begin_document(directory, &Value::Directory(Directory::default()))
                    .map_err(unread)?,
            );
        }
        if self.role(of.space) < Some(Role::Editor) {
            return Err(Problem::NotAllowed);
        }
        make.push(Make::Declare {
            document: of.document,
            purpose: Purpose::Shared,
        });
        make.push(self.begin_whole(of, value)?);
        let kind = match value {
            Value::Plan(_) => samvev_documents::document::DocumentKind::Plan,
            Value::Directory(_) => return Err(Problem::DoesNotFit),
        };
        let entry = DirectoryIntent::AddDocument {
            id: of.document.to_string(),
            entry: Entry { kind },
        };
        if let Some(performed) = self.perform_all(directory, vec![Intent::Directory(entry)])? {
            make.push(Make::Changes {
                document: directory.document,
                plain: performed.plain,
            });
        }
        Ok(Write {
            make,
            landings,
            act: true,
            ..Write::of(of.space)
        })
    }

    pub(super) fn perform_all(
        &mut self,
        of: DocumentRef,
        acts: Vec<Intent>,
    ) -> Result<Option<Performed>, Problem> {
        self.perform(of, None, |document, at| apply_all(document, &acts, at))
    }

    pub(super) fn act(&mut self, of: DocumentRef, intent: &Intent) {
        if !self.in_document(of, || Command::Act {
            document: of,
            intent: intent.clone(),
        }) {
            return;
        }
        match self.perform(of, None, |document, at| document.apply(intent, at)) {
            Ok(Some(mut performed)) => {
                let write = Self::act_of(of, &performed);
                self.remember(of, &mut performed, None);
                self.write(write);
            }
            Ok(None) => {}
            Err(problem) => self.problem(About::Document(of), problem),
        }
    }

    /// Acts on a space's directory; what cannot be is told.
    pub(super) fn act_on_directory(&mut self, space: SpaceId, intents: Vec<Intent>) {
        let of = directory_of(space);
        match self.perform_all(of, intents) {
            Ok(Some(performed)) => {
                let write = Self::act_of(of, &performed);
                self.write(write);
            }
            Ok(None) => {}
            Err(problem) => self.problem(About::Space(space), problem),
        }
    }

    pub(super) fn introduce(&mut self, space: SpaceId, name: String, party: PartyChoice) {
        let again = || Command::Introduce {
            space,
            name: name.clone(),
            party: party.clone(),
        };
        if self.in_document(directory_of(space), again) {
            let directory = self.directory(space).cloned().unwrap_or_default();
            let (_, intents) = self.introduction(&directory, name, party);
            self.act_on_directory(space, intents);
        }
    }

    /// The acts on a directory that say who one is, and the party that one works in.
    pub(super) fn introduction(
        &mut self,
        directory: &Directory,
        name: String,
        party: PartyChoice,
    ) -> (PartyId, Vec<Intent>) {
        let mut intents = Vec::new();
        let id = match party {
            PartyChoice::Known(id) => id,
            PartyChoice::New { name, kind } => known_party(directory, &name).unwrap_or_else(|| {
                let mut bytes = [0; PartyId::LENGTH];
                self.random.fill_bytes(&mut bytes);
                let id = PartyId::from_bytes(bytes);
                let party = Party {
                    name: name.trim().to_owned(),
                    kind,
                };
                intents.push(Intent::Directory(DirectoryIntent::SetParty {
                    id: id.to_string(),
                    party,
                }));
                id
            }),
        };
        let person = Person {
            name: name.trim().to_owned(),
            party: id.to_string(),
        };
        let device = self.keys.device().to_string();
        intents.push(Intent::Directory(DirectoryIntent::SetMember {
            device,
            person,
        }));
        (id, intents)
    }

    pub(super) fn share(&mut self, space: SpaceId, relay: String) {
        if self.in_document(directory_of(space), || Command::Share {
            space,
            relay: relay.clone(),
        }) {
            self.act_on_directory(
                space,
                vec![Intent::Directory(DirectoryIntent::AddRelay(relay))],
            );
        }
    }

    pub(super) fn invite(&mut self, space: SpaceId, role: Role, uses: u32, days: u16) {
        if !self.in_document(directory_of(space), || Command::Invite {
            space,
            role,
            uses,
            days,
        }) {
            return;
        }
        let relays = self.relays(space);
        if relays.is_empty() {
            // There is nowhere yet that the invited could ask.
            self.problem(About::Invitation, Problem::DoesNotFit);
            return;
        }
        let make = vec![Make::Invite {
            role,
            uses,
            days,
            relays,
        }];
        self.write(Write {
            make,
            act: true,
            ..Write::of(space)
        });
    }

    /// Tells something once what is in line by now is durable.
    pub(super) fn tell_when_durable(&mut self, space: SpaceId, event: Event) {
        self.write(Write {
            then: vec![Then::Tell(event)],
            ..Write::of(space)
        });
    }
}

pub(super) fn authority_landing(record: Record) -> Landing {
    Landing {
        record,
        content: Content::Authority { stands: true },
        from: From::Here,
    }
}

/// The party that the directory lists by this name, however it is spaced and capitalised.
fn known_party(directory: &Directory, name: &str) -> Option<PartyId> {
    let plain = |name: &str| {
        name.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    let wanted = plain(name);
    directory
        .parties
        .iter()
        .find(|(_, party)| plain(&party.name) == wanted)
        .and_then(|(id, _)| id.parse().ok())
}
