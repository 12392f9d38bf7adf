//! Running other programs: one calm line per step, and errors that name the command and what it said.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Prints one line for the person at the terminal.
pub(crate) fn say(line: impl AsRef<str>) {
    let mut out = std::io::stdout().lock();
    // A closed pipe (`| head`) is the reader's choice and no reason to stop the work.
    let _ = writeln!(out, "{}", line.as_ref());
    let _ = out.flush();
}

/// A command with its arguments, run in the project's top folder.
pub(crate) fn command<I, S>(program: impl AsRef<OsStr>, arguments: I) -> Command
where
    I: IntoIterator<Item = S>,
    S: AsRef<OsStr>,
{
    let mut command = Command::new(program);
    command.args(arguments).current_dir(crate::paths::root());
    command
}

/// Runs the command with its output on the terminal.
///
/// # Errors
///
/// If it cannot be started or does not succeed.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", words(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", words(command));
    }
    Ok(())
}

/// Runs the command and shows its output only if it fails.
///
/// # Errors
///
/// If it cannot be started or does not succeed; what it said is in the error.
pub(crate) fn quiet(command: &mut Command) -> Result<()> {
    read(command).map(|_| ())
}

/// Runs the command and gives its standard output, without the line end.
///
/// # Errors
///
/// As [`quiet`].
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {}", words(command)))?;
    let text = String::from_utf8_lossy(&output.stdout).trim_end().to_owned();
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{} ended with {}\n{text}\n{}", words(command), output.status, said.trim_end());
    }
    Ok(text)
}

/// Runs the command without its output, and ends it when the time is up.
///
/// # Errors
///
/// If it cannot be started, does not succeed, or takes longer than `limit`.
pub(crate) fn within(limit: Duration, command: &mut Command) -> Result<()> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {}", words(command)))?;
    let end = Instant::now() + limit;
    loop {
        if let Some(status) = child.try_wait()? {
            return if status.success() {
                Ok(())
            } else {
                bail!("{} ended with {status}", words(command))
            };
        }
        if Instant::now() > end {
            child.kill()?;
            child.wait()?;
            bail!("{} gave no answer in {} seconds", words(command), limit.as_secs());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Where a program lies: among the project's own tools, or on the search path.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let own = crate::paths::tools().join("bin");
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::iter::once(own)
        .chain(std::env::split_paths(&path))
        .map(|folder| folder.join(program))
        .find(|file| is_program(file))
}

fn is_program(file: &Path) -> bool {
    file.is_file()
}

/// The command as one would type it.
fn words(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|a| a.to_string_lossy().into_owned()));
    format!("`{}`", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_command_is_named_with_what_it_said() {
        let error = read(&mut command("sh", ["-c", "echo why >&2; exit 3"])).unwrap_err();
        let text = format!("{error:#}");
        assert!(text.contains("exit 3") && text.contains("why"), "{text}");
    }

    #[test]
    fn a_command_that_hangs_is_ended() {
        let error = within(Duration::from_millis(1), &mut command("sleep", ["60"])).unwrap_err();
        assert!(format!("{error:#}").contains("gave no answer"));
    }

    #[test]
    fn a_missing_program_is_not_found() {
        assert_eq!(find("no-such-program-here"), None);
    }
}
