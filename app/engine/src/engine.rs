//! The engine (filled in by the implementation).
