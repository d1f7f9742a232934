//! Where a relay is dialled: the name that an answer to a challenge is bound to.

use std::{fmt, str::FromStr};

/// A host and port, whatever the scheme and path around them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Address {
    host: String,
    port: u16,
}

/// Text that names no host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an address: give it as https://host, wss://host/ws or host:port")]
pub struct AddressError;

impl Address {
    /// This host and port.
    pub fn new(host: &str, port: u16) -> Self {
        Self {
            host: host.to_ascii_lowercase(),
            port,
        }
    }
}

impl FromStr for Address {
    type Err = AddressError;

    /// Reads `wss://host/ws`, `http://host:8787` or `host:8787`. Without a port it is the scheme's: 80 for `ws` and `http`,
    /// else 443.
    fn from_str(text: &str) -> Result<Self, AddressError> {
        let text = text.trim().to_ascii_lowercase();
        let (scheme, rest) = text.split_once("://").unwrap_or(("https", &text));
        let usual = match scheme {
            "ws" | "http" => 80,
            "wss" | "https" => 443,
            _ => return Err(AddressError),
        };
        let place = rest.split(['/', '?', '#']).next().unwrap_or_default();
        // The colons of an IPv6 address stand inside brackets; the port's follows them.
        let (host, port) = match place.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => {
                (host, port.parse().map_err(|_| AddressError)?)
            }
            _ => (place, usual),
        };
        let is_host = !host.is_empty()
            && !host.contains(['@', ' '])
            && (host.starts_with('[') || !host.contains(':'));
        if is_host {
            Ok(Self {
                host: host.to_owned(),
                port,
            })
        } else {
            Err(AddressError)
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_same_place_written_in_different_ways_is_one_address() {
        let same =
            |one: &str, other: &str| one.parse::<Address>().unwrap() == other.parse().unwrap();
        assert!(same("wss://Samvev.Example/ws", "https://samvev.example"));
        assert!(same("ws://127.0.0.1:8787/ws", "127.0.0.1:8787"));
        assert!(same("ws://[::1]:8787/ws", "http://[::1]:8787"));
        assert!(same("ws://localhost/ws", "localhost:80"));
        assert!(!same("ws://localhost/ws", "wss://localhost/ws"));
        assert!(!same("ws://127.0.0.1:8787/ws", "ws://127.0.0.1:8788/ws"));
    }

    #[test]
    fn what_names_no_host_is_refused() {
        for text in [
            "",
            "wss://",
            "ftp://host",
            "host:port",
            "wss://mole@host/ws",
            "::1",
            "https://:443",
        ] {
            assert_eq!(text.parse::<Address>(), Err(AddressError), "{text}");
        }
    }
}
