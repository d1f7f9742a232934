//! The app's files: each with its type, compressed where a compressed copy lies beside it, and cached for as long as its
//! name promises.

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, Uri, header, uri::PathAndQuery},
    response::{IntoResponse, Response},
};
use std::{convert::Infallible, path::Path};
use tower::{Service, ServiceExt, service_fn};
use tower_http::services::ServeDir;

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Kept, but asked for again each time: the ETag tells whether it has changed.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");
const INDEX: &str = "/index.html";
/// Hex digits that make a name that of its content.
const HASH_DIGITS: usize = 16;

/// Serves the files of a directory; every address that is no file's shows the app.
pub(super) fn service(
    directory: &Path,
) -> impl Service<Request, Response = Response, Error = Infallible, Future: Send>
+ Clone
+ Send
+ Sync
+ 'static {
    let files = ServeDir::new(directory)
        .precompressed_br()
        .precompressed_gzip();
    service_fn(move |mut request: Request| {
        let files = files.clone();
        async move {
            if is_route(request.uri().path()) {
                *request.uri_mut() = index(request.uri());
            }
            let is_for_ever = has_hash(request.uri().path());
            let Ok(answer) = files.oneshot(request).await;
            let mut response = answer.map(Body::new).into_response();
            let status = response.status();
            let caching = if is_for_ever && (status.is_success() || status.is_redirection()) {
                FOR_EVER
            } else {
                ASK_AGAIN
            };
            response
                .headers_mut()
                .insert(header::CACHE_CONTROL, caching);
            Ok(response)
        }
    })
}

/// Whether a path names a place in the app rather than a file. Mail filters write `#` as `%23`, and what follows it, an
/// invitation, is for the app alone.
fn is_route(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    path.contains("%23") || !last.contains('.')
}

fn index(uri: &Uri) -> Uri {
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::from_static(INDEX));
    Uri::from_parts(parts).unwrap_or_else(|_| Uri::from_static(INDEX))
}

/// Whether a path holds the hash of its content, as Trunk names files: `app-0123456789abcdef_bg.wasm`.
fn has_hash(path: &str) -> bool {
    path.split('-').skip(1).any(|part| {
        let digits = part.bytes().take_while(u8::is_ascii_hexdigit).count();
        let rest = part.as_bytes().get(digits);
        digits >= HASH_DIGITS && rest.is_none_or(|next| !next.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_cached_for_ever() {
        for path in [
            "/app-0123456789abcdef.js",
            "/app-0123456789abcdef_bg.wasm",
            "/snippets/x-0123456789abcdef/inline0.js",
        ] {
            assert!(has_hash(path), "{path}");
        }
        for path in [
            "/index.html",
            "/sw.js",
            "/start.js",
            "/engine.js",
            "/fonts/inter-variable.woff2",
            "/a-0123.js",
        ] {
            assert!(!has_hash(path), "{path}");
        }
    }

    #[test]
    fn places_in_the_app_are_told_from_files() {
        for path in ["/", "/plan/3", "/%23AQx", "/join%23AQ.x", "/x/%23a"] {
            assert!(is_route(path), "{path}");
        }
        for path in ["/app.js", "/fonts/inter.woff2", "/manifest.webmanifest"] {
            assert!(!is_route(path), "{path}");
        }
    }
}
