import Analysis
import ArgumentParser
import Reports
import Traffic

/// `corscope exchanges INPUT…`: one JSON object an exchange.
struct ExchangesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exchanges",
    abstract: "Prints every exchange with its judgement, one JSON object a line.",
    discussion: """
      A key with a value was seen, a key with null was not sent, and a key that is missing cannot \
      be known from this input.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Filters") var filters: FilterOptions
  @OptionGroup(title: "Running") var running: RunOptions

  @Option(help: ArgumentHelp("At most so many exchanges.", valueName: "n"))
  var limit: Int?

  @Flag(
    name: [.customLong("no-redact"), .customLong("show-secrets")],
    help: "Print URLs with their userinfo and query tokens: whoever reads them can use them.")
  var showSecrets = false

  @Flag(
    help: ArgumentHelp(
      "Cut clients' addresses to their network (/24, /48), in URLs and header values too."))
  var anonymize = false

  mutating func run() async throws {
    var problems: [String] = []
    let filter = filters.filter(&problems)
    let jobs = running.workers(&problems)
    if let limit, limit < 0 { problems.append("--limit: \(limit) is not a number of exchanges") }
    let preparation = try InputPreparation(input, quiet: running.quiet, problems: problems)
    let run = Run(
      inputs: preparation.inputs, filter: filter, jobs: jobs, keepsJudgements: true)
    var writer = ExchangeWriter(
      sources: preparation.inputs.map(\.name),
      settled: preparation.inputs.map(\.format.settled), showsSecrets: showSecrets,
      anonymizes: anonymize)
    var left = limit ?? .max
    let accounts = await run.inOrder { work in
      writer.write(work.batch, work.examination.judgements, limit: &left)
      Console.write(writer.bytes)
      writer.removeAll()
      return left > 0
    }
    InputMessages.tell(preparation.inputs, accounts, quiet: running.quiet)
    try preparation.requireSense(in: accounts)
  }
}
