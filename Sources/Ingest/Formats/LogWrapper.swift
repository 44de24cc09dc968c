package import Traffic

/// What puts something of its own around the lines of another log: syslog, a container's runtime.
package protocol LogWrapper: Sendable {
  /// The permanent name, such as `syslog`.
  var name: String { get }
  /// One line on what writes it.
  var summary: String { get }
  /// Whether it says when a line was written.
  var tellsTime: Bool { get }
  /// Wrapped lines, invented, of any inner format.
  var samples: [String] { get }

  /// The inner lines of an input's first `lines`, or `nil` when most of them are not wrapped so.
  func unwrap(_ lines: [UInt8]) -> [UInt8]?

  /// A parser of wrapped lines that hands what it unwraps to `parser`.
  ///
  /// Positions and columns are those of the wrapped lines.
  func wrap(_ parser: any BatchParser) -> any BatchParser
}

extension LogWrapper {
  package var tellsTime: Bool { true }
}
