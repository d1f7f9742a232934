//! What people do, by chance: they write, let others in and go, come and leave.

use super::{
    device::{ProfileId, TabId},
    ledger::{Deed, MARK},
    world::World,
};
use samvev_documents::{
    directory::PartyKind,
    document::Value,
    id::ItemId,
    plan::{Action, Chapter, Column, ColumnMeaning, Goal, GoalKind, Plan, PlanIntent},
    text::RichText,
};
use samvev_engine::messages::{Command, DocumentRef, PartyChoice};
use samvev_protocol::bodies::Role;
use std::collections::BTreeMap;

pub(super) const CHAPTER: ItemId = ItemId::nth(1);
pub(super) const GOAL: ItemId = ItemId::nth(2);
pub(super) const ACTIVITY: ItemId = ItemId::nth(3);
const TIME: ItemId = ItemId::nth(4);
pub(super) const ROW: ItemId = ItemId::nth(5);

/// A short plan with one of each. Every text bears the mark.
pub(super) fn plan() -> Value {
    let text = |words: &str| RichText::from_plain(&format!("{MARK} {words}"));
    let column = |id, heading, meaning| Column {
        id,
        heading: text(heading),
        meaning,
    };
    let cells = BTreeMap::from([(ACTIVITY, text("Kurs.")), (TIME, text("Høst 2027."))]);
    Value::Plan(Plan {
        title: text("Plan for trygge oppvekstmiljø."),
        chapters: vec![Chapter {
            id: CHAPTER,
            level: 1,
            heading: text("Tiltak."),
            text: text("Kommunene arbeider sammen."),
            goals: vec![Goal {
                id: GOAL,
                text: text("Alle barn har en voksen."),
                kind: GoalKind::Main,
            }],
            columns: vec![
                column(ACTIVITY, "Aktivitet.", ColumnMeaning::Action),
                column(TIME, "Tid.", ColumnMeaning::Time),
            ],
            actions: vec![Action { id: ROW, cells }],
        }],
        removed: Vec::new(),
    })
}

/// The rows of a plan, but the first, which nobody takes away.
pub(super) fn rows(plan: &Plan) -> Vec<ItemId> {
    let actions = plan.chapters.iter().flat_map(|chapter| &chapter.actions);
    actions.map(|row| row.id).filter(|id| *id != ROW).collect()
}

/// Whether this is the row that nobody takes away.
pub(super) fn is_first(row: &ItemId) -> bool {
    *row == ROW
}

/// Which worlds a seed makes: not everything happens in all.
pub(super) struct Habits {
    pub people: usize,
    pub acts: u64,
    /// People take back what they did.
    pub undo: bool,
    /// Members are let go and given other roles.
    pub removals: bool,
    /// Other plans are made, written in, and erased.
    pub erasures: bool,
    /// Plans are made that are closed to some.
    pub circles: bool,
    /// One in so many steps goes wrong; none where 0.
    pub wrong: u64,
}

impl Habits {
    pub(super) fn drawn(world: &mut World) -> Self {
        let chance = &mut world.chance;
        Self {
            people: 3 + chance.place(4),
            acts: 150 + chance.below(350),
            undo: chance.one_in(3),
            removals: !chance.one_in(3),
            erasures: chance.one_in(2),
            circles: chance.one_in(2),
            wrong: chance.pick(&[0, 12, 5, 3]).unwrap_or_default(),
        }
    }
}

impl World {
    /// The founder makes the plan, says who they are, shares it and invites.
    pub(super) fn begins(&mut self) {
        let founder = self.person();
        self.pass(100);
        let Some(tab) = self.tabs_of(founder).first().copied() else {
            return;
        };
        let create = Command::Create {
            space: None,
            value: plan(),
        };
        self.command(tab, create);
        self.pass(500);
        let Some(document) = self.document else {
            return;
        };
        let space = document.space;
        self.command(tab, Command::Open(document));
        let (name, party) = self.introduction(founder);
        self.command(tab, Command::Introduce { space, name, party });
        let relays: Vec<String> = self.hosts.iter().map(|host| host.address.clone()).collect();
        for relay in relays {
            self.command(tab, Command::Share { space, relay });
        }
        self.pass(1_000);
        self.invites(tab, document, Role::Editor);
        self.pass(1_000);
    }

    pub(super) fn introduction(&self, profile: ProfileId) -> (String, PartyChoice) {
        let name = self.profiles.get(profile).map(|one| one.name.clone());
        let party = PartyChoice::New {
            name: format!("{MARK} kommune {}", profile % 3),
            kind: PartyKind::Municipality,
        };
        (name.unwrap_or_default(), party)
    }

