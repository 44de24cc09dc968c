import CORSEngine
import Traffic

/// Joins a request that a browser never sent with the preflight whose failure kept it back.
///
/// A browser's own recording (HAR) holds such a request as an entry without a response, often
/// without its headers, beside the entry of the preflight, in either order and with no common id.
/// Both stand for one fetch, which the preflight counts for.
package struct PreflightJoiner: Sendable {
  /// How far apart the two may begin, in nanoseconds.
  private static let window: Int64 = 3_000_000_000
  private static let limit = 4096

  private struct Failure: BitwiseCopyable {
    var key: UInt64
    var start: Int64
    var origin: UInt64
    var judgement: Judgement
  }

  private struct Unsent: BitwiseCopyable {
    var key: UInt64
    var start: Int64
  }

  private var unsent: [Unsent] = []

  private var failures: [Failure] = []

  /// Makes a joiner.
  package init() {}

  /// Collects the failed preflights of `batch`, if it holds requests without a response at all.
  mutating func collect(_ batch: borrowing Batch, _ judge: inout Judge) {
    failures.removeAll(keepingCapacity: true)
    let bytes = batch.bytes.span
    let records = batch.records.span
    unsent.removeAll(keepingCapacity: true)
    for index in records.indices
    where records[index].traits.contains(.responseMissing) && unsent.count < PreflightJoiner.limit {
      let exchange = ExchangeView(bytes: bytes, records: records, index: index)
      guard PreflightJoiner.isRecording(exchange), !exchange.has(.requestMethod) else { continue }
      unsent.append(
        Unsent(
          key: PreflightJoiner.key(exchange, method: .method),
          start: exchange.record.start.nanoseconds))
    }
    guard !unsent.isEmpty else { return }
    for index in records.indices where failures.count < PreflightJoiner.limit {
      let exchange = ExchangeView(bytes: bytes, records: records, index: index)
      guard PreflightJoiner.isRecording(exchange), exchange.bytes(.method).equals("OPTIONS"),
        exchange.has(.requestMethod)
      else { continue }
      let judgement = judge.judge(exchange)
      guard judgement.kind == .preflight, judgement.failed != [] else { continue }
      failures.append(
        Failure(
          key: PreflightJoiner.key(exchange, method: .requestMethod),
          start: exchange.record.start.nanoseconds, origin: exchange.bytes(.origin).hash(),
          judgement: judgement))
    }
  }

  /// Gives a request without a response the outcome of its failed preflight, and a preflight that
  /// passes only without credentials the outcome that its unsent request proves.
  func join(_ exchange: borrowing ExchangeView, _ judgement: inout Judgement) {
    guard !unsent.isEmpty, PreflightJoiner.isRecording(exchange) else { return }
    if judgement.kind == .preflight {
      settle(exchange, &judgement)
      return
    }
    guard !failures.isEmpty, exchange.record.traits.contains(.responseMissing) else { return }
    let key = PreflightJoiner.key(exchange, method: .method)
    let start = exchange.record.start.nanoseconds
    let origin = exchange.has(.origin) ? exchange.bytes(.origin).hash() : nil
    guard
      let failure = failures.first(where: {
        $0.key == key && (origin == nil || origin == $0.origin)
          && ($0.start &- start).magnitude <= PreflightJoiner.window.magnitude
      })
    else { return }
    judgement.kind = .cors
    judgement.outcome = .blocked
    judgement.phase = .preflight
    judgement.reason = failure.judgement.reason
    judgement.detail = failure.judgement.detail
    judgement.failed = failure.judgement.failed
    judgement.confidence = .inferred
    judgement.basis.insert(.failedPreflight)
    judgement.missing = []
    judgement.isPartOfFetch = true
  }

  private func settle(_ exchange: borrowing ExchangeView, _ judgement: inout Judgement) {
    guard judgement.outcome == .conditional else { return }
    let key = PreflightJoiner.key(exchange, method: .requestMethod)
    let start = exchange.record.start.nanoseconds
    let isProved = unsent.contains {
      $0.key == key && ($0.start &- start).magnitude <= PreflightJoiner.window.magnitude
    }
    guard isProved else { return }
    judgement.outcome = .blocked
    judgement.missing = []
    judgement.basis.insert(.noResponse)
  }

  /// Whether a browser recorded the exchange: then there is no client to tell.
  private static func isRecording(_ exchange: borrowing ExchangeView) -> Bool {
    !exchange.observes(.client)
  }

  /// Scheme, host, port, path and method together.
  private static func key(_ exchange: borrowing ExchangeView, method: Field) -> UInt64 {
    var key = exchange.bytes(.target).hash()
    key = exchange.bytes(.host).hash(seed: key)
    key = exchange.bytes(.scheme).hash(seed: key ^ UInt64(exchange.record.port))
    return exchange.bytes(method).hash(seed: key)
  }
}
