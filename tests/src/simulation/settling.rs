//! Settling who is a member: removals, other roles, withdrawn invitations, and administrators who remove each other.

use super::{device::TabId, ledger::Order, world::World};
use samvev_engine::messages::{Command, DocumentRef};
use samvev_protocol::bodies::Role;

impl World {
    /// Settles who is a member, where one may.
    pub(super) fn settles(&mut self, tab: TabId, document: DocumentRef) {
        let space = document.space;
        let Some(summary) = self.tabs.get(&tab).and_then(|tab| tab.page.summary(space)) else {
            return;
        };
        if summary.role != Some(Role::Administrator) {
            return;
        }
        let seats: Vec<_> = summary.seats.iter().map(|seat| seat.device).collect();
        let invitations: Vec<_> = summary.invitations.iter().map(|one| one.key).collect();
        let Some(device) = self.chance.pick(&seats) else {
            return;
        };
        let order = |key, role| Order { key, role };
        match self.chance.below(8) {
            0 | 1 if seats.len() > 2 => {
                self.trace
                    .line(self.now, || format!("tab {tab} removes {device}"));
                self.ledger.orders.push(order(device, false));
                let devices = vec![device];
                self.command(tab, Command::Remove { space, devices });
            }
            2..=5 => {
                let roles = [
                    Role::Administrator,
                    Role::Administrator,
                    Role::Editor,
                    Role::Reader,
                ];
                let role = self.chance.pick(&roles).unwrap_or(Role::Editor);
                self.trace
                    .line(self.now, || format!("tab {tab} makes {device} {role:?}"));
                self.ledger.orders.push(order(device, true));
                let devices = vec![device];
                self.command(
                    tab,
                    Command::SetRole {
                        space,
                        devices,
                        role,
                    },
                );
            }
            6 => {
                if let Some(invitation) = self.chance.pick(&invitations) {
                    self.trace
                        .line(self.now, || format!("tab {tab} withdraws {invitation}"));
                    self.ledger.orders.push(order(invitation, false));
                    self.command(tab, Command::Withdraw { space, invitation });
                }
            }
            _ => self.remove_each_other(document),
        }
    }

    /// Adds a device of one's own, or takes one back, whatever one's role is.
    pub(super) fn adds_or_takes_back(&mut self, tab: TabId, document: DocumentRef) {
        let space = document.space;
        let Some(summary) = self.tabs.get(&tab).and_then(|tab| tab.page.summary(space)) else {
            return;
        };
        let added: Vec<_> = summary.added.clone();
        match self.chance.pick(&added) {
            Some(key) if self.chance.one_in(3) => {
                self.trace
                    .line(self.now, || format!("tab {tab} takes back {key}"));
                self.ledger.orders.push(Order { key, role: false });
                self.faults.count("devices that were taken back");
                self.command(tab, Command::TakeBack { space, key });
            }
            _ => {
                self.trace
                    .line(self.now, || format!("tab {tab} makes a link for its own"));
                self.command(tab, Command::AddDevice);
            }
        }
    }

    /// Two administrators remove each other, neither knowing.
    fn remove_each_other(&mut self, document: DocumentRef) {
        let space = document.space;
        let mut administrators = Vec::new();
        for (id, tab) in &self.tabs {
            let known = administrators.iter().any(|(_, of, _)| *of == tab.profile);
            if tab.page.role(space) == Some(Role::Administrator) && !known {
                let device = self.profiles.get(tab.profile).map(|one| one.device);
                administrators.extend(device.map(|device| (*id, tab.profile, device)));
            }
        }
        if administrators.len() < 2 {
            return;
        }
        let one = self.chance.place(administrators.len());
        let one = administrators.swap_remove(one);
        let Some(other) = self.chance.pick(&administrators) else {
            return;
        };
        self.faults.count("administrators who removed each other");
        for ((tab, profile, _), (_, _, key)) in [(one, other), (other, one)] {
            self.network(profile, false);
            self.trace.line(self.now, || {
                format!("tab {tab} removes {key}, as it does it")
            });
            self.ledger.orders.push(Order { key, role: false });
            let devices = vec![key];
            self.command(tab, Command::Remove { space, devices });
        }
    }
}