    fn invites(&mut self, tab: TabId, document: DocumentRef, role: Role) {
        let invite = Command::Invite {
            space: document.space,
            role,
            uses: 5,
            days: 30,
        };
        self.command(tab, invite);
    }

    /// Somebody does something.
    pub(super) fn somebody_acts(&mut self, habits: &Habits) {
        let Some(document) = self.document else {
            return;
        };
        if self.profiles.len() < habits.people && self.chance.one_in(8) {
            self.person();
            return;
        }
        let profile = self.somebody(document);
        let Some(tab) = self.chance.pick(&self.tabs_of(profile)) else {
            self.open_tab(profile);
            return;
        };
        let Some(page) = self.tabs.get(&tab).map(|tab| &tab.page) else {
            return;
        };
        if page.summary(document.space).is_none() {
            self.comes(profile, tab, document);
        } else if page.plan(document).is_none() {
            self.command(tab, Command::Open(document));
        } else {
            self.works(habits, profile, tab, document);
        }
    }

    /// One of the profiles; every third time one that has not come yet, if there is one.
    fn somebody(&mut self, document: DocumentRef) -> ProfileId {
        let is_out = |tab: &super::device::Tab| tab.page.summary(document.space).is_none();
        let out: Vec<ProfileId> = self
            .tabs
            .values()
            .filter(|tab| is_out(tab))
            .map(|tab| tab.profile)
            .collect();
        match self.chance.pick(&out) {
            Some(profile) if self.chance.one_in(3) => profile,
            _ => self.chance.place(self.profiles.len()),
        }
    }

    /// Looks at a link, then joins by it.
    fn comes(&mut self, profile: ProfileId, tab: TabId, document: DocumentRef) {
        let looked = self.tabs.get(&tab).and_then(|tab| tab.page.invitation);
        if let Some(space) = looked.filter(|_| !self.chance.one_in(4)) {
            let (name, party) = self.introduction(profile);
            self.trace
                .line(self.now, || format!("profile {profile} joins"));
            let as_own = self.tabs.get(&tab).is_some_and(|tab| tab.page.own_device);
            let join = if as_own {
                self.faults
                    .count("devices that came by somebody's link for their own");
                Command::JoinAsDevice
            } else {
                Command::Join { space, name, party }
            };
            self.command(tab, join);
            self.command(tab, Command::Open(document));
        } else if let Some(link) = self.chance.pick(&self.ledger.links) {
            self.command(tab, Command::Inspect { link });
        }
    }

    fn works(&mut self, habits: &Habits, profile: ProfileId, tab: TabId, document: DocumentRef) {
        match self.chance.below(43) {
            0..=13 => self.types(profile, tab, document),
            14 | 15 => self.deletes_word(tab, document),
            16..=20 => {
                let id = ItemId::from_bytes(self.chance.bytes());
                let chapter = CHAPTER;
                let place = self.somewhere(tab, document);
                self.ledger.note(tab, profile, Deed::Row(id));
                self.acts(tab, document, PlanIntent::AddAction { id, chapter, place });
            }
            21 | 22 => {
                if let Some(id) = self.some_row(tab, document) {
                    let chapter = CHAPTER;
                    let place = self.somewhere(tab, document);
                    self.acts(tab, document, PlanIntent::MoveAction { id, chapter, place });
                }
            }
            23 => {
                if let Some(id) = self.some_row(tab, document) {
                    let at = i64::try_from(self.clock_of(profile)).unwrap_or_default();
                    self.ledger.note(tab, profile, Deed::RowGone(id));
                    self.acts(tab, document, PlanIntent::Remove { id, at });
                }
            }
            24 if habits.undo => {
                self.ledger.took_back(tab);
                self.command(tab, Command::Undo(document));
            }
            25 | 26 => {
                let online = self.chance.one_in(2);
                self.network(profile, online);
            }
            27 if self.tabs_of(profile).len() < 2 => self.open_tab(profile),
            28 => self.crash(tab, true),
            29 => self.device_recovers(profile),
            30 | 31 => {
                let roles = [Role::Editor, Role::Editor, Role::Contributor, Role::Reader];
                let role = self.chance.pick(&roles).unwrap_or(Role::Editor);
                self.invites(tab, document, role);
            }
            32..=36 if habits.removals => self.settles(tab, document),
            39 => self.adds_or_takes_back(tab, document),
            37 if habits.erasures => self.has_another(tab, document),
            38 if habits.erasures => self.erases(tab, document),
            39..=42 if habits.circles => self.closes(tab, document),
            _ => {}
        }
    }
}
