//! What is read out of Word files, built by hand here so that each holds one thing that real files hold.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod samples;

use samples::{Sample, bold, p, styled, table};
use samvev_documents::{
    plan::{ColumnMeaning, GoalKind},
    text::ParagraphKind,
};
use samvev_exchange::{Note, Understood, json::PlanObject, word};

fn read(sample: &Sample) -> Understood {
    word::read(&sample.bytes()).unwrap()
}

fn object(body: &str) -> PlanObject {
    PlanObject::from(&read(&Sample::body(body)))
}

/// All text of the first chapter of a file with this body, after a heading.
fn text(body: &str) -> String {
    let object = object(&(styled("Heading1", "1. Innledning") + body));
    object.sections[0].text.clone()
}

#[test]
fn title_headings_goals_and_actions_are_told_apart() {
    let body = [
        styled("Title", "Handlingsplan for fjellbygda"),
        styled("Heading1", "Bakgrunn"),
        p("Planen gjelder fra i vår."),
        styled("Heading2", "Strategiske mål:"),
        styled("ListBullet", "Alle barn har en trygg voksen"),
        styled("ListBullet", "Familiene får hjelp tidlig"),
        styled("Heading1", "Tiltak"),
        table(&[
            "Tiltak|Målgruppe|Ansvarlig|Frist|Kostnad",
            "Foreldrekveld/Vår og høst|Foreldre|Helsestasjonen|Mai|",
            "Temauke|Alle|Rektor||10 000",
        ]),
    ]
    .concat();
    let object = object(&body);
    assert_eq!(object.title, "Handlingsplan for fjellbygda");
    let headings: Vec<(&str, u8)> = object
        .sections
        .iter()
        .map(|section| (section.heading.as_str(), section.level))
        .collect();
    assert_eq!(
        headings,
        [("Bakgrunn", 1), ("Strategiske mål:", 2), ("Tiltak", 1)]
    );
    assert_eq!(object.goals.len(), 2);
    assert!(
        object
            .goals
            .iter()
            .all(|goal| goal.kind == GoalKind::Strategic && goal.section == Some(1))
    );
    assert_eq!(object.actions.len(), 2);
    let first = &object.actions[0];
    assert_eq!(
        (first.title.as_str(), first.description.as_str()),
        ("Foreldrekveld", "Vår og høst")
    );
    assert_eq!(
        (
            first.responsible.as_str(),
            first.time.as_str(),
            first.cost.as_str()
        ),
        ("Helsestasjonen", "Mai", "")
    );
    let cells: Vec<(&str, &str)> = first
        .cells
        .iter()
        .map(|cell| (cell.heading.as_str(), cell.text.as_str()))
        .collect();
    assert_eq!(
        cells,
        [
            ("Tiltak", "Foreldrekveld\nVår og høst"),
            ("Målgruppe", "Foreldre"),
            ("Ansvarlig", "Helsestasjonen"),
            ("Frist", "Mai"),
            ("Kostnad", "")
        ]
    );
    assert_eq!(object.actions[1].time, "");
}

#[test]
fn headings_without_styles_are_known_by_their_looks() {
    let body = [
        p("Plan for samarbeid om barn og unge i fjellregionen"),
        bold("Bakgrunn"),
        p("Kommunene har arbeidet sammen lenge, og denne planen samler det vi er enige om å gjøre de neste årene."),
        p("Mål:"),
        p("·\tAlle barn blir sett"),
        p("·\tIngen venter lenge"),
        p("Dette er ikke et mål, men en vanlig setning."),
    ]
    .concat();
    let understood = read(&Sample::body(&body));
    let object = PlanObject::from(&understood);
    assert_eq!(
        object.title,
        "Plan for samarbeid om barn og unge i fjellregionen"
    );
    let headings: Vec<&str> = object
        .sections
        .iter()
        .map(|section| section.heading.as_str())
        .collect();
    assert_eq!(headings, ["Bakgrunn", "Mål:", ""]);
    let goals: Vec<&str> = object.goals.iter().map(|goal| goal.text.as_str()).collect();
    assert_eq!(goals, ["Alle barn blir sett", "Ingen venter lenge"]);
    assert!(
        understood
            .notes
            .contains(&Note::HeadingsByLooks { headings: 2 })
    );
    assert!(understood.notes.contains(&Note::GoalsFound { goals: 2 }));
}

