//! Measuring a change before Automerge unfolds it: how many operations its columns stand for, and whether every number in them is
//! one that Automerge's reader takes without giving up.
//!
//! The form is that of <https://automerge.org/automerge-binary-format-spec/>. A column is run-length encoded, so that a few bytes may
//! stand for any number of operations: the runs are counted, not followed.

use crate::document::Written;

/// Most bytes that the keys and names of a change may unfold to.
const MOST_TEXT: usize = 4 << 20;
/// Times are milliseconds since 1970; beyond this no clock goes.
const LATEST: i64 = 1 << 53;

/// Columns, as number and type, in the order they are written.
mod column {
    pub(super) const OBJECT_ACTOR: u64 = 1;
    pub(super) const OBJECT_COUNTER: u64 = 2;
    pub(super) const KEY_ACTOR: u64 = 0x11;
    pub(super) const KEY_COUNTER: u64 = 0x13;
    pub(super) const KEY_TEXT: u64 = 0x15;
    pub(super) const INSERT: u64 = 0x34;
    pub(super) const ACTION: u64 = 0x42;
    pub(super) const VALUE_FORM: u64 = 0x56;
    pub(super) const VALUE: u64 = 0x57;
    pub(super) const BEFORE_COUNT: u64 = 0x70;
    pub(super) const BEFORE_ACTOR: u64 = 0x71;
    pub(super) const BEFORE_COUNTER: u64 = 0x73;
    pub(super) const EXPAND: u64 = 0x94;
    pub(super) const MARK_NAME: u64 = 0xa5;
}

/// Whose a change is, and whether it begins a document.
pub(super) fn written(body: &[u8]) -> Option<Written> {
    let mut rest = body;
    let leans_on = length(&mut rest)?;
    take(&mut rest, leans_on.checked_mul(32)?)?;
    let length = length(&mut rest)?;
    Some(Written {
        actor: take(&mut rest, length)?.try_into().ok()?,
        begins: leans_on == 0,
    })
}

/// When a change was made, in milliseconds since 1970.
pub(super) fn made(body: &[u8]) -> Option<u64> {
    let mut rest = body;
    let leans_on = length(&mut rest)?;
    take(&mut rest, leans_on.checked_mul(32)?)?;
    actor(&mut rest)?;
    unsigned(&mut rest)?;
    unsigned(&mut rest)?;
    u64::try_from(signed(&mut rest)?).ok()
}

/// How many operations a change has, if it is well formed and has no more than `most`.
pub(super) fn measure(body: &[u8], most: usize) -> Option<usize> {
    let mut rest = body;
    let leans_on = length(&mut rest)?;
    take(&mut rest, leans_on.checked_mul(32)?)?;
    actor(&mut rest)?;
    let sequence = unsigned(&mut rest)?;
    let first = unsigned(&mut rest)?;
    let time = signed(&mut rest)?;
    let message = length(&mut rest)?;
    if sequence == 0 || first == 0 || !(0..=LATEST).contains(&time) || message != 0 {
        return None;
    }
    let mut actors = 1;
    for _ in 0..length(&mut rest)? {
        actor(&mut rest)?;
        actors += 1;
    }
    let mut columns = Vec::new();
    for _ in 0..length(&mut rest)? {
        let (name, length) = (unsigned(&mut rest)?, length(&mut rest)?);
        if columns.last().is_some_and(|(last, _)| *last >= name) {
            return None;
        }
        columns.push((name, length));
    }
    let mut parts = Vec::new();
    for (name, length) in columns {
        parts.push((name, take(&mut rest, length)?));
    }
    // Nothing of ours follows, such as an author of Automerge's own kind.
    if !rest.is_empty() {
        return None;
    }
    let mut ops = None;
    let action = parts.iter().find(|(name, _)| *name == column::ACTION)?.1;
    numbers(action, most, |action| action <= 7, &mut ops)?;
    let ops = ops?;
    for (name, column) in parts {
        fits(name, column, ops, most, actors)?;
    }
    let highest = first.checked_add(u64::try_from(ops).ok()?)?;
    (ops > 0 && u32::try_from(highest).is_ok()).then_some(ops)
}

