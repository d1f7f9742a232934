//! The headers that stand on every answer: what a page of this server may do, and what it may load.

use axum::{
    Router,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::map_response,
    response::Response,
};

/// The Content-Security-Policy. No inline script or style, nothing of a third party; relays of other origins may be
/// dialled, since the address that serves the app is no centre.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; \
     img-src 'self' data: blob:; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'; connect-src 'self' https: wss:";
/// Where a page of this machine's own server may connect beside that: relays on this machine, which have no certificate.
const LOCAL_CONNECT: &str = " ws://127.0.0.1:* ws://localhost:*";

/// Sets the headers on everything that the router answers.
pub(super) fn secured(router: Router, is_local: bool) -> Router {
    let policy = if is_local {
        format!("{POLICY}{LOCAL_CONNECT}")
    } else {
        POLICY.to_owned()
    };
    let mut headers = HeaderMap::new();
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(self), clipboard-write=(self), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ];
    headers.extend(fixed.map(|(name, value)| (name, HeaderValue::from_static(value))));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    router.layer(map_response(move |mut response: Response| {
        response.headers_mut().extend(headers.clone());
        std::future::ready(response)
    }))
}