#[test]
fn bullets_typed_by_hand_are_a_list_also_with_blank_lines_between() {
    let body = p("Planen følges opp slik.") + &p("- møte i mai") + &p("") + &p("- møte i juni");
    let understood = read(&Sample::body(
        &(styled("Heading1", "1. Oppfølging") + &body),
    ));
    let kinds: Vec<ParagraphKind> = understood.plan.chapters[0]
        .text
        .paragraphs
        .iter()
        .map(|paragraph| paragraph.kind)
        .collect();
    assert_eq!(
        kinds,
        [
            ParagraphKind::Plain,
            ParagraphKind::Bullet(0),
            ParagraphKind::Bullet(0)
        ]
    );
}

#[test]
fn a_goal_in_the_line_that_announces_it_is_a_goal() {
    let object = object(
        &(styled("Heading1", "Bakgrunn")
            + &p("Hovedmål: Flere barn får hjelp tidlig")
            + &p("Mer tekst følger her.")),
    );
    assert_eq!(object.goals[0].kind, GoalKind::Main);
    assert_eq!(
        object.goals[0].text,
        "Hovedmål: Flere barn får hjelp tidlig"
    );
    assert_eq!(object.sections[1].heading, "");
    assert_eq!(object.sections[1].text, "Mer tekst følger her.");
}

#[test]
fn a_table_in_nynorsk_is_a_table_of_actions() {
    let object = object(&table(&[
        "Tiltak|Involverte tenester|Ansvarleg|Når|Økonomi",
        "Kurs|PPT|Rektor|Haust|Eige arbeid",
    ]));
    let meanings: Vec<ColumnMeaning> = object.sections[0]
        .columns
        .iter()
        .map(|column| column.meaning)
        .collect();
    use ColumnMeaning::{Action, Cost, Responsible, Services, Time};
    assert_eq!(meanings, [Action, Services, Responsible, Time, Cost]);
    assert_eq!(object.actions[0].services, ["PPT"]);
}

#[test]
fn a_table_that_is_not_known_becomes_text_with_all_its_words() {
    let body = styled("Heading1", "1. Tall") + &table(&["År|Elever", "2021|412", "2022|398"]);
    let understood = read(&Sample::body(&body));
    let object = PlanObject::from(&understood);
    assert_eq!(object.sections[0].text, "År\tElever\n2021\t412\n2022\t398");
    assert!(object.actions.is_empty());
    assert!(understood.notes.contains(&Note::TablesAsText { tables: 1 }));
}

#[test]
fn a_header_repeated_further_down_is_no_action() {
    let understood = read(&Sample::body(&table(&[
        "Tiltak|Frist",
        "Kurs|Mai",
        "Tiltak|Frist",
        "Møte|Juni",
    ])));
    let object = PlanObject::from(&understood);
    let titles: Vec<&str> = object
        .actions
        .iter()
        .map(|action| action.title.as_str())
        .collect();
    assert_eq!(titles, ["Kurs", "Møte"]);
    assert_eq!(object.leftover, ["Tiltak\tFrist"]);
    assert!(
        understood
            .notes
            .contains(&Note::RepeatedHeaders { rows: 1 })
    );
}

#[test]
fn a_table_cut_in_two_is_one() {
    let body = table(&["Tiltak|Ansvarlig|Frist", "Kurs|Rektor|Mai"])
        + &p("")
        + &table(&["Møte|Leder|Juni"]);
    let object = object(&body);
    assert_eq!(object.sections.len(), 1);
    assert_eq!(object.actions.len(), 2);
    assert_eq!(object.actions[1].responsible, "Leder");
}

