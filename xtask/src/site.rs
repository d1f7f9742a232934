//! Finishes a site that Trunk has built: gives what has none a name by its content, puts those names into our start scripts,
//! lists what the service worker keeps for use without network, and compresses everything once, so that the worker need not.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
};

/// Files that a service worker must not pin: itself, and what the browser or server reads about the site.
const NOT_KEPT: [&str; 1] = ["sw.js"];

/// Hex digits of a content's hash in a name: as many as Trunk gives.
const DIGITS: usize = 16;

/// Called by Trunk when everything is in its staging folder.
pub fn finish() -> Result<()> {
    let staging = PathBuf::from(env::var_os("TRUNK_STAGING_DIR").context("only Trunk calls this")?);
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    finish_in(&staging, release)
}

fn finish_in(staging: &Path, release: bool) -> Result<()> {
    let names = Names::settle(staging)?;
    preload(staging, &names)?;
    service_worker(staging)?;
    if release {
        for file in files(staging)? {
            compress(&file)?;
        }
    }
    Ok(())
}

/// What a page loads bears a hash of its content in its name, so that a page never gets a file of another version: the
/// names that Trunk gave, and those that it leaves to us.
struct Names {
    script: String,
    module: String,
}

impl Names {
    /// Finds and gives the names, and puts each into the scripts that load what it names.
    fn settle(staging: &Path) -> Result<Self> {
        let script = find(staging, "samvev-app", ".js")?;
        let module = find(staging, "samvev-app", "_bg.wasm")?;
        let exchange_script = name_by_content(staging, "samvev-exchange.js")?;
        let exchange_module = name_by_content(staging, "samvev-exchange_bg.wasm")?;
        let put = |file: &str, names: &[(&str, &str)]| -> Result<()> {
            let path = staging.join(file);
            let mut text =
                fs::read_to_string(&path).with_context(|| format!("there is no {file}"))?;
            for (placeholder, name) in names {
                text = text.replace(placeholder, name);
            }
            Ok(fs::write(&path, text)?)
        };
        let exchange = [
            ("__SAMVEV_EXCHANGE_JS__", exchange_script.as_str()),
            ("__SAMVEV_EXCHANGE_WASM__", &exchange_module),
        ];
        put("word.js", &exchange)?;
        put("engine.js", &[("__SAMVEV_JS__", &script)])?;
        let word = name_by_content(staging, "word.js")?;
        let engine = name_by_content(staging, "engine.js")?;
        let all = [
            ("__SAMVEV_JS__", script.as_str()),
            ("__SAMVEV_WASM__", &module),
            ("__SAMVEV_ENGINE__", &engine),
            ("__SAMVEV_WORD__", &word),
        ];
        put("start.js", &all)?;
        Ok(Self { script, module })
    }
}

fn find(staging: &Path, beginning: &str, ending: &str) -> Result<String> {
    let mut names =
        fs::read_dir(staging)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let found = names.find(|name| name.starts_with(beginning) && name.ends_with(ending));
    found.with_context(|| format!("Trunk made no {beginning}…{ending}"))
}

/// Gives a file a name with the hash of its content in it, before its ending and what wasm-bindgen puts before that.
fn name_by_content(staging: &Path, name: &str) -> Result<String> {
    let path = staging.join(name);
    let content = fs::read(&path).with_context(|| format!("there is no {name}"))?;
    let at = name.rfind("_bg.").or_else(|| name.rfind('.'));
    let (stem, ending) = name.split_at(at.context("a file without an ending")?);
    let hash: String = sha256(&content).chars().take(DIGITS).collect();
    let hashed = format!("{stem}-{hash}{ending}");
    fs::rename(path, staging.join(&hashed))?;
    Ok(hashed)
}

/// Of a content, in hex.
fn sha256(content: &[u8]) -> String {
    let hash = Sha256::digest(content);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
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

/// Writes the list of files, each with the hash of its content, into the service worker, which checks it.
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
        let hash = sha256(&fs::read(&file)?);
        let address = if name == "index.html" {
            "/".to_owned()
        } else {
            format!("/{name}")
        };
        kept.push([address, hash]);
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
    use super::*;

    const SHA256_OF_ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    /// What Trunk leaves in its staging folder, with this as the Word reader.
    fn staged(name: &str, reader: &str) -> PathBuf {
        let staging = env::temp_dir().join(format!("samvev-site-{}-{name}", std::process::id()));
        fs::create_dir_all(&staging).unwrap();
        let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
        for script in ["start.js", "engine.js", "word.js", "sw.js"] {
            fs::copy(public.join(script), staging.join(script)).unwrap();
        }
        for (file, content) in [
            ("index.html", "<head></head>"),
            ("samvev-app-0123456789abcdef.js", "app"),
            ("samvev-app-0123456789abcdef_bg.wasm", "module"),
            ("samvev-exchange.js", "exchange"),
            ("samvev-exchange_bg.wasm", reader),
        ] {
            fs::write(staging.join(file), content).unwrap();
        }
        finish_in(&staging, false).unwrap();
        staging
    }

    fn names(staging: &Path) -> Vec<String> {
        let name = |path: PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
        files(staging).unwrap().into_iter().map(name).collect()
    }

    #[test]
    fn whatever_a_page_loads_later_bears_its_hash_and_every_name_is_put_in() {
        let (one, other) = (staged("one", "abc"), staged("other", "abcd"));
        let find = |staging: &Path, beginning: &str| find(staging, beginning, "").unwrap();
        let module = find(&one, "samvev-exchange-ba7816bf8f01cfea_bg.wasm");
        let word = fs::read_to_string(one.join(find(&one, "word-"))).unwrap();
        assert!(word.contains(&format!("\"/{module}\"")), "{word}");
        let start = fs::read_to_string(one.join("start.js")).unwrap();
        for beginning in ["samvev-app", "engine-", "word-"] {
            let name = find(&one, beginning);
            assert!(
                start.contains(&name) || name.ends_with("_bg.wasm"),
                "{name}"
            );
        }
        for file in files(&one).unwrap() {
            let text = fs::read_to_string(&file).unwrap();
            assert!(!text.contains("__"), "{}: {text}", file.display());
        }
        // Another reader: another script that loads it, and the same engine.
        assert_ne!(find(&one, "word-"), find(&other, "word-"));
        assert_eq!(find(&one, "engine-"), find(&other, "engine-"));
        let worker = fs::read_to_string(one.join("sw.js")).unwrap();
        assert!(worker.contains(&format!("[\"/{module}\",\"{SHA256_OF_ABC}\"]")));
        for name in names(&one) {
            let listed = name == "index.html" || worker.contains(&format!("\"/{name}\""));
            assert_eq!(listed, name != "sw.js", "{name}");
        }
        [one, other]
            .iter()
            .for_each(|staging| fs::remove_dir_all(staging).unwrap());
    }
}
