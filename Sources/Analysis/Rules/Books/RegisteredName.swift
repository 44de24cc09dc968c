import CORSEngine
import Traffic

/// What somebody registered: the label before a host's public suffix.
///
/// One company often has its name under several suffixes, `example.com` and `example.de`, which are
/// sites apart to a browser and no strangers to each other.
struct RegisteredName {
  /// The label, `example`.
  let label: [UInt8]
  /// The public suffix behind it, `co.uk`.
  let suffix: [UInt8]

  /// Reads a host; `nil` where nothing is registered, as of addresses and bare suffixes, and for the
  /// names that documents use, as example.com and example.org stand for strangers there.
  init?(host: [UInt8]) {
    guard let suffix = PublicSuffix(host.span), let start = suffix.domainStart,
      start < suffix.start - 1
    else { return nil }
    label = host[start..<(suffix.start - 1)].map(\.asciiLowercased)
    guard label != Array("example".utf8) else { return nil }
    self.suffix = host[suffix.start..<suffix.end].map(\.asciiLowercased)
  }

  /// Whether `other` is the same label under a suffix of this one's: `example.com.br` beside
  /// `example.com`.
  func isExtended(by other: RegisteredName) -> Bool {
    other.label == label && other.suffix.count > suffix.count
      && other.suffix.starts(with: suffix) && other.suffix[suffix.count] == 0x2E
  }
}
