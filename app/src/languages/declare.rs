//! How words are declared: a text with its three versions, so that none can be missing, and in a way that tests can walk.

/// A text as it stands.
pub type Text = &'static str;

/// A text with places for values: `{name}`.
#[derive(Debug, Clone, Copy)]
pub struct Sentence(pub &'static str);

impl Sentence {
    /// The text with its places filled.
    pub fn with(&self, values: &[(&str, &str)]) -> String {
        fill(self.0, values)
    }
}

/// A text about a number of things: one form for one, another for none and several. The number's place is `{n}`.
#[derive(Debug, Clone, Copy)]
pub struct Count(pub &'static str, pub &'static str);

impl Count {
    /// The text for so many.
    pub fn of(&self, n: usize) -> String {
        self.with(n, &[])
    }

    /// The text for so many, with its other places filled.
    pub fn with(&self, n: usize, values: &[(&str, &str)]) -> String {
        let form = if n == 1 { self.0 } else { self.1 };
        fill(&form.replace("{n}", &n.to_string()), values)
    }
}

/// One pass from left to right, so that a value which itself holds braces is left as it is.
fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let place = after.split_once('}');
        let value = place.and_then(|(name, _)| values.iter().find(|(known, _)| *known == name));
        match (place, value) {
            (Some((_, behind)), Some((_, value))) => {
                filled.push_str(value);
                rest = behind;
            }
            _ => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// What a test sees of any kind of text.
#[cfg(test)]
pub trait Written {
    /// The forms of it.
    fn forms(&self) -> Vec<&'static str>;
}

#[cfg(test)]
impl Written for Text {
    fn forms(&self) -> Vec<&'static str> {
        vec![self]
    }
}

#[cfg(test)]
impl Written for Sentence {
    fn forms(&self) -> Vec<&'static str> {
        vec![self.0]
    }
}

#[cfg(test)]
impl Written for Count {
    fn forms(&self) -> Vec<&'static str> {
        vec![self.0, self.1]
    }
}

/// Declares the words of one page: `name: Kind { nb: …, nn: …, en: … }` for each text.
macro_rules! words {
    (@new Text $text:literal) => { $text };
    (@new Sentence $text:literal) => { $crate::languages::Sentence($text) };
    (@new Count ($one:literal, $many:literal)) => { $crate::languages::Count($one, $many) };
    (
        $(#[$doc:meta])*
        $name:ident {
            $( $(#[$field_doc:meta])* $field:ident: $kind:ident { nb: $nb:tt, nn: $nn:tt, en: $en:tt $(,)? } )*
        }
    ) => {
        $(#[$doc])*
        pub struct $name {
            $( $(#[$field_doc])* pub $field: $crate::languages::$kind, )*
        }

        impl $name {
            /// Bokmål.
            pub const NB: Self = Self { $( $field: $crate::languages::declare::words!(@new $kind $nb), )* };
            /// Nynorsk.
            pub const NN: Self = Self { $( $field: $crate::languages::declare::words!(@new $kind $nn), )* };
            /// English.
            pub const EN: Self = Self { $( $field: $crate::languages::declare::words!(@new $kind $en), )* };

            /// Every text with its name.
            #[cfg(test)]
            pub fn texts(&self) -> Vec<(String, Vec<&'static str>)> {
                use $crate::languages::declare::Written;
                vec![ $( (concat!(stringify!($name), ".", stringify!($field)).to_owned(), self.$field.forms()), )* ]
            }
        }
    };
}

/// Declares all words there are: one field for the words of each page.
macro_rules! all_words {
    ( $( $field:ident: $group:ident, )* ) => {
        /// All words of the app in one language.
        pub struct Words {
            $( #[allow(missing_docs)] pub $field: $group, )*
        }

        impl Words {
            /// Bokmål.
            pub const NB: Self = Self { $( $field: $group::NB, )* };
            /// Nynorsk.
            pub const NN: Self = Self { $( $field: $group::NN, )* };
            /// English.
            pub const EN: Self = Self { $( $field: $group::EN, )* };

            /// Every text with its name.
            #[cfg(test)]
            pub fn texts(&self) -> Vec<(String, Vec<&'static str>)> {
                let mut all = Vec::new();
                $( all.extend(self.$field.texts()); )*
                all
            }
        }
    };
}

pub(crate) use all_words;
pub(crate) use words;
