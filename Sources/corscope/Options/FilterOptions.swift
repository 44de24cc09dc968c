import Analysis
import ArgumentParser
import CORSEngine
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
    help: ArgumentHelp("Only requests whose path begins so; repeatable.", valueName: "path"))
  var path: [String] = []

  @Option(help: ArgumentHelp("Only requests of this client address; repeatable.", valueName: "ip"))
  var client: [String] = []

  @Option(
    help: ArgumentHelp("Only responses with this status: 403, or 4xx; repeatable.", valueName: "n"))
  var status: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only clients with this engine: chromium, firefox, webkit, other, none, unknown.",
      valueName: "engine"),
    completion: .list(Engine.allCases.map { $0.name }))
  var engine: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only exchanges that failed for this reason, such as acao-missing; repeatable.",
      valueName: "reason"),
    completion: .list(BlockReason.allCases.map { $0.id }))
  var reason: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only exchanges with this outcome: allowed, blocked, opaque, not-cors, conditional, unknown.",
      valueName: "outcome"),
    completion: .list(Outcome.allCases.map { $0.name }))
  var outcome: [String] = []

  /// The filter; what is wrong with the options is added to `problems`.
  func filter(_ problems: inout [String]) -> Filter {
    var filter = Filter()
    filter.since = TimeOption.parse(since, "--since", &problems)
    filter.until = TimeOption.parse(until, "--until", &problems)
    filter.origins = origin.map { Array($0.utf8) }
    filter.hosts = host.map { Array($0.lowercased().utf8) }
    filter.paths = path.map { Array($0.utf8) }
    filter.clients = client.map { Array($0.utf8) }
    filter.statuses = status.flatMap { $0.split(separator: ",") }.compactMap {
      parseStatus(String($0), &problems)
    }
    filter.engines = parse(engine, "--engine", Engine.allCases.map(\.name), &problems) { name in
      Engine.allCases.first { $0.name == name }
    }
    filter.outcomes = parse(outcome, "--outcome", Outcome.allCases.map(\.name), &problems) {
      Outcome(name: $0)
    }
    filter.reasons = parse(reason, "--reason", BlockReason.allCases.map(\.id), &problems) {
      BlockReason(id: $0)
    }
    if let since = filter.since, let until = filter.until, !(since < until) {
      problems.append("--since is not before --until, so nothing would be left")
    }
    return filter
  }

  /// The values that names, separated by commas or given one by one, stand for.
  private func parse<Value>(
    _ names: [String], _ option: String, _ known: [String], _ problems: inout [String],
    _ find: (String) -> Value?
  ) -> [Value] {
    names.flatMap { $0.split(separator: ",") }.compactMap { name in
      if let value = find(String(name)) { return value }
      problems.append(
        "\(option): '\(name)' is none; it is one of \(known.joined(separator: ", "))")
      return nil
    }
  }

  /// A status, or its first digit where a whole class is meant.
  private func parseStatus(_ text: String, _ problems: inout [String]) -> Int? {
    if text.count == 3, text.lowercased().hasSuffix("xx"), let digit = Int(text.prefix(1)),
      (1...9).contains(digit)
    {
      return digit
    }
    if let status = Int(text), (100...999).contains(status) { return status }
    problems.append("--status: '\(text)' is no status; write 403 or 4xx")
    return nil
  }
}