#[test]
fn merged_and_missing_cells_leave_a_cell_for_each_column() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
    };
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let body = format!(
        "<w:tbl>{}{}{}{}</w:tbl>",
        row(&[cell("", "Tiltak"), cell("", "Ansvarlig"), cell("", "Frist")]),
        row(&[
            cell("", "Kurs"),
            cell("<w:vMerge w:val=\"restart\"/>", "Rektor"),
            cell("", "Mai")
        ]),
        row(&[cell("", "Møte"), cell("<w:vMerge/>", ""), cell("", "Juni")]),
        row(&[cell("<w:gridSpan w:val=\"2\"/>", "Felles dag for alle")]),
    );
    let understood = read(&Sample::body(&body));
    let object = PlanObject::from(&understood);
    let rows: Vec<Vec<&str>> = object
        .actions
        .iter()
        .map(|action| action.cells.iter().map(|cell| cell.text.as_str()).collect())
        .collect();
    assert_eq!(
        rows,
        [
            ["Kurs", "Rektor", "Mai"],
            ["Møte", "Rektor", "Juni"],
            ["Felles dag for alle", "", ""]
        ]
    );
    assert!(
        understood
            .notes
            .contains(&Note::MergedCellsDivided { cells: 2 })
    );
    assert!(
        understood
            .notes
            .contains(&Note::MissingCellsAdded { cells: 1 })
    );
}

#[test]
fn a_span_that_claims_a_billion_columns_is_cut_down() {
    let body = format!(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"1000000000\"/></w:tcPr>{}</w:tc></w:tr></w:tbl>",
        p("Bred")
    );
    assert!(text(&body).contains("Bred"));
}

#[test]
fn a_table_in_a_cell_becomes_lines_of_the_cell() {
    let inner = table(&["fra|til", "9|12"]);
    let body = format!(
        "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}{inner}{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
        p("Tiltak"),
        p("Frist"),
        p("Åpen dag"),
        p(""),
        p("Mai")
    );
    let understood = read(&Sample::body(&body));
    let object = PlanObject::from(&understood);
    assert_eq!(object.actions[0].cells[0].text, "Åpen dag\nfra\ttil\n9\t12");
    assert!(
        understood
            .notes
            .contains(&Note::NestedTablesAsText { tables: 1 })
    );
}

#[test]
fn a_frame_around_text_is_no_table() {
    let object = object(&format!(
        "<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>",
        styled("Heading1", "1. Innledning"),
        table(&["Tiltak|Ansvarlig|Frist", "Kurs|Rektor|Mai"])
    ));
    assert_eq!(object.sections[0].heading, "1. Innledning");
    assert_eq!(object.actions.len(), 1);
}

#[test]
fn what_was_deleted_with_tracked_changes_is_gone_and_what_was_inserted_stays() {
    let body = "<w:p><w:r><w:t>Møte </w:t></w:r><w:del><w:r><w:delText>hver uke</w:delText></w:r></w:del><w:ins><w:r><w:t>hver måned</w:t></w:r></w:ins>\
        <w:moveFrom><w:r><w:t>flyttet bort</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> og ved behov</w:t></w:r></w:moveTo></w:p>";
    assert_eq!(text(body), "Møte hver måned og ved behov");
}

#[test]
fn a_paragraph_whose_end_was_deleted_goes_on_in_the_next() {
    let body = format!(
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Første halvdel </w:t></w:r></w:p>{}",
        p("og resten.")
    );
    assert_eq!(text(&body), "Første halvdel og resten.");
}

#[test]
fn a_deleted_row_is_gone() {
    let body = format!(
        "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:trPr><w:del/></w:trPr><w:tc>{}</w:tc></w:tr></w:tbl>",
        p("Tiltak"),
        p("Frist"),
        p("Slettet")
    );
    assert!(object(&body).actions.is_empty());
}

#[test]
fn tabs_breaks_hyphens_and_symbols_become_characters() {
    let body = "<w:p><w:r><w:t>A</w:t><w:tab/><w:t>B</w:t><w:br/><w:t>PP</w:t><w:noBreakHyphen/><w:t>tjenesten</w:t><w:br w:type=\"page\"/><w:sym w:font=\"Wingdings\" w:char=\"F0E0\"/></w:r></w:p>";
    assert_eq!(text(body), "A\tB\nPP\u{2011}tjenesten→");
}

