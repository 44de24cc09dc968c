package import Traffic

/// What is fixed about a rule; the words that reports and `corscope rules` print.
package struct RuleInfo: Sendable {
  /// The permanent kebab-case id.
  package let id: String
  /// Where it stands in the manual.
  package let section: RuleSection
  /// How bad what it finds is, at the worst.
  package let severity: Severity
  /// What it finds, one sentence.
  package let finds: String
  /// Why that is bad, one or two sentences.
  package let why: String
  /// An example of what it finds, as header lines.
  package let example: String
  /// What to do instead.
  package let mend: String
  /// When what it finds is meant so, or shows where nothing is wrong.
  package let traps: String
  /// The rules of which a finding about the same host tells more, so that this one keeps silent.
  package let yieldsTo: [String]
  /// The numbers of the weaknesses that it finds; empty where it finds mere faults.
  package let cwe: [Int]
  /// What to do instead as configuration, one piece a server.
  package let snippets: [Snippet]
  /// The canonical fields without which it can find nothing.
  package let needs: FieldSet
  /// Whether clients must be known by their addresses, and not only told apart.
  package var needsAddress = false

  /// The names of those fields, as they are printed.
  package var fieldNames: [String] { needs.fields.map(\.name) }
}
