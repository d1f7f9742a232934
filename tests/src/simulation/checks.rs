//! Bringing a world to rest, and looking at it: the four checks.

use super::{
    Check,
    closing::out_of_reach,
    device::{ProfileId, Tab},
    judgement::{Judgement, is_covered},
    ledger::Deed,
    people::{is_first, rows},
    world::World,
};
use samvev_documents::plan::{Plan, PlanField};
use samvev_engine::messages::{Command, DocumentRef, Seat};
use samvev_protocol::ids::RecordId;
use std::collections::BTreeSet;

/// How long a world has at least to come to rest, and how long nothing may change then, in milliseconds: longer than any
/// client waits before it calls again.
const REST: u64 = 100_000;
const QUIET: u64 = 50_000;
/// How many times more it is waited for.
const PATIENCE: usize = 20;

/// All words of a plan that are shown.
pub(super) fn words(plan: &Plan) -> String {
    let mut texts = vec![&plan.title];
    for chapter in &plan.chapters {
        texts.extend([&chapter.heading, &chapter.text]);
        texts.extend(chapter.goals.iter().map(|goal| &goal.text));
        texts.extend(chapter.columns.iter().map(|column| &column.heading));
        texts.extend(chapter.actions.iter().flat_map(|row| row.cells.values()));
    }
    let texts: Vec<String> = texts.into_iter().map(|text| text.to_plain()).collect();
    texts.join("\n")
}

impl World {
    /// Lets time pass until nothing changes any longer.
    pub(super) fn rest(&mut self) {
        self.opens_plans();
        self.pass(REST);
        let mut before = self.measure();
        for _ in 0..PATIENCE {
            self.opens_plans();
            self.pass(QUIET);
            let now = self.measure();
            if now == before {
                return;
            }
            before = now;
        }
        self.fail(
            Check::Diverged,
            "the world does not come to rest".to_owned(),
        );
    }

    fn measure(&self) -> Vec<usize> {
        let profiles = self
            .profiles
            .iter()
            .map(|one| one.store.scan_now(b"").map_or(0, |all| all.len()));
        let hosts = self.hosts.iter().map(|host| host.disk.len());
        let plans = self.tabs.values().map(|tab| tab.page.values.len());
        profiles.chain(hosts).chain(plans).collect()
    }

    fn opens_plans(&mut self) {
        let Some(document) = self.document else {
            return;
        };
        let closed = |tab: &Tab| {
            tab.page.summary(document.space).is_some() && tab.page.plan(document).is_none()
        };
        let tabs = self.tabs.iter().filter(|(_, tab)| closed(tab));
        let tabs: Vec<usize> = tabs.map(|(id, _)| *id).collect();
        for tab in tabs {
            self.command(tab, Command::Open(document));
        }
        self.opens_closed(document);
    }

    /// Looks at the world, has everybody begin anew, and looks again. Answers how many records there are.
    pub(super) fn check(&mut self) -> u64 {
        let Some(document) = self.document else {
            self.fail(Check::Lost, "no plan was made".to_owned());
            return 0;
        };
        let judgement = self.look(document);
        if !self.failures.is_empty() {
            return judgement.union.len() as u64;
        }
        let before = self.shown_words(document, &judgement);
        for tab in self.tabs.keys().copied().collect::<Vec<_>>() {
            self.crash(tab, true);
        }
        (0..self.profiles.len()).for_each(|profile| self.open_tab(profile));
        self.rest();
        let judgement = self.look(document);
        for word in self.shown_words(document, &judgement).difference(&before) {
            self.fail(
                Check::Returned,
                format!("{word} shows again after all began anew"),
            );
        }
        self.check_withdrawn(document, &judgement);
        judgement.union.len() as u64
    }

    fn look(&mut self, document: DocumentRef) -> Judgement {
        let judgement = Judgement::of(self, document.space);
        self.check_alike(document, &judgement);
        self.check_entries(document, &judgement);
        self.check_settled(document, &judgement);
        self.check_erased(&judgement);
        self.check_leaks(&judgement);
        self.check_closed(document, &judgement);
        judgement
    }

    pub(super) fn pages(&self, profile: ProfileId) -> Vec<&super::page::Page> {
        let tabs = self.tabs_of(profile);
        tabs.iter()
            .filter_map(|tab| self.tabs.get(tab))
            .map(|tab| &tab.page)
            .collect()
    }

