//! The words of the plan page.

use super::declare::words;

words! {
    /// The plan page.
    PlanWords {
        /// Accessible name of the whole page.
        plan: Text { nb: "Plan", nn: "Plan", en: "Plan" }
        /// Where the title will stand.
        title_here: Text { nb: "Planens tittel", nn: "Tittelen på planen", en: "Title of the plan" }
        /// Where a heading will stand.
        heading_here: Text { nb: "Overskrift", nn: "Overskrift", en: "Heading" }
        /// Where a chapter's words will stand.
        text_here: Text { nb: "Skriv tekst her", nn: "Skriv tekst her", en: "Write text here" }
        /// Where a goal will stand.
        goal_here: Text { nb: "Skriv målet her", nn: "Skriv målet her", en: "Write the goal here" }
        /// Where a column's heading will stand.
        column_here: Text { nb: "Kolonne", nn: "Kolonne", en: "Column" }
        /// In the empty row at the end.
        action_here: Text { nb: "Skriv et nytt tiltak her", nn: "Skriv eit nytt tiltak her", en: "Write a new action here" }
        /// A button beside a text.
        edit: Text { nb: "Rediger", nn: "Rediger", en: "Edit" }
        /// The title's textarea.
        the_title: Text { nb: "Planens tittel", nn: "Tittelen på planen", en: "Title of the plan" }
        /// A heading's textarea.
        the_heading: Text { nb: "Overskrift på kapittelet", nn: "Overskrift på kapittelet", en: "Heading of the chapter" }
        /// A chapter's textarea.
        the_text: Sentence { nb: "Tekst under «{heading}»", nn: "Tekst under «{heading}»", en: "Text under “{heading}”" }
        /// A goal's textarea.
        the_goal: Text { nb: "Mål", nn: "Mål", en: "Goal" }
        /// A column heading's textarea.
        the_column: Text { nb: "Overskrift på kolonnen", nn: "Overskrift på kolonnen", en: "Heading of the column" }
        /// A cell's textarea.
        the_cell: Sentence { nb: "{column}, tiltak «{action}»", nn: "{column}, tiltak «{action}»", en: "{column}, action “{action}”" }
        /// A cell's textarea in a row without a title.
        the_new_cell: Sentence { nb: "{column}, nytt tiltak", nn: "{column}, nytt tiltak", en: "{column}, new action" }
        /// What stands in place of a heading that is not written.
        untitled: Text { nb: "Uten overskrift", nn: "Utan overskrift", en: "Untitled" }
        /// The goals of a chapter.
        goals: Text { nb: "Mål", nn: "Mål", en: "Goals" }
        /// A table of actions under a heading.
        table_of: Sentence { nb: "Tiltak under «{heading}»", nn: "Tiltak under «{heading}»", en: "Actions under “{heading}”" }
        /// The toolbar.
        tools: Text { nb: "Verktøy for planen", nn: "Verktøy for planen", en: "Tools for the plan" }
        /// Undo.
        undo: Text { nb: "Angre", nn: "Angre", en: "Undo" }
        /// Redo.
        redo: Text { nb: "Gjør om", nn: "Gjer om", en: "Redo" }
        /// Makes the paragraphs bullets.
        bullets: Text { nb: "Lag liste", nn: "Lag liste", en: "Bullet list" }
        /// Makes the paragraphs a numbered list.
        numbers: Text { nb: "Nummerert liste", nn: "Nummerert liste", en: "Numbered list" }
        /// Makes the paragraphs plain.
        plain: Text { nb: "Vanlig tekst", nn: "Vanleg tekst", en: "Plain text" }
        /// Reading view.
        reading: Text { nb: "Lesevisning", nn: "Lesevising", en: "Reading view" }
        /// The list of what was removed.
        bin: Text { nb: "Papirkurv", nn: "Papirkorg", en: "Bin" }
        /// What the bin is.
        bin_about: Text { nb: "Det som er fjernet, ligger her i 30 dager.", nn: "Det som er fjerna, ligg her i 30 dagar.", en: "What was removed stays here for 30 days." }
        /// Nothing in the bin.
        bin_empty: Text { nb: "Papirkurven er tom.", nn: "Papirkorga er tom.", en: "The bin is empty." }
        /// Brings it back.
        restore: Text { nb: "Hent tilbake", nn: "Hent tilbake", en: "Bring back" }
        /// When it was removed.
        removed_at: Sentence { nb: "Fjernet {when}", nn: "Fjerna {when}", en: "Removed {when}" }
        /// Nothing was written in it.
        without_words: Text { nb: "Uten tekst", nn: "Utan tekst", en: "No text" }
        /// Closes a list or a message.
        close: Text { nb: "Lukk", nn: "Lukk", en: "Close" }
        /// A kind of thing in the bin.
        a_chapter: Text { nb: "Kapittel", nn: "Kapittel", en: "Chapter" }
        /// A kind of thing in the bin.
        a_goal: Text { nb: "Mål", nn: "Mål", en: "Goal" }
        /// A kind of thing in the bin.
        a_column: Text { nb: "Kolonne", nn: "Kolonne", en: "Column" }
        /// A kind of thing in the bin.
        an_action: Text { nb: "Tiltak", nn: "Tiltak", en: "Action" }
        /// It was removed.
        chapter_removed: Text { nb: "Kapittelet er fjernet.", nn: "Kapittelet er fjerna.", en: "The chapter was removed." }
        /// It was removed.
        goal_removed: Text { nb: "Målet er fjernet.", nn: "Målet er fjerna.", en: "The goal was removed." }
        /// It was removed.
        column_removed: Text { nb: "Kolonnen er fjernet.", nn: "Kolonnen er fjerna.", en: "The column was removed." }
        /// It was removed.
        action_removed: Text { nb: "Tiltaket er fjernet.", nn: "Tiltaket er fjerna.", en: "The action was removed." }
        /// The row where the person typed was removed by others.
        gone_meanwhile: Text {
            nb: "Det du skrev i, ble fjernet av andre. Teksten er med i papirkurven.",
            nn: "Det du skreiv i, vart fjerna av andre. Teksten er med i papirkorga.",
            en: "What you were writing in was removed by others. Your words are in the bin with it.",
        }
        /// What was written was taken back with Escape.
        taken_back: Text {
            nb: "Teksten er slik den var før du begynte å skrive.",
            nn: "Teksten er slik han var før du byrja å skrive.",
            en: "The text is as it was before you began to write.",
        }
        /// A button beside it.
        write_again: Text { nb: "Hent tilbake det jeg skrev", nn: "Hent tilbake det eg skreiv", en: "Bring back what I wrote" }
        /// Somebody taps a text while only reading.
        only_reading: Text { nb: "Du leser nå. Ingenting blir endret.", nn: "Du les no. Ingenting blir endra.", en: "You are reading. Nothing will change." }
        /// A button beside it.
        write_now: Text { nb: "Skriv i planen", nn: "Skriv i planen", en: "Write in the plan" }
        /// The button of a row's, goal's, column's or chapter's menu.
        choices: Sentence { nb: "Valg for {what}", nn: "Val for {what}", en: "Options for {what}" }
        /// In a menu.
        move_up: Text { nb: "Flytt opp", nn: "Flytt opp", en: "Move up" }
        /// In a menu.
        move_down: Text { nb: "Flytt ned", nn: "Flytt ned", en: "Move down" }
        /// In a menu.
        move_left: Text { nb: "Flytt til venstre", nn: "Flytt til venstre", en: "Move left" }
        /// In a menu.
        move_right: Text { nb: "Flytt til høyre", nn: "Flytt til høgre", en: "Move right" }
        /// In a menu.
        action_below: Text { nb: "Nytt tiltak under", nn: "Nytt tiltak under", en: "New action below" }
        /// In a menu.
        goal_below: Text { nb: "Nytt mål under", nn: "Nytt mål under", en: "New goal below" }
        /// In a menu.
        chapter_below: Text { nb: "Nytt kapittel under", nn: "Nytt kapittel under", en: "New chapter below" }
        /// In a menu.
        column_after: Text { nb: "Ny kolonne etter", nn: "Ny kolonne etter", en: "New column after" }
        /// In a menu.
        deeper: Text { nb: "Gjør til underkapittel", nn: "Gjer til underkapittel", en: "Make it a sub-chapter" }
        /// In a menu.
        higher: Text { nb: "Flytt ett nivå opp", nn: "Flytt eitt nivå opp", en: "Move one level up" }
        /// In a menu.
        remove_action: Text { nb: "Fjern tiltaket", nn: "Fjern tiltaket", en: "Remove the action" }
        /// In a menu.
        remove_goal: Text { nb: "Fjern målet", nn: "Fjern målet", en: "Remove the goal" }
        /// In a menu.
        remove_chapter: Text { nb: "Fjern kapittelet", nn: "Fjern kapittelet", en: "Remove the chapter" }
        /// In a menu.
        remove_column: Text { nb: "Fjern kolonnen", nn: "Fjern kolonnen", en: "Remove the column" }
        /// A kind of goal.
        main_goal: Text { nb: "Hovedmål", nn: "Hovudmål", en: "Main goal" }
        /// A kind of goal.
        overall_goal: Text { nb: "Overordnet mål", nn: "Overordna mål", en: "Overall goal" }
        /// A kind of goal.
        strategic_goal: Text { nb: "Strategisk mål", nn: "Strategisk mål", en: "Strategic goal" }
        /// A kind of goal.
        sub_goal: Text { nb: "Delmål", nn: "Delmål", en: "Sub-goal" }
        /// A goal of no kind.
        goal_of_no_kind: Text { nb: "Mål uten slag", nn: "Mål utan slag", en: "Goal of no kind" }
        /// A button.
        add_chapter: Text { nb: "Nytt kapittel", nn: "Nytt kapittel", en: "New chapter" }
        /// A button.
        add_goal: Text { nb: "Nytt mål", nn: "Nytt mål", en: "New goal" }
        /// A button.
        add_table: Text { nb: "Ny tiltakstabell", nn: "Ny tiltakstabell", en: "New table of actions" }
        /// A new table's column.
        column_action: Text { nb: "Tiltak", nn: "Tiltak", en: "Action" }
        /// A new table's column.
        column_services: Text { nb: "Involverte tjenester", nn: "Involverte tenester", en: "Services involved" }
        /// A new table's column.
        column_responsible: Text { nb: "Ansvarlig", nn: "Ansvarleg", en: "Responsible" }
        /// A new table's column.
        column_time: Text { nb: "Tidspunkt", nn: "Tidspunkt", en: "Time" }
        /// A new table's column.
        column_cost: Text { nb: "Kostnad", nn: "Kostnad", en: "Cost" }
        /// The column of the rows' menus, for those who do not see it.
        column_menu: Text { nb: "Valg", nn: "Val", en: "Options" }
        /// An empty plan.
        empty: Text {
            nb: "Planen er tom. Skriv tittelen over, og legg til det første kapittelet eller en tabell med tiltak.",
            nn: "Planen er tom. Skriv tittelen over, og legg til det første kapittelet eller ein tabell med tiltak.",
            en: "The plan is empty. Write its title above, and add the first chapter or a table of actions.",
        }
        /// An empty plan that one may only read.
        empty_reading: Text { nb: "Det er ikke skrevet noe i planen ennå.", nn: "Det er ikkje skrive noko i planen enno.", en: "Nothing is written in the plan yet." }
        /// Nothing is shown yet.
        loading: Text { nb: "Henter planen …", nn: "Hentar planen …", en: "Fetching the plan …" }
        /// Shown as it was seen last.
        not_live: Text { nb: "Slik var planen sist. Du kan skrive om et øyeblikk.", nn: "Slik var planen sist. Du kan skrive om ein augneblink.", en: "This is the plan as last seen. You can write in a moment." }
        /// One may only read.
        removed: Text {
            nb: "Tilgangen din er fjernet. Du kan lese det du har her, men det som skrives fra nå av, kommer ikke hit.",
            nn: "Tilgangen din er fjerna. Du kan lese det du har her, men det som blir skrive frå no av, kjem ikkje hit.",
            en: "Your access has been removed. You can read what you have here, but what is written from now on does not come here.",
        }
        came_too_late: Text {
            nb: "Tilgangen din ble endret mens du skrev. Dette kom ikke med i planen:",
            nn: "Tilgangen din vart endra medan du skreiv. Dette kom ikkje med i planen:",
            en: "Your access changed while you were writing. This is not in the plan:",
        }
        read_only: Text { nb: "Du kan lese denne planen, men ikke endre den.", nn: "Du kan lese denne planen, men ikkje endre han.", en: "You can read this plan, but not change it." }
        /// Another person is in a text.
        here_now: Sentence { nb: "{who} skriver her", nn: "{who} skriv her", en: "{who} is writing here" }
        /// Another person, with where they work.
        who_from: Sentence { nb: "{name}, {party}", nn: "{name}, {party}", en: "{name}, {party}" }
        /// How to write, for screen readers.
        how: Text {
            nb: "Trykk Enter for å skrive, Ctrl og Enter når du er ferdig, Escape for å få tilbake det som stod.",
            nn: "Trykk Enter for å skrive, Ctrl og Enter når du er ferdig, Escape for å få tilbake det som stod.",
            en: "Press Enter to write, Ctrl and Enter when done, Escape to get back what stood there.",
        }
    }
}
