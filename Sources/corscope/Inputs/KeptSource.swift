import Ingest
import Synchronization

/// A source that can be opened once only, kept until it is wanted.
final class KeptSource: Sendable {
  private let source: Mutex<ByteSource?>

  /// Keeps `source`.
  init(_ source: sending ByteSource) { self.source = Mutex(source) }

  /// Gives the source away; `nil` the second time.
  func take() -> sending ByteSource? {
    source.withLock { kept in
      let source = kept.take()
      return source
    }
  }
}
