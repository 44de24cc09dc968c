import Traffic

/// What had to be put right to read a line.
struct JSONRepairs: OptionSet, BitwiseCopyable {
  var rawValue: UInt8

  /// An escape that JSON does not have.
  static let escape = JSONRepairs(rawValue: 1)
  /// A control character inside a string.
  static let control = JSONRepairs(rawValue: 2)
  /// Bytes that are no UTF-8.
  static let utf8 = JSONRepairs(rawValue: 4)
  /// A number that JSON does not have.
  static let number = JSONRepairs(rawValue: 8)

  /// A value that was cut, and was left out.
  static let cut = JSONRepairs(rawValue: 16)

  /// Counts them for the line at `position`.
  func note(in refusals: inout Refusals, position: Int) {
    if contains(.escape) { refusals.add(.invalidEscape, position: position) }
    if contains(.control) { refusals.add(.rawControl, position: position) }
    if contains(.utf8) { refusals.add(.invalidEncoding, position: position) }
    if contains(.cut) { refusals.add(.valueCut, position: position) }
    if contains(.number) { refusals.add(.invalidNumber, position: position) }
  }
}
