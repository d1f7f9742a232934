//! How 64 bytes of signature stand in a body or a frame: as a byte string that must have that length.

use serde::{Deserializer, Serializer, de::Error};
use serde_bytes::ByteBuf;

pub fn serialize<S: Serializer>(bytes: &[u8; 64], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_bytes(bytes)
}

pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 64], D::Error> {
    let bytes: ByteBuf = serde::Deserialize::deserialize(from)?;
    bytes
        .into_vec()
        .try_into()
        .map_err(|_| D::Error::custom("a signature has 64 bytes"))
}
