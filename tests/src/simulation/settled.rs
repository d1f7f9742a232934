//! Whether what people settled holds: whom somebody removed is out, and nobody joins by what was withdrawn.

use super::{Check, judgement::Judgement, leaks::came_again, world::World};
use samvev_engine::messages::{Command, DocumentRef};
use samvev_protocol::linking::Link;

impl World {
    /// Whom somebody removed is out, and what somebody withdrew is.
    pub(super) fn check_settled(&mut self, document: DocumentRef, judgement: &Judgement) {
        let mut wrong = Vec::new();
        for (by, of, _) in &judgement.removals {
            let given_role = self
                .ledger
                .orders
                .iter()
                .any(|order| order.key == *of && order.role);
            // Whoever has another link comes in again by it (THREATS.md).
            let came_again = came_again(&judgement.authority, of);
            if !judgement.sure.contains(by) || given_role || came_again {
                continue;
            }
            for member in &judgement.members {
                for summary in self
                    .pages(*member)
                    .iter()
                    .filter_map(|page| page.summary(document.space))
                {
                    if summary.seats.iter().any(|seat| seat.device == *of) {
                        wrong.push(format!("{of}, removed, has a seat for profile {member}"));
                    }
                    if summary.invitations.iter().any(|one| one.key == *of) {
                        wrong.push(format!(
                            "the invitation {of}, withdrawn, is open for profile {member}"
                        ));
                    }
                }
            }
        }
        for what in wrong {
            self.fail(Check::Returned, what);
        }
    }

    /// Nobody joins by an invitation that was withdrawn.
    pub(super) fn check_withdrawn(&mut self, document: DocumentRef, judgement: &Judgement) {
        let links = self.ledger.links.clone();
        let withdrawn = links.iter().find(|link| {
            let read = Link::read(link).map(|link| match link {
                Link::Invitation(invitation) => invitation.keys.device(),
                Link::Linking(linking) => linking.keys.device(),
            });
            read.is_ok_and(|key| {
                let mut removals = judgement.removals.iter();
                removals.any(|(by, of, _)| *of == key && judgement.sure.contains(by))
            })
        });
        let Some(link) = withdrawn.cloned() else {
            return;
        };
        let profile = self.person();
        let space = document.space;
        for tab in self.tabs_of(profile) {
            self.command(tab, Command::Inspect { link: link.clone() });
            self.pass(30_000);
            let (name, party) = self.introduction(profile);
            self.command(tab, Command::Join { space, name, party });
            self.pass(30_000);
            self.command(tab, Command::JoinAsDevice);
            self.pass(30_000);
            let joined = self.tabs.get(&tab).and_then(|tab| tab.page.role(space));
            if joined.is_some() {
                self.fail(
                    Check::Returned,
                    "a withdrawn invitation lets somebody in".to_owned(),
                );
            }
        }
    }
}
