//! Other plans beside the one that all write in: made, written in, erased; and whether what was erased stays so.

use super::{
    Check,
    device::TabId,
    judgement::Judgement,
    people::{self, CHAPTER},
    world::World,
};
use samvev_documents::{
    document::Intent,
    id::ItemId,
    plan::{Place, PlanIntent},
};
use samvev_engine::messages::{Command, DocumentRef};
use samvev_protocol::ids::RecordId;

/// Most other plans in a world.
const MOST: usize = 3;

impl World {
    /// Somebody makes another plan, or goes on with one that is there.
    pub(super) fn has_another(&mut self, tab: TabId, document: DocumentRef) {
        let other = self.chance.pick(&self.others);
        let Some(other) = other.filter(|_| self.others.len() >= MOST || self.chance.one_in(2))
        else {
            self.command(
                tab,
                Command::Create {
                    space: Some(document.space),
                    value: people::plan(),
                },
            );
            return;
        };
        let open = self
            .tabs
            .get(&tab)
            .is_some_and(|tab| tab.page.plan(other).is_some());
        if !open {
            self.command(tab, Command::Open(other));
            return;
        }
        let id = ItemId::from_bytes(self.chance.bytes());
        let intent = PlanIntent::AddAction {
            id,
            chapter: CHAPTER,
            place: Place::Last,
        };
        self.trace.line(self.now, || {
            format!("tab {tab} writes in {}", other.document)
        });
        let intent = Intent::Plan(intent);
        let document = other;
        self.command(tab, Command::Act { document, intent });
    }

    pub(super) fn erases(&mut self, tab: TabId, document: DocumentRef) {
        let role = self
            .tabs
            .get(&tab)
            .and_then(|tab| tab.page.role(document.space));
        let Some(other) = self.chance.pick(&self.others).filter(|_| role.is_some()) else {
            return;
        };
        self.trace
            .line(self.now, || format!("tab {tab} erases {}", other.document));
        self.faults.count("erasures tried");
        self.command(tab, Command::Erase(other));
    }

    /// What is erased is in no member's store, on no relay's disk and in no list.
    pub(super) fn check_erased(&mut self, judgement: &Judgement) {
        let mut wrong = Vec::new();
        for of in self.others.clone() {
            let is_erased = judgement.authority.is_erased(&of.document);
            for at in 0..self.hosts.len() {
                if is_erased && self.relay_has(at, of) {
                    wrong.push(format!(
                        "relay {at} has something of {}, erased",
                        of.document
                    ));
                }
            }
            for member in judgement.members.clone() {
                let has = self.profile_has(member, of);
                if is_erased && has > 0 {
                    wrong.push(format!(
                        "profile {member} has {has} entries of {}, erased",
                        of.document
                    ));
                }
                let lists = self
                    .pages(member)
                    .into_iter()
                    .filter_map(|page| page.summary(of.space));
                for summary in lists {
                    let is_listed = summary
                        .documents
                        .iter()
                        .any(|one| one.document == of.document);
                    if is_listed && is_erased {
                        wrong.push(format!("profile {member} lists {}, erased", of.document));
                    }
                }
            }
        }
        wrong
            .into_iter()
            .for_each(|what| self.fail(Check::Returned, what));
    }

    fn relay_has(&self, at: usize, of: DocumentRef) -> bool {
        let Some(host) = self.hosts.get(at) else {
            return false;
        };
        let is_of = |id: &RecordId| {
            host.disk.iter().any(|one| {
                let header = one.record.header();
                one.record.id() == *id
                    && header.document == of.document
                    && !header.kind.is_authority()
            })
        };
        host.ids(of.space).iter().any(is_of)
    }

    /// How many entries of a profile's store are of a document.
    fn profile_has(&self, profile: usize, of: DocumentRef) -> usize {
        let Some(store) = self.profiles.get(profile).map(|one| &one.store) else {
            return 0;
        };
        let of_document = [of.space.as_bytes().as_slice(), of.document.as_bytes()].concat();
        let prefixes =
            [b"r", b"d", b"w", b"b"].map(|prefix| [prefix, of_document.as_slice()].concat());
        let has = |prefix: &Vec<u8>| store.scan_now(prefix).map_or(0, |all| all.len());
        prefixes.iter().map(has).sum()
    }
}
