import Analysis
import ArgumentParser
import Ingest
import Traffic

/// What the operator says of the policy: who is trusted, and what is for everyone.
struct IntentOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A list of origins that are let in on purpose, one a line; *. stands for all subdomains.",
      valueName: "file"), completion: .file())
  var trustedOrigins: String?

  @Option(
    help: ArgumentHelp(
      "Resources that are for everyone, such as '/public/*' or 'cdn.example.com/*'; repeatable.",
      valueName: "pattern"))
  var publicResource: [String] = []

  /// No list of origins is longer, in bytes.
  private static let sizeLimit = 16 << 20
  /// How many of a list's problems are told.
  private static let problemLimit = 10

  /// The intent; what is wrong with the options is added to `problems`.
  func intent(_ problems: inout [String]) -> Intent {
    var intent = Intent()
    if let trustedOrigins { read(trustedOrigins, into: &intent, &problems) }
    intent.publicResources = publicResource.compactMap { text in
      if let pattern = ResourcePattern(text) { return pattern }
      problems.append(
        "--public-resource: '\(text)' is no pattern; write '/public/*' or 'cdn.example.com/*'")
      return nil
    }
    return intent
  }

  private func read(_ path: String, into intent: inout Intent, _ problems: inout [String]) {
    do throws(IngestError) {
      var source = try ByteSource(path: path).stream
      var text: [UInt8] = []
      while try source.read(1 << 20, into: &text) > 0, text.count <= Self.sizeLimit {}
      var wrong: [TrustedOrigins.Problem] = []
      intent.trusted = TrustedOrigins(text, problems: &wrong)
      for problem in wrong.prefix(Self.problemLimit) {
        problems.append("\(path):\(problem.line):\(problem.column): \(problem.message)")
      }
      if wrong.count > Self.problemLimit {
        problems.append("\(path): \(wrong.count - Self.problemLimit) more lines are no origins")
      }
      if wrong.isEmpty, intent.trusted.isEmpty {
        problems.append("--trusted-origins: '\(path)' names no origin; write one a line")
      }
    } catch {
      problems.append("--trusted-origins: \(path): \(error.message)")
    }
  }
}
