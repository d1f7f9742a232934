//! Which tables are tables of actions, and what their columns hold.

use super::{
    Findings, Item,
    columns::{meaning_of, names_action},
    grid::{self, Grid, GridRow},
    lists, words,
};
use crate::source::{Block, OwnRole, Para, Role, Table};
use samvev_documents::{
    plan::ColumnMeaning,
    text::{Paragraph, RichText},
};

/// A table whose rows are actions.
#[derive(Debug, Clone)]
pub(super) struct ActionTable {
    pub columns: Vec<(RichText, ColumnMeaning)>,
    pub rows: Vec<Vec<RichText>>,
}

/// How many rows may stand above a table's header.
const ROWS_ABOVE_HEADER: usize = 3;
/// The longest text that can be a column's heading, in characters.
const LONGEST_HEADING: usize = 80;

/// Tells tables of actions from tables that become text, and joins those that a page break cut in two.
pub(super) fn tell_apart(blocks: Vec<Block>, findings: &mut Findings) -> Vec<Item> {
    let mut items = Vec::new();
    for block in blocks {
        take(block, &mut items, findings);
    }
    items
}

fn take(block: Block, items: &mut Vec<Item>, findings: &mut Findings) {
    let table = match block {
        Block::Paragraph(para) => {
            items.push(Item::Para(para));
            return;
        }
        Block::Table(table) => table,
    };
    if is_layout(&table) {
        for block in table
            .rows
            .into_iter()
            .flat_map(|row| row.cells)
            .flat_map(|cell| cell.blocks)
        {
            take(block, items, findings);
        }
        return;
    }
    let mut own_findings = Findings::default();
    let grid = Grid::of(&table, &mut own_findings);
    findings.merged_cells += own_findings.merged_cells;
    findings.missing_cells += own_findings.missing_cells;
    match Header::find(&grid) {
        Some(header) => take_actions(&grid, &header, items, findings),
        None => {
            if !goes_on(&grid, items, findings) {
                findings.tables_as_text += 1;
                for row in &grid.rows {
                    items.extend(grid::lines(row, findings).into_iter().map(Item::Para));
                }
            }
        }
    }
}

/// Whether a table only sets things in place: a frame around text, or cells that hold a table of actions.
fn is_layout(table: &Table) -> bool {
    let holds_actions = |blocks: &[Block]| {
        blocks.iter().any(|block| match block {
            Block::Table(inner) => {
                Header::find(&Grid::of(inner, &mut Findings::default())).is_some()
            }
            Block::Paragraph(_) => false,
        })
    };
    let own = |block: &Block| matches!(block, Block::Paragraph(para) if para.is_own());
    let cells = || table.rows.iter().flat_map(|row| &row.cells);
    (table.width() <= 1 && !cells().flat_map(|cell| &cell.blocks).any(own))
        || cells().any(|cell| holds_actions(&cell.blocks))
}

/// The row of a table that says what its columns hold.
struct Header {
    row: usize,
    meanings: Vec<ColumnMeaning>,
}

impl Header {
    fn find(grid: &Grid) -> Option<Self> {
        if let Some(first) = grid.rows.first()
            && let Some(meanings) = own_meanings(first)
        {
            return Some(Self { row: 0, meanings });
        }
        grid.rows
            .iter()
            .take(ROWS_ABOVE_HEADER + 1)
            .enumerate()
            .find_map(|(index, row)| {
                Some(Self {
                    row: index,
                    meanings: recognised(row)?,
                })
            })
    }
}

/// What our own writer said that the columns hold.
fn own_meanings(row: &GridRow) -> Option<Vec<ColumnMeaning>> {
    row.cells
        .iter()
        .map(|blocks| match blocks.first() {
            Some(Block::Paragraph(Para {
                role: Role::Own(OwnRole::Column(meaning)),
                ..
            })) => Some(*meaning),
            _ => None,
        })
        .collect()
}

/// What the columns hold if this row is the header of a table of actions.
fn recognised(row: &GridRow) -> Option<Vec<ColumnMeaning>> {
    let headings: Vec<String> = row
        .cells
        .iter()
        .map(|blocks| super::plain_words(blocks))
        .collect();
    if headings
        .iter()
        .any(|heading| heading.chars().count() > LONGEST_HEADING)
    {
        return None;
    }
    let mut meanings: Vec<ColumnMeaning> = Vec::new();
    for heading in &headings {
        let meaning = meaning_of(heading);
        meanings.push(if meanings.contains(&meaning) {
            ColumnMeaning::Other
        } else {
            meaning
        });
    }
    let has = |meaning| meanings.contains(&meaning);
    let known = meanings
        .iter()
        .filter(|meaning| **meaning != ColumnMeaning::Other)
        .count();
    if has(ColumnMeaning::Action) {
        let plainly = headings.iter().any(|heading| names_action(heading));
        return (known >= 2 || (plainly && headings.len() >= 2)).then_some(meanings);
    }
    // «Mål | Ansvarlig | Frist»: what is to be done stands in the first column that says nothing else.
    let assigned =
        has(ColumnMeaning::Responsible) && (has(ColumnMeaning::Time) || has(ColumnMeaning::Cost));
    let first = meanings
        .iter()
        .zip(&headings)
        .position(|(meaning, heading)| *meaning == ColumnMeaning::Other && !heading.is_empty())
        .filter(|_| assigned)?;
    if let Some(meaning) = meanings.get_mut(first) {
        *meaning = ColumnMeaning::Action;
    }
    Some(meanings)
}

