//! The styles of the documents we write: what they are called, what they say and how they look.

use super::markup::escaped;
use crate::source::OwnRole;
use samvev_documents::plan::{ColumnMeaning, GoalKind};
use std::fmt::Write;

/// The character style of the stretch that a footnote hangs on.
pub(crate) const FOOTNOTE_WORD_STYLE: &str = "SamvevFootnoteWord";
/// The paragraph style of a cell's text.
pub(super) const CELL: &str = "SamvevCell";

/// The font of everything: every Word has it, and LibreOffice has one of the same widths.
const FONT: &str = "Calibri";
const INK: &str = "1B2733";
const ACCENT: &str = "1D4E74";
const QUIET: &str = "5B6773";

/// Identifier, the name that people see in Word, and what it says.
const OWN: &[(&str, &str, OwnRole)] = &[
    ("SamvevText", "Samvev tekst", OwnRole::Text),
    (CELL, "Samvev celle", OwnRole::Text),
    ("SamvevQuote", "Samvev sitat", OwnRole::Quote),
    (
        "SamvevInnerHeading1",
        "Samvev mellomtittel 1",
        OwnRole::InnerHeading(1),
    ),
    (
        "SamvevInnerHeading2",
        "Samvev mellomtittel 2",
        OwnRole::InnerHeading(2),
    ),
    (
        "SamvevInnerHeading3",
        "Samvev mellomtittel 3",
        OwnRole::InnerHeading(3),
    ),
    (
        "SamvevInnerHeading4",
        "Samvev mellomtittel 4",
        OwnRole::InnerHeading(4),
    ),
    (
        "SamvevInnerHeading5",
        "Samvev mellomtittel 5",
        OwnRole::InnerHeading(5),
    ),
    (
        "SamvevInnerHeading6",
        "Samvev mellomtittel 6",
        OwnRole::InnerHeading(6),
    ),
    (
        "SamvevInnerHeading7",
        "Samvev mellomtittel 7",
        OwnRole::InnerHeading(7),
    ),
    (
        "SamvevInnerHeading8",
        "Samvev mellomtittel 8",
        OwnRole::InnerHeading(8),
    ),
    (
        "SamvevInnerHeading9",
        "Samvev mellomtittel 9",
        OwnRole::InnerHeading(9),
    ),
    (
        "SamvevGoal",
        "Samvev mål",
        OwnRole::Goal(GoalKind::Unspecified),
    ),
    (
        "SamvevMainGoal",
        "Samvev hovedmål",
        OwnRole::Goal(GoalKind::Main),
    ),
    (
        "SamvevOverallGoal",
        "Samvev overordnet mål",
        OwnRole::Goal(GoalKind::Overall),
    ),
    (
        "SamvevStrategicGoal",
        "Samvev strategisk mål",
        OwnRole::Goal(GoalKind::Strategic),
    ),
    (
        "SamvevSubGoal",
        "Samvev delmål",
        OwnRole::Goal(GoalKind::Sub),
    ),
    (
        "SamvevGoalContinued",
        "Samvev mål fortsatt",
        OwnRole::GoalContinued,
    ),
    (
        "SamvevChapterStart",
        "Samvev kapittel uten overskrift",
        OwnRole::ChapterStart(1),
    ),
    (
        "SamvevColumnAction",
        "Samvev kolonne tiltak",
        OwnRole::Column(ColumnMeaning::Action),
    ),
    (
        "SamvevColumnServices",
        "Samvev kolonne tjenester",
        OwnRole::Column(ColumnMeaning::Services),
    ),
    (
        "SamvevColumnResponsible",
        "Samvev kolonne ansvarlig",
        OwnRole::Column(ColumnMeaning::Responsible),
    ),
    (
        "SamvevColumnTime",
        "Samvev kolonne tid",
        OwnRole::Column(ColumnMeaning::Time),
    ),
    (
        "SamvevColumnCost",
        "Samvev kolonne kostnad",
        OwnRole::Column(ColumnMeaning::Cost),
    ),
    (
        "SamvevColumnOther",
        "Samvev kolonne",
        OwnRole::Column(ColumnMeaning::Other),
    ),
    ("SamvevLeftover", "Samvev utenfor planen", OwnRole::Leftover),
];

/// What a style of ours says, by its identifier or its name.
pub(crate) fn own_role(style: &str) -> Option<OwnRole> {
    OWN.iter()
        .find(|(id, name, _)| *id == style || *name == style)
        .map(|(_, _, role)| *role)
}

/// The identifier of the style that says this; for text that of running text.
pub(super) fn own_style(role: OwnRole) -> &'static str {
    OWN.iter()
        .find(|(_, _, one)| *one == role)
        .map_or("SamvevText", |(id, _, _)| id)
}

