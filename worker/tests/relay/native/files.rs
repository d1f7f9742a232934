//! The app's files, and the headers that stand on everything.

use super::{
    Server,
    client::{Answer, get},
};
use samvev_worker::server::Config;
use std::{fs, net::SocketAddr, path::Path};

const INDEX: &str = "<!doctype html><title>Samvev</title>";

fn write_app(directory: &Path) {
    let files: [(&str, &[u8]); 9] = [
        ("index.html", INDEX.as_bytes()),
        ("sw.js", b"// service worker"),
        ("start.js", b"// start"),
        ("engine.js", b"// engine"),
        ("manifest.webmanifest", b"{}"),
        ("app-0123456789abcdef.js", b"// app"),
        ("app-0123456789abcdef_bg.wasm", b"\0asm"),
        ("app-0123456789abcdef_bg.wasm.br", b"brotli"),
        ("app-0123456789abcdef_bg.wasm.gz", b"gzip"),
    ];
    for (name, content) in files {
        fs::write(directory.join(name), content).unwrap();
    }
}

async fn serve_app(listen: &str) -> (Server, SocketAddr, tempfile::TempDir) {
    let directory = tempfile::tempdir().unwrap();
    let app = directory.path().join("app");
    fs::create_dir(&app).unwrap();
    write_app(&app);
    let config = Config {
        app: Some(app),
        listen: listen.parse().unwrap(),
        ..Config::local(directory.path().join("data"))
    };
    let server = Server::start(config).await;
    let address = SocketAddr::from(([127, 0, 0, 1], server.address.port()));
    (server, address, directory)
}

fn is_index(answer: &Answer) -> bool {
    answer.status == 200
        && answer.body == INDEX.as_bytes()
        && answer.header("content-type").starts_with("text/html")
}

#[tokio::test]
async fn every_place_in_the_app_is_the_app_and_a_missing_file_is_missing() {
    let (server, address, _directory) = serve_app("127.0.0.1:0").await;
    for path in [
        "/",
        "/index.html",
        "/plan/3",
        "/innstillinger",
        "/?x=1",
        "/%23AQBhbWVs",
        "/i%23AQ.b/c",
        "/%23a?utm=1",
    ] {
        let answer = get(address, path, &[]).await;
        assert!(is_index(&answer), "{path}: {answer:?}");
    }
    for path in [
        "/missing.js",
        "/app-ffffffffffffffff.js",
        "/%2e%2e/data/records.sqlite",
        "/../data/records.sqlite",
    ] {
        let answer = get(address, path, &[]).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
    }
    server.stop().await.unwrap();
}

#[tokio::test]
async fn files_have_their_types_and_are_kept_as_long_as_their_names_promise() {
    let (server, address, _directory) = serve_app("127.0.0.1:0").await;
    let immutable = "public, max-age=31536000, immutable";
    for (path, content_type, caching) in [
        ("/", "text/html", "no-cache"),
        ("/sw.js", "text/javascript", "no-cache"),
        ("/start.js", "text/javascript", "no-cache"),
        ("/engine.js", "text/javascript", "no-cache"),
        (
            "/manifest.webmanifest",
            "application/manifest+json",
            "no-cache",
        ),
        ("/app-0123456789abcdef.js", "text/javascript", immutable),
        (
            "/app-0123456789abcdef_bg.wasm",
            "application/wasm",
            immutable,
        ),
    ] {
        let answer = get(address, path, &[]).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(
            answer.header("content-type").starts_with(content_type),
            "{path}: {answer:?}"
        );
        assert_eq!(answer.header("cache-control"), caching, "{path}");
        let etag = answer.header("etag").to_owned();
        assert!(!etag.is_empty(), "{path}");
        let again = get(address, path, &[&format!("If-None-Match: {etag}")]).await;
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
    }
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_compressed_copy_is_served_to_who_reads_it() {
    let (server, address, _directory) = serve_app("127.0.0.1:0").await;
    let wasm = "/app-0123456789abcdef_bg.wasm";
    for (accepts, encoding, body) in [
        ("gzip, deflate, br, zstd", "br", "brotli"),
        ("gzip", "gzip", "gzip"),
        ("identity", "", "\0asm"),
    ] {
        let answer = get(address, wasm, &[&format!("Accept-Encoding: {accepts}")]).await;
        assert_eq!(answer.header("content-encoding"), encoding);
        assert_eq!(answer.header("content-type"), "application/wasm");
        assert_eq!(answer.body, body.as_bytes());
    }
    server.stop().await.unwrap();
}

#[tokio::test]
async fn the_security_headers_stand_on_everything() {
    let fixed = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; \
         img-src 'self' data: blob:; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'; connect-src 'self' https: wss:";
    for (listen, local) in [
        ("127.0.0.1:0", " ws://127.0.0.1:* ws://localhost:*"),
        ("0.0.0.0:0", ""),
    ] {
        let (server, address, _directory) = serve_app(listen).await;
        for path in [
            "/",
            "/%23x",
            "/sw.js",
            "/missing.js",
            "/health",
            "/metrics",
            "/ws",
            "/app-0123456789abcdef_bg.wasm",
        ] {
            let answer = get(address, path, &[]).await;
            assert_eq!(
                answer.header("content-security-policy"),
                format!("{fixed}{local}"),
                "{path}"
            );
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
            assert_eq!(
                answer.header("cross-origin-opener-policy"),
                "same-origin",
                "{path}"
            );
            assert!(
                answer
                    .header("permissions-policy")
                    .contains("geolocation=()"),
                "{path}"
            );
        }
        server.stop().await.unwrap();
    }
}
