//! Those who do harm: a stranger who signs what is nobody's to sign, and a member who sends, with keys that are known, what no
//! client of ours would.

use super::{
    device::ProfileId,
    world::{Happening, World},
};
use samvev_protocol::{
    authority::Authority,
    bodies::{AuthorityBody, Grant, Grantee, Removal, Role},
    frame::{FRAMES_VERSION, Frame},
    ids::{CircleId, DocumentId, EpochId, RecordId},
    keys::DeviceKeys,
    prune::PruneBody,
    record::{Header, Kind, Record},
    seal,
    space::{keyring, newest},
};
use samvev_worker::relay::{self, Intake, Limits};

/// What somebody needs to make records by hand.
struct Hand {
    keys: DeviceKeys,
    header: Header,
    own: Vec<Record>,
    others: Vec<Record>,
    of_snapshots: Vec<Record>,
    authority: Authority,
}

impl World {
    fn blank(&mut self, keys: &DeviceKeys, kind: Kind) -> Option<Header> {
        let document = self.document?;
        Some(Header {
            kind,
            space: document.space,
            circle: CircleId::EVERYONE,
            document: document.document,
            epoch: EpochId::NONE,
            author: keys.device(),
            sequence: 5_000 + self.chance.below(1_000_000),
            parents: Vec::new(),
            authority: Vec::new(),
        })
    }

    /// A properly signed record by somebody whom nobody let in.
    pub(super) fn by_a_stranger(&mut self) -> Option<Record> {
        let keys = DeviceKeys::from_seed(&self.chance.bytes());
        if self.chance.one_in(2) {
            let mut header = self.blank(&keys, Kind::Changes)?;
            header.epoch = EpochId::from_bytes(self.chance.bytes());
            let body = self.chance.bytes::<200>().to_vec();
            return Record::sign(header, body, &keys).ok();
        }
        let header = self.blank(&keys, Kind::Removal)?;
        let device = self.profiles.first()?.device;
        self.removal(header, &keys, device)
    }

    fn removal(
        &mut self,
        header: Header,
        keys: &DeviceKeys,
        device: samvev_protocol::ids::DeviceId,
    ) -> Option<Record> {
        let header = Header {
            document: DocumentId::NONE,
            epoch: EpochId::NONE,
            kind: Kind::Removal,
            ..header
        };
        let removal = Removal {
            device,
            counted: vec![RecordId::from_bytes(self.chance.bytes())],
        };
        Record::sign(header, AuthorityBody::Removal(removal).encode(), keys).ok()
    }

    /// A member sends rubbish to a relay, past the client.
    pub(super) fn mole(&mut self, profile: ProfileId, host: usize) {
        let Some(record) = self.hand(profile).and_then(|hand| self.rubbish(hand)) else {
            return;
        };
        let is_of_snapshots =
            record.header().kind.is_written() && record.header().kind != Kind::Changes;
        if is_of_snapshots
            && *self.ledger.liar.get_or_insert(record.header().author) != record.header().author
        {
            // Two who lie together are believed (THREATS.md).
            return;
        }
        if is_of_snapshots {
            self.faults
                .count("false snapshots, prunes and confirmations");
        }
        self.faults.count("records of a member who does harm");
        self.ledger.rubbish.insert(record.id());
        self.ledger.moles.insert(profile);
        self.trace.line(self.now, || {
            format!(
                "profile {profile} sends {:?} {}",
                record.header().kind,
                record.id()
            )
        });
        self.upload(profile, host, &record);
    }

    fn hand(&mut self, profile: ProfileId) -> Option<Hand> {
        let keys = self.keys(profile)?;
        let mut header = self.blank(&keys, Kind::Changes)?;
        let records = self.records(profile);
        let mut authority = Authority::new(header.space);
        // What can never stand stays out.
        let _ = authority.insert_all(&records);
        let of_snapshots = records
            .iter()
            .filter(|one| matches!(one.header().kind, Kind::Snapshot | Kind::Prune));
        let of_snapshots = of_snapshots.cloned().collect();
        let changes = records
            .into_iter()
            .filter(|record| record.header().kind == Kind::Changes);
        let (own, others) =
            changes.partition::<Vec<_>, _>(|record| record.header().author == keys.device());
        if let Some(last) = own.iter().max_by_key(|record| record.header().sequence) {
            header.sequence = last.header().sequence + 1;
        }
        header.authority = authority.heads();
        Some(Hand {
            keys,
            header,
            own,
            others,
            of_snapshots,
            authority,
        })
    }

