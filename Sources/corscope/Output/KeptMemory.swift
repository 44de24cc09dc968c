import Synchronization

/// Keeps large values until the process ends, which frees them all at once: taking thousands of tables
/// apart, piece by piece, would make every run longer by some milliseconds.
///
/// For what a command has done its work with only.
enum KeptMemory {
  private static let values = Mutex<[any Sendable]>([])

  /// Keeps `value`.
  static func keep(_ value: some Sendable) { values.withLock { $0.append(value) } }
}
