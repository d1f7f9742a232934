//! Paragraphs and tables out of HTML, as Word, Excel, LibreOffice and browsers put it on the clipboard.

use super::{
    cells::{HtmlCell, OpenTable},
    elements::{Open, is_block},
    tokens::{Token, Tokens, attribute},
};
use crate::source::{Block, ListItem, MOST_COLUMNS, Para};

/// How deep tables may lie in each other, and elements; what is deeper is read as if it lay at that depth.
const DEEPEST_TABLE: usize = 24;
const DEEPEST_ELEMENT: usize = 400;

/// Reads HTML.
pub(super) fn read(html: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    reader.open.push(Open::default());
    for token in Tokens::new(html) {
        match token {
            Token::Open { name, attributes } => reader.start(&name, attributes),
            Token::Close { name } => reader.end(&name),
            Token::Text(text) => reader.text(&text),
        }
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    tables: Vec<OpenTable>,
    /// The elements that are open, with what holds inside each.
    open: Vec<Open>,
    para: Option<Para>,
    /// Whether a space is due before the next word.
    space: bool,
    /// Whether the list item that is open has its first paragraph.
    item_begun: bool,
}

impl Reader {
    fn here(&self) -> Open {
        self.open.last().cloned().unwrap_or_default()
    }

    fn start(&mut self, name: &str, attributes: &str) {
        match name {
            "br" => {
                if self.has_words() {
                    self.push("\n");
                }
                self.space = false;
                return;
            }
            "table" => self.start_table(),
            "tr" => self.start_row(),
            "td" | "th" => self.start_cell(attributes),
            "hr" | "img" | "input" | "meta" | "link" | "col" | "base" | "wbr" | "area"
            | "source" => return,
            _ => {}
        }
        if is_block(name) {
            self.end_paragraph();
        }
        let inside = self.here().inside(name, attributes);
        if matches!(name, "li" | "p") && inside.list.is_some() && (name == "li" || inside.word_list)
        {
            self.item_begun = false;
        }
        if self.open.len() < DEEPEST_ELEMENT {
            self.open.push(inside);
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "td" | "th" | "tr" | "table" => self.end_paragraph(),
            name if is_block(name) => self.end_paragraph(),
            _ => {}
        }
        let here = self.here();
        if here.tab && here.name == name {
            self.push("\t");
        }
        // An end without a beginning is passed over, and a beginning without an end ends here.
        let floor = match name {
            "table" | "tr" | "td" | "th" => 1,
            _ => self
                .open
                .iter()
                .rposition(|open| open.name == "td" || open.name == "th")
                .map_or(1, |at| at + 1),
        };
        if let Some(at) = self.open.iter().rposition(|open| open.name == name)
            && at >= floor
        {
            self.open.truncate(at);
        }
        match name {
            "td" | "th" => self.end_cell(),
            "tr" => self.end_row(),
            "table" => self.end_table(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let here = self.here();
        if here.hidden || here.tab {
            return;
        }
        if here.bullet {
            // Word writes «1.» or «·» as text; a digit or a letter before a point says that the list is numbered.
            if let Some(para) = &mut self.para
                && let Some(item) = &mut para.list
            {
                item.ordered |=
                    text.trim().ends_with(['.', ')']) && text.chars().any(char::is_alphanumeric);
            } else if !text.trim().is_empty() {
                let ordered =
                    text.trim().ends_with(['.', ')']) && text.chars().any(char::is_alphanumeric);
                let list = here.list.map(|item| ListItem { ordered, ..item });
                self.begin_paragraph();
                if let Some(para) = &mut self.para {
                    para.list = list.or(para.list);
                }
            }
            return;
        }
        let mut words = String::new();
        for letter in text.chars() {
            if matches!(letter, ' ' | '\n' | '\t' | '\r' | '\u{c}') {
                self.space = true;
            } else {
                let begun = !words.is_empty() || self.has_words();
                if self.space && begun && !words.ends_with('\n') {
                    words.push(' ');
                }
                self.space = false;
                words.push(letter);
            }
        }
        if !words.is_empty() {
            self.push(&words);
        }
    }

    fn has_words(&self) -> bool {
        self.para
            .as_ref()
            .is_some_and(|para| !para.runs.is_empty() && !para.text().ends_with('\n'))
    }

    fn push(&mut self, words: &str) {
        let marks = self.here().marks;
        self.begin_paragraph();
        if let Some(para) = &mut self.para {
            para.push(words, &marks);
        }
    }

    fn begin_paragraph(&mut self) {
        if self.para.is_some() {
            return;
        }
        let here = self.here();
        // Only the first paragraph of a list's point has the bullet.
        let list = here.list.filter(|_| !self.item_begun);
        self.item_begun = true;
        self.para = Some(Para {
            role: here.role,
            list,
            ..Para::default()
        });
    }

    fn end_paragraph(&mut self) {
        self.space = false;
        let Some(mut para) = self.para.take() else {
            return;
        };
        let letters = |bold: bool| {
            let runs = para.runs.iter().filter(move |run| !bold || run.marks.bold);
            runs.flat_map(|run| run.text.chars())
                .filter(|letter| letter.is_alphanumeric())
                .count()
        };
        para.looks.bold = letters(false) > 0 && letters(false) == letters(true);
        if let Some(last) = para.runs.last_mut() {
            last.text = last.text.trim_end_matches(['\n', ' ']).to_owned();
        }
        para.runs.retain(|run| !run.text.is_empty());
        // Word fills an empty paragraph with a space that does not break.
        if para.is_blank() {
            para.runs.clear();
        }
        self.add(Block::Paragraph(para));
    }

    /// Adds a block to the cell that is open, else to the flow. What stands in a table outside cells goes before it.
    fn add(&mut self, block: Block) {
        let cell = self
            .tables
            .iter_mut()
            .rev()
            .find(|table| table.cell_open)
            .and_then(|table| table.rows.last_mut())
            .and_then(|row| row.last_mut());
        match cell {
            Some(cell) => cell.blocks.push(block),
            None => self.blocks.push(block),
        }
    }

    fn start_table(&mut self) {
        self.end_paragraph();
        if self.tables.len() < DEEPEST_TABLE {
            self.tables.push(OpenTable::default());
        }
    }

    fn start_row(&mut self) {
        self.end_paragraph();
        if let Some(table) = self.tables.last_mut() {
            table.cell_open = false;
            table.row_open = true;
            table.rows.push(Vec::new());
        }
    }

    fn start_cell(&mut self, attributes: &str) {
        self.end_paragraph();
        let number = |name| {
            attribute(attributes, name)
                .and_then(|number| number.trim().parse::<usize>().ok())
                .unwrap_or(1)
        };
        if let Some(table) = self.tables.last_mut() {
            if !table.row_open {
                table.row_open = true;
                table.rows.push(Vec::new());
            }
            table.cell_open = true;
            if let Some(row) = table.rows.last_mut() {
                row.push(HtmlCell {
                    blocks: Vec::new(),
                    columns: number("colspan").clamp(1, MOST_COLUMNS),
                    rows: number("rowspan").clamp(1, usize::from(u16::MAX)),
                });
            }
        }
    }

    fn end_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.cell_open = false;
        }
    }

    fn end_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.cell_open = false;
            table.row_open = false;
        }
    }

    fn end_table(&mut self) {
        if let Some(table) = self.tables.pop() {
            let table = table.close();
            if !table.rows.is_empty() {
                self.add(Block::Table(table));
            }
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.end_paragraph();
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.blocks
    }
}
