import CORSEngine
import Traffic

/// What `curl -i` or `curl -v` printed of one exchange.
///
/// Of `-v` the request's lines (`> `) and the response's (`< `) are read; of `-i` there is the
/// response alone.
struct CurlText {
  /// The request's method; `nil` where it is not printed.
  private(set) var method: [UInt8]?
  /// The request's target, as sent.
  private(set) var target: [UInt8]?
  /// The request's header lines.
  private(set) var requestHeaders: [HeaderLine] = []
  /// The last final response.
  private(set) var answer: ServerAnswer?

  /// Reads what curl printed.
  init(_ text: [UInt8]) {
    var response: [UInt8] = []
    var isVerbose = false
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let line = Array(line.last == 0x0D ? line.dropLast() : line)
      if line.starts(with: [0x3E, 0x20]) {
        readRequest(Array(line.dropFirst(2)))
      } else if line.first == 0x3C, line.count == 1 || line[1] == 0x20 {
        if !isVerbose { response = [] }
        isVerbose = true
        response += line.dropFirst(2) + [0x0A]
      } else if !isVerbose {
        response += line + [0x0A]
      }
    }
    answer = AnswerText.all(in: response).last
  }

  private mutating func readRequest(_ line: [UInt8]) {
    guard let colon = line.firstIndex(of: 0x3A), !line[..<colon].contains(0x20) else {
      let words = line.split(separator: 0x20)
      guard words.count == 3, words[2].starts(with: Array("HTTP/".utf8)) else { return }
      // A new request line: curl followed a redirect.
      method = Array(words[0])
      target = Array(words[1])
      requestHeaders = []
      return
    }
    requestHeaders.append(
      HeaderLine(name: Array(line[..<colon]), value: Array(line[(colon + 1)...])))
  }
}
