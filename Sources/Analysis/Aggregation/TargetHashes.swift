import Traffic

/// The hashes of targets, kept so that each target is written once.
struct TargetHashes: Sendable {
  private struct Target: Sendable, BitwiseCopyable {
    var hash: UInt64 = 0
    var facts: Facts = []
  }

  private var known = RecentValues(bits: 8, empty: Target())
  /// The facts about the target asked for last.
  private(set) var facts: Facts = []
  /// The hash of scheme, host and port asked for last, as they were written.
  private(set) var written: UInt64 = 0

  /// The hash of the target of `exchange`, whose text `writer` makes if it is not known.
  mutating func hash(of exchange: borrowing ExchangeView, with writer: inout TargetText) -> UInt64 {
    let host = exchange.bytes(.host)
    let port = exchange.has(.port) ? UInt64(exchange.port) + 1 : 0
    let scheme = exchange.has(.scheme) ? exchange.bytes(.scheme).hash(seed: port) : ~port
    written = host.hash(seed: scheme)
    let target = known.value(of: written) { TargetHashes.read(exchange, with: &writer) }
    facts = target.facts
    return target.hash
  }

  private static func read(
    _ exchange: borrowing ExchangeView, with writer: inout TargetText
  ) -> Target {
    writer.write(exchange)
    let text = writer.bytes
    var target = Target(hash: text.span.hash(seed: 3))
    if text.span.starts(with: "https://") { target.facts.insert(.secureTarget) }
    let place = HostCharacter(host: exchange.bytes(.host))
    if !place.isDisjoint(with: [.loopback, .privateAddress]) {
      target.facts.insert(.privateTarget)
    }
    if place.contains(.loopback) { target.facts.insert(.loopbackTarget) }
    return target
  }
}
