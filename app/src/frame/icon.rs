//! The few pictures of the frame, drawn as strokes in the colour of the text beside them.

use leptos::prelude::*;

/// A picture. Never alone: a word or a label says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// A list of documents.
    Documents,
    /// A house.
    Start,
    /// A plus between people.
    Share,
    /// Down into a tray.
    Download,
    /// Three dots.
    More,
    /// A cross.
    Close,
    /// A tick.
    Done,
    /// A cloud that is struck out.
    Offline,
    /// An arrow going round.
    Going,
    /// An exclamation mark in a triangle.
    Warning,
    /// A sheet of paper.
    Plan,
    /// Several people.
    People,
    /// A sheet going up.
    Upload,
    /// A letter.
    Letter,
    /// A plus.
    Add,
    /// A padlock.
    Closed,
}

impl Icon {
    const fn strokes(self) -> &'static str {
        match self {
            Self::Documents => "M4 6h16M4 12h16M4 18h10",
            Self::Start => "M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-6h4v6",
            Self::Share => {
                "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M19 8v6M16 11h6"
            }
            Self::Download => "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4 19.5h16",
            Self::More => {
                "M4.2 12a.8.8 0 1 0 1.6 0a.8.8 0 1 0-1.6 0M11.2 12a.8.8 0 1 0 1.6 0a.8.8 0 1 0-1.6 0M18.2 12a.8.8 0 1 0 1.6 0a.8.8 0 1 0-1.6 0"
            }
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Done => "M5 12.5l4.5 4.5L19 7.5",
            Self::Offline => {
                "M8 18h9a4 4 0 0 0 1.2-7.8M15.5 7.2A6 6 0 0 0 6.6 11 3.6 3.6 0 0 0 6 18M4 4l16 16"
            }
            Self::Going => "M20 12a8 8 0 1 1-2.4-5.7M20 3.5V8h-4.5",
            Self::Warning => "M12 4L2.5 20h19zM12 10v4.5M12 17.3v.01",
            Self::Plan => "M6 3.5h8.5L18 7v13.5H6zM9 11h6M9 14.5h6",
            Self::People => {
                "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 4.4a3.5 3.5 0 0 1 0 6.4M18 14.6c2.1.8 3.5 2.8 3.5 5.4"
            }
            Self::Upload => "M12 20v-9M8 14.5L12 10.5l4 4M6 20H5V3.5h9L19 8v12h-1",
            Self::Add => "M12 5v14M5 12h14",
            Self::Closed => "M6 11h12v9.5H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2.5",
            Self::Letter => "M3.5 6h17v12.5h-17zM4 6.5l8 6.5 8-6.5",
        }
    }
}

/// Draws a picture, hidden from those who listen.
#[component]
pub fn Picture(
    /// Which.
    #[prop(into)]
    icon: Signal<Icon>,
) -> impl IntoView {
    view! {
        <svg class="picture" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=move || icon.get().strokes() />
        </svg>
    }
}