fn take_actions(grid: &Grid, header: &Header, items: &mut Vec<Item>, findings: &mut Findings) {
    for row in grid.rows.iter().take(header.row) {
        items.extend(grid::lines(row, findings).into_iter().map(Item::Para));
    }
    let Some(header_row) = grid.rows.get(header.row) else {
        return;
    };
    let columns: Vec<(RichText, ColumnMeaning)> = header_row
        .cells
        .iter()
        .zip(&header.meanings)
        .map(|(blocks, meaning)| (heading(blocks, findings), *meaning))
        .collect();
    let key = folded_row(header_row);
    let body = || grid.rows.iter().skip(header.row + 1);

    let before = if header.row == 0 {
        last_table(items)
    } else {
        None
    };
    let joined = before.is_some_and(|table| {
        table.columns.len() == columns.len()
            && table.columns.iter().zip(&columns).all(|(one, other)| {
                words::folded(&one.0.to_plain()) == words::folded(&other.0.to_plain())
            })
    });
    let own = own_meanings(header_row).is_some();
    // In a table of our own, a row that reads like the header but is not styled as one is an action.
    let repeats_header = |row: &GridRow| {
        folded_row(row) == key
            && key.iter().any(|heading| !heading.is_empty())
            && (!own || own_meanings(row).is_some())
    };
    let mut rows = Vec::new();
    if joined {
        findings.tables_joined += 1;
        set_aside(header_row, findings);
    }
    for row in body() {
        if repeats_header(row) {
            set_aside(row, findings);
        } else if let Some(cells) = cells(row, findings) {
            rows.push(cells);
        }
    }
    findings.rows += rows.len();
    match last_table_mut(items) {
        Some(table) if joined => table.rows.append(&mut rows),
        _ => items.push(Item::Actions(ActionTable { columns, rows })),
    }
}

/// Joins a table without a header to the table of actions right before it, if it has as many columns.
fn goes_on(grid: &Grid, items: &mut [Item], findings: &mut Findings) -> bool {
    let fits =
        last_table(items).is_some_and(|table| table.columns.len() == grid.width && grid.width >= 3);
    if !fits {
        return false;
    }
    let mut rows: Vec<Vec<RichText>> = Vec::new();
    for row in &grid.rows {
        rows.extend(cells(row, findings));
    }
    findings.rows += rows.len();
    findings.tables_joined += 1;
    if let Some(table) = last_table_mut(items) {
        table.rows.append(&mut rows);
    }
    true
}

/// Keeps the words of a header that is repeated.
fn set_aside(row: &GridRow, findings: &mut Findings) {
    findings.repeated_headers += 1;
    let headings: Vec<String> = row
        .cells
        .iter()
        .map(|blocks| super::plain_words(blocks))
        .collect();
    findings
        .leftover
        .push(headings.join("\t").trim().to_owned());
}

/// The table of actions that these items end with, blank paragraphs aside.
fn last_table(items: &[Item]) -> Option<&ActionTable> {
    match items.iter().rev().find(|item| !is_spacer(item)) {
        Some(Item::Actions(table)) => Some(table),
        _ => None,
    }
}

fn last_table_mut(items: &mut [Item]) -> Option<&mut ActionTable> {
    match items.iter_mut().rev().find(|item| !is_spacer(item)) {
        Some(Item::Actions(table)) => Some(table),
        _ => None,
    }
}

fn is_spacer(item: &Item) -> bool {
    matches!(item, Item::Para(para) if para.is_blank() && !para.is_own())
}

fn folded_row(row: &GridRow) -> Vec<String> {
    row.cells
        .iter()
        .map(|blocks| words::folded(&super::plain_words(blocks)))
        .collect()
}

/// A column's heading.
fn heading(blocks: &[Block], findings: &mut Findings) -> RichText {
    let paras = grid::paragraphs(blocks, findings);
    let lines: Vec<Paragraph> = paras
        .iter()
        .filter(|para| para.is_own() || !para.is_blank())
        .map(|para| {
            if para.is_own() {
                words::paragraph(para)
            } else {
                words::headline(para)
            }
        })
        .collect();
    words::rich(lines)
}

/// A row's cells; None for a row without words, which is only there to be filled in.
fn cells(row: &GridRow, findings: &mut Findings) -> Option<Vec<RichText>> {
    let own = row
        .cells
        .iter()
        .flatten()
        .any(|block| matches!(block, Block::Paragraph(para) if para.is_own()));
    let blank = row
        .cells
        .iter()
        .all(|blocks| grid::is_blank(blocks) || is_rule(blocks));
    if blank && !own {
        return None;
    }
    Some(
        row.cells
            .iter()
            .map(|blocks| cell(blocks, findings))
            .collect(),
    )
}

/// Whether a cell holds nothing but a line of dashes, which some programs leave between rows.
fn is_rule(blocks: &[Block]) -> bool {
    let words = super::plain_words(blocks);
    words.len() >= 2 && words.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'_'))
}

/// A cell's text, without blank lines at its ends unless our own writer wrote them.
fn cell(blocks: &[Block], findings: &mut Findings) -> RichText {
    let mut paras = grid::paragraphs(blocks, findings);
    let worded = paras.iter_mut().filter(|para| !para.is_blank());
    lists::settle(&mut worded.collect::<Vec<_>>());
    let spare = |para: &Para| para.is_blank() && !para.is_own();
    let start = paras
        .iter()
        .position(|para| !spare(para))
        .unwrap_or(paras.len());
    let end = paras
        .iter()
        .rposition(|para| !spare(para))
        .map_or(start, |last| last + 1);
    words::rich(
        paras
            .get(start..end)
            .unwrap_or_default()
            .iter()
            .map(words::paragraph)
            .collect(),
    )
}
