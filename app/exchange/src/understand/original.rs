//! What stands in a file as whoever brought it knows it: for looking at beside the plan that it became.

use crate::source::{Block, Para, Role, Table, VerticalMerge};
use samvev_documents::import::Original;

/// The parts of a file, in order; what is blank is left out.
pub(super) fn of(blocks: &[Block]) -> Vec<Original> {
    blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(para) => paragraph(para),
            Block::Table(table) => Some(Original::Table(rows(table))),
        })
        .collect()
}

fn paragraph(para: &Para) -> Option<Original> {
    if para.is_blank() {
        return None;
    }
    let words = para.text().trim().to_owned();
    Some(match (para.role, para.list) {
        (Role::Title | Role::Heading(_), _) => Original::Heading(words),
        (_, Some(item)) => Original::Point(item.level, words),
        _ => Original::Paragraph(words),
    })
}

fn rows(table: &Table) -> Vec<Vec<String>> {
    let row = |row: &crate::source::Row| {
        let before = core::iter::repeat_n(String::new(), row.skipped);
        let cells = row.cells.iter().map(|cell| match cell.merge {
            VerticalMerge::Continued => String::new(),
            VerticalMerge::None | VerticalMerge::Start => words(&cell.blocks),
        });
        before.chain(cells).collect()
    };
    table.rows.iter().map(row).collect()
}

/// The words of a cell, a line for each paragraph.
fn words(blocks: &[Block]) -> String {
    let lines = blocks.iter().map(|block| match block {
        Block::Paragraph(para) => para.text(),
        Block::Table(table) => {
            let rows = rows(table).into_iter().map(|cells| cells.join(" "));
            rows.collect::<Vec<_>>().join("\n")
        }
    });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Cell, ListItem, Row};

    #[test]
    fn what_stands_in_a_file_is_shown_in_its_order_and_shape() {
        let heading = Para {
            role: Role::Heading(1),
            ..Para::plain("Mål")
        };
        let point = Para {
            list: Some(ListItem {
                level: 1,
                ordered: false,
            }),
            ..Para::plain("Tidlig hjelp")
        };
        let cell = Cell {
            blocks: vec![
                Block::Paragraph(Para::plain("Kurs")),
                Block::Paragraph(Para::plain("Veiledning")),
            ],
            ..Cell::default()
        };
        let table = Table {
            rows: vec![Row {
                cells: vec![cell],
                skipped: 1,
                ..Row::default()
            }],
        };
        let blocks = [
            Block::Paragraph(heading),
            Block::Paragraph(Para::plain(" ")),
            Block::Paragraph(point),
            Block::Table(table),
        ];
        assert_eq!(
            of(&blocks),
            [
                Original::Heading("Mål".to_owned()),
                Original::Point(1, "Tidlig hjelp".to_owned()),
                Original::Table(vec![vec![String::new(), "Kurs\nVeiledning".to_owned()]]),
            ]
        );
    }
}
