/// Why a line is no case: what is wrong and how to mend it.
struct CheckError: Error {
  let message: String

  /// Makes the error with a lower-case message without a full stop.
  init(_ message: String) { self.message = message }
}
