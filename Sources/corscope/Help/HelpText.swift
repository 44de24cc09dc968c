/// What `--help` and the manual page both say.
enum HelpText {
  /// The examples, each with what it does.
  static let examples = """
    corscope access.log                          what was blocked, and why
    corscope --since 2h -o report.html *.log     a page for the ticket
    corscope explain access.log --at 1042        one request, step by step
    corscope exchanges access.log | jq .outcome  every exchange, judged
    corscope setup nginx                         what to log so that it can tell
    corscope --fail-on 'blocked-rate>1%' --quiet access.log   for cron and CI
    corscope --baseline old.json -o new.json access.log       what got worse
    """

  /// What corscope does.
  static let overview = """
    corscope reads access logs, HAR files and packet captures, compressed or not, replays each \
    request through the Fetch standard's CORS protocol, and reports which origins were blocked \
    and why, what preflights cost, and what is misconfigured.
    """

  /// The statuses that it exits with.
  static let statuses = [
    ("0", "Done."), ("1", "Done, and a condition of --fail-on held."),
    ("2", "Could not run: wrong options, no input that could be read, a report not written."),
  ]

  /// The variables that it heeds.
  static let environment = [
    ("NO_COLOR", "No colours and no hyperlinks where it is set and not empty."),
    (
      "FORCE_HYPERLINK",
      "On a terminal: 1 writes places and rules as hyperlinks, 0 does not; by default known "
        + "terminals get them, but not inside tmux or screen."
    ),
    ("TERM", "Where it is dumb, text has no colours and no hyperlinks."),
    ("COLUMNS", "The width of text, where the terminal does not tell."),
    ("LC_ALL", "As LC_CTYPE and LANG: without UTF-8 in it, text is ASCII."),
    ("TMPDIR", "Where an archive from a pipe is kept while it is read."),
    ("SOURCE_DATE_EPOCH", "The time that reports give as theirs, for builds that are repeated."),
  ]
}
