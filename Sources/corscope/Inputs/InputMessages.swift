import Analysis
import Reports
import Traffic

/// Says on standard error what became of inputs.
enum InputMessages {
  /// Writes one message; names of files may hold anything, so it is escaped.
  static func tell(_ text: String) { Console.complain("corscope: \(TerminalText.escape(text))") }

  /// `FILE: what is wrong; how to mend it`.
  static func text(_ file: String, _ error: IngestError) -> String {
    "\(file): \(error.message)" + (error.mend.isEmpty ? "" : "; \(error.mend)")
  }

  /// Tells of a file that is not read, as another holds all that it holds.
  static func text(_ copy: RotatedFiles.Copy) -> String {
    let part = copy.isWhole ? "the same as" : "a part of"
    let text = "\(copy.file.name): \(part) \(copy.original.name), so it is not read a second time"
    guard let error = copy.error else { return text }
    return "\(text); it is damaged: \(error.message)"
      + (error.mend.isEmpty ? "" : "; \(error.mend)")
  }

  /// Tells of each input that ended early: that must not be overlooked.
  static func tellErrors(_ inputs: [RunInput], _ accounts: [InputAccount]) {
    for (input, account) in zip(inputs, accounts) {
      if let error = account.error { tell(text(input.name, error)) }
    }
  }

  /// Tells of each input that ended early, and of what was refused in it, first places first.
  ///
  /// When `quiet`, of the former alone.
  static func tell(_ inputs: [RunInput], _ accounts: [InputAccount], quiet: Bool) {
    guard !quiet else { return tellErrors(inputs, accounts) }
    for (input, account) in zip(inputs, accounts) {
      if let error = account.error { tell(text(input.name, error)) }
      for reason in LineError.allCases where account.refusals.count(reason) > 0 {
        tell(refusal(input, account.refusals, reason))
      }
      for note in account.notes { tell("\(input.name): \(note)") }
    }
  }

  private static func refusal(
    _ input: RunInput, _ refusals: Refusals, _ reason: LineError
  ) -> String {
    let count = refusals.count(reason)
    let first = refusals.examples.first { $0.reason == reason }
    var place = input.name
    if let first {
      switch input.format.unit {
      case .line:
        place += ":\(first.position)" + (first.column > 0 ? ":\(first.column)" : "")
      case .packet, .entry: place += ": \(input.format.unit.rawValue) \(first.position)"
      }
    }
    var text = "\(place): \(reason.message)"
    if count > 1 { text += " (and \(count - 1) more)" }
    return reason.mend.isEmpty ? text : "\(text); \(reason.mend)"
  }
}
