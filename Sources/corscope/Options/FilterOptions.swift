import Analysis
import ArgumentParser
import Ingest
import Traffic

/// Which exchanges are taken.
struct FilterOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only exchanges from this time on (ISO 8601, or 2h, 3d ago).", valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("Only exchanges before this time.", valueName: "time"))
  var until: String?

  @Option(help: ArgumentHelp("Only requests with this Origin; repeatable.", valueName: "origin"))
  var origin: [String] = []

  @Option(help: ArgumentHelp("Only requests to this host; repeatable.", valueName: "host"))
  var host: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only exchanges with this outcome: allowed, blocked, opaque, not-cors, conditional, unknown.",
      valueName: "outcome"))
  var outcome: [String] = []

  /// The filter; what is wrong with the options is added to `problems`.
  func filter(_ problems: inout [String]) -> Filter {
    var filter = Filter()
    filter.since = TimeOption.parse(since, "--since", &problems)
    filter.until = TimeOption.parse(until, "--until", &problems)
    filter.origins = origin.map { Array($0.utf8) }
    filter.hosts = host.map { Array($0.lowercased().utf8) }
    for name in outcome.flatMap({ $0.split(separator: ",") }) {
      guard let outcome = Outcome(name: String(name)) else {
        problems.append(
          "--outcome: '\(name)' is none; it is one of "
            + Outcome.allCases.map(\.name).joined(separator: ", "))
        continue
      }
      filter.outcomes.append(outcome)
    }
    if let since = filter.since, let until = filter.until, !(since < until) {
      problems.append("--since is not before --until, so nothing would be left")
    }
    return filter
  }
}
