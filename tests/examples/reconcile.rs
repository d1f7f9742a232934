//! What it takes to find 10 missing records among 10,000: prints `{"round_trips":…,"bytes":…}`.

use anyhow::Result;
use samvev_protocol::{
    ids::RecordId,
    reconcile::{Answering, Asking},
};

fn main() -> Result<()> {
    let mut all = Vec::new();
    for _ in 0..10_000 {
        let mut id = [0; 32];
        getrandom::fill(&mut id).map_err(|error| anyhow::anyhow!("{error}"))?;
        all.push(RecordId::from_bytes(id));
    }
    all.sort_unstable();
    let ours: Vec<RecordId> = all
        .iter()
        .enumerate()
        .filter(|(n, _)| n % 1_000 != 7)
        .map(|(_, id)| *id)
        .collect();

    let mut answering = Answering::over(all.iter())?;
    let (mut asking, mut message) = Asking::start(ours.iter())?;
    let (mut round_trips, mut bytes, mut found) = (0, 0, 0);
    loop {
        let answer = answering.answer(&message)?;
        round_trips += 1;
        bytes += message.len() + answer.len();
        let (difference, next) = asking.step(&answer)?;
        found += difference.ours_to_get.len();
        match next {
            Some(next) => message = next,
            None => break,
        }
    }
    anyhow::ensure!(found == 10, "found {found} of 10 missing records");
    println!("{{\"round_trips\":{round_trips},\"bytes\":{bytes}}}");
    Ok(())
}
