import ArgumentParser
import Ingest
import Traffic

/// What the report is to work out beside what it always does.
struct AnalysisOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Count the preflights that browsers would be spared at this Access-Control-Max-Age, too.",
      valueName: "seconds"))
  var maxAge: Int?

  @Option(
    help: ArgumentHelp(
      "Mark blocked groups that begin at or after this time as new.", valueName: "time"))
  var newSince: String?

  /// The time of `--new-since`; what is wrong with the options is added to `problems`.
  func newSince(_ problems: inout [String]) -> Timestamp? {
    if let maxAge, maxAge < 0 {
      problems.append("--max-age: \(maxAge) is not a number of seconds")
    }
    return TimeOption.parse(newSince, "--new-since", &problems)
  }
}
