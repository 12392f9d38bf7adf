//! `cargo run --package practice -- [PORT]`: serves the practice webmail until the process is ended.

use std::process::ExitCode;

#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program that says where it listens"
)]
fn main() -> ExitCode {
    let port = std::env::args().nth(1).map(|port| port.parse::<u16>());
    let Ok(port) = port.transpose() else {
        eprintln!("error: the port must be a number from 1 to 65535");
        return ExitCode::from(2);
    };
    if let Err(missing) = practice::editor_bundle() {
        eprintln!("warning: {missing}");
    }
    match practice::start(practice::Options { port, editor: None }) {
        Ok(server) => {
            println!("The practice webmail listens on {}.", server.addr());
            loop {
                std::thread::park();
            }
        }
        Err(error) => {
            eprintln!("error: the practice webmail cannot start: {error}");
            ExitCode::from(2)
        }
    }
}
