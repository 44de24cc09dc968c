import CORSEngine
import Traffic

/// A host, and what its owner registered: the label before the public suffix.
///
/// One company often has its name under several suffixes, `example.com` and `example.de`, which are
/// sites apart to a browser and no strangers to each other.
struct HostOwner: Sendable {
  /// The host, as it came.
  let host: [UInt8]
  /// Where the registrable domain stands in it; all of it where there is none.
  let domain: Range<Int>
  /// Where the public suffix stands behind what is registered; `nil` where there is no such domain.
  let suffix: Range<Int>?
  /// Where the label stands, `example`, and the suffix behind it, `co.uk`; `nil` where nothing is
  /// registered, as of addresses and bare suffixes.
  private let places: (label: Range<Int>, suffix: Range<Int>)?

  /// Reads a host.
  init(_ host: [UInt8]) {
    self.host = host
    guard let suffix = PublicSuffix(host.span), let start = suffix.domainStart else {
      domain = 0..<host.count
      self.suffix = nil
      places = nil
      return
    }
    domain = start..<suffix.end
    self.suffix = suffix.start..<suffix.end
    let end = suffix.start - 1
    // The name that documents use stands for strangers, as example.com and example.org do.
    guard start < end, !host.span.extracting(start..<end).equalsIgnoringCase("example") else {
      places = nil
      return
    }
    places = (start..<end, suffix.start..<suffix.end)
  }

  /// What tells its owner: the label in small letters; where there is none, the domain as it came.
  var company: [UInt8] {
    places.map { host[$0.label].map(\.asciiLowercased) } ?? Array(host[domain])
  }

  /// The hash of ``company``.
  var companyHash: UInt64 {
    let label = places?.label ?? domain
    // Nearly all are in small letters, and need no copy.
    return places == nil || !host[label].contains { $0 &- 65 < 26 }
      ? host.span.extracting(label).hash() : company.span.hash()
  }

  /// Whether something is registered, and `other` has the same label.
  func hasLabel(of other: HostOwner) -> Bool {
    guard let own = places, let its = other.places else { return false }
    return host.span.extracting(own.label)
      .equalsIgnoringCase(other.host.span.extracting(its.label))
  }

  /// Whether `other` is the same label under a suffix of this one's: `example.com.br` beside
  /// `example.com`.
  func isExtended(by other: HostOwner) -> Bool {
    guard hasLabel(of: other), let own = places?.suffix, let its = other.places?.suffix,
      its.count > own.count, other.host[its.lowerBound + own.count] == 0x2E
    else { return false }
    let start = other.host.span.extracting(its.lowerBound..<its.lowerBound + own.count)
    return start.equalsIgnoringCase(host.span.extracting(own))
  }

  /// The host in small letters.
  var lowercased: [UInt8] {
    host.contains { $0 &- 65 < 26 } ? host.map(\.asciiLowercased) : host
  }
}
