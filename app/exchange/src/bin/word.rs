//! The module that the page loads into a Web Worker when a Word file is opened, pasted or asked for, so that none of
//! this weighs on the first screen and no large file freezes the page. Values cross as postcard.

#[cfg(target_arch = "wasm32")]
mod browser {
    use samvev_documents::plan::Plan;
    use samvev_exchange::{
        pasted,
        word::{self, WordError},
    };
    use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

    /// Reads a Word document: postcard of `samvev_exchange::Understood`, or the code of a `WordError` as a string.
    #[wasm_bindgen]
    pub fn read_word(bytes: &[u8]) -> Result<Vec<u8>, JsValue> {
        let understood = word::read(bytes).map_err(thrown)?;
        postcard::to_stdvec(&understood).map_err(|_| thrown(WordError::TooLarge))
    }

    /// Reads what was pasted, HTML and plain text as the clipboard has them: postcard of `samvev_exchange::Understood`.
    #[wasm_bindgen]
    pub fn read_pasted(html: &str, text: &str) -> Result<Vec<u8>, JsValue> {
        postcard::to_stdvec(&pasted::read(html, text)).map_err(|_| thrown(WordError::TooLarge))
    }

    /// Writes a plan, given as postcard of `samvev_documents::plan::Plan`, as a Word document's bytes.
    #[wasm_bindgen]
    pub fn write_word(plan: &[u8]) -> Result<Vec<u8>, JsValue> {
        let plan: Plan = postcard::from_bytes(plan).map_err(|_| thrown(WordError::Unwritable))?;
        word::write(&plan).map_err(thrown)
    }

    fn thrown(error: WordError) -> JsValue {
        JsValue::from_str(&error.code())
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!(
        "This is the part of Samvev that reads and writes Word files in a browser. Natively, use the library samvev-exchange."
    );
}
