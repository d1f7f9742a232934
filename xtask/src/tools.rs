//! The programs that building and testing need: what can be installed is, the rest is named.

use crate::steps::{output, program, root, run};
use anyhow::{Context, Result, bail};
use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const TRUNK: &str = "0.21.14";

/// Where tools are kept, so that clones of the project share them: `$XDG_CACHE_HOME/samvev/tools`.
fn home() -> Result<PathBuf> {
    let cache = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".cache")))
        .context("neither XDG_CACHE_HOME nor HOME is set, so there is no place for tools")?;
    Ok(cache.join("samvev/tools"))
}

/// Installs everything.
pub fn all() -> Result<()> {
    for_building()?;
    for_browsers()?;
    for_word();
    println!("Everything is in place. Next: cargo xtask serve");
    Ok(())
}

/// What Trunk needs to build the app: the wasm target, Trunk, wasm-bindgen, wasm-opt.
pub fn for_building() -> Result<()> {
    wasm_target()?;
    cargo_tool(
        "wasm-bindgen",
        "wasm-bindgen-cli",
        &locked_version("wasm-bindgen")?,
        false,
    )?;
    cargo_tool("trunk", "trunk", TRUNK, true)?;
    npm_packages("xtask/npm")
}

/// What journeys need: a Chromium and the npm packages that drive it.
pub fn for_browsers() -> Result<()> {
    node()?;
    npm_packages("tests")?;
    if chromium().is_none() || chromedriver().is_none() {
        println!("Installing Chromium");
        apt_install(&["chromium", "chromium-driver"]);
    }
    if chromium().is_none() || chromedriver().is_none() {
        bail!(
            "Chromium and its driver are missing. Install them (Debian: apt-get install chromium chromium-driver), \
             or name them in SAMVEV_CHROMIUM and CHROMEDRIVER."
        );
    }
    Ok(())
}

/// LibreOffice, which one test opens our Word files with. The test says so when it is missing.
pub fn for_word() {
    if output(program("soffice").arg("--version")).is_none() && env::var_os("CI").is_some() {
        println!("Installing LibreOffice");
        apt_install(&["libreoffice-writer-nogui"]);
    }
}

/// The PATH with our tools first.
pub fn path() -> Result<OsString> {
    let mut folders = vec![
        home()?.join("bin"),
        root().join("xtask/npm/node_modules/.bin"),
    ];
    folders.extend(env::var_os("PATH").iter().flat_map(env::split_paths));
    Ok(env::join_paths(folders)?)
}

/// Chromium's program.
pub fn chromium() -> Option<PathBuf> {
    env::var_os("SAMVEV_CHROMIUM")
        .map(PathBuf::from)
        .or_else(|| {
            [
                "/usr/bin/chromium",
                "/usr/bin/chromium-browser",
                "/usr/bin/google-chrome",
            ]
            .into_iter()
            .map(PathBuf::from)
            .find(|path| path.exists())
        })
}

/// ChromeDriver's program.
pub fn chromedriver() -> Option<PathBuf> {
    env::var_os("CHROMEDRIVER")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from("/usr/bin/chromedriver")).filter(|path| path.exists()))
}

fn wasm_target() -> Result<()> {
    let sysroot =
        output(program("rustc").args(["--print", "sysroot"])).context("rustc does not answer")?;
    if Path::new(&sysroot)
        .join("lib/rustlib/wasm32-unknown-unknown")
        .exists()
    {
        return Ok(());
    }
    run(program("rustup").args(["target", "add", "wasm32-unknown-unknown"]))
        .context("the target wasm32-unknown-unknown is missing and rustup could not add it")
}

/// The version of a package in Cargo.lock: the command-line tool must be of exactly this one.
fn locked_version(package: &str) -> Result<String> {
    let lock = fs::read_to_string(root().join("Cargo.lock")).context("Cargo.lock is missing")?;
    let after = format!("name = \"{package}\"\nversion = \"");
    lock.split_once(&after)
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(version, _)| version.to_owned())
        .with_context(|| format!("Cargo.lock names no {package}"))
}

fn cargo_tool(tool: &str, package: &str, version: &str, locked: bool) -> Result<()> {
    let home = home()?;
    let installed = output(Command::new(home.join("bin").join(tool)).arg("--version"));
    if installed.is_some_and(|said| said.split_whitespace().any(|word| word == version)) {
        return Ok(());
    }
    println!("Installing {package} {version} (once, some minutes)");
    let mut install = program("cargo");
    install
        .args([
            "install",
            "--quiet",
            package,
            "--version",
            version,
            "--force",
            "--root",
        ])
        .arg(&home);
    if locked {
        install.arg("--locked");
    }
    // Their own release profiles take long to build and gain us nothing.
    install
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    run(&mut install)
}

fn node() -> Result<()> {
    let version = output(program("node").arg("--version"));
    let major = version.as_deref().and_then(|said| {
        said.trim_start_matches('v')
            .split('.')
            .next()?
            .parse::<u32>()
            .ok()
    });
    match major {
        Some(20..) => Ok(()),
        _ => bail!(
            "Node.js 20 or later is missing. Install it from your system's packages, then try again."
        ),
    }
}

/// Installs the packages that a folder's package-lock.json names, unless they are there.
fn npm_packages(folder: &str) -> Result<()> {
    node()?;
    let folder = root().join(folder);
    let (wanted, present) = (
        folder.join("package-lock.json"),
        folder.join("node_modules/.samvev-lock"),
    );
    let wanted = fs::read(&wanted).with_context(|| format!("{} is missing", wanted.display()))?;
    if fs::read(&present).is_ok_and(|lock| lock == wanted) {
        return Ok(());
    }
    println!("Installing npm packages in {}", folder.display());
    run(program("npm")
        .args(["ci", "--no-audit", "--no-fund", "--silent"])
        .current_dir(&folder))?;
    Ok(fs::write(present, wanted)?)
}

/// Tries Debian's packages, where we are root and they are; otherwise the caller names what is missing.
fn apt_install(packages: &[&str]) {
    let root = output(program("id").arg("-u")).is_some_and(|id| id == "0");
    if !root || output(program("apt-get").arg("--version")).is_none() {
        return;
    }
    let updated = run(program("apt-get").args(["update", "-qq"]));
    let installed = run(program("apt-get")
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["install", "-y", "-qq", "--no-install-recommends"])
        .args(packages));
    if let Err(problem) = updated.and(installed) {
        println!("{problem:#}");
    }
}
