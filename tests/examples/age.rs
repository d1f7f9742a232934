//! Makes what a stopped worker keeps some days older than it is, as if they had passed: `age FOLDER DAYS`. For the journey
//! with an invitation that has ended, since only the relay's clock says when that is.

use anyhow::{Context, Result};
use std::{env, path::Path};

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next().context("usage: age FOLDER DAYS")?;
    let days: i64 = arguments
        .next()
        .context("usage: age FOLDER DAYS")?
        .parse()?;
    let connection = rusqlite::Connection::open(Path::new(&folder).join("records.sqlite"))?;
    let older = connection.execute(
        "UPDATE records SET stored_at = stored_at - ?1",
        [days * 24 * 60 * 60 * 1000],
    )?;
    println!("{older} records are {days} days older");
    Ok(())
}
