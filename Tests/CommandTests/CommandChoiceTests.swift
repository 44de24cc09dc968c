import Testing

@Suite("The command that is run")
struct CommandChoiceTests {
  private static let log = "samples/rules/reflected-origin-credentials.log"

  @Test(
    "is the report's where none is named",
    arguments: [
      [log], ["--jobs", "1", log], [log, "--quiet", "--jobs", "2"], ["--", log],
      ["--format", "csv", log], ["nosuch.log"], ["--jobs", "0", log], ["--format", "jsn", log],
      ["--input-format", "nosuch", log], ["--fail-on", "high", log],
    ])
  func isReport(_ arguments: [String]) throws {
    let short = try Tool.corscope(arguments)
    let long = try Tool.corscope(["analyze"] + arguments)
    #expect(short.output == long.output)
    #expect(short.errors == long.errors)
    #expect(short.status == long.status)
    #expect(!(short.output + short.errors).isEmpty)
  }

  @Test(
    "is the one that the first word names",
    arguments: [
      (["formats"], "vhost_combined"), (["rules"], "null-origin-trusted"),
      (["--version"], "0.1.0"), (["--help"], "SUBCOMMANDS:"),
      (["help", "rules"], "USAGE: corscope rules"),
      ([log, "--help"], "USAGE: corscope analyze"), ([log, "--version"], "0.1.0"),
      (["--generate-completion-script", "bash"], "complete"),
    ])
  func isNamed(_ arguments: [String], _ text: String) throws {
    let outcome = try Tool.corscope(arguments)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains(text))
  }

  @Test(
    "tells what is wrong, and how it is used",
    arguments: [
      (["--bogus", log], "Unknown option '--bogus'"),
      (["--jobs", "x", log], "The value 'x' is invalid for '--jobs <n>'"),
      (["--max-age"], "Missing value for '--max-age <seconds>'"),
    ])
  func isWrong(_ arguments: [String], _ text: String) throws {
    let outcome = try Tool.corscope(arguments)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(text))
    #expect(outcome.errors.contains("corscope analyze --help"))
  }
}
