import CORSEngine
import Traffic

/// What the text of a granted origin says, read once for each origin.
struct OriginCharacter: Sendable, BitwiseCopyable, Codable {
  /// The hash of the registrable domain; 0 where there is none.
  var site: UInt64 = 0
  /// The hash of the host.
  var host: UInt64 = 0
  /// What the host says of where it is.
  var place: HostCharacter = []
  /// What else shows.
  var marks: Marks = []

  /// What shows in an origin's text.
  struct Marks: OptionSet, Sendable, BitwiseCopyable, Codable {
    var rawValue: UInt16
    /// It is `null`.
    static let null = Marks(rawValue: 1 << 0)
    /// Its scheme is http.
    static let http = Marks(rawValue: 1 << 1)
    /// Its scheme is https.
    static let https = Marks(rawValue: 1 << 2)
    /// Its scheme is another one: an extension's or an app's.
    static let otherScheme = Marks(rawValue: 1 << 3)
    /// No browser would write it so.
    static let flawed = Marks(rawValue: 1 << 4)
    /// Its host holds bytes that no registry lets into a name.
    static let oddBytes = Marks(rawValue: 1 << 5)
    /// A capital stands in it.
    static let capital = Marks(rawValue: 1 << 6)
    /// It spells out a port.
    static let port = Marks(rawValue: 1 << 7)
    /// Strangers can have names beside it.
    static let sharedHosting = Marks(rawValue: 1 << 8)
    /// It is a vendor's, whose customers' pages are served from there.
    static let vendor = Marks(rawValue: 1 << 9)
    /// It was made up by a tester.
    static let crafted = Marks(rawValue: 1 << 10)
    /// Its host begins with a label that looks drawn by lot.
    static let randomLabel = Marks(rawValue: 1 << 11)
    /// It is the target's own origin.
    static let own = Marks(rawValue: 1 << 12)
    /// It is of the target's own site.
    static let ownSite = Marks(rawValue: 1 << 13)
  }

  /// Says nothing.
  init() {}

  /// Reads `origin`, by itself.
  init(_ origin: Span<UInt8>) {
    guard !origin.equals("null") else {
      marks = .null
      return
    }
    if !Origin(origin).isCanonical { marks.insert(.flawed) }
    if CraftedOrigin.isCrafted(origin) { marks.insert(.crafted) }
    guard let parts = URLParts(origin) else { return }
    let scheme = origin.extracting(parts.scheme.range)
    if scheme.equalsIgnoringCase("https") {
      marks.insert(.https)
    } else {
      marks.insert(scheme.equalsIgnoringCase("http") ? .http : .otherScheme)
    }
    if parts.hasPort { marks.insert(.port) }
    for index in origin.indices where origin[index] &- 65 < 26 { marks.insert(.capital) }
    let name = origin.extracting(parts.host.range)
    host = name.hash(seed: 5)
    guard !marks.contains(.otherScheme) else { return }
    if CraftedOrigin.hasOddByte(name) || name.firstIndex(of: 0x5F) != nil {
      marks.insert(.oddBytes)
    }
    place = HostCharacter(host: name)
    readSite(name)
  }

  /// Adds what `origin`, which this is about, is to a server that is `target`.
  mutating func compare(_ origin: Span<UInt8>, with target: Span<UInt8>, of owner: Owner) {
    if origin.equals(target) { marks.insert([.own, .ownSite]) }
    guard host != 0, !marks.contains(.otherScheme) else { return }
    if host == owner.host || site != 0 && site == owner.site { marks.insert(.ownSite) }
    if marks.contains(.capital), let parts = URLParts(origin), let own = URLParts(target),
      origin.extracting(parts.host.range).equalsIgnoringCase(target.extracting(own.host.range))
    {
      marks.insert(.ownSite)
    }
  }

  /// Whose a target is.
  struct Owner: Sendable, BitwiseCopyable {
    /// The hash of its registrable domain; 0 where there is none.
    var site: UInt64 = 0
    /// The hash of its host; 0 where it is unknown.
    var host: UInt64 = 0

    init() {}

    /// Reads `target`, an origin as ``TargetText`` writes it.
    init(of target: Span<UInt8>) {
      guard let parts = URLParts(target) else { return }
      let name = target.extracting(parts.host.range)
      host = name.hash(seed: 5)
      if let domain = PublicSuffix(name)?.domain { site = name.extracting(domain).hash(seed: 6) }
    }
  }

  private mutating func readSite(_ name: Span<UInt8>) {
    guard let suffix = PublicSuffix(name) else { return }
    if let domain = suffix.domain {
      site = name.extracting(domain).hash(seed: 6)
      if suffix.isPrivate { marks.insert(.sharedHosting) }
      if domain.lowerBound > 0, OriginCharacter.looksRandom(name, before: domain.lowerBound - 1) {
        marks.insert(.randomLabel)
      }
    }
    if Vendors.isVendor(name) { marks.insert(.vendor) }
  }

  /// Whether the labels before `end` hold a long run that is no word: digits and letters mixed, or
  /// no vowel.
  private static func looksRandom(_ name: Span<UInt8>, before end: Int) -> Bool {
    var start = 0
    for index in 0...end where index == end || name[index] == 0x2E || name[index] == 0x2D {
      let length = index - start
      var (digits, letters, vowels) = (0, 0, 0)
      for place in start..<index {
        if name[place].isDigit { digits += 1 } else { letters += 1 }
        switch name[place] | 0x20 {
        case 0x61, 0x65, 0x69, 0x6F, 0x75, 0x79: vowels += 1
        default: break
        }
      }
      if length >= 8, digits >= 2, letters >= 2 { return true }
      if length >= 7, vowels == 0, letters >= 4 { return true }
      start = index + 1
    }
    return false
  }
}
