//! The program `portico`, where these tests can find it.

fn main() -> std::process::ExitCode {
    portico_cli::run(std::env::args_os(), portico_cli::Hooks::default())
}
