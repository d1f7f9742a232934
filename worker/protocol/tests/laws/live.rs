use crate::seeded::Home;
use samvev_protocol::live::LiveSet;

#[test]
fn every_record_is_live_and_the_order_of_arrival_does_not_matter() {
    let home = Home::new(1);
    let (mut forth, mut back) = (LiveSet::default(), LiveSet::default());
    for record in &home.founded.records {
        assert!(forth.insert(record));
        assert!(!forth.insert(record));
    }
    for record in home.founded.records.iter().rev() {
        back.insert(record);
    }
    assert_eq!(forth.ids().len(), home.founded.records.len());
    assert!(forth.ids().eq(back.ids()));
    assert!(forth.ids().is_sorted());
    assert!(
        home.founded
            .records
            .iter()
            .all(|record| back.contains(&record.id()))
    );
}
