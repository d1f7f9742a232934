//! How dates and numbers are written in JSON.

use super::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// Whole numbers without a decimal point.
#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
pub(super) fn number<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    if number.fract() == 0.0 && (0.0..f64::from(u32::MAX)).contains(number) {
        // Within the bounds of the type, and whole.
        serializer.serialize_u32(*number as u32)
    } else {
        serializer.serialize_f64(*number)
    }
}
