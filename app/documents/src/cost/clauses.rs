//! Where one item of a text ends and the next begins.

use super::{
    kinds::{Bearer, Phrase},
    marks::{Mark, Says},
    tokens::Tokens,
};

/// The marks of one item, or of words without one.
#[derive(Clone, Debug)]
pub(super) struct Clause<'a> {
    pub marks: &'a [Mark],
    /// Who bears it, if that is said.
    pub bearer: Option<Bearer>,
    /// Whether it goes on from the one before, in the same sentence.
    pub continues: bool,
}

/// What a clause has so far.
#[derive(Clone, Copy, Default)]
struct Has {
    amount: bool,
    position: bool,
    /// A position of which it is not said how much.
    named: bool,
    bearer: Option<Bearer>,
    free: bool,
    cost: bool,
}

impl Has {
    fn nothing(self) -> bool {
        !self.amount && !self.named && self.bearer.is_none() && !self.free && !self.cost
    }

    fn add(&mut self, says: Says) {
        match says {
            Says::Amount(_) => self.amount = true,
            Says::Position(position) => {
                self.position |= position.percent.is_some();
                self.named = true;
            }
            Says::Phrase(Phrase::By(bearer)) => self.bearer = self.bearer.or(Some(bearer)),
            Says::Phrase(Phrase::Free) => self.free = true,
            Says::Phrase(Phrase::Cost) => self.cost = true,
            _ => {}
        }
    }
}

/// What is done with a mark that could begin an item.
enum Verdict {
    /// It belongs to the clause.
    Joins,
    /// It says nothing new: a purpose.
    Ignored,
    /// It begins another.
    Parts,
}

/// The clauses of a text.
pub(super) fn clauses<'a>(tokens: Tokens<'_>, marks: &'a [Mark]) -> Vec<Clause<'a>> {
    marks
        .split(|mark| mark.says == Says::Break)
        .flat_map(|sentence| sentence_clauses(tokens, sentence))
        .collect()
}

fn sentence_clauses<'a>(tokens: Tokens<'_>, marks: &'a [Mark]) -> Vec<Clause<'a>> {
    let mut clauses = Vec::new();
    let mut begin = 0;
    let mut last = None;
    let mut has = Has::default();
    for (at, mark) in marks.iter().enumerate() {
        if !is_anchor(mark.says) {
            continue;
        }
        let between = marks
            .get(last.map_or(begin, |last: usize| last + 1)..at)
            .unwrap_or_default();
        let rest = marks.get(at + 1..).unwrap_or_default();
        match verdict(tokens, has, between, *mark, rest) {
            Verdict::Ignored => continue,
            Verdict::Joins => {}
            Verdict::Parts => {
                let cut = at - between.len() + cut(tokens, between, marks, at);
                clauses.push(Clause {
                    marks: marks.get(begin..cut).unwrap_or_default(),
                    bearer: has.bearer,
                    continues: begin > 0,
                });
                begin = cut;
                has = Has::default();
            }
        }
        has.add(mark.says);
        last = Some(at);
    }
    clauses.push(Clause {
        marks: marks.get(begin..).unwrap_or_default(),
        bearer: has.bearer,
        continues: begin > 0,
    });
    clauses
}

fn is_anchor(says: Says) -> bool {
    matches!(
        says,
        Says::Amount(_)
            | Says::Position(_)
            | Says::Phrase(Phrase::By(_) | Phrase::Free | Phrase::Cost)
    )
}

fn verdict(tokens: Tokens<'_>, has: Has, between: &[Mark], mark: Mark, rest: &[Mark]) -> Verdict {
    let parts_if = |parts| {
        if parts {
            Verdict::Parts
        } else {
            Verdict::Joins
        }
    };
    match mark.says {
        Says::Phrase(Phrase::Cost) => another_cost(has, between),
        _ if has.nothing()
            || (has.cost && !has.amount && !has.named && has.bearer.is_none() && !has.free) =>
        {
            parts_if(
                has.cost
                    && between.last().is_some_and(|mark| mark.says == Says::And)
                    && !matches!(mark.says, Says::Amount(_)),
            )
        }
        _ if has.free => Verdict::Parts,
        Says::Amount(_) => parts_if(has.amount || amount_parts(has, between, rest)),
        Says::Position(position) => parts_if(
            (has.position && position.percent.is_some())
                || has.bearer == Some(Bearer::Grant)
                || parted(between)
                || (has.bearer.is_some() && has.amount),
        ),
        Says::Phrase(Phrase::By(bearer)) => {
            bearer_verdict(tokens, has, between, mark, bearer, rest)
        }
        _ => Verdict::Parts,
    }
}

/// «kr 20 000 og reise»: a cost of its own. «kr 20 000 til kurs og reise»: what it is for.
fn another_cost(has: Has, between: &[Mark]) -> Verdict {
    let for_it = between.iter().any(|mark| mark.says == Says::Purpose);
    let joined = between.last().is_some_and(|mark| mark.says == Says::And);
    let after_free = has.free && between.iter().any(|mark| mark.says == Says::Begins);
    let beside = joined && !for_it && (has.amount || has.position || has.bearer.is_some());
    if after_free || beside {
        Verdict::Parts
    } else if has.nothing() {
        Verdict::Joins
    } else {
        Verdict::Ignored
    }
}

