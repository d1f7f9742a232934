//! The toolbar: undo and redo, lists, reading view, bin.

use super::{
    acts,
    address::is_single_line,
    desk::{Desk, State},
    signs::{Sign, sign},
};
use leptos::{prelude::*, web_sys};
use samvev_documents::text::ParagraphKind;

/// The toolbar of the plan.
#[component]
pub fn Tools(
    /// The page's desk.
    desk: Desk,
) -> impl IntoView {
    let can_undo =
        move || desk.history.get().0 || desk.editing.get().is_some() || desk.writes_again_first();
    let can_redo = move || desk.history.get().1;
    let no_lists = move || desk.editing.get().is_none_or(is_single_line);
    let tool = move |label: fn(Desk) -> &'static str,
                     picture: Sign,
                     keys: &'static str,
                     disabled: Signal<bool>,
                     act: fn(Desk)| {
        view! {
            <button
                type="button"
                class="ds-button tool"
                data-variant="tertiary"
                aria-label=move || label(desk)
                title=move || format!("{} ({keys})", label(desk))
                prop:disabled=move || disabled.get()
                // The text being typed in keeps the focus.
                on:pointerdown=|event: web_sys::PointerEvent| event.prevent_default()
                on:click=move |_| act(desk)
            >
                {sign(picture)}
            </button>
        }
    };
    view! {
        <div class="tools" role="toolbar" aria-label=move || desk.words().tools>
            <Show when=move || desk.can_write()>
                {tool(|desk| desk.words().undo, Sign::Undo, "Ctrl+Z", Signal::derive(move || !can_undo()), acts::undo)}
                {tool(|desk| desk.words().redo, Sign::Redo, "Ctrl+Shift+Z", Signal::derive(move || !can_redo()), acts::redo)}
                <span class="tools-gap"></span>
                {tool(|desk| desk.words().bullets, Sign::Bullets, "Ctrl+Shift+8", Signal::derive(no_lists), |desk| {
                    acts::set_kind(desk, ParagraphKind::Bullet(0));
                })}
                {tool(|desk| desk.words().numbers, Sign::Numbers, "Ctrl+Shift+7", Signal::derive(no_lists), |desk| {
                    acts::set_kind(desk, ParagraphKind::Numbered(0));
                })}
                {tool(|desk| desk.words().plain, Sign::Plain, "Ctrl+Shift+0", Signal::derive(no_lists), |desk| {
                    acts::set_kind(desk, ParagraphKind::Plain);
                })}
                <span class="tools-gap"></span>
            </Show>
            <Show when=move || desk.state.get() == State::Writable>
                <button
                    type="button"
                    class="ds-button tool-words"
                    data-variant="tertiary"
                    aria-pressed=move || desk.reading.get().to_string()
                    on:click=move |_| desk.read_only(!desk.reading.get_untracked())
                >
                    {sign(Sign::Read)}
                    <span>{move || desk.words().reading}</span>
                </button>
            </Show>
            <button
                type="button"
                class="ds-button tool-words"
                data-variant="tertiary"
                aria-expanded=move || desk.bin.get().to_string()
                aria-controls="plan-bin"
                on:click=move |_| desk.bin.update(|open| *open = !*open)
            >
                {sign(Sign::Bin)}
                <span>{move || desk.words().bin}</span>
            </button>
        </div>
    }
}
