//! What a clause says of those before it: a total, a part, the same once more, or what was left unsaid.

use super::{CostItem, CostKind, Kroner, kinds::Phrase, marks::Says, reader::Reader};

impl Reader<'_> {
    /// Whether an item is the total, or a part, of what was understood already.
    pub fn repeats(&self, item: &CostItem, earlier: &[CostItem]) -> bool {
        let part = self.clause.marks.first().is_some_and(|mark| {
            mark.says == Says::Open
                || matches!(self.tokens.word(mark.start), "hvorav" | "herav" | "derav")
        });
        let explains = part
            && self.clause.continues
            && earlier
                .last()
                .is_some_and(|before| before.amount_nok.is_some())
            && item.kind != CostKind::Grant;
        let bracketed = self
            .clause
            .marks
            .first()
            .is_some_and(|mark| mark.says == Says::Open)
            && self.clause.bearer.is_some();
        let sums_up = self.says(Phrase::Total)
            && item.kind == CostKind::OneTime
            && earlier.iter().any(|earlier| earlier.amount_nok.is_some());
        (explains && !bracketed && item.amount_nok.is_some()) || sums_up
    }

    /// Whether the clause stands in brackets behind another.
    pub fn is_bracketed(&self) -> bool {
        self.clause.continues
            && self
                .clause
                .marks
                .first()
                .is_some_and(|mark| mark.says == Says::Open)
    }

    /// «50 % stilling (0,5 årsverk)»
    pub fn says_again(&self, item: &CostItem, before: Option<&CostItem>) -> bool {
        self.is_bracketed()
            && before.is_some_and(|before| {
                before.kind == CostKind::Position
                    && item.kind == CostKind::Position
                    && before.fte_percent == item.fte_percent
                    && before.amount_nok.is_none()
            })
    }

    /// Adds what was said the second time.
    pub fn complete(&self, item: &CostItem, before: Option<&mut CostItem>) {
        let Some(before) = before else { return };
        before.amount_nok = item.amount_nok;
        before.from = before.from.or(item.from);
        before.until = before.until.or(item.until);
    }

    /// «Prosjektmidler 2026: 400 000, 2027: 400 000»: the second is what the first was called.
    pub fn as_labelled(&self, item: CostItem, before: Option<&CostItem>) -> CostItem {
        let of_year = self.has(|says| matches!(says, Says::Period(_)));
        let unnamed = self.clause.marks.iter().all(|mark| match mark.says {
            Says::Period(_)
            | Says::Amount(_)
            | Says::Comma
            | Says::And
            | Says::Open
            | Says::Close => true,
            Says::Other => {
                self.tokens.sign(mark.start).is_some() || self.tokens.word(mark.start) == "i"
            }
            _ => false,
        });
        match before.map(|before| before.kind) {
            Some(kind @ (CostKind::Grant | CostKind::Substitute))
                if self.clause.continues && of_year && unnamed =>
            {
                CostItem { kind, ..item }
            }
            _ => item,
        }
    }

    /// Adds what a clause without an item of its own says of the one before.
    pub fn refine(&self, before: Option<&mut CostItem>) {
        let Some(before) = before else { return };
        before.excludes = before.excludes.take().or_else(|| self.excludes());
        let bare = self.clause.marks.iter().all(|mark| {
            matches!(
                mark.says,
                Says::Per(_)
                    | Says::Period(_)
                    | Says::Duration(_)
                    | Says::Excluded
                    | Says::Open
                    | Says::Close
                    | Says::Comma
            )
        });
        if !bare {
            return;
        }
        if before.kind == CostKind::OneTime
            && before
                .amount_nok
                .is_some_and(|amount| amount > Kroner::default())
        {
            before.kind = self.rhythm(true);
        }
        if before.from.is_none() && before.until.is_none() {
            let period = self.period();
            (before.from, before.until) = (period.from, period.until);
        }
    }
}
