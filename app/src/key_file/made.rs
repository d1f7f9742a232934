//! A key file that was made, handed to the browser.

use super::Of;
use crate::{exchange::hand_over as give, languages::Words};
use js_sys::Date;
use samvev_protocol::key_file::Archive;

const KIND: &str = "application/octet-stream";

/// Hands the file to the browser and gives its name. `None` where the browser does not take it.
pub fn hand_over(file: &[u8], of: Of, words: &Words) -> Option<String> {
    let name = match of {
        Of::This if Archive::is_one(file) => words.key_file.archive_name,
        Of::This => words.key_file.file_name,
        Of::Recovery(_) => words.recovery.file_name,
    };
    let name = name.with(&[("date", &day(&Date::new_0()))]);
    give(file, &name, KIND)?;
    Some(name)
}

/// The day where the person is, so that newer files come after older ones in a list by name.
fn day(date: &Date) -> String {
    let month = date.get_month() + 1;
    format!("{}-{month:02}-{:02}", date.get_full_year(), date.get_date())
}
