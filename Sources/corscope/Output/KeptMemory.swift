import Synchronization

/// Keeps large values until the process ends, which frees them all at once: taking thousands of
/// tables apart, piece by piece, would make every run longer by some milliseconds.
///
/// Only for what a command needs no more.
enum KeptMemory {
  private static let values = Mutex<[any Sendable]>([])

  /// Keeps `value`.
  static func keep(_ value: some Sendable) { values.withLock { $0.append(value) } }
}
