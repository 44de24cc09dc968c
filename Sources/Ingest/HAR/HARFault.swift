import Traffic

/// Why a HAR cannot be read on.
enum HARFault: Error {
  /// The file ends before the document does.
  case truncated
  /// What stands there is not JSON.
  case malformed
  /// The stream itself failed.
  case stream(IngestError)
}
