package import Traffic

/// A parser of a format whose lines may say how those after them are to be read, as `#Fields:`
/// does.
///
/// Batches are parsed at once and in any order, so the parser of each is settled while they are
/// read, one after the other.
package protocol DirectiveParser: BatchParser {
  /// The parser of what follows `batch`, whose bytes were read and not yet parsed; `nil` when it
  /// is this one.
  func following(_ batch: borrowing Batch) -> (any DirectiveParser)?
}
