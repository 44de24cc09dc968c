package import Traffic

/// One input of a run, recognised and ready to be opened when its time comes.
package struct RunInput: Sendable {
  /// Its path, or `-`.
  package let name: String
  /// What it was recognised as.
  package let format: InputFormat
  /// The format that came second.
  package let runnerUp: String?
  /// When its first exchange began, where its head shows it.
  package let first: Timestamp?
  /// Opens it.
  package let open: @Sendable () throws(IngestError) -> any Ingestor

  /// Describes an input.
  package init(
    name: String, format: InputFormat, runnerUp: String?, first: Timestamp?,
    open: @escaping @Sendable () throws(IngestError) -> any Ingestor
  ) {
    self.name = name
    self.format = format
    self.runnerUp = runnerUp
    self.first = first
    self.open = open
  }
}