/// `styles.xml`.
pub(super) fn styles() -> String {
    let mut xml = String::from(super::parts::XML);
    let _ = write!(
        xml,
        r#"<w:styles xmlns:w="{w}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/><w:color w:val="{INK}"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="nb-NO" w:eastAsia="nb-NO" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="269" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>"#,
        w = super::parts::WORD,
    );
    xml.push_str(r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>"#);
    xml.push_str(r#"<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>"#);
    xml.push_str(r#"<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"#);
    xml.push_str(r#"<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>"#);

    let next = "<w:next w:val=\"SamvevText\"/>";
    built_in(
        &mut xml,
        "Title",
        "Title",
        next,
        r#"<w:keepNext/><w:spacing w:before="0" w:after="200" w:line="240" w:lineRule="auto"/>"#,
        &format!(r#"<w:b/><w:color w:val="{ACCENT}"/><w:sz w:val="44"/>"#),
    );
    let sizes = [32, 27, 24, 22, 22, 22, 22, 22, 22];
    for (level, size) in sizes.iter().enumerate() {
        let (before, after) = if level == 0 { (360, 120) } else { (240, 80) };
        let weight = if level >= 4 { "<w:i/>" } else { "<w:b/>" };
        built_in(
            &mut xml,
            &format!("Heading{}", level + 1),
            &format!("heading {}", level + 1),
            next,
            &format!(
                r#"<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="{after}" w:line="240" w:lineRule="auto"/><w:outlineLvl w:val="{level}"/>"#
            ),
            &format!(r#"{weight}<w:color w:val="{ACCENT}"/><w:sz w:val="{size}"/>"#),
        );
    }
    for (id, name, role) in OWN {
        let (paragraph, run) = look(*role, id);
        let next = match role {
            OwnRole::InnerHeading(_) | OwnRole::ChapterStart(_) => next,
            _ => "",
        };
        let _ = write!(
            xml,
            r#"<w:style w:type="paragraph" w:customStyle="1" w:styleId="{id}"><w:name w:val="{}"/><w:basedOn w:val="Normal"/>{next}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"#,
            escaped(name),
        );
    }
    built_in(
        &mut xml,
        "Footer",
        "footer",
        "",
        r#"<w:jc w:val="center"/>"#,
        &format!(r#"<w:color w:val="{QUIET}"/><w:sz w:val="18"/>"#),
    );
    built_in(
        &mut xml,
        "FootnoteText",
        "footnote text",
        "",
        r#"<w:spacing w:after="40" w:line="240" w:lineRule="auto"/>"#,
        r#"<w:sz w:val="18"/>"#,
    );
    for (id, name, custom, run) in [
        (
            "FootnoteReference",
            "footnote reference",
            "",
            "<w:vertAlign w:val=\"superscript\"/>",
        ),
        (
            "Hyperlink",
            "Hyperlink",
            "",
            "<w:color w:val=\"0B5CAD\"/><w:u w:val=\"single\"/>",
        ),
        (
            FOOTNOTE_WORD_STYLE,
            "Samvev ord med fotnote",
            " w:customStyle=\"1\"",
            "",
        ),
    ] {
        let _ = write!(
            xml,
            r#"<w:style w:type="character"{custom} w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:rPr>{run}</w:rPr></w:style>"#
        );
    }
    xml.push_str(TABLE);
    xml.push_str("</w:styles>");
    xml
}

const TABLE: &str = concat!(
    r#"<w:style w:type="table" w:customStyle="1" w:styleId="SamvevTable"><w:name w:val="Samvev tabell"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>"#,
    r#"<w:top w:val="single" w:sz="6" w:space="0" w:color="7C8B99"/><w:left w:val="single" w:sz="4" w:space="0" w:color="A9B4BE"/>"#,
    r#"<w:bottom w:val="single" w:sz="6" w:space="0" w:color="7C8B99"/><w:right w:val="single" w:sz="4" w:space="0" w:color="A9B4BE"/>"#,
    r#"<w:insideH w:val="single" w:sz="4" w:space="0" w:color="A9B4BE"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="A9B4BE"/></w:tblBorders>"#,
    r#"<w:tblCellMar><w:top w:w="57" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="57" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"#,
);

fn built_in(xml: &mut String, id: &str, name: &str, next: &str, paragraph: &str, run: &str) {
    let _ = write!(
        xml,
        r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>{next}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"#
    );
}

/// How a style of ours looks: paragraph properties, run properties.
fn look(role: OwnRole, id: &str) -> (String, String) {
    let goal = |run: &str| {
        let paragraph = format!(
            r#"<w:numPr><w:numId w:val="{}"/></w:numPr><w:spacing w:after="80"/>"#,
            super::parts::GOAL_LIST
        );
        (paragraph, run.to_owned())
    };
    match role {
        OwnRole::Text if id == CELL => (
            r#"<w:spacing w:after="30" w:line="240" w:lineRule="auto"/>"#.to_owned(),
            r#"<w:sz w:val="19"/>"#.to_owned(),
        ),
        OwnRole::Text => (String::new(), String::new()),
        OwnRole::Quote => (
            r#"<w:pBdr><w:left w:val="single" w:sz="18" w:space="10" w:color="B7C6D4"/></w:pBdr><w:ind w:left="397" w:right="397"/>"#.to_owned(),
            "<w:i/>".to_owned(),
        ),
        OwnRole::InnerHeading(_) => (
            r#"<w:keepNext/><w:spacing w:before="120" w:after="40" w:line="240" w:lineRule="auto"/>"#.to_owned(),
            "<w:b/>".to_owned(),
        ),
        OwnRole::Goal(GoalKind::Main | GoalKind::Overall) => goal("<w:b/>"),
        OwnRole::Goal(_) => goal(""),
        OwnRole::GoalContinued => (r#"<w:spacing w:after="80"/><w:ind w:left="397"/>"#.to_owned(), String::new()),
        OwnRole::ChapterStart(_) => (
            r#"<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>"#.to_owned(),
            r#"<w:sz w:val="4"/>"#.to_owned(),
        ),
        OwnRole::Column(_) => (
            r#"<w:keepNext/><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>"#.to_owned(),
            format!(r#"<w:b/><w:color w:val="{ACCENT}"/><w:sz w:val="19"/>"#),
        ),
        OwnRole::Leftover => (
            r#"<w:spacing w:before="60" w:after="60" w:line="240" w:lineRule="auto"/>"#.to_owned(),
            format!(r#"<w:color w:val="{QUIET}"/><w:sz w:val="17"/>"#),
        ),
    }
}