    fn rubbish(&mut self, hand: Hand) -> Option<Record> {
        let Hand {
            keys,
            mut header,
            own,
            others,
            of_snapshots,
            authority,
        } = hand;
        let ring = keyring(&authority, &keys);
        let (epoch, key) = newest(&authority, &ring)?;
        header.epoch = epoch;
        match self.chance.below(11) {
            0 => {
                let body = self.chance.bytes::<120>().to_vec();
                Record::sign(header, body, &keys).ok()
            }
            1 => {
                let plain = self.chance.bytes::<120>();
                let body = seal::seal(&key, &header, &plain, self.chance.source()).ok()?;
                Record::sign(header, body, &keys).ok()
            }
            // Changes of another actor.
            2 => {
                let of = self.chance.pick(&others)?;
                let plain = seal::open(ring.get(&of.header().epoch)?, &of).ok()?;
                header.document = of.header().document;
                let body = seal::seal(&key, &header, &plain, self.chance.source()).ok()?;
                Record::sign(header, body, &keys).ok()
            }
            // A fork of its own chain, with what it says already.
            3 => {
                let of = self.chance.pick(&own)?;
                let plain = seal::open(ring.get(&of.header().epoch)?, &of).ok()?;
                let header = Header {
                    epoch,
                    ..of.header().clone()
                };
                let body = seal::seal(&key, &header, &plain, self.chance.source()).ok()?;
                Record::sign(header, body, &keys).ok()
            }
            // A document that there is not.
            4 => {
                header.document = DocumentId::from_bytes(self.chance.bytes());
                let plain = self.chance.bytes::<60>();
                let body = seal::seal(&key, &header, &plain, self.chance.source()).ok()?;
                Record::sign(header, body, &keys).ok()
            }
            // A grant to itself of all there is, which only an administrator may make.
            5 => {
                let may = authority.member(&keys.device())?.role == Role::Administrator;
                if may {
                    return None;
                }
                let agreement = keys.agreement();
                let of = seal::Wrapping::Of(epoch);
                let circle = CircleId::EVERYONE;
                let wrapped = seal::wrap(
                    &key,
                    header.space,
                    circle,
                    of,
                    &agreement,
                    self.chance.source(),
                );
                let grant = Grant {
                    to: keys.device(),
                    wrapped: wrapped.ok()?,
                    agreement,
                    grantee: Grantee::Device,
                    role: Role::Administrator,
                    party: None,
                    proof: keys.prove_agreement(header.space),
                };
                header.kind = Kind::Grant;
                header.document = DocumentId::NONE;
                Record::sign(header, AuthorityBody::Grant(grant).encode(), &keys).ok()
            }
            // A snapshot that holds one change, or nothing that can be read.
            6 => {
                let of = self.chance.pick(&others)?;
                let mut plain = seal::open(ring.get(&of.header().epoch)?, &of).ok()?;
                if self.chance.one_in(2) {
                    plain.truncate(10);
                }
                header.kind = Kind::Snapshot;
                header.document = of.header().document;
                let body = seal::seal(&key, &header, &plain, self.chance.source()).ok()?;
                Record::sign(header, body, &keys).ok()
            }
            // A prune of what somebody wrote, or of a snapshot: as if it were in another one, or in nothing.
            7 | 8 => {
                let all = [own, others, of_snapshots.clone()].concat();
                let (of, other) = (self.chance.pick(&all)?, self.chance.pick(&all)?);
                let snapshots = of_snapshots
                    .into_iter()
                    .filter(|one| one.header().kind == Kind::Snapshot);
                let snapshot = self.chance.pick(&snapshots.collect::<Vec<_>>());
                header.kind = Kind::Prune;
                header.epoch = EpochId::NONE;
                header.document = of.header().document;
                header.parents = vec![snapshot.as_ref().map_or(other.id(), Record::id)];
                let mut covered = vec![of.id(), other.id()];
                covered.sort_unstable();
                covered.dedup();
                let follows = Vec::new();
                Record::sign(header, PruneBody { covered, follows }.encode(), &keys).ok()
            }
            // A confirmation of what it has not seen.
            9 => {
                let prunes = of_snapshots
                    .into_iter()
                    .filter(|one| one.header().kind == Kind::Prune);
                let of = self.chance.pick(&prunes.collect::<Vec<_>>())?;
                header.kind = Kind::Confirmation;
                header.epoch = EpochId::NONE;
                header.document = of.header().document;
                header.parents = vec![of.id()];
                Record::sign(header, Vec::new(), &keys).ok()
            }
            // A removal of nobody, or of somebody whom only an administrator may remove.
            _ => {
                let may = authority.member(&keys.device())?.role == Role::Administrator;
                let devices: Vec<_> = self.profiles.iter().map(|one| one.device).collect();
                let others: Vec<_> = devices
                    .into_iter()
                    .filter(|one| *one != keys.device())
                    .collect();
                let nobody = samvev_protocol::ids::DeviceId::from_bytes(self.chance.bytes());
                let device = if may {
                    nobody
                } else {
                    self.chance.pick(&others)?
                };
                self.removal(header, &keys, device)
            }
        }
    }

    /// Greets a relay as a profile's device and hands it a record. Whatever it answers, nobody listens.
    fn upload(&mut self, profile: ProfileId, host: usize, record: &Record) {
        let (Some(keys), Some(space), nonce) =
            (self.keys(profile), self.space(), self.chance.bytes())
        else {
            return;
        };
        self.next_connection += 1;
        let connection = relay::ConnectionId(self.next_connection);
        let Some(at) = self.hosts.get_mut(host).filter(|host| host.up) else {
            return;
        };
        at.intakes
            .insert(connection, Intake::new(&Limits::default()));
        let hello = Frame::Hello {
            version: FRAMES_VERSION,
            space,
            device: keys.device(),
            signature: keys.answer_challenge(&nonce, &at.address, space),
            relay: at.address.clone(),
        };
        let put = Frame::Put(vec![record.bytes().to_vec()]);
        self.relay_event(host, relay::Event::Connected { connection, nonce });
        // The space is read from the disk in between, which may take as long as the slowest spell.
        self.happen(1, Happening::Heard(host, connection, hello.encode()));
        self.happen(
            self.slowness + 100,
            Happening::Heard(host, connection, put.encode()),
        );
        self.happen(2 * self.slowness + 1_000, Happening::Gone(host, connection));
    }
}
