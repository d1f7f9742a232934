//! From what stands in a file to what it means: title, chapters, goals, tables of actions.
//!
//! The steps, each in a module of its own: tables are told apart (`tables`), hand-typed bullets become lists
//! (`lists`), the table of contents is set aside (`contents`), the title is found (`title`), and what remains is
//! walked through and put into chapters (`chapters`), with headings (`headings`) and goals (`goals`) recognised on
//! the way. What is not recognised stays text, whole.

mod chapters;
mod columns;
mod contents;
mod goals;
mod grid;
mod headings;
mod lists;
mod original;
mod tables;
mod title;
mod words;

use crate::source::{AsidePlace, OwnRole, Para, Role, Source};
pub use samvev_documents::import::{Note, Understood};
use samvev_documents::plan::Plan;

pub(crate) use chapters::number;
pub(crate) use columns::meaning_of;
pub(crate) use words::{plain_words, starts_with_number};

/// What the steps note down on their way.
#[derive(Debug, Default)]
struct Findings {
    leftover: Vec<String>,
    rows: usize,
    goals: usize,
    headings_by_looks: usize,
    merged_cells: usize,
    missing_cells: usize,
    nested_tables: usize,
    tables_as_text: usize,
    repeated_headers: usize,
    tables_joined: usize,
    contents_lines: usize,
}

/// A paragraph or a table of actions, once tables are told apart.
#[derive(Debug, Clone)]
enum Item {
    Para(Para),
    Actions(tables::ActionTable),
}

/// Understands what stands in a file.
pub(crate) fn understand(source: Source) -> Understood {
    let mut findings = Findings::default();
    let original = original::of(&source.blocks);
    let mut items = tables::tell_apart(source.blocks, &mut findings);
    take_own_leftover(&mut items, &mut findings);
    lists::settle_items(&mut items);
    let contents = contents::take(&mut items, source.own, &mut findings);
    let title = title::take(&mut items, source.own);
    let chapters = chapters::divide(&items, &contents, source.own, &mut findings);
    let mut plan = Plan {
        title,
        chapters,
        removed: Vec::new(),
    };
    number(&mut plan);

    let asides = |place| {
        source
            .aside
            .iter()
            .filter(|aside| aside.place == place)
            .count()
    };
    let mut notes = Vec::new();
    let mut note = |count: usize, note: fn(usize) -> Note| {
        if count > 0 {
            notes.push(note(count));
        }
    };
    note(usize::from(plan.title.is_blank()), |_| Note::NoTitle);
    note(findings.goals, |goals| Note::GoalsFound { goals });
    note(findings.rows, |rows| Note::ActionsFound { rows });
    note(findings.headings_by_looks, |headings| {
        Note::HeadingsByLooks { headings }
    });
    note(findings.merged_cells, |cells| Note::MergedCellsDivided {
        cells,
    });
    note(findings.missing_cells, |cells| Note::MissingCellsAdded {
        cells,
    });
    note(findings.nested_tables, |tables| Note::NestedTablesAsText {
        tables,
    });
    note(findings.tables_as_text, |tables| Note::TablesAsText {
        tables,
    });
    note(findings.repeated_headers, |rows| Note::RepeatedHeaders {
        rows,
    });
    note(findings.tables_joined, |tables| Note::TablesJoined {
        tables,
    });
    note(findings.contents_lines, |lines| Note::ContentsSetAside {
        lines,
    });
    note(asides(AsidePlace::Comment), |comments| {
        Note::CommentsSetAside { comments }
    });
    note(asides(AsidePlace::HeaderOrFooter), |parts| {
        Note::HeadersAndFootersSetAside { parts }
    });
    note(source.deletions, |stretches| Note::DeletionsLeftOut {
        stretches,
    });
    note(source.pictures, |pictures| Note::PicturesLeftOut {
        pictures,
    });

    let mut leftover = findings.leftover;
    leftover.extend(source.aside.into_iter().map(|aside| aside.words));
    Understood {
        plan,
        leftover,
        notes,
        original,
    }
}

/// Sets aside what our own writer marked as belonging to no part of the plan.
fn take_own_leftover(items: &mut Vec<Item>, findings: &mut Findings) {
    items.retain(|item| match item {
        Item::Para(para) if para.role == Role::Own(OwnRole::Leftover) => {
            findings.leftover.push(para.text());
            false
        }
        _ => true,
    });
}
