//! What is pasted from Word, Excel and browsers.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use samvev_documents::text::ParagraphKind;
use samvev_exchange::{json::PlanObject, pasted};

fn html(html: &str) -> PlanObject {
    PlanObject::from(&pasted::read_html(html))
}

fn rows(object: &PlanObject) -> Vec<Vec<&str>> {
    object
        .actions
        .iter()
        .map(|action| action.cells.iter().map(|cell| cell.text.as_str()).collect())
        .collect()
}

/// What Word puts on the clipboard for a table, shortened.
const FROM_WORD: &str = r#"<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8><title>x</title>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings></o:OfficeDocumentSettings></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm;} --></style></head><body lang=NO-BOK>
<!--StartFragment--><table class=MsoTableGrid border=1>
 <tr><td width=121 valign=top><p class=MsoNormal><b>Tiltak<o:p></o:p></b></p></td>
  <td><p class=MsoNormal><b>Involverte
  tjenester<o:p></o:p></b></p></td><td><p class=MsoNormal><b>Frist</b></p></td></tr>
 <tr><td><p class=MsoNormal>Foreldrekveld p&aring; skolen<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Med kaffe</p></td>
  <td><p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span
  style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Helsestasjonen</p>
  <p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o&nbsp; </span><![endif]>PPT</p></td>
  <td rowspan=2><p class=MsoNormal>Mai</p></td></tr>
 <tr><td colspan=2><p class=MsoNormal>Temauke</p></td></tr>
</table><!--EndFragment--></body></html>"#;

#[test]
fn a_table_from_word_is_a_table_of_actions() {
    let object = html(FROM_WORD);
    assert_eq!(
        rows(&object),
        [
            [
                "Foreldrekveld på skolen\n\nMed kaffe",
                "Helsestasjonen\nPPT",
                "Mai"
            ],
            ["Temauke", "", "Mai"]
        ]
    );
    assert_eq!(object.actions[0].services, ["Helsestasjonen", "PPT"]);
    let headings: Vec<&str> = object.sections[0]
        .columns
        .iter()
        .map(|column| column.heading.as_str())
        .collect();
    assert_eq!(headings, ["Tiltak", "Involverte tjenester", "Frist"]);
    let form = object.actions[0].cells[1].form.as_ref().unwrap();
    assert_eq!(
        form.kinds,
        [ParagraphKind::Bullet(0), ParagraphKind::Bullet(1)]
    );
}

#[test]
fn text_with_headings_lists_and_links_is_read() {
    let object = html(
        "<h1>Plan for oppvekst</h1><h2>Mål</h2><ul><li>Alle blir sett</li><li><p>Ingen venter</p></li></ul>\
         <h2>Bakgrunn</h2><p>Se <a href=\"https://eksempel.no\">veilederen</a> og <b>tallene</b>.<br>Ny linje</p>",
    );
    assert_eq!(object.title, "Plan for oppvekst");
    let goals: Vec<&str> = object.goals.iter().map(|goal| goal.text.as_str()).collect();
    assert_eq!(goals, ["Alle blir sett", "Ingen venter"]);
    let last = object.sections.last().unwrap();
    assert_eq!(last.text, "Se veilederen og tallene.\nNy linje");
    let form = last.form.as_ref().unwrap();
    assert_eq!(form.marks.len(), 2);
    assert_eq!(form.breaks, [25]);
}

#[test]
fn a_table_from_a_spreadsheet_is_read_as_text() {
    let object = PlanObject::from(&pasted::read_text(
        "Tiltak\tAnsvarlig\tFrist\r\n\"Kurs i \"\"samtale\"\"\nfor alle\"\tRektor\t\r\nMøte\tLeder\tJuni\r\n",
    ));
    assert_eq!(
        rows(&object),
        [
            ["Kurs i \"samtale\"\nfor alle", "Rektor", ""],
            ["Møte", "Leder", "Juni"]
        ]
    );
}

#[test]
fn html_without_words_gives_way_to_text() {
    let read = PlanObject::from(&pasted::read(
        "<meta charset='utf-8'><p>&nbsp;</p>",
        "Tiltak\tFrist\nKurs\tMai",
    ));
    assert_eq!(rows(&read), [["Kurs", "Mai"]]);
    let read = PlanObject::from(&pasted::read("<p>Fra HTML i en setning.</p>", "fra tekst"));
    assert_eq!(read.sections[0].text, "Fra HTML i en setning.");
}

#[test]
fn broken_html_keeps_its_words() {
    let object =
        html("<table><tr><td>Tiltak<td>Frist<tr><td>Kurs<p>for alle<td>Mai</table>etter <b>fet");
    assert_eq!(rows(&object), [["Kurs\nfor alle", "Mai"]]);
    assert_eq!(object.sections[1].text, "etter fet");
}
