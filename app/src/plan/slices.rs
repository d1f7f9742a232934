//! Draws a long plan a little at a time, from its top, so that the page answers while the rest is being drawn.
//!
//! Everything is drawn in the end: a person can search the page, print it and copy from it.

use super::{
    desk::{Desk, now},
    shown::ShownChapter,
};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use samvev_documents::id::ItemId;
use std::collections::HashMap;

/// So much is drawn at once when a plan is opened: a window's worth.
const FIRST: usize = 8;
/// How long a slice should take until it is painted, in milliseconds: a blink and a half.
const SLICE_TIME: f64 = 24.0;
/// The smallest and the largest slice.
const SLICES: (usize, usize) = (3, 60);
/// What a chapter counts besides its goals and actions.
const CHAPTER: usize = 2;

/// How much of the plan is drawn, in lines: goals, rows, and two for each chapter.
#[derive(Clone, Copy)]
pub struct Slices {
    drawn: RwSignal<usize>,
    running: StoredValue<bool>,
}

impl Slices {
    /// Nothing but the first slice.
    pub fn new() -> Self {
        Self {
            drawn: RwSignal::new(FIRST),
            running: StoredValue::new(false),
        }
    }

    /// How many lines of what begins after `before` lines may be drawn.
    pub fn room(self, before: usize) -> usize {
        self.drawn.get().saturating_sub(before)
    }
}

/// How many lines stand before each chapter's first goal.
pub fn lines_before(chapters: &[ShownChapter]) -> HashMap<ItemId, usize> {
    let next = |at: &mut usize, chapter: &ShownChapter| {
        let before = *at + CHAPTER;
        *at += lines(chapter);
        Some((chapter.id, before))
    };
    chapters.iter().scan(0, next).collect()
}

fn lines(chapter: &ShownChapter) -> usize {
    CHAPTER + chapter.goals.read().len() + chapter.actions.read().len()
}

impl Desk {
    /// Draws what is not drawn yet, slice after slice.
    pub(super) fn draw_on(self) {
        if self.slices.running.try_get_value().unwrap_or(true) {
            return;
        }
        self.draw_slice_later(FIRST);
    }

    /// After the blink that shows the last slice, so that a person sees what is drawn and what they type meanwhile. A page
    /// that nobody looks at waits.
    fn draw_slice_later(self, slice: usize) {
        self.slices
            .running
            .try_update_value(|running| *running = true);
        let began = now();
        request_animation_frame(move || {
            let next = move || self.draw_slice(fitting(slice, now() - began));
            Timeout::new(0, next).forget();
        });
    }

    fn draw_slice(self, slice: usize) {
        let Some(drawn) = self.slices.drawn.try_get_untracked() else {
            return;
        };
        let all = untrack(|| {
            self.with_shown(|shown| shown.chapters.read().iter().map(lines).sum::<usize>())
        });
        if drawn < all.unwrap_or_default() {
            self.slices.drawn.set(drawn + slice);
            self.draw_slice_later(slice);
            return;
        }
        // What is added from here on is drawn at once.
        self.slices.drawn.set(usize::MAX);
        self.while_drawing(|| {});
        self.keep_tab_stops();
    }
}

/// How large the next slice is when the last took so many milliseconds.
fn fitting(slice: usize, took: f64) -> usize {
    let (smallest, largest) = SLICES;
    let next = if took > SLICE_TIME * 1.5 {
        slice / 2
    } else if took < SLICE_TIME {
        slice * 2
    } else {
        slice
    };
    next.clamp(smallest, largest)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;
    use crate::plan::samples;
    use leptos::prelude::Owner;

    #[test]
    fn chapters_follow_each_other_with_all_their_lines() {
        let _owner = Owner::new();
        let shown = samples::shown();
        let chapters = shown.chapters.read_untracked();
        let before = lines_before(&chapters);
        assert_eq!(before[&chapters[0].id], 2);
        assert_eq!(before[&chapters[1].id], 2 + 2 + 2 + 2);
        assert_eq!(chapters.iter().map(lines).sum::<usize>(), 8);
    }

    #[test]
    fn a_slice_grows_while_there_is_time_and_shrinks_on_a_slow_machine() {
        assert_eq!(fitting(8, 2.0), 16);
        assert_eq!(fitting(8, 30.0), 8);
        assert_eq!(fitting(8, 40.0), 4);
        assert_eq!(fitting(3, 400.0), 3);
        assert_eq!(fitting(60, 1.0), 60);
    }
}
