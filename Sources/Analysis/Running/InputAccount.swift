package import Traffic

/// What became of one input.
package struct InputAccount: Sendable, Codable {
  /// Lines, packets or entries read.
  package var positions = 0
  /// Exchanges understood.
  package var exchanges = 0
  /// What was understood and is no exchange of its own.
  package var asides = Asides()
  /// The format, as it is known once all was read; `nil` while it is not.
  package var format: InputFormat?
  /// What was refused.
  package var refusals = Refusals()
  /// What the input could not show; it may quote the input.
  package var notes: [String] = []
  /// Why reading ended before the input did.
  package var error: IngestError?

  /// Makes the account of an input not yet read.
  package init() {}
}