    fn shown_words(&self, document: DocumentRef, judgement: &Judgement) -> BTreeSet<String> {
        let pages = judgement
            .members
            .iter()
            .flat_map(|member| self.pages(*member));
        let plans = pages.filter_map(|page| page.plan(document));
        let all: Vec<String> = plans.map(words).collect();
        let entries = self.ledger.entries.iter();
        let shown = entries.filter_map(|entry| match &entry.deed {
            Deed::Word(word, _) => all
                .iter()
                .any(|one| one.contains(word.as_str()))
                .then_some(word),
            _ => None,
        });
        shown.cloned().collect()
    }

    /// All members show the same and keep the same, and so does every relay.
    fn check_alike(&mut self, document: DocumentRef, judgement: &Judgement) {
        let mut wrong = Vec::new();
        let mut first = None;
        // Whoever alone had it may have forgotten it.
        let is_there = judgement.union.values().any(|one| {
            one.header().kind.is_written() && one.header().document == document.document
        });
        for member in judgement.members.iter().filter(|_| is_there) {
            for page in self.pages(*member) {
                let Some(plan) = page.plan(document) else {
                    wrong.push(format!("profile {member}, a member, shows no plan"));
                    continue;
                };
                let seats = page.summary(document.space).map(|one| alike(&one.seats));
                let (one, others) = first.get_or_insert_with(|| (plan, seats.clone()));
                if *one != plan || *others != seats {
                    let what = if *one == plan {
                        "list of members"
                    } else {
                        "plan"
                    };
                    wrong.push(format!("profile {member} shows another {what}"));
                }
                let (shown, there) = (words(plan), rows(plan));
                // The text of a row that somebody took away has no place in the plan.
                let is_gone = |field: &PlanField| matches!(field, PlanField::Cell { action, .. } if !there.contains(action) && !is_first(action));
                let apart = page.fields.iter().filter(|(field, open)| {
                    !is_gone(field)
                        && (!open.replica.is_settled() || !shown.contains(open.replica.text()))
                });
                wrong.extend(apart.map(|(field, _)| {
                    format!("profile {member}: the open text {field:?} is not what the plan shows")
                }));
            }
        }
        for (profile, one) in self.profiles.iter().enumerate() {
            let is = judgement.authority.member(&one.device).is_some();
            // Who was let in and closed the page before they were told may join again.
            let mut pages = self.pages(profile).into_iter();
            let has_come = pages.any(|page| page.summary(document.space).is_some());
            if one.forgot && is && !has_come {
                wrong.push(format!(
                    "profile {profile} entered with a key file and sees nothing"
                ));
            }
            if has_come && is != judgement.members.contains(&profile) {
                wrong.push(format!(
                    "profile {profile} is a member: {is}, and does not know"
                ));
            }
        }
        let unreached = out_of_reach(self, judgement);
        let counts = |id: &RecordId| {
            let record = judgement.union.get(id);
            !self.ledger.rubbish.contains(id)
                && !is_covered(&judgement.effect, id)
                && !unreached.contains(id)
                && record.is_some_and(|record| judgement.authority.keeps(record).is_ok())
        };
        let all: BTreeSet<RecordId> = judgement
            .union
            .keys()
            .copied()
            .filter(|id| counts(id))
            .collect();
        for member in &judgement.members {
            let has: BTreeSet<RecordId> =
                self.records(*member).iter().map(|one| one.id()).collect();
            let device = self.profiles.get(*member).map(|one| one.device);
            let theirs = |id: &&RecordId| {
                let circle = judgement.union.get(*id).map(|one| one.header().circle);
                let reads = device.zip(circle);
                reads.is_some_and(|(device, circle)| judgement.authority.may_read(&device, &circle))
            };
            let lacking: Vec<&RecordId> = all.difference(&has).filter(theirs).collect();
            if let Some(lacks) = lacking.first() {
                let of = lacking.len();
                wrong.push(format!(
                    "profile {member} lacks {of} records, {lacks} among them"
                ));
            }
        }
        let relays = self
            .hosts
            .iter()
            .enumerate()
            .filter(|_| !judgement.members.is_empty());
        for (at, host) in relays {
            let has: BTreeSet<RecordId> = host.ids(document.space).into_iter().collect();
            let lacks: Vec<&RecordId> = all.difference(&has).collect();
            // A relay that nobody was told of, or that was emptied when nobody was left, has nothing.
            if let Some(one) = lacks.first() {
                wrong.push(format!(
                    "relay {at} lacks {} records, {one} among them",
                    lacks.len()
                ));
            }
        }
        for what in wrong {
            self.fail(Check::Diverged, what);
        }
    }
}

/// The members without what each device knows by itself: when it saw whom.
pub(super) fn alike(seats: &[Seat]) -> Vec<Seat> {
    let alike = |seat: &Seat| Seat {
        seen: None,
        since: None,
        due: false,
        ..seat.clone()
    };
    seats.iter().map(alike).collect()
}
