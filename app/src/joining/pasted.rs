//! A link that was pasted, in whatever message brought it.

use crate::place::Place;
use leptos::prelude::*;

/// A link that was pasted on the start page, on its way here.
#[derive(Clone, Copy)]
struct PastedLink(RwSignal<Option<String>>);

/// Gives all below a place for a link that was pasted.
pub fn provide_link() {
    provide_context(PastedLink(RwSignal::new(None)));
}

/// The link that was pasted. Only below the shell, which provides it.
pub fn use_link() -> RwSignal<Option<String>> {
    expect_context::<PastedLink>().0
}

/// The invitation's link in what was pasted: a whole message, perhaps, with the link in it.
pub fn link_in(pasted: &str) -> &str {
    let path = Place::Join.path();
    let link = pasted.split_whitespace().find(|word| word.contains(&path));
    // What stands around a link in a sentence is no letter of its key.
    let around = |letter: char| !letter.is_alphanumeric() && !"-_/%#".contains(letter);
    link.unwrap_or(pasted).trim_matches(around)
}

#[cfg(test)]
mod tests {
    use super::link_in;

    #[test]
    fn the_link_is_found_in_the_message_that_brought_it() {
        let link = "https://plan.example.no/bli-med#aB_9-x";
        for pasted in [
            link.to_owned(),
            format!("  {link}\n"),
            format!("Hei! Her er lenken: {link}. Hilsen Kari"),
            format!("Her (<{link}>), bare trykk"),
        ] {
            assert_eq!(link_in(&pasted), link);
        }
        assert_eq!(link_in("ingen lenke her"), "ingen lenke her");
    }
}
