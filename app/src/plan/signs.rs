//! The few pictures of the plan page, strokes in the colour of the words beside them.

use leptos::prelude::*;

/// A picture. Never alone: a word or a label says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// An arrow back.
    Undo,
    /// An arrow forth.
    Redo,
    /// Lines with points.
    Bullets,
    /// Lines with numbers.
    Numbers,
    /// Lines.
    Plain,
    /// A pen.
    Edit,
    /// An eye.
    Read,
    /// A bin.
    Bin,
    /// Three dots.
    Menu,
    /// A cross of two lines.
    Add,
    /// A slanted cross.
    Close,
}

impl Sign {
    const fn strokes(self) -> &'static str {
        match self {
            Self::Undo => "M9 7L4 12l5 5M4 12h10a5 5 0 0 1 0 10h-2",
            Self::Redo => "M15 7l5 5-5 5M20 12H10a5 5 0 0 0 0 10h2",
            Self::Bullets => "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
            Self::Numbers => {
                "M10 6h10M10 12h10M10 18h10M3.5 5l1.5-1v5M3.5 14.5c0-2 3-2 3 0 0 1.2-3 2.5-3 4h3"
            }
            Self::Plain => "M4 6h16M4 12h16M4 18h9",
            Self::Edit => "M4 20l1-4L16 5l3 3L8 19zM13.5 7.5l3 3",
            Self::Read => {
                "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12M12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5"
            }
            Self::Bin => "M4 7h16M9 7V4.5h6V7M6 7l1 13h10l1-13M10 11v5.5M14 11v5.5",
            Self::Menu => "M12 5h.01M12 12h.01M12 19h.01",
            Self::Add => "M12 5v14M5 12h14",
            Self::Close => "M6 6l12 12M18 6L6 18",
        }
    }
}

/// Draws a picture, hidden from those who listen.
pub fn sign(sign: Sign) -> impl IntoView {
    view! {
        <svg class="sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=sign.strokes() />
        </svg>
    }
}
