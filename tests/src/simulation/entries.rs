//! Whether what people did is where it must be: what was called durable is there, what does not count is not.

use super::{
    Check,
    checks::words,
    device::ProfileId,
    judgement::Judgement,
    ledger::{Deed, Entry},
    people::rows,
    world::World,
};
use samvev_documents::{id::ItemId, plan::PlanField};
use samvev_engine::messages::DocumentRef;
use samvev_protocol::{authority::Refusal, bodies::Role};
use std::collections::BTreeSet;

impl World {
    /// What was called durable is there, what does not count is not, and nothing is there twice.
    pub(super) fn check_entries(&mut self, document: DocumentRef, judgement: &Judgement) {
        let gone = self.ledger.rows_gone();
        let doubtful: BTreeSet<ItemId> = self
            .ledger
            .entries
            .iter()
            .filter_map(|entry| match entry.deed {
                Deed::RowGone(row) if entry.taken_away => Some(row),
                _ => None,
            })
            .collect();
        let mut wrong = Vec::new();
        for profile in 0..self.profiles.len() {
            let is_member = judgement.members.contains(&profile);
            for page in self.pages(profile) {
                let Some(plan) = page.plan(document) else {
                    continue;
                };
                let (text, there) = (words(plan), rows(plan));
                for entry in &self.ledger.entries {
                    let counts = self.counts(judgement, entry, profile);
                    let fell = is_member
                        && entry.durable
                        && !entry.records.is_empty()
                        && entry.records.is_disjoint(&judgement.may)
                        && entry
                            .records
                            .iter()
                            .all(|id| judgement.union.contains_key(id));
                    let in_row = |field: &PlanField| matches!(field, PlanField::Cell { action, .. } if gone.contains(action));
                    let (times, is_gone) = match &entry.deed {
                        Deed::Word(word, field) => {
                            (text.matches(word.as_str()).count(), in_row(field))
                        }
                        Deed::Row(row) => (
                            there.iter().filter(|one| *one == row).count(),
                            gone.contains(row),
                        ),
                        Deed::RowGone(row) => {
                            if counts && !doubtful.contains(row) && there.contains(row) {
                                wrong.push((
                                    Check::Returned,
                                    format!("{row}, put in the bin, shows to profile {profile}"),
                                ));
                            }
                            continue;
                        }
                    };
                    let deed = &entry.deed;
                    if times == 0 && counts && !is_gone {
                        wrong.push((
                            Check::Lost,
                            format!(
                                "{deed:?} of profile {} does not show to profile {profile}; its records by the rules: {:?}",
                                entry.by,
 judged(judgement, entry)
                            ),
                        ));
                    }
                    if times > entry.times_taken.max(1) {
                        wrong.push((
                            Check::Returned,
                            format!("{deed:?} shows {times} times to profile {profile}"),
                        ));
                    }
                    if times > 0 && fell {
                        wrong.push((Check::Returned, format!("{deed:?} of profile {}, which does not count, shows to profile {profile}", entry.by)));
                    }
                }
            }
        }
        for (check, what) in wrong {
            self.fail(check, what);
        }
    }

    /// Whether a deed must show to a profile.
    fn counts(&self, judgement: &Judgement, entry: &Entry, to: ProfileId) -> bool {
        let held = entry.kept_by.as_ref().is_none_or(|kept_by| {
            judgement
                .members
                .iter()
                .any(|member| kept_by.contains(member))
        });
        if !entry.durable
            || entry.taken_away
            || entry.records.is_empty()
            || !held
            || self.ledger.moles.contains(&entry.by)
        {
            return false;
        }
        let Some(device) = self.profiles.get(entry.by).map(|one| one.device) else {
            return false;
        };
        let removals = judgement
            .removals
            .iter()
            .filter(|(_, of, _)| *of == device)
            .count();
        if !judgement.members.contains(&to) {
            // Who is removed keeps what they have; who came and went may have had less in between.
            return to == entry.by && removals <= 1 && entry.kept_by.is_none();
        }
        let role = judgement
            .authority
            .member(&device)
            .map(|member| member.role);
        role >= Some(Role::Editor) || entry.records.is_subset(&judgement.must)
    }
}

/// How the rules judge the records that a deed is in.
fn judged(judgement: &Judgement, entry: &Entry) -> Vec<Result<(), Refusal>> {
    let records = entry
        .records
        .iter()
        .filter_map(|id| judgement.union.get(id));
    let judged = records.map(|record| judgement.authority.judge(record));
    judged.collect()
}
