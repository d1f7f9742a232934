//! Tables and text pasted from Word and Excel.
