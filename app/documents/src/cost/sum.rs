//! What several costs come to, kept apart as people must be able to tell them apart.

use super::{Cost, CostItem, CostKind, Kroner, Percent};
use serde::Serialize;

/// What several costs come to. Nothing is added across the fields: a position is no amount, a grant no cost, and *unknown* is never 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CostSum {
    /// Kroner once: one-time amounts, and those per person or course of which it is said how many.
    pub one_time: Kroner,
    /// Kroner each year: yearly amounts, and monthly ones twelve times.
    pub yearly: Kroner,
    /// Positions, in percent of a full one. What a position costs is not added to the amounts beside it.
    pub positions: Percent,
    /// Kroner for substitutes, as they are given.
    pub substitutes: Kroner,
    /// Kroner that are to be found within one's own budget, as they are given.
    pub own_effort: Kroner,
    /// Kroner that others pay, as they are given.
    pub grants: Kroner,
    /// How many of the costs hold something that could not be added: nothing said, «?», no amount, per person without a number of persons.
    /// Own effort without an amount is known: it takes no money.
    pub unknown: usize,
}

/// The sum of several costs.
pub fn sum<'a>(costs: impl IntoIterator<Item = &'a Cost>) -> CostSum {
    let mut sum = CostSum::default();
    for cost in costs {
        // Not `all`, which would stop at the first that is not known.
        let mut known = !cost.unknown && !cost.items.is_empty();
        for item in &cost.items {
            known &= sum.add(item);
        }
        sum.unknown += usize::from(!known);
    }
    sum
}

impl CostSum {
    /// Adds an item; whether it could be.
    fn add(&mut self, item: &CostItem) -> bool {
        if item.kind == CostKind::Position {
            let each = item.fte_percent.map(Percent::hundredths);
            let all = each.and_then(|each| each.checked_mul(u64::from(item.count.unwrap_or(1))));
            return all
                .and_then(|all| {
                    Percent::from_hundredths(self.positions.hundredths().checked_add(all)?)
                })
                .is_some_and(|all| {
                    self.positions = all;
                    true
                });
        }
        let Some(field) = self.field(item.kind) else {
            return false;
        };
        let Some(amount) = total(item) else {
            return item.kind == CostKind::OwnEffort && item.amount_nok.is_none();
        };
        match field
            .ore()
            .checked_add(amount.ore())
            .and_then(Kroner::from_ore)
        {
            Some(all) => {
                *field = all;
                true
            }
            None => false,
        }
    }

    fn field(&mut self, kind: CostKind) -> Option<&mut Kroner> {
        match kind {
            CostKind::OneTime | CostKind::PerPerson | CostKind::PerCourse => {
                Some(&mut self.one_time)
            }
            CostKind::Yearly | CostKind::Monthly => Some(&mut self.yearly),
            CostKind::Substitute => Some(&mut self.substitutes),
            CostKind::OwnEffort => Some(&mut self.own_effort),
            CostKind::Grant => Some(&mut self.grants),
            CostKind::Position | CostKind::Unspecified => None,
        }
    }
}

/// What an item comes to: once, or each year. `None`: it cannot be told.
pub(super) fn total(item: &CostItem) -> Option<Kroner> {
    let amount = item.amount_nok.filter(|_| !item.is_rate)?;
    match item.kind {
        CostKind::PerPerson | CostKind::PerCourse => amount.times(item.count?),
        CostKind::Monthly => amount.times(12),
        CostKind::Unspecified | CostKind::Position => None,
        CostKind::OneTime
        | CostKind::Yearly
        | CostKind::OwnEffort
        | CostKind::Substitute
        | CostKind::Grant => Some(amount),
    }
}