fn fits(name: u64, column: &[u8], ops: usize, most: usize, actors: u64) -> Option<()> {
    let counter = |number: u64| u32::try_from(number).is_ok();
    match name {
        column::OBJECT_ACTOR | column::KEY_ACTOR => {
            numbers(column, ops, |actor| actor < actors, &mut None)
        }
        column::BEFORE_ACTOR => numbers(column, most, |actor| actor < actors, &mut None),
        column::OBJECT_COUNTER => numbers(column, ops, counter, &mut None),
        column::KEY_COUNTER => differences(column, ops),
        column::BEFORE_COUNTER => differences(column, most),
        // Automerge reads the runs of these as its operations ask for them.
        column::ACTION | column::INSERT | column::EXPAND | column::VALUE => Some(()),
        // Numbers, words, nothing and the like, and no counters, which no document of ours has.
        column::VALUE_FORM => numbers(
            column,
            ops,
            |form| matches!(form & 15, 0..=7 | 9),
            &mut None,
        ),
        column::BEFORE_COUNT => {
            let most = u64::try_from(most).ok()?;
            let mut all = 0_u64;
            runs(column, ops, |rest, times| {
                let count = unsigned(rest)?;
                all = all.checked_add(count.checked_mul(u64::try_from(times).ok()?)?)?;
                (all <= most).then_some(())
            })
        }
        column::KEY_TEXT | column::MARK_NAME => {
            let mut all = 0_usize;
            runs(column, ops, |rest, times| {
                let length = length(rest)?;
                take(rest, length)?;
                all = all.checked_add(length.checked_mul(times)?)?;
                (all <= MOST_TEXT).then_some(())
            })
        }
        _ => None,
    }
}

fn numbers(
    column: &[u8],
    most: usize,
    allowed: impl Fn(u64) -> bool,
    count: &mut Option<usize>,
) -> Option<()> {
    let mut all = 0_usize;
    runs(column, most, |rest, times| {
        all = all.checked_add(times)?;
        allowed(unsigned(rest)?).then_some(())
    })?;
    *count = Some(all);
    Some(())
}

/// A column of differences: each number that they add up to is a counter.
fn differences(column: &[u8], most: usize) -> Option<()> {
    let mut now = 0_i64;
    runs(column, most, |rest, times| {
        let step = signed(rest)?;
        now = now.checked_add(step.checked_mul(i64::try_from(times).ok()?)?)?;
        u32::try_from(now).is_ok().then_some(())
    })
}

/// Goes through the runs of a column, of which none, nor all together, may have more than `most` values. `value` reads one value that
/// stands so many times.
fn runs(
    column: &[u8],
    most: usize,
    mut value: impl FnMut(&mut &[u8], usize) -> Option<()>,
) -> Option<()> {
    let mut rest = column;
    let mut all = 0_usize;
    while !rest.is_empty() {
        let run = signed(&mut rest)?;
        let count = if run == 0 {
            length(&mut rest)?
        } else {
            usize::try_from(run.unsigned_abs()).ok()?
        };
        all = all.checked_add(count)?;
        if count == 0 || all > most {
            return None;
        }
        match run {
            0 => {}
            1.. => value(&mut rest, count)?,
            _ => (0..count).try_for_each(|_| value(&mut rest, 1))?,
        }
    }
    Some(())
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, tail) = rest.split_at_checked(length)?;
    *rest = tail;
    Some(taken)
}

fn actor(rest: &mut &[u8]) -> Option<()> {
    let length = length(rest)?;
    take(rest, length)?;
    (length == 16).then_some(())
}

fn length(rest: &mut &[u8]) -> Option<usize> {
    usize::try_from(unsigned(rest)?).ok()
}

/// An unsigned LEB128.
pub(super) fn unsigned(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..63).step_by(7) {
        let (byte, tail) = rest.split_first()?;
        *rest = tail;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// A signed LEB128.
fn signed(rest: &mut &[u8]) -> Option<i64> {
    let mut number = 0_i64;
    for shift in (0..63).step_by(7) {
        let (byte, tail) = rest.split_first()?;
        *rest = tail;
        number |= i64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            let unused = 64 - (shift + 7);
            return Some(number << unused >> unused);
        }
    }
    None
}

pub(super) fn put_unsigned(out: &mut Vec<u8>, mut number: usize) {
    loop {
        let low = u8::try_from(number & 0x7f).unwrap_or_default();
        number >>= 7;
        if number == 0 {
            out.push(low);
            return;
        }
        out.push(low | 0x80);
    }
}
