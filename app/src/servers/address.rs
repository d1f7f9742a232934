//! From what a person types to the address that a worker is called by.

/// The WebSocket address of the worker that is meant by an address as people know it: `samvev.example.no`, or the whole from the
/// browser's address bar. `None`: it is none that may be called. Without encryption only this machine itself is.
pub fn relay_address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let (scheme, rest) = match typed.split_once("://") {
        Some((scheme, rest)) => (Some(scheme.to_lowercase()), rest),
        None => (None, typed),
    };
    let place = rest.split(['/', '?', '#']).next()?.to_lowercase();
    let (host, port) = match place.split_once(':') {
        Some((host, port)) => (
            host,
            Some(port.parse::<u16>().ok().filter(|port| *port > 0)?),
        ),
        None => (place.as_str(), None),
    };
    let is_here = matches!(host, "localhost" | "127.0.0.1");
    if !is_host(host, is_here) {
        return None;
    }
    let (scheme, usual) = match scheme.as_deref() {
        Some("https" | "wss") => ("wss", 443),
        Some("http" | "ws") | None if is_here => ("ws", 80),
        None => ("wss", 443),
        Some(_) => return None,
    };
    let port = port.filter(|port| *port != usual);
    let port = port.map(|port| format!(":{port}")).unwrap_or_default();
    Some(format!("{scheme}://{host}{port}/ws"))
}

/// Whether it can be a host's name. Letters beyond ASCII the browser writes in its own way.
fn is_host(host: &str, is_here: bool) -> bool {
    let is_label = |label: &str| {
        let fits = label.chars().all(|one| one.is_alphanumeric() || one == '-');
        !label.is_empty() && fits && !label.starts_with('-') && !label.ends_with('-')
    };
    host.split('.').all(is_label) && (is_here || host.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::relay_address;

    #[test]
    fn an_address_as_people_know_it_becomes_the_one_to_call() {
        for (typed, called) in [
            ("samvev.example.no", "wss://samvev.example.no/ws"),
            ("  Samvev.Example.no/ ", "wss://samvev.example.no/ws"),
            ("https://samvev.example.no", "wss://samvev.example.no/ws"),
            (
                "HTTPS://samvev.example.no:443/plan/ab#c",
                "wss://samvev.example.no/ws",
            ),
            (
                "https://samvev.example.no:8443/?a=b",
                "wss://samvev.example.no:8443/ws",
            ),
            ("wss://samvev.example.no/ws", "wss://samvev.example.no/ws"),
            ("plan.fjørå.no", "wss://plan.fjørå.no/ws"),
            ("127.0.0.1:8787", "ws://127.0.0.1:8787/ws"),
            ("http://localhost:8787/", "ws://localhost:8787/ws"),
            ("10.0.0.7", "wss://10.0.0.7/ws"),
        ] {
            assert_eq!(relay_address(typed).as_deref(), Some(called), "{typed}");
        }
    }

    #[test]
    fn what_is_no_address_or_not_safe_to_call_is_none() {
        for typed in [
            "",
            "samvev",
            "samvev example.no",
            "http://samvev.example.no",
            "ws://samvev.example.no/ws",
            "ftp://samvev.example.no",
            "https://kari@samvev.example.no",
            "https://samvev.example.no:0",
            "https://samvev.example.no:sju",
            "https://samvev..no",
            "https://.no",
            "-a.no",
            "kari@example.no",
            "https://",
        ] {
            assert_eq!(relay_address(typed), None, "{typed}");
        }
    }
}
