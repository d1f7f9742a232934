//! The names of positions and of those who hold them.

use super::lexicon::ends;

/// Positions by their own names.
pub(super) fn is_position(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "stilling",
        "stillinger",
        "stillingar",
        "stillinga",
        "stillingen",
        "årsverk",
        "stillingsandel",
        "stillingsressurs",
        "frikjøp",
        "stillingsprosent",
        "stillingshjemmel",
        "stillingsheimel",
        "lønnsressurs",
    ];
    ends(word, ENDINGS) || word.starts_with("årsverk")
}

/// What stands for a position after a percentage: «50 % st.», «100 % prosjektleder».
pub(super) fn is_position_or_role(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "leder",
        "leiar",
        "koordinator",
        "kontakt",
        "rådgiver",
        "rådgjevar",
        "veileder",
        "rettleiar",
        "konsulent",
        "lærer",
        "lærar",
        "pleier",
        "pleiar",
        "pedagog",
        "terapeut",
        "psykolog",
        "jordmor",
        "arbeider",
        "arbeidar",
        "sjef",
        "assistent",
        "ressurs",
        "engasjement",
        "vikariat",
        "medarbeidar",
        "søster",
        "sekretær",
        "logoped",
        "vernepleiar",
        "lege",
        "driver",
        "prosjektstilling",
    ];
    is_position(word)
        || matches!(
            word,
            "st" | "stl" | "still" | "stilll" | "stillings" | "fast" | "årsv"
        )
        || word.starts_with("frikjøp")
        || ends(word, ENDINGS)
}

/// Words between a number and the position it counts.
pub(super) fn describes_position(word: &str) -> bool {
    matches!(
        word,
        "av" | "en"
            | "ei"
            | "ein"
            | "et"
            | "eit"
            | "fast"
            | "faste"
            | "ny"
            | "nye"
            | "nytt"
            | "ordinær"
            | "ordinære"
            | "full"
            | "fulle"
            | "fullt"
            | "hel"
            | "hele"
            | "heil"
            | "heile"
            | "helt"
            | "heilt"
            | "midlertidig"
            | "midlertidige"
            | "mellombels"
            | "kommunal"
            | "kommunale"
            | "ekstra"
            | "økt"
            | "auka"
            | "utvidet"
            | "utvida"
            | "egen"
            | "eigen"
            | "eksisterende"
            | "eksisterande"
            | "dedikert"
            | "samlet"
            | "samla"
            | "øremerket"
            | "øremerka"
            | "interkommunal"
            | "felles"
    )
}
