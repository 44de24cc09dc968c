import Traffic

/// Tells hosts that pass a careless comparison with a trusted one.
enum Lookalike {
  /// Which pairs of bytes stand side by side in a name, 64 kinds told apart: by them nearly all
  /// names show at once that they do not hold another.
  struct Pairs: OptionSet, Sendable, BitwiseCopyable {
    var rawValue: UInt64

    init(rawValue: UInt64) { self.rawValue = rawValue }

    /// Those of a host.
    init(_ host: borrowing Span<UInt8>) {
      rawValue = 0
      for index in 1..<max(1, host.count) {
        let kind = host[index - 1] &* 5 &+ host[index]
        rawValue |= 1 << UInt64(kind & 63)
      }
    }

    /// Those of a trusted name that a host must hold to be like it, unless it is just as long: all
    /// but the one with the first byte.
    init(trusted name: borrowing Span<UInt8>) {
      self.init(name.extracting(min(1, name.count)..<name.count))
    }
  }

  /// How `host` could pass for `trusted`, a host of another site; `nil` where it could not.
  static func flaw(
    of host: borrowing Span<UInt8>, against trusted: borrowing Span<UInt8>
  ) -> TrustFlaw? {
    let (count, length) = (host.count, trusted.count)
    guard length >= 6, count >= length - 1 else { return nil }
    if count == length {
      return !host.equals(trusted) && differsAtDots(host, trusted) ? .unescapedDot : nil
    }
    if count < length { return trusted.extracting(1..<length).equals(host) ? .substring : nil }
    if stands(trusted, in: host, at: 0) { return .prefix }
    if stands(trusted, in: host, at: count - length) {
      return host[count - length - 1] == 0x2E ? nil : .suffix
    }
    for start in 1..<count - length where stands(trusted, in: host, at: start) {
      return .substring
    }
    return nil
  }

  /// Whether a registrable domain is long enough to tell: a short one, as `x.com`, stands at the
  /// end of many names.
  static func canTell(_ domain: ArraySlice<UInt8>) -> Bool {
    domain.prefix { $0 != 0x2E }.count >= 4
  }

  /// Whether the hosts, which are as long, differ only where the trusted one has dots.
  private static func differsAtDots(
    _ host: borrowing Span<UInt8>, _ trusted: borrowing Span<UInt8>
  ) -> Bool {
    for index in host.indices where host[index] != trusted[index] && trusted[index] != 0x2E {
      return false
    }
    return true
  }

  private static func stands(
    _ part: borrowing Span<UInt8>, in host: borrowing Span<UInt8>, at start: Int
  ) -> Bool {
    host[start] == part[0] && host.extracting(start..<start + part.count).equals(part)
  }
}
