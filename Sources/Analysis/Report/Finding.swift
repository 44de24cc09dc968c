/// One misconfiguration: one root cause, however many URLs show it.
package struct Finding: Sendable {
  /// The rule's permanent id.
  package var rule: String
  /// How bad it is.
  package var severity: Severity
  /// How sure it is: `certain` or `inferred`.
  package var confidence: String
  /// The route or host that it is about.
  package var subject: String
  /// The host that it is about, whatever the route: `https://api.example.com`.
  package var target = ""
  /// What was found, one sentence with its figures.
  package var summary: String
  /// How many exchanges show it.
  package var count: Int
  /// How many distinct clients it reached; `nil` where unknown.
  package var clients: Int?
  /// At most five places.
  package var evidence: [Report.Evidence]
  /// Why it matters.
  package var why: String
  /// How to mend it.
  package var mend: String
  /// The same as configuration, one piece a server; empty where no configuration mends it.
  package var snippets: [Snippet] = []
  /// The numbers of the weaknesses that it is an instance of; empty where it is a mere fault.
  ///
  /// - SeeAlso: https://cwe.mitre.org/
  package var cwe: [Int] = []
  /// Whether only crafted requests of scanners and scripts show it.
  package var isUnderProbe = false
}
