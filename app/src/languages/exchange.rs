//! Words for files in and out.

use super::declare::words;

words! {
    /// Files in and out, and the review of what was understood.
    ExchangeWords {
        reading: Sentence { nb: "Leser {name} …", nn: "Les {name} …", en: "Reading {name} …" }
        reading_pasted: Text { nb: "Leser det du limte inn …", nn: "Les det du limte inn …", en: "Reading what you pasted …" }
        cancel: Text { nb: "Avbryt", nn: "Avbryt", en: "Cancel" }
        review: Text {
            nb: "Slik forstod vi dokumentet",
            nn: "Slik forstod vi dokumentet",
            en: "How we understood the document",
        }
        review_lead: Text {
            nb: "Planen er klar og kan rettes med en gang. Ingen ord fra filen er borte.",
            nn: "Planen er klar og kan rettast med ein gong. Ingen ord frå fila er borte.",
            en: "The plan is ready and can be corrected at once. No word of the file is lost.",
        }
        accept: Text {
            nb: "Ta inn alt, rett opp senere",
            nn: "Ta inn alt, rett opp seinare",
            en: "Take it all in, correct it later",
        }
        details: Text { nb: "Se detaljene", nn: "Sjå detaljane", en: "See the details" }
        show_original: Text { nb: "Vis filen ved siden av", nn: "Vis fila ved sida av", en: "Show the file beside it" }
        hide_original: Text { nb: "Skjul filen", nn: "Skjul fila", en: "Hide the file" }
        original: Text { nb: "Slik står det i filen", nn: "Slik står det i fila", en: "As it stands in the file" }
        understood: Text { nb: "Funnet i filen", nn: "Funne i fila", en: "Found in the file" }
        chapters: Count {
            nb: ("1 kapittel", "{n} kapitler"),
            nn: ("1 kapittel", "{n} kapittel"),
            en: ("1 chapter", "{n} chapters"),
        }
        goals: Count { nb: ("1 mål", "{n} mål"), nn: ("1 mål", "{n} mål"), en: ("1 goal", "{n} goals") }
        actions: Count { nb: ("1 tiltak", "{n} tiltak"), nn: ("1 tiltak", "{n} tiltak"), en: ("1 action", "{n} actions") }
        no_actions: Text {
            nb: "Ingen tabell med tiltak ble funnet. Du kan legge til tiltak i planen.",
            nn: "Fann ingen tabell med tiltak. Du kan leggje til tiltak i planen.",
            en: "No table of actions was found. You can add actions in the plan.",
        }
        goals_chapter: Text { nb: "Mål", nn: "Mål", en: "Goals" }
        actions_chapter: Text { nb: "Tiltak", nn: "Tiltak", en: "Actions" }
        columns: Text { nb: "Kolonnene i tabellen", nn: "Kolonnane i tabellen", en: "The columns of the table" }
        column_original: Text { nb: "I filen", nn: "I fila", en: "In the file" }
        column_meaning: Text { nb: "Forstått som", nn: "Forstått som", en: "Understood as" }
        column_action: Text { nb: "Tiltak", nn: "Tiltak", en: "Action" }
        column_services: Text { nb: "Involverte tjenester", nn: "Involverte tenester", en: "Services involved" }
        column_responsible: Text { nb: "Ansvarlig", nn: "Ansvarleg", en: "Responsible" }
        column_time: Text { nb: "Tid", nn: "Tid", en: "Time" }
        column_cost: Text { nb: "Kostnad", nn: "Kostnad", en: "Cost" }
        column_other: Text { nb: "Egen kolonne, som den står", nn: "Eigen kolonne, som ho står", en: "A column of its own, as it is" }
        column_unnamed: Text { nb: "Uten overskrift", nn: "Utan overskrift", en: "Without a heading" }
        leftover: Text { nb: "Ord uten en plass i planen", nn: "Ord utan ein plass i planen", en: "Words without a place in the plan" }
        leftover_lead: Text {
            nb: "De står i et eget kapittel til slutt, så ingenting er borte.",
            nn: "Dei står i eit eige kapittel til slutt, så ingenting er borte.",
            en: "They stand in a chapter of their own at the end, so nothing is lost.",
        }
        leftover_chapter: Text { nb: "Annet fra filen", nn: "Anna frå fila", en: "Else from the file" }
        notes: Text { nb: "Se over dette", nn: "Sjå over dette", en: "Look these over" }
        no_title: Text {
            nb: "Ingen tittel ble funnet. Skriv en øverst i planen.",
            nn: "Fann ingen tittel. Skriv ein øvst i planen.",
            en: "No title was found. Write one at the top of the plan.",
        }
        headings_by_looks: Count {
            nb: ("1 kort linje ble tatt for en overskrift.", "{n} korte linjer ble tatt for overskrifter."),
            nn: ("1 kort linje vart teken for ei overskrift.", "{n} korte linjer vart tekne for overskrifter."),
            en: ("1 short line was taken for a heading.", "{n} short lines were taken for headings."),
        }
        merged_cells: Count {
            nb: ("1 celle kom av at sammenslåtte celler ble delt.", "{n} celler kom av at sammenslåtte celler ble delt."),
            nn: ("1 celle kom av at samanslåtte celler vart delte.", "{n} celler kom av at samanslåtte celler vart delte."),
            en: ("1 cell came of dividing merged cells.", "{n} cells came of dividing merged cells."),
        }
        missing_cells: Count {
            nb: ("1 celle manglet i en rad og er tom.", "{n} celler manglet i rader og er tomme."),
            nn: ("1 celle mangla i ei rad og er tom.", "{n} celler mangla i rader og er tomme."),
            en: ("1 cell was missing in a row and is empty.", "{n} cells were missing in rows and are empty."),
        }
        nested_tables: Count {
            nb: ("1 tabell inne i en celle ble tekst i cellen.", "{n} tabeller inne i celler ble tekst i cellene."),
            nn: ("1 tabell inni ei celle vart tekst i cella.", "{n} tabellar inni celler vart tekst i cellene."),
            en: ("1 table inside a cell became text in the cell.", "{n} tables inside cells became text in the cells."),
        }
        tables_as_text: Count {
            nb: ("1 tabell uten kjente overskrifter ble tekst.", "{n} tabeller uten kjente overskrifter ble tekst."),
            nn: ("1 tabell utan kjende overskrifter vart tekst.", "{n} tabellar utan kjende overskrifter vart tekst."),
            en: ("1 table without known headings became text.", "{n} tables without known headings became text."),
        }
        repeated_headers: Count {
            nb: ("1 gjentatt tabellhode står bare én gang.", "{n} gjentatte tabellhoder står bare én gang."),
            nn: ("1 tabellhovud som var gjenteke, står berre éin gong.", "{n} tabellhovud som var gjentekne, står berre éin gong."),
            en: ("1 repeated table head stands only once.", "{n} repeated table heads stand only once."),
        }
        tables_joined: Count {
            nb: ("1 tabell fortsatte en annen og ble lagt til den.", "{n} tabeller fortsatte andre og ble lagt til dem."),
            nn: ("1 tabell heldt fram ein annan og vart lagd til han.", "{n} tabellar heldt fram andre og vart lagde til dei."),
            en: ("1 table went on from another and was joined to it.", "{n} tables went on from others and were joined to them."),
        }
        contents_aside: Count {
            nb: ("Innholdsfortegnelsen (1 linje) er lagt til side.", "Innholdsfortegnelsen ({n} linjer) er lagt til side."),
            nn: ("Innhaldslista (1 linje) er lagd til side.", "Innhaldslista ({n} linjer) er lagd til side."),
            en: ("The table of contents (1 line) is set aside.", "The table of contents ({n} lines) is set aside."),
        }
        comments_aside: Count {
            nb: ("1 kommentar er lagt til side.", "{n} kommentarer er lagt til side."),
            nn: ("1 kommentar er lagd til side.", "{n} kommentarar er lagde til side."),
            en: ("1 comment is set aside.", "{n} comments are set aside."),
        }
        headers_aside: Count {
            nb: ("1 topptekst eller bunntekst er lagt til side.", "{n} topptekster og bunntekster er lagt til side."),
            nn: ("1 topptekst eller botntekst er lagd til side.", "{n} topptekstar og botntekstar er lagde til side."),
            en: ("1 page header or footer is set aside.", "{n} page headers and footers are set aside."),
        }
        deletions_out: Count {
            nb: (
                "1 sletting med sporing av endringer er ikke tatt med.",
                "{n} slettinger med sporing av endringer er ikke tatt med."
            ),
            nn: (
                "1 sletting med sporing av endringar er ikkje teken med.",
                "{n} slettingar med sporing av endringar er ikkje tekne med."
            ),
            en: ("1 tracked deletion was left out.", "{n} tracked deletions were left out."),
        }
        pictures_out: Count {
            nb: ("1 bilde er ikke tatt med.", "{n} bilder er ikke tatt med."),
            nn: ("1 bilete er ikkje teke med.", "{n} bilete er ikkje tekne med."),
            en: ("1 picture was left out.", "{n} pictures were left out."),
        }
        too_large: Text {
            nb: "Filen er større enn vi kan lese",
            nn: "Fila er større enn vi kan lese",
            en: "The file is larger than we can read",
        }
        too_large_then: Text {
            nb: "Ingenting er endret. Del den i to i Word, eller ta ut bildene, og prøv igjen.",
            nn: "Ingenting er endra. Del ho i to i Word, eller ta ut bileta, og prøv igjen.",
            en: "Nothing is changed. Split it in Word, or take the pictures out, and try again.",
        }
        not_word: Text {
            nb: "Dette er ikke en Word-fil (.docx)",
            nn: "Dette er ikkje ei Word-fil (.docx)",
            en: "This is not a Word file (.docx)",
        }
        not_word_then: Text {
            nb: "Ingenting er endret. Åpne den i Word, lagre den som .docx og prøv igjen.",
            nn: "Ingenting er endra. Opne ho i Word, lagre ho som .docx og prøv igjen.",
            en: "Nothing is changed. Open it in Word, save it as .docx and try again.",
        }
        old_word: Text {
            nb: "Dette er en eldre Word-fil (.doc)",
            nn: "Dette er ei eldre Word-fil (.doc)",
            en: "This is an older Word file (.doc)",
        }
        old_word_then: Text {
            nb: "Ingenting er endret. Åpne den i Word, lagre den som .docx og prøv igjen.",
            nn: "Ingenting er endra. Opne ho i Word, lagre ho som .docx og prøv igjen.",
            en: "Nothing is changed. Open it in Word, save it as .docx and try again.",
        }
        locked: Text {
            nb: "Filen er låst med passord",
            nn: "Fila er låst med passord",
            en: "The file is locked with a password",
        }
        locked_then: Text {
            nb: "Ingenting er endret. Ta bort passordet i Word og prøv igjen.",
            nn: "Ingenting er endra. Ta bort passordet i Word og prøv igjen.",
            en: "Nothing is changed. Remove the password in Word and try again.",
        }
        damaged: Text {
            nb: "Filen er skadet og lar seg ikke lese",
            nn: "Fila er skadd og lèt seg ikkje lese",
            en: "The file is damaged and cannot be read",
        }
        damaged_then: Text {
            nb: "Ingenting er endret. Åpne den i Word, lagre den på nytt og prøv igjen.",
            nn: "Ingenting er endra. Opne ho i Word, lagre ho på nytt og prøv igjen.",
            en: "Nothing is changed. Open it in Word, save it again and try again.",
        }
        nothing_pasted: Text {
            nb: "Det var ingen tekst eller tabell i det du limte inn",
            nn: "Det var ikkje tekst eller tabell i det du limte inn",
            en: "There was no text or table in what you pasted",
        }
        nothing_pasted_then: Text {
            nb: "Merk tabellen i Word, kopier den og prøv igjen.",
            nn: "Merk tabellen i Word, kopier han og prøv igjen.",
            en: "Select the table in Word, copy it and try again.",
        }
        reader_missing: Text {
            nb: "Word-leseren kunne ikke hentes",
            nn: "Word-lesaren kunne ikkje hentast",
            en: "The Word reader could not be fetched",
        }
        reader_missing_then: Text {
            nb: "Ingenting er endret. Den trenger nett første gang. Prøv igjen når du har nett.",
            nn: "Ingenting er endra. Han treng nett første gongen. Prøv igjen når du har nett.",
            en: "Nothing is changed. It needs a network the first time. Try again when there is one.",
        }
        writing: Text { nb: "Lager Word-filen …", nn: "Lagar Word-fila …", en: "Making the Word file …" }
        not_written: Text {
            nb: "Word-filen lot seg ikke lage",
            nn: "Word-fila lét seg ikkje lage",
            en: "The Word file could not be made",
        }
        not_written_then: Text {
            nb: "Planen er trygg. Prøv igjen om litt.",
            nn: "Planen er trygg. Prøv igjen om litt.",
            en: "The plan is safe. Try again in a while.",
        }
        file_name: Text { nb: "Plan", nn: "Plan", en: "Plan" }
    }
}