#[test]
fn fields_keep_their_words_and_lose_their_code() {
    let body = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK \"https://eksempel.no/plan\" </w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>planen</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t> gjelder</w:t></w:r></w:p>";
    let understood = read(&Sample::body(&(styled("Heading1", "1. Innledning") + body)));
    let runs = &understood.plan.chapters[0].text.paragraphs[0].runs;
    assert_eq!(runs[0].text, "planen");
    assert_eq!(
        runs[0].marks.link.as_deref(),
        Some("https://eksempel.no/plan")
    );
    assert_eq!(
        (runs[1].text.as_str(), runs[1].marks.link.as_ref()),
        (" gjelder", None)
    );
}

#[test]
fn links_lead_only_where_it_is_safe() {
    let link = |id: &str, text: &str| {
        format!("<w:hyperlink r:id=\"{id}\"><w:r><w:t>{text}</w:t></w:r></w:hyperlink>")
    };
    let body = styled("Heading1", "1. Innledning")
        + &format!("<w:p>{}{}</w:p>", link("one", "her"), link("two", "der"));
    let sample = Sample::body(&body)
        .link("one", "https://eksempel.no")
        .link("two", "javascript:alert(1)");
    let understood = read(&sample);
    let runs = &understood.plan.chapters[0].text.paragraphs[0].runs;
    assert_eq!(runs[0].marks.link.as_deref(), Some("https://eksempel.no"));
    assert_eq!(
        (runs[1].text.as_str(), runs[1].marks.link.as_ref()),
        ("der", None)
    );
}

#[test]
fn a_footnote_hangs_on_the_word_before_it() {
    let body = styled("Heading1", "1. Innledning")
        + "<w:p><w:r><w:t>Ifølge loven</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t> skal vi</w:t></w:r></w:p>";
    let notes = format!(
        "<w:footnote w:type=\"separator\" w:id=\"0\">{}</w:footnote><w:footnote w:id=\"2\">{}</w:footnote><w:footnote w:id=\"3\">{}</w:footnote>",
        p("strek"),
        p(" Loven av i fjor."),
        p("Ingen viser hit.")
    );
    let understood =
        read(&Sample::body(&body).related("footnotes", "footnotes.xml", "footnotes", &notes));
    let runs = &understood.plan.chapters[0].text.paragraphs[0].runs;
    let texts: Vec<&str> = runs.iter().map(|run| run.text.as_str()).collect();
    assert_eq!(texts, ["Ifølge ", "loven", " skal vi"]);
    assert_eq!(runs[1].marks.footnote.as_deref(), Some("Loven av i fjor."));
    assert_eq!(understood.leftover, ["Ingen viser hit."]);
}

#[test]
fn a_text_box_is_read_once_though_it_stands_there_twice() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p("Ord i en ramme"));
    let body = format!(
        "<w:p><w:r><w:t>Før. </w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    );
    assert_eq!(text(&body), "Før. \nOrd i en ramme");
}

#[test]
fn a_fallback_is_read_where_the_choice_has_no_words() {
    let body = "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"x\"><x/></mc:Choice><mc:Fallback><w:t>Ordene</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>";
    assert_eq!(text(body), "Ordene");
}

#[test]
fn content_controls_smart_tags_and_formulas_are_looked_into() {
    let body = "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:smartTag><w:r><w:t>Tolga</w:t></w:r></w:smartTag><w:sdt><w:sdtContent><w:r><w:t> og Os</w:t></w:r></w:sdtContent></w:sdt>\
        <m:oMath><m:r><m:t> x=2</m:t></m:r></m:oMath></w:p></w:sdtContent></w:sdt>";
    assert_eq!(text(body), "Tolga og Os x=2");
}

#[test]
fn headers_footers_and_comments_are_left_over() {
    let sample = Sample::body(&p("Ord. "))
        .related("header", "header1.xml", "hdr", &p("Kommunen vår"))
        .related("header", "header2.xml", "hdr", &p("Kommunen vår"))
        .related("footer", "footer1.xml", "ftr", &p("3"))
        .related(
            "comments",
            "comments.xml",
            "comments",
            &format!(
                "<w:comment w:id=\"1\">{}</w:comment>",
                p("Hvem gjør dette?")
            ),
        );
    let understood = read(&sample);
    assert_eq!(understood.leftover, ["Kommunen vår", "Hvem gjør dette?"]);
    assert!(
        understood
            .notes
            .contains(&Note::CommentsSetAside { comments: 1 })
    );
}

