//! Fields: a code such as `TOC \o "1-3"` or `HYPERLINK "…"`, and the words it came to. The words stay, the code is
//! read for what it says about them.

/// The fields that are open at a place in the text, the innermost last. A field may span paragraphs.
#[derive(Default)]
pub(super) struct Fields {
    open: Vec<Field>,
}

#[derive(Default)]
struct Field {
    code: String,
    /// Whether the code is over and the words have begun.
    shown: bool,
}

impl Fields {
    /// A `w:fldChar` of this type.
    pub fn mark(&mut self, kind: &str) {
        match kind {
            "begin" => self.open.push(Field::default()),
            "separate" => {
                if let Some(field) = self.open.last_mut() {
                    field.shown = true;
                }
            }
            "end" => {
                self.open.pop();
            }
            _ => {}
        }
    }

    /// More of a field's code.
    pub fn code(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut()
            && !field.shown
        {
            field.code.push_str(text);
        }
    }

    /// Whether the words here belong to a table of contents.
    pub fn in_contents(&self) -> bool {
        self.open
            .iter()
            .any(|field| field.shown && field.code.trim_start().starts_with("TOC"))
    }

    /// The address that the words here lead to.
    pub fn link(&self) -> Option<String> {
        self.open
            .iter()
            .rev()
            .filter(|field| field.shown)
            .find_map(|field| hyperlink(&field.code))
    }
}

/// The address in a `HYPERLINK` field's code, unless it leads to a place in the same document.
pub(super) fn hyperlink(code: &str) -> Option<String> {
    let rest = code.trim_start().strip_prefix("HYPERLINK")?.trim_start();
    let (address, _) = rest.strip_prefix('"')?.split_once('"')?;
    super::inline::safe_link(address)
}
