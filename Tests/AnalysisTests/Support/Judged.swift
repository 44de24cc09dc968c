import CORSEngine
import Testing
import Traffic

@testable import Analysis

extension Sent {
  /// What the judge holds of the exchange by itself.
  var judgement: Judgement {
    var judge = Judge()
    return Batch([self]).withFirst { judge.judge($0) }
  }
}

extension Judgement {
  /// The whole judgement as one line:
  /// `KIND OUTCOME [PHASE REASON] CONFIDENCE by SIGNAL,… [without FIELD,…]`.
  var line: String {
    var words = [kind.name, outcome.name]
    if let phase { words.append(phase.name) }
    if let reason { words.append(reason.id) }
    words.append(confidence.name)
    if basis != [] { words += ["by", basis.names.joined(separator: ",")] }
    if missing != [] {
      words += ["without", missing.fields.map(\.name).joined(separator: ",")]
    }
    return words.joined(separator: " ")
  }
}

/// One line of a table: an exchange, and what must be held of it.
struct Situation: Sendable, CustomTestStringConvertible {
  let name: String
  let sent: Sent
  let line: String

  init(_ name: String, _ sent: Sent, _ line: String) {
    self.name = name
    self.sent = sent
    self.line = line
  }

  var testDescription: String { name }
}

/// `judgements` of a whole batch, as an examination gives them.
func examine(_ exchanges: [Sent]) -> [Judgement] {
  var examination = Examination(filter: Filter(), keepsJudgements: true)
  examination.examine(Batch(exchanges))
  return examination.judgements.compactMap { $0 }
}
