//! One item, read from the marks of its clause.

use super::{
    CostItem, CostKind, Day, Kroner,
    amounts::Amount,
    clauses::Clause,
    items::{free, item},
    kinds::{Bearer, Phrase},
    lexicon::begins,
    marks::{Mark, Says, Unit},
    positions::Position,
    tokens::Tokens,
    years::Period,
};

pub(super) struct Reader<'a> {
    pub raw: &'a str,
    pub tokens: Tokens<'a>,
    pub clause: &'a Clause<'a>,
}

impl Reader<'_> {
    fn find<T>(&self, of: impl Fn(Says) -> Option<T>) -> Option<T> {
        self.clause.marks.iter().find_map(|mark| of(mark.says))
    }

    pub fn has(&self, is: impl Fn(Says) -> bool) -> bool {
        self.clause.marks.iter().any(|mark| is(mark.says))
    }

    pub fn says(&self, phrase: Phrase) -> bool {
        self.has(|says| says == Says::Phrase(phrase))
    }

    fn per(&self, unit: Unit) -> bool {
        self.has(|says| says == Says::Per(unit))
    }

    pub fn is_unreadable(&self) -> bool {
        self.has(|says| says == Says::Amount(Amount::Unreadable))
    }

    fn amount(&self) -> Option<Kroner> {
        self.find(|says| match says {
            Says::Amount(Amount::Read(amount)) => Some(amount),
            _ => None,
        })
    }

    /// The position, the share of one before one that is only named.
    fn position(&self) -> Option<Position> {
        let mut named = None;
        for mark in self.clause.marks {
            match mark.says {
                Says::Position(position) if position.percent.is_some() => return Some(position),
                Says::Position(position) => named = named.or(Some(position)),
                _ => {}
            }
        }
        named
    }

    /// «2 ansatte i 20 % stilling»
    fn holders(&self) -> Option<u32> {
        self.clause.marks.windows(3).find_map(|marks| {
            match marks
                .iter()
                .map(|mark| mark.says)
                .collect::<Vec<_>>()
                .as_slice()
            {
                [
                    Says::Count(Unit::Person, count),
                    Says::Other,
                    Says::Position(_),
                ] => Some(*count),
                _ => None,
            }
        })
    }

    fn counted(&self, unit: Unit) -> Option<u32> {
        self.find(|says| match says {
            Says::Count(counted, count) if counted == unit => Some(count),
            _ => None,
        })
    }

    fn times(&self) -> Option<u32> {
        let times = self.clause.marks.iter().filter_map(|mark| match mark.says {
            Says::Times(times) => Some(times),
            _ => None,
        });
        times
            .map(Some)
            .reduce(|all, times| all?.checked_mul(times?))
            .flatten()
    }

    fn is_each(&self) -> bool {
        self.has(|says| says == Says::Each)
    }

    /// What the clause says, if it says that something costs.
    pub fn item(&self) -> Option<CostItem> {
        if self.says(Phrase::Free) {
            return Some(CostItem {
                excludes: self.excludes(),
                ..free()
            });
        }
        if self.says(Phrase::Saving) {
            return Some(item(CostKind::Unspecified));
        }
        let kind = self.kind()?;
        let amount = self.amount();
        let position = self.position();
        let several = self.several(kind, position);
        let amount = match several {
            Some(several) => amount.and_then(|amount| amount.times(several)),
            None => amount,
        };
        let period = self.period();
        Some(CostItem {
            kind,
            amount_nok: amount,
            count: self
                .count(kind)
                .or(position.and_then(|position| position.count)),
            fte_percent: position.and_then(|position| position.percent),
            from: period.from,
            until: period.until,
            excludes: self.excludes(),
            is_rate: self.clause.bearer.is_some() && several.is_none() && self.is_rate(),
        })
    }

    /// «kr 350 pr. time × 40 timer» is a sum.
    fn is_multiplied(&self) -> bool {
        self.times().is_some() || (self.is_each() && self.counted(Unit::Other).is_some())
    }

    fn is_rate(&self) -> bool {
        self.has(|says| matches!(says, Says::Per(unit) if unit != Unit::Year))
    }

    fn kind(&self) -> Option<CostKind> {
        let by = self.clause.bearer.map(|bearer| match bearer {
            Bearer::OwnEffort => CostKind::OwnEffort,
            Bearer::Substitute => CostKind::Substitute,
            Bearer::Grant => CostKind::Grant,
        });
        by.or_else(|| self.position().map(|_| CostKind::Position))
            .or_else(|| {
                let amount = self.has(|says| matches!(says, Says::Amount(_)));
                let named = self.names_cost() || self.names_one_time_cost();
                (amount || named).then(|| self.rhythm(amount))
            })
    }

    /// «Reise (ukjent)» names a cost; «Kostnaden er ukjent» says only that nothing is known.
    fn names_cost(&self) -> bool {
        let unknown = self.says(Phrase::Unknown);
        self.clause.marks.iter().any(|mark| {
            let general = begins(
                self.tokens.word(mark.start),
                &["kostnad", "pris", "utgift", "koster", "kostar"],
            );
            mark.says == Says::Phrase(Phrase::Cost) && !(unknown && general)
        })
    }

    /// «Engangskostnad» alone names a cost, «oppstart» alone does not.
    fn names_one_time_cost(&self) -> bool {
        self.clause.marks.iter().any(|mark| {
            let word = self.tokens.word(mark.start);
            mark.says == Says::Phrase(Phrase::Once)
                && (word.contains("kostnad") || word.contains("utgift") || word.contains("sum"))
        })
    }

    /// What an amount is for each time.
    pub fn rhythm(&self, amount: bool) -> CostKind {
        let each = |unit| self.per(unit) || (self.is_each() && self.counted(unit).is_some());
        let lasts = self.is_each() && self.has(|says| matches!(says, Says::Duration(_)));
        match () {
            () if each(Unit::Person) => CostKind::PerPerson,
            () if each(Unit::Course) => CostKind::PerCourse,
            () if self.per(Unit::Other) && !self.is_multiplied() => CostKind::Unspecified,
            () if each(Unit::Month) => CostKind::Monthly,
            () if self.per(Unit::Year) || lasts => CostKind::Yearly,
            () if amount || self.says(Phrase::Once) => CostKind::OneTime,
            () => CostKind::Unspecified,
        }
    }

    /// How often an amount must be taken, where the kind does not say what is counted.
    fn several(&self, kind: CostKind, position: Option<Position>) -> Option<u32> {
        if matches!(kind, CostKind::PerPerson | CostKind::PerCourse) {
            return None;
        }
        let things = || {
            self.counted(Unit::Other)
                .or(position.and_then(|position| position.count))
                .filter(|_| self.is_each())
        };
        let bought = || {
            let persons = self.counted(Unit::Person).or(self.counted(Unit::Course));
            persons.filter(|_| self.is_each())
        };
        let times = self.times().filter(|_| !self.lasts_so_long(kind));
        times.or_else(things).or_else(bought)
    }

    /// «5 000 pr. mnd. × 12»: for so long, not so much each time.
    fn lasts_so_long(&self, kind: CostKind) -> bool {
        let place = |is: fn(Says) -> bool| self.clause.marks.iter().position(|mark| is(mark.says));
        matches!(kind, CostKind::Yearly | CostKind::Monthly)
            && place(|says| matches!(says, Says::Per(_)))
                < place(|says| matches!(says, Says::Times(_)))
    }

    fn count(&self, kind: CostKind) -> Option<u32> {
        match kind {
            CostKind::PerPerson => self.counted(Unit::Person).or(self.times()),
            CostKind::PerCourse => self.counted(Unit::Course).or(self.times()),
            CostKind::Position => {
                let several = self.counted(Unit::Other).or(self.counted(Unit::Person));
                self.holders().or(several.filter(|_| self.is_each()))
            }
            _ => self.counted(Unit::Person).or(self.counted(Unit::Course)),
        }
    }

    /// The marks outside brackets that tell how it is now.
    fn now(&self) -> impl Iterator<Item = &Mark> {
        let mut open = None;
        let mut hidden = Vec::new();
        for (at, mark) in self.clause.marks.iter().enumerate() {
            match mark.says {
                Says::Open => open = Some(at),
                Says::Close => open = None,
                _ => {}
            }
            let is_now = matches!(
                self.tokens.word(mark.start),
                "nå" | "no" | "nåværende" | "noverande" | "idag" | "dagens" | "engasjert"
            );
            if let Some(begin) = open.filter(|_| is_now) {
                hidden.push(begin);
            }
        }
        let mut within = false;
        self.clause
            .marks
            .iter()
            .enumerate()
            .filter_map(move |(at, mark)| {
                within = match mark.says {
                    Says::Open => hidden.contains(&at),
                    Says::Close => false,
                    _ => within,
                };
                (!within).then_some(mark)
            })
    }

    pub fn period(&self) -> Period {
        let mut period = Period::default();
        let mut years = None;
        for mark in self.now() {
            match mark.says {
                Says::Period(found) => {
                    let clear = period.from.is_none()
                        && (period.until.is_none() || found.from <= period.until);
                    period.from = if clear { found.from } else { period.from };
                    period.until = period.until.or(found.until);
                }
                Says::Duration(lasts) => years = years.or(Some(lasts)),
                _ => {}
            }
        }
        let lasting = period
            .from
            .zip(years)
            .and_then(|(from, years)| Day::after_years(from, years));
        Period {
            until: period.until.or(lasting),
            ..period
        }
    }

    /// The words of what is not included.
    pub fn excludes(&self) -> Option<String> {
        let mark = self
            .clause
            .marks
            .iter()
            .find(|mark| mark.says == Says::Excluded)?;
        let start = self.tokens.get(mark.start)?.start;
        let end = self.tokens.get(mark.end.checked_sub(1)?)?.end;
        let words = self
            .raw
            .get(start..end)?
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let words =
            words.trim_matches(|sign: char| matches!(sign, '.' | ',' | ':' | ' ' | '(' | ')'));
        (!words.is_empty()).then(|| words.to_owned())
    }
}