#[test]
fn a_table_of_contents_is_set_aside_and_tells_what_is_a_heading() {
    let prose = "Dette avsnittet er lite, men har nok ord til å være tekst.";
    let body = [
        styled("Title", "Plan"),
        p("Innhold"),
        p("1. Innledning.....\t2"),
        p("Samhandling\t3"),
        p("2. Veien videre\t4"),
        p("1. Innledning"),
        p(prose),
        p("Samhandling"),
        p(prose),
        p("2. Veien videre"),
        p(prose),
    ]
    .concat();
    let object = object(&body);
    let headings: Vec<(&str, u8)> = object
        .sections
        .iter()
        .map(|section| (section.heading.as_str(), section.level))
        .collect();
    assert_eq!(
        headings,
        [
            ("1. Innledning", 1),
            ("Samhandling", 2),
            ("2. Veien videre", 1)
        ]
    );
    assert_eq!(
        object.leftover,
        ["Innhold\n1. Innledning.....\t2\nSamhandling\t3\n2. Veien videre\t4"]
    );
}

#[test]
fn lists_are_bulleted_or_numbered_as_the_file_says() {
    let numbering = "<w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"bullet\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"4\"><w:abstractNumId w:val=\"7\"/></w:num>";
    let item = |level: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"4\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body =
        styled("Heading1", "1. Innledning") + &item(0, "én") + &item(1, "under") + &p("vanlig");
    let understood =
        read(&Sample::body(&body).related("numbering", "numbering.xml", "numbering", numbering));
    let kinds: Vec<ParagraphKind> = understood.plan.chapters[0]
        .text
        .paragraphs
        .iter()
        .map(|paragraph| paragraph.kind)
        .collect();
    assert_eq!(
        kinds,
        [
            ParagraphKind::Numbered(0),
            ParagraphKind::Bullet(1),
            ParagraphKind::Plain
        ]
    );
}

#[test]
fn styles_are_known_by_name_base_and_outline() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"Kap\"><w:name w:val=\"heading 2\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Egen\"><w:name w:val=\"Kommunens\"/><w:basedOn w:val=\"Kap\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Ring\"><w:name w:val=\"Ring\"/><w:basedOn w:val=\"Ring\"/><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr></w:style>";
    let body = styled("Title", "T")
        + &styled("Egen", "Bakgrunn")
        + &styled("Ring", "Dypere")
        + &styled("Overskrift1", "Øverst");
    let understood = read(&Sample::body(&body).related("styles", "styles.xml", "styles", styles));
    let levels: Vec<u8> = understood
        .plan
        .chapters
        .iter()
        .map(|chapter| chapter.level)
        .collect();
    assert_eq!(levels, [2, 3, 1]);
}

#[test]
fn services_are_one_a_line_also_where_a_line_is_broken() {
    let cell = format!(
        "{}{}{}",
        p("· Helsestasjonen"),
        p("· Kulturskolen og fritidsklubbene for"),
        p("barn og unge")
    );
    let body = format!(
        "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc><w:tc>{cell}</w:tc></w:tr></w:tbl>",
        p("Tiltak"),
        p("Involverte tjenester"),
        p("Kurs")
    );
    assert_eq!(
        object(&body).actions[0].services,
        [
            "Helsestasjonen",
            "Kulturskolen og fritidsklubbene for barn og unge"
        ]
    );
}

#[test]
fn an_empty_document_is_an_empty_plan() {
    let understood = read(&Sample::body(""));
    assert!(understood.plan.chapters.is_empty());
    assert_eq!(understood.notes, [Note::NoTitle]);
}

#[test]
fn residue_and_noise_in_words_stay_words() {
    assert_eq!(
        text(&p(
            "[bookmark: _GoBack]Foreldremøter &lt;p&gt;på våren&lt;/p&gt;"
        )),
        "[bookmark: _GoBack]Foreldremøter <p>på våren</p>"
    );
}
