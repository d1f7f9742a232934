//! What stands beside a time and belongs to it: the part of it that is meant, the season a week lies in, what happens then.

use super::{
    calendar::{Days, Point, When},
    scan::{Found, Item, Link},
    vocabulary::Season,
    years::{link_at, when_at},
};

pub(super) fn with_thirds(found: Vec<Found>) -> Vec<Found> {
    let mut kept: Vec<Found> = Vec::new();
    for mut one in found {
        if let (
            Item::When(when),
            Some(Found {
                item: Item::Third(third),
                start,
                ..
            }),
        ) = (&mut one.item, kept.last())
        {
            when.third = Some(*third);
            one.start = *start;
            kept.pop();
        }
        kept.push(one);
    }
    kept
}

/// «Uke 40, høsten 2026», «høsten 2026 (september)»: the year is that of the season the week or month lies in.
pub(super) fn within_seasons(mut found: Vec<Found>) -> Vec<Found> {
    let mut at = 0;
    while at < found.len() {
        let parted = matches!(link_at(&found, at + 1), Some(Link::Comma | Link::Stop));
        let next = at + 1 + usize::from(parted);
        let pair = (when_at(&found, at), when_at(&found, next));
        if let (Some(first), Some(second)) = pair
            && let Some(finer) =
                within_season(first, second).or_else(|| within_season(second, first))
        {
            let end = found.get(next).map(|last| last.end).unwrap_or_default();
            if let Some(one) = found.get_mut(at) {
                one.item = Item::When(finer);
                one.end = end;
            }
            found.drain(at + 1..=next);
        }
        at += 1;
    }
    found
}

fn within_season(finer: When, season: When) -> Option<When> {
    let names = matches!(finer.point, Point::Weeks { .. } | Point::Month(_))
        && finer.year.is_none()
        && matches!(season.point, Point::Season(_));
    let dated = When {
        year: season.year,
        ..finer
    };
    match (dated.days(), season.days()) {
        (Days::Known(begins, ends), Days::Known(first, last))
            if names && begins <= last && ends >= first =>
        {
            Some(dated)
        }
        _ => None,
    }
}

/// «Planleggingsdag i august 2026», «skolestart, høsten 2026»: when it happens stands after it, or in brackets.
pub(super) fn with_events(found: Vec<Found>) -> Vec<Found> {
    let mut kept: Vec<Found> = Vec::new();
    let mut rest = found.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let (mut one, mut after) = (first.clone(), after);
        if let Item::When(event) = &mut one.item
            && event.event
            && event.year.is_none()
        {
            let words = after
                .iter()
                .take_while(|found| matches!(found.item, Item::Word))
                .count();
            let parted = matches!(
                after.get(words),
                Some(Found {
                    item: Item::Link(Link::Comma | Link::Stop),
                    ..
                })
            );
            let next = words + usize::from(parted);
            if words <= 3
                && let Some(when) = when_at(after, next)
                && !when.event
                && when.year.is_some()
            {
                *event = happens(*event, when);
                one.end = after.get(next).map_or(one.end, |when| when.end);
                after = after.get(next + 1..).unwrap_or_default();
            } else if event.point == Point::SchoolStart
                && let [
                    ..,
                    Found {
                        item: Item::When(when),
                        start,
                        ..
                    },
                    Found {
                        item: Item::Link(Link::Comma | Link::Stop),
                        ..
                    },
                ] = kept.as_slice()
                && when.year.is_some()
            {
                *event = happens(*event, *when);
                one.start = *start;
                kept.truncate(kept.len() - 2);
            }
        }
        kept.push(one);
        rest = after;
    }
    kept
}

fn happens(event: When, when: When) -> When {
    let holds = matches!(
        when.point,
        Point::Year | Point::Month(8) | Point::Season(Season::Autumn)
    );
    if event.point == Point::SchoolStart && holds && when.third.is_none() {
        return When {
            year: when.year,
            ..event
        };
    }
    if event.point == Point::Christmas {
        return When {
            year: when.year,
            ..event
        };
    }
    When {
        event: true,
        ..when
    }
}
