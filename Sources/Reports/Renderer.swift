package import Analysis

/// Writes a finished report in one format.
///
/// A renderer sees the report alone: no input, no clock, no terminal. The same report and options
/// give the same bytes.
package protocol Renderer: Sendable {
  /// The report as a whole document in UTF-8, with a line feed at its end.
  func render(_ report: Report) -> [UInt8]
}
