import Traffic

/// The formats that write one JSON object a line.
enum JSONFamilies {
  /// Those that understand some of `lines`.
  static func candidates(lines: [UInt8]) -> [LogCandidate] { [] }
}
