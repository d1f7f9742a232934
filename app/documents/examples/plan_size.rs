//! How long a plan's document takes: `cargo run -p samvev-documents --example plan_size`.

use samvev_documents::{
    document::{Document, DocumentError, DocumentKind, Heads, Intent, Value},
    id::ItemId,
    plan::{Action, Chapter, Column, ColumnMeaning, Place, Plan, PlanField, PlanIntent},
    text::{Delta, RichText},
};
use std::time::Instant;

fn plan(rows: u64) -> Plan {
    let columns: Vec<Column> = (0..5)
        .map(|n| Column {
            id: ItemId::nth(10 + n),
            heading: RichText::from_plain("Kolonne"),
            meaning: ColumnMeaning::Other,
        })
        .collect();
    let row = |n| Action {
        id: ItemId::nth(100 + n),
        cells: columns
            .iter()
            .map(|column| {
                (
                    column.id,
                    RichText::from_plain("Opplæring for ansatte\nTo dager på høsten"),
                )
            })
            .collect(),
    };
    let actions = (0..rows).map(row).collect();
    Plan {
        title: RichText::from_plain("En plan"),
        chapters: vec![Chapter {
            id: ItemId::nth(1),
            level: 1,
            heading: RichText::default(),
            text: RichText::default(),
            goals: Vec::new(),
            columns,
            actions,
        }],
        removed: Vec::new(),
    }
}

/// Runs it ten times and prints the median.
fn median<T>(
    what: &str,
    mut run: impl FnMut() -> Result<T, DocumentError>,
) -> Result<(), DocumentError> {
    let mut times = Vec::new();
    for _ in 0..10 {
        let start = Instant::now();
        run()?;
        times.push(start.elapsed());
    }
    times.sort();
    println!(
        "  {what:<28} {:>10.2?}",
        times.get(5).copied().unwrap_or_default()
    );
    Ok(())
}

fn main() -> Result<(), DocumentError> {
    for rows in [200, 2_000] {
        println!("{rows} rows of 5 cells");
        let value = Value::Plan(plan(rows));
        let start = Instant::now();
        let mut one = Document::create(&value, &[1; 16], 0)?;
        println!("  {:<28} {:>10.2?}", "create", start.elapsed());
        let saved = one.save();
        println!("  {:<28} {:>10}", "bytes saved", saved.len());
        let start = Instant::now();
        let mut two = Document::load(DocumentKind::Plan, Some(&saved), &[], &[2; 16])?;
        println!("  {:<28} {:>10.2?}", "load", start.elapsed());
        let start = Instant::now();
        two.value()?;
        println!("  {:<28} {:>10.2?}", "value", start.elapsed());
        let field = PlanField::Cell {
            action: ItemId::nth(150),
            column: ItemId::nth(12),
        };
        let typed = || {
            let delta = Delta::splice(3, 0, "ord");
            Intent::Plan(PlanIntent::EditText { field, delta })
        };
        median("type", || one.apply(&typed(), 1))?;
        let mut seen = one.heads();
        two.receive(&[one.changes_since(&Heads::default())])?;
        median("type, pack, receive", || {
            one.apply(&typed(), 1)?;
            let changes = one.changes_since(&seen);
            seen = one.heads();
            two.receive(&[changes])
        })?;
        let mut next = 10_000;
        median("add a row", || {
            next += 1;
            let intent = PlanIntent::AddAction {
                id: ItemId::nth(next),
                chapter: ItemId::nth(1),
                place: Place::After(ItemId::nth(150)),
            };
            one.apply(&Intent::Plan(intent), 1)
        })?;
        median("undo an edit", || {
            let applied = one.apply(&typed(), 1)?;
            applied
                .inverse
                .map(|inverse| one.undo(&inverse, 2))
                .transpose()
        })?;
    }
    Ok(())
}
