import CORSEngine
import Traffic

/// The hashes of targets, kept so that each target is written once.
struct TargetHashes: Sendable {
  /// What is known of a target.
  struct Target: Sendable, BitwiseCopyable {
    /// The hash of its text.
    var hash: UInt64 = 0
    /// The facts about it.
    var facts: Facts = []
    /// What tells its host from those of origins, ASCII case apart; 0 where a closer look is
    /// needed.
    var host: UInt64 = 0
    /// Whether the server saw http where browsers may speak https.
    var mayBeBehindTerminator = false
  }

  private var known = RecentValues(bits: 10, empty: Target())
  private let secret: HashSecret
  /// What tells scheme, host and port asked for last from others within one run, as they were
  /// written.
  private(set) var written: UInt64 = 0

  /// Makes a memory; hosts are compared with what `secret` makes of others.
  init(_ secret: HashSecret) { self.secret = secret }

  /// The target of `exchange`, whose text `writer` makes if it is not known.
  @inline(__always)
  mutating func target(
    of exchange: borrowing ExchangeView, with writer: inout TargetText
  ) -> Target {
    var hash = secret.start &+ (exchange.has(.port) ? UInt64(exchange.port) &+ 1 : 0)
    if exchange.has(.scheme) { hash = schemeHash(of: exchange, after: hash) }
    if exchange.has(.host) { hash = exchange.hash(.host, with: secret, after: hash) }
    written = hash
    if let target = known.known(hash) { return target }
    return read(exchange, with: &writer)
  }

  @inline(never)
  private func schemeHash(of exchange: borrowing ExchangeView, after hash: UInt64) -> UInt64 {
    ~exchange.hash(.scheme, with: secret, after: hash)
  }

  /// Reads a target that is not known.
  @inline(never)
  private mutating func read(
    _ exchange: borrowing ExchangeView, with writer: inout TargetText
  ) -> Target {
    writer.write(exchange)
    let text = writer.bytes
    var target = Target(hash: text.span.hash(seed: 3))
    if text.span.starts(with: "https://") { target.facts.insert(.secureTarget) }
    let host = exchange.bytes(.host)
    let place = HostCharacter(host: host)
    if !place.isDisjoint(with: [.loopback, .privateAddress]) {
      target.facts.insert(.privateTarget)
    }
    if place.contains(.loopback) { target.facts.insert(.loopbackTarget) }
    if let parts = HostPort(host) {
      target.host = OriginReading.hash(ofHost: host.extracting(parts.host.range), with: secret)
    }
    target.mayBeBehindTerminator = Judge.mayBeBehindTerminator(exchange)
    known.keep(target, of: written)
    return target
  }
}
