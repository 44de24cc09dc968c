import Analysis
import ArgumentParser
import Reports
import Traffic

/// `corscope explain INPUT…`: single exchanges, step by step.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains single exchanges: what was asked, where it failed, what to change.",
    discussion: """
      Without --at and without filters, the first exchanges are explained that were blocked, or would \
      be with credentials.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Filters") var filters: FilterOptions
  @OptionGroup(title: "Running") var running: RunOptions

  @Option(
    help: ArgumentHelp(
      "The exchange at this place, as reports print it: 42, access.log:42, 'x.har: entry 7'; "
        + "repeatable.", valueName: "position"))
  var at: [String] = []

  @Option(help: ArgumentHelp("At most so many exchanges.", valueName: "n"))
  var limit = 5

  @Option(
    help: ArgumentHelp("text or json (one object a line).", valueName: "format"),
    completion: .list(["text", "json"]))
  var format = "text"

  @Flag(
    name: [.customLong("no-redact"), .customLong("show-secrets")],
    help: "Print URLs with their userinfo and query tokens: whoever reads them can use them.")
  var showSecrets = false

  mutating func run() async throws {
    var problems: [String] = []
    var filter = filters.filter(&problems)
    let jobs = running.workers(&problems)
    if limit < 1 { problems.append("--limit: \(limit) is not a number of exchanges") }
    if !["text", "json"].contains(format) {
      problems.append("--format: '\(format)' is none; it is text or json")
    }
    if at.isEmpty, filter.isEmpty { filter.outcomes = [.blocked, .conditional] }
    let preparation = try InputPreparation(input, quiet: running.quiet, problems: problems)
    let options = try PlaceOption.parse(at, preparation.inputs.map(\.name))
    let places = options.reduce(into: Set<Position>()) { $0.formUnion($1.positions) }
    var seen: Set<Position> = []
    let run = Run(inputs: preparation.inputs, filter: filter, jobs: jobs, keepsJudgements: true)
    let explainer = Explainer(showsSecrets: showSecrets)
    var found: [ExchangeExplanation] = []
    var count = 0
    let limit = at.isEmpty ? self.limit : max(self.limit, places.count)
    let accounts = await run.inOrder { work in
      let batch = work.batch
      let records = batch.records.span
      let own = batch.own
      for index in own {
        guard let judgement = work.examination.judgements[index - own.lowerBound] else { continue }
        let position = batch.firstPosition + Int(records[index].position)
        let place = Position(source: batch.source, number: position)
        guard places.isEmpty || places.contains(place) else { continue }
        if !places.isEmpty { seen.insert(place) }
        count += 1
        guard found.count < limit else { continue }
        let input = preparation.inputs[batch.source]
        found.append(
          explainer.explain(
            ExchangeView(bytes: batch.bytes.span, records: records, index: index), judgement,
            source: input.name, position: position, unit: input.format.unit))
      }
      return true
    }
    write(found)
    InputMessages.tell(preparation.inputs, accounts, quiet: running.quiet)
    if count > found.count, !running.quiet {
      Console.complain(
        "corscope: \(count - found.count) more fit; narrow them down, or raise --limit")
    }
    guard found.isEmpty else {
      let missing = options.filter { $0.positions.isDisjoint(with: seen) }
      guard !missing.isEmpty else { return }
      if !running.quiet {
        for option in missing {
          Console.complain("corscope: --at \(option.text): \(nothing)")
        }
      }
      throw ExitCode(2)
    }
    try preparation.requireSense(in: accounts)
    if !running.quiet { Console.complain("corscope: \(nothing)") }
    if !at.isEmpty { throw ExitCode(2) }
  }

  private var nothing: String {
    at.isEmpty
      ? "no exchange fits; 'corscope exchanges' lists them all"
      : "no exchange stands there; 'corscope exchanges' lists them with their positions"
  }

  private func write(_ found: [ExchangeExplanation]) {
    guard !found.isEmpty else { return }
    if format == "json" {
      var json = ExplanationJSON()
      Console.write(json.render(found))
    } else {
      let options = RenderOptions(
        width: Console.width, color: Console.allowsColor, unicode: Console.writesUTF8,
        links: Console.allowsLinks)
      Console.write(ExplanationText(options).render(found))
    }
  }
}
