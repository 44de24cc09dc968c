import Analysis
import ArgumentParser
import Reports
import Traffic

/// `corscope [analyze] INPUT…`: the report.
struct AnalyzeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Reports blocked origins, preflights and misconfigurations (the default).",
    discussion: """
      corscope access.log.1.gz access.log
      corscope --since 2h -o report.html -o report.json access.log
      corscope -o csv=tables/ -o metrics.prom --quiet /var/log/nginx/
      corscope --baseline yesterday.json --fail-on new-origin,high access.log
      kubectl logs deploy/gateway | corscope -
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Filters") var filters: FilterOptions
  @OptionGroup(title: "Analysis") var analysis: AnalysisOptions
  @OptionGroup(title: "Findings") var intentions: IntentOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Running") var running: RunOptions

  mutating func run() async throws {
    var problems: [String] = []
    let filter = filters.filter(&problems)
    let intent = intentions.intent(&problems)
    let jobs = running.workers(&problems)
    let newSince = analysis.newSince(&problems)
    let targets = output.targets(&problems)
    let conditions = output.conditions(&problems)
    problems += output.clashes(with: input.inputs)
    let baseline = output.comparison(&problems)
    let preparation = try InputPreparation(input, quiet: running.quiet, problems: problems)
    let progress = ProgressLine(quiet: running.quiet)
    let run = Run(inputs: preparation.inputs, filter: filter, jobs: jobs) { progress.show($0) }
    let showsSecrets = output.noRedact
    let maxAge = analysis.maxAge
    let outcomes = await Redaction.$isOn.withValue(!showsSecrets) {
      await run.analyze(maxAge: maxAge)
    }
    progress.clear()
    // What was refused stands in the report.
    InputMessages.tellErrors(preparation.inputs, outcomes.accounts)
    KeptMemory.keep(outcomes)
    let builder = ReportBuilder(
      inputs: preparation.inputs, outcomes: outcomes, lost: preparation.lost,
      isPartial: filter.asksForJudgement, newSince: newSince, intent: intent)
    var report = Redaction.$isOn.withValue(!showsSecrets) {
      builder.report(version: Corscope.version)
    }
    report.isRedacted = !showsSecrets
    KeptMemory.keep(report)
    if output.anonymize { report = report.anonymized }
    // Against a baseline last: one that was anonymized has the same names.
    if let baseline { report.difference = Comparison.difference(report, from: baseline) }
    let held = conditions.filter { $0.holds(for: report) }
    // A good night sends no mail: cron mails whatever is printed.
    let isSilent =
      running.quiet && output.isDefault && !conditions.isEmpty && held.isEmpty
    // One that cannot be written must not keep back the others.
    let generated = Clock.seconds
    let written = isSilent ? [] : targets.map { $0.write(report, generated: generated) }
    if written.contains(false) { throw ExitCode(2) }
    for condition in conditions where !condition.isKnown(for: report) && !running.quiet {
      Console.complain("corscope: --fail-on \(condition.text) cannot be told from these inputs")
    }
    try preparation.requireSense(in: outcomes.accounts)
    for condition in held where !running.quiet {
      Console.complain("corscope: --fail-on \(condition.text) holds")
    }
    if !held.isEmpty { throw ExitCode(1) }
  }
}
