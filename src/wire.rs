//! What leaves the engine: plain output types and their JSON, shared by the command line and the wasm.