/// Whether words of this kind stand between two things of which one does not describe the other.
fn parted(between: &[Mark]) -> bool {
    between
        .iter()
        .any(|mark| matches!(mark.says, Says::Comma | Says::And | Says::Begins))
}

fn amount_parts(has: Has, between: &[Mark], rest: &[Mark]) -> bool {
    let at_once = between.last().is_some_and(|mark| mark.says == Says::And);
    let begins = between.iter().any(|mark| mark.says == Says::Begins);
    let comma = between.iter().any(|mark| mark.says == Says::Comma);
    // «Vikar, kr 10 000» is one; «Egeninnsats, kr 10 000 til kurs» is two.
    let labelled = between.last().is_some_and(|mark| mark.says == Says::Comma)
        && has.bearer != Some(Bearer::OwnEffort)
        && is_bare(rest);
    at_once || begins || (comma && !labelled)
}

/// Whether nothing is said of an amount but when and for what each time.
fn is_bare(rest: &[Mark]) -> bool {
    rest.iter()
        .take_while(|mark| !matches!(mark.says, Says::Comma | Says::And | Says::Open))
        .all(|mark| {
            matches!(
                mark.says,
                Says::Per(_) | Says::Period(_) | Says::Duration(_) | Says::Excluded
            )
        })
}

fn bearer_verdict(
    tokens: Tokens<'_>,
    has: Has,
    between: &[Mark],
    mark: Mark,
    bearer: Bearer,
    rest: &[Mark],
) -> Verdict {
    let amount_follows = rest
        .iter()
        .find(|mark| {
            matches!(
                mark.says,
                Says::Comma | Says::And | Says::Amount(_) | Says::Open | Says::Begins
            )
        })
        .is_some_and(|mark| matches!(mark.says, Says::Amount(_)));
    let purpose = between.iter().any(|mark| mark.says == Says::Purpose);
    if let Some(earlier) = has.bearer {
        let is_purpose = earlier == Bearer::Grant
            && between
                .last()
                .is_some_and(|mark| mark.says == Says::Purpose);
        return match () {
            () if earlier == bearer && !(has.amount && amount_follows) => Verdict::Ignored,
            () if is_purpose => Verdict::Ignored,
            () => Verdict::Parts,
        };
    }
    let listed = bearer == Bearer::Substitute
        && purpose
        && between.iter().any(|mark| mark.says == Says::And);
    if listed && !amount_follows {
        return Verdict::Ignored;
    }
    let covers = super::lexicon::begins(
        tokens.word(mark.start),
        &[
            "dek",
            "finansier",
            "betal",
            "bekost",
            "innenfor",
            "innanfor",
            "inngår",
            "tas",
        ],
    );
    let others = between
        .iter()
        .filter(|mark| matches!(mark.says, Says::Other))
        .count();
    let near = others <= if covers { 2 } else { 1 };
    let apart = between.iter().any(|mark| {
        matches!(mark.says, Says::And | Says::Begins) || (mark.says == Says::Comma && !covers)
    });
    let comma = between.iter().any(|mark| mark.says == Says::Comma);
    // A position stays one though others pay it, and «kr 45 000 årlig, innenfor rammen» is still 45 000 a year.
    let own_money = match bearer {
        Bearer::Grant => has.position,
        Bearer::OwnEffort => has.amount && comma,
        Bearer::Substitute => false,
    };
    if near && !apart && !amount_follows && !own_money {
        Verdict::Joins
    } else {
        Verdict::Parts
    }
}

/// Where, counted from the first mark between two items, the second begins.
fn cut(tokens: Tokens<'_>, between: &[Mark], marks: &[Mark], at: usize) -> usize {
    // What stands in brackets behind the first is said of it.
    let closed = between
        .iter()
        .rposition(|mark| mark.says == Says::Close)
        .map_or(0, |close| close + 1);
    let open = between.get(closed..).unwrap_or_default();
    let parts = |mark: &Mark| matches!(mark.says, Says::Comma | Says::Open | Says::And);
    let begins = |(at, mark): (usize, &Mark)| match mark.says {
        Says::Begins => true,
        // «50 000 totalt (…)» ends with the word, «…, totalt 50 000» begins with it.
        Says::Phrase(Phrase::Total) => !open.get(at..).unwrap_or_default().iter().any(parts),
        _ => matches!(
            tokens.word(mark.start),
            "pris" | "prisen" | "kostnad" | "koster"
        ),
    };
    let last = |says: Says| open.iter().rposition(|mark| mark.says == says);
    let found = open
        .iter()
        .enumerate()
        .position(begins)
        .or_else(|| last(Says::Comma))
        .or_else(|| last(Says::Open))
        .or_else(|| last(Says::And));
    if let Some(found) = found {
        return closed + found;
    }
    // «2027: 60 000» and «Kurs: 60 000» keep their label.
    let labelled = open
        .last()
        .is_some_and(|mark| tokens.is_sign(mark.start, ':'));
    let label = at
        .checked_sub(2)
        .and_then(|label| marks.get(label))
        .map(|mark| mark.says);
    let is_label = matches!(label, Some(Says::Other | Says::Period(_)));
    between
        .len()
        .saturating_sub(if labelled && is_label { 2 } else { 0 })
        .max(closed)
}
