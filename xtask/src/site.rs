//! Finishes a site that Trunk has built: puts the hashed names into our start scripts, lists what the service worker
//! keeps for use without network, and compresses everything once, so that the worker need not.

use anyhow::{Context, Result};
use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
};

/// Files that a service worker must not pin: itself, and what the browser or server reads about the site.
const NOT_KEPT: [&str; 1] = ["sw.js"];

/// Called by Trunk when everything is in its staging folder.
pub fn finish() -> Result<()> {
    let staging = PathBuf::from(env::var_os("TRUNK_STAGING_DIR").context("only Trunk calls this")?);
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let names = Names::find(&staging)?;
    for script in ["start.js", "engine.js", "word.js"] {
        let path = staging.join(script);
        if let Ok(text) = fs::read_to_string(&path) {
            fs::write(&path, names.put_into(&text))?;
        }
    }
    preload(&staging, &names)?;
    service_worker(&staging)?;
    if release {
        for file in files(&staging)? {
            compress(&file)?;
        }
    }
    Ok(())
}

/// The names that Trunk gave to what wasm-bindgen made.
struct Names {
    script: String,
    module: String,
}

impl Names {
    fn find(staging: &Path) -> Result<Self> {
        let names: Vec<String> = fs::read_dir(staging)?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name.starts_with("samvev-app"))
            .collect();
        let find = |ending: &str| {
            let found = names.iter().find(|name| name.ends_with(ending)).cloned();
            found.with_context(|| format!("Trunk made no samvev-app…{ending}"))
        };
        Ok(Self {
            script: find(".js")?,
            module: find("_bg.wasm")?,
        })
    }

    fn put_into(&self, text: &str) -> String {
        text.replace("__SAMVEV_JS__", &self.script)
            .replace("__SAMVEV_WASM__", &self.module)
    }
}

/// Lets the browser fetch program and module while it still reads the page.
fn preload(staging: &Path, names: &Names) -> Result<()> {
    let path = staging.join("index.html");
    let html = fs::read_to_string(&path).context("Trunk made no index.html")?;
    let links = format!(
        "<link rel=\"modulepreload\" href=\"/{}\"><link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" \
         crossorigin href=\"/{}\"></head>",
        names.script, names.module
    );
    Ok(fs::write(path, html.replacen("</head>", &links, 1))?)
}

/// Writes the list of files, each with a hash of its content, into the service worker.
fn service_worker(staging: &Path) -> Result<()> {
    let path = staging.join("sw.js");
    let Ok(script) = fs::read_to_string(&path) else {
        return Ok(());
    };
    let mut kept = Vec::new();
    for file in files(staging)? {
        let name = file
            .strip_prefix(staging)?
            .to_string_lossy()
            .replace('\\', "/");
        if NOT_KEPT.contains(&name.as_str()) {
            continue;
        }
        let revision = blake3::hash(&fs::read(&file)?).to_hex();
        let address = if name == "index.html" {
            "/".to_owned()
        } else {
            format!("/{name}")
        };
        kept.push([address, revision.chars().take(16).collect()]);
    }
    kept.sort();
    Ok(fs::write(
        path,
        script.replace("__PRECACHE__", &serde_json::to_string(&kept)?),
    )?)
}

fn compress(file: &Path) -> Result<()> {
    let ending = file
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    if !["html", "js", "css", "wasm", "svg", "webmanifest", "json"].contains(&ending) {
        return Ok(());
    }
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 1 << 16, 11, 22);
    writer.write_all(&fs::read(file)?)?;
    drop(writer);
    let mut name = file.as_os_str().to_owned();
    name.push(".br");
    Ok(fs::write(name, packed)?)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if path.extension().is_none_or(|ending| ending != "br") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
