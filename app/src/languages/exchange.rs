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
            nb: "Planen ligger ved siden av og kan rettes med en gang. Ingen ord fra filen er borte.",
            nn: "Planen ligg ved sida av og kan rettast med ein gong. Ingen ord frå fila er borte.",
            en: "The plan stands beside this and can be corrected at once. No word of the file is lost.",
        }
        accept: Text {
            nb: "Ta inn alt, rett opp senere",
            nn: "Ta inn alt, rett opp seinare",
            en: "Take it all in, correct it later",
        }
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
        originals: Text { nb: "I filen stod det", nn: "I fila stod det", en: "The file said" }
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
