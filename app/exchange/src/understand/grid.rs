//! A table's cells laid out so that every row has one for each column.

use super::Findings;
use crate::source::{Block, Para, Row, Table, VerticalMerge};

/// How much text is repeated in all where a cell goes on over several rows, in bytes.
const MOST_REPEATED: usize = 200_000;

/// A table whose rows have a cell for each column.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    pub width: usize,
    pub rows: Vec<GridRow>,
}

/// A row of a grid.
#[derive(Debug, Clone, Default)]
pub(super) struct GridRow {
    pub cells: Vec<Vec<Block>>,
}

impl Grid {
    /// Lays out a table. A cell over several columns stands in the first of them, one over several rows in each.
    pub fn of(table: &Table, findings: &mut Findings) -> Self {
        let width = table.width();
        let mut grid = Self {
            width,
            rows: Vec::new(),
        };
        let mut repeated = 0;
        for row in &table.rows {
            let row = lay_out(row, width, grid.rows.last(), &mut repeated, findings);
            grid.rows.push(row);
        }
        grid
    }
}

fn lay_out(
    row: &Row,
    width: usize,
    above: Option<&GridRow>,
    repeated: &mut usize,
    findings: &mut Findings,
) -> GridRow {
    let mut cells: Vec<Vec<Block>> = Vec::with_capacity(width);
    cells.resize(row.skipped.min(width), Vec::new());
    for cell in &row.cells {
        let mut blocks = cell.blocks.clone();
        if cell.merge == VerticalMerge::Continued && is_blank(&blocks) {
            let above = above.and_then(|row| row.cells.get(cells.len()));
            if let Some(above) = above {
                let size = super::plain_words(above).len();
                if *repeated + size <= MOST_REPEATED {
                    *repeated += size;
                    blocks.clone_from(above);
                }
            }
            findings.merged_cells += 1;
        }
        cells.push(blocks);
        for _ in 1..cell.columns {
            cells.push(Vec::new());
            findings.merged_cells += 1;
        }
    }
    if cells.len() < width {
        findings.missing_cells += width - cells.len();
        cells.resize(width, Vec::new());
    }
    GridRow { cells }
}

/// Whether no word stands in these blocks.
pub(super) fn is_blank(blocks: &[Block]) -> bool {
    blocks.iter().all(|block| match block {
        Block::Paragraph(para) => para.is_blank(),
        Block::Table(table) => table
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .all(|cell| is_blank(&cell.blocks)),
    })
}

/// The paragraphs of a cell; a table inside becomes lines with tabs.
pub(super) fn paragraphs(blocks: &[Block], findings: &mut Findings) -> Vec<Para> {
    let mut paras = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(para) => paras.push(para.clone()),
            Block::Table(table) => {
                findings.nested_tables += 1;
                let grid = Grid::of(table, findings);
                for row in &grid.rows {
                    paras.extend(lines(row, findings));
                }
            }
        }
    }
    paras
}

/// A row as lines of text: one line with tabs between the cells, or, where a cell has several paragraphs, all of them
/// in order.
pub(super) fn lines(row: &GridRow, findings: &mut Findings) -> Vec<Para> {
    let cells: Vec<Vec<Para>> = row
        .cells
        .iter()
        .map(|blocks| {
            let mut paras = paragraphs(blocks, findings);
            paras.retain(|para| !para.is_blank());
            paras
        })
        .collect();
    if cells.iter().any(|paras| paras.len() > 1) {
        let mut paras: Vec<Para> = cells.into_iter().flatten().collect();
        paras.iter_mut().for_each(|para| para.style_only = true);
        return paras;
    }
    let Some(last) = cells.iter().rposition(|paras| !paras.is_empty()) else {
        return Vec::new();
    };
    let mut line = Para {
        style_only: true,
        ..Para::default()
    };
    for (index, paras) in cells.iter().take(last + 1).enumerate() {
        if index > 0 {
            line.push("\t", &Default::default());
        }
        for run in paras.iter().flat_map(|para| &para.runs) {
            line.push(&run.text, &run.marks);
        }
    }
    vec![line]
}
