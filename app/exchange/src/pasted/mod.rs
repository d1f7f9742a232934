//! Tables and text pasted from Word, Excel or a web page: what the clipboard offers as HTML or as plain text.

mod blocks;
mod cells;
mod elements;
mod entities;
mod tokens;

use crate::{
    Understood,
    source::{Block, Cell, Para, Row, Source, Table},
    understand,
};

/// Reads what was pasted: the HTML if there are words in it, else the plain text.
pub fn read(html: &str, text: &str) -> Understood {
    let blocks = blocks::read(html);
    if understand::plain_words(&blocks).is_empty() {
        read_text(text)
    } else {
        understood(blocks)
    }
}

/// Reads HTML, however broken.
pub fn read_html(html: &str) -> Understood {
    understood(blocks::read(html))
}

/// Reads plain text. Lines with tabs are rows of a table, with cells in quotation marks as spreadsheets write them.
pub fn read_text(text: &str) -> Understood {
    let mut blocks = Vec::new();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in lines(text) {
        if line.len() > 1 {
            rows.push(line);
        } else {
            flush(&mut rows, &mut blocks);
            blocks.extend(
                line.iter()
                    .map(|words| Block::Paragraph(Para::plain(words))),
            );
        }
    }
    flush(&mut rows, &mut blocks);
    understood(blocks)
}

fn understood(blocks: Vec<Block>) -> Understood {
    understand::understand(Source {
        blocks,
        ..Source::default()
    })
}

/// Makes a table of rows; a single line with tabs is no table.
fn flush(rows: &mut Vec<Vec<String>>, blocks: &mut Vec<Block>) {
    let rows = std::mem::take(rows);
    if let [only] = rows.as_slice() {
        blocks.push(Block::Paragraph(Para::plain(&only.join("\t"))));
    } else if !rows.is_empty() {
        let row = |cells: Vec<String>| Row {
            cells: cells.iter().map(|words| cell(words)).collect(),
            ..Row::default()
        };
        blocks.push(Block::Table(Table {
            rows: rows.into_iter().map(row).collect(),
        }));
    }
}

fn cell(words: &str) -> Cell {
    Cell {
        blocks: words
            .split('\n')
            .map(|line| Block::Paragraph(Para::plain(line)))
            .collect(),
        ..Cell::default()
    }
}

/// The cells of each line. A cell may begin and end with quotation marks and then hold tabs, line ends and doubled
/// quotation marks.
fn lines(text: &str) -> Vec<Vec<String>> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let quotes_count = text.contains('\t');
    let mut lines = Vec::new();
    let mut line = Vec::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let quoted = if quotes_count { quoted(rest) } else { None };
        let (cell, after) = quoted.unwrap_or_else(|| {
            let end = rest.find(['\t', '\n']).unwrap_or(rest.len());
            let (cell, after) = rest.split_at(end);
            (cell.to_owned(), after)
        });
        line.push(cell);
        if let Some(next) = after.strip_prefix('\t') {
            rest = next;
            if rest.is_empty() || rest.starts_with('\n') {
                line.push(String::new());
                lines.push(std::mem::take(&mut line));
                rest = rest.strip_prefix('\n').unwrap_or_default();
            }
        } else {
            lines.push(std::mem::take(&mut line));
            rest = after.strip_prefix('\n').unwrap_or_default();
        }
    }
    lines
}

/// A cell in quotation marks and what follows it; None where the marks are part of the words.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?;
    let mut cell = String::new();
    loop {
        let (words, after) = rest.split_once('"')?;
        cell.push_str(words);
        if let Some(doubled) = after.strip_prefix('"') {
            cell.push('"');
            rest = doubled;
        } else if after.is_empty() || after.starts_with(['\t', '\n']) {
            return Some((cell, after));
        } else {
            return None;
        }
    }
}
