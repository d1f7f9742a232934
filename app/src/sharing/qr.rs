//! A QR code, drawn as one path: black on white whatever the colours of the page, for cameras want that.

use crate::languages::Text;
use fast_qr::{ECL, QRBuilder, QRCode};
use leptos::prelude::*;
use std::fmt::Write;

/// Modules of white around the code (ISO/IEC 18004 asks for four).
const QUIET: usize = 4;

/// A QR code of a text. Nothing where the text is too long for one.
#[component]
pub fn QrCode(
    /// What it says.
    text: String,
    /// What it is called.
    called: Signal<Text>,
) -> impl IntoView {
    let code = QRBuilder::new(text).ecl(ECL::L).build().ok();
    code.map(|code| {
        let side = code.size + 2 * QUIET;
        view! {
            <svg
                class="qr"
                role="img"
                viewBox=format!("0 0 {side} {side}")
                shape-rendering="crispEdges"
                aria-label=move || called.get()
            >
                <rect width=side.to_string() height=side.to_string() fill="#fff" />
                <path d=path(&code) fill="#000" />
            </svg>
        }
    })
}

fn path(code: &QRCode) -> String {
    let mut path = String::new();
    for (y, row) in code.data.chunks(code.size).take(code.size).enumerate() {
        for (x, module) in row.iter().enumerate() {
            if module.value() {
                // A String takes whatever is written to it.
                write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET).unwrap_or_default();
            }
        }
    }
    path
}
