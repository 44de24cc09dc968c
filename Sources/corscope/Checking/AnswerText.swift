import CORSEngine
import Traffic

/// Reads responses as they stand on the wire, or as `curl -i` prints them.
enum AnswerText {
  /// The first final response in `text`, interim ones passed over; `nil` if it holds none.
  static func first(in text: [UInt8]) -> ServerAnswer? {
    all(in: text).first
  }

  /// Every final response of which a head stands in `text`, in order.
  ///
  /// A line that begins with `HTTP/` and a status begins one; a blank line ends it. Lines may end
  /// in CRLF or LF.
  static func all(in text: [UInt8]) -> [ServerAnswer] {
    var answers: [ServerAnswer] = []
    var current: ServerAnswer?
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let line = line.last == 0x0D ? line.dropLast() : line
      guard var answer = current else {
        if let status = status(Array(line)) { current = ServerAnswer(status: status, headers: []) }
        continue
      }
      if line.isEmpty {
        // Interim responses are not the answer.
        if answer.status >= 200 || answer.status == 101 { answers.append(answer) }
        current = nil
      } else if answer.add(Array(line)) {
        current = answer
      } else {
        return answers
      }
    }
    if let current { answers.append(current) }
    return answers
  }

  /// The status of a status line; `nil` if the line is none.
  private static func status(_ line: [UInt8]) -> Int? {
    guard line.span.starts(with: "HTTP/"), let blank = line.firstIndex(of: 0x20) else { return nil }
    let digits = Array(line[(blank + 1)...].prefix(3))
    guard digits.count == 3 else { return nil }
    return digits.span.decimal
  }
}

extension ServerAnswer {
  /// Adds one header line; `false` if a byte stands in it that browsers give up on.
  fileprivate mutating func add(_ line: [UInt8]) -> Bool {
    guard !line.contains(0) else { return false }
    if let first = line.first, first == 0x20 || first == 0x09, !headers.isEmpty {
      // An obsolete line folding goes on with the value before it.
      let more = HeaderLine(name: [], value: line).value
      headers[headers.count - 1].value += [0x20] + more
      return true
    }
    guard let colon = line.firstIndex(of: 0x3A), colon > 0 else { return true }
    headers.append(
      HeaderLine(name: Array(line[..<colon]), value: Array(line[(colon + 1)...])))
    return true
  }
}
