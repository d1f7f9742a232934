//! An HTML table while it is read, and the table it comes to.

use crate::source::{Block, Cell, MOST_COLUMNS, Row, Table, VerticalMerge};

/// A table that is open.
#[derive(Default)]
pub(super) struct OpenTable {
    pub rows: Vec<Vec<HtmlCell>>,
    pub row_open: bool,
    pub cell_open: bool,
}

/// A cell as HTML has it.
pub(super) struct HtmlCell {
    pub blocks: Vec<Block>,
    pub columns: usize,
    pub rows: usize,
}

impl OpenTable {
    /// The table, with cells over several rows as continued cells in each.
    pub fn close(self) -> Table {
        // For each column how many rows below it is taken, and how wide the cell is that takes it.
        let mut taken: Vec<(usize, usize)> = Vec::new();
        let mut table = Table::default();
        for cells in self.rows {
            let mut row = Row::default();
            let mut column = 0;
            let mut cells = cells.into_iter().peekable();
            while cells.peek().is_some() || column < taken.len() {
                if column >= MOST_COLUMNS && cells.peek().is_none() {
                    break;
                }
                if taken.len() <= column {
                    taken.resize(column + 1, (0, 0));
                }
                let columns = match taken.get_mut(column) {
                    Some((rows, columns)) if *rows > 0 => {
                        *rows -= 1;
                        row.cells.push(Cell {
                            columns: *columns,
                            merge: VerticalMerge::Continued,
                            ..Cell::default()
                        });
                        *columns
                    }
                    slot => {
                        let Some(cell) = cells.next() else {
                            row.cells.push(Cell::default());
                            column += 1;
                            continue;
                        };
                        if let Some(slot) = slot {
                            *slot = (cell.rows - 1, cell.columns);
                        }
                        row.cells.push(Cell {
                            blocks: cell.blocks,
                            columns: cell.columns,
                            merge: if cell.rows > 1 {
                                VerticalMerge::Start
                            } else {
                                VerticalMerge::None
                            },
                        });
                        cell.columns
                    }
                };
                column += columns.max(1);
            }
            if !row.cells.is_empty() {
                table.rows.push(row);
            }
        }
        table
    }
}
