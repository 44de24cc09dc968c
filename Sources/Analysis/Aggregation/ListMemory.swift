import CORSEngine
import Traffic

/// What the lists and numbers of responses show, kept so that the values seen lately are read once.
struct ListMemory: Sendable {
  private var known = RecentValues(bits: 10, empty: Facts())

  /// The facts about the lists of the exchange.
  mutating func facts(of exchange: borrowing ExchangeView) -> Facts {
    let present = exchange.present
    var facts: Facts = exchange.observes(.vary) ? .varyObserved : []
    if present.contains(.vary), variesOnOrigin(exchange.bytes(.vary)) {
      facts.insert(.variesOnOrigin)
    }
    guard !present.isDisjoint(with: ListMemory.fields) else { return facts }
    for field in [Field.allowMethods, .allowHeaders, .exposeHeaders, .maxAge]
    where present.contains(field) {
      facts.formUnion(self.facts(field, exchange.bytes(field)))
    }
    return facts
  }

  /// Whether Access-Control-Allow-Origin, with its hash, equals no Origin that there can be, and
  /// why.
  mutating func malformation(_ value: Span<UInt8>, hash: UInt64) -> Facts {
    known.value(of: hash) {
      AllowOriginValue.fault(value).map { [.malformedOrigin, $0.fact] } ?? []
    }
  }

  /// Whether Vary names Origin, or is `*`.
  mutating func variesOnOrigin(_ value: Span<UInt8>) -> Bool {
    let hash = value.hash(seed: UInt64(Field.vary.rawValue) + 16)
    let facts = known.value(of: hash) {
      ListMemory.lists(value, "origin", ignoringCase: true)
        || ListMemory.lists(value, "*", ignoringCase: false) ? .variesOnOrigin : []
    }
    return facts.contains(.variesOnOrigin)
  }

  private static let fields = FieldSet(.allowMethods, .allowHeaders, .exposeHeaders, .maxAge)

  private mutating func facts(_ field: Field, _ value: Span<UInt8>) -> Facts {
    let hash = value.hash(seed: UInt64(field.rawValue) + 16)
    return known.value(of: hash) { ListMemory.read(field, value) }
  }

  private static func read(_ field: Field, _ value: Span<UInt8>) -> Facts {
    switch field {
    case .allowMethods: methods(value)
    case .allowHeaders: headers(value)
    case .exposeHeaders: exposed(value)
    default: maxAge(value)
    }
  }

  private static func methods(_ value: Span<UInt8>) -> Facts {
    guard ResponseHeaders.isTokenList(value) else { return .oddMethods }
    var facts: Facts = []
    var list = HeaderList(value)
    while let method = list.next() {
      if Methods.isForbidden(method) { facts.insert(.forbiddenMethods) }
    }
    for (lower, upper) in cases where lists(value, lower, ignoringCase: true) {
      if !lists(value, upper, ignoringCase: false), !lists(value, "*", ignoringCase: false) {
        facts.insert(.lowerCaseMethods)
      }
    }
    return facts
  }

  private static let cases: [(StaticString, StaticString)] = [
    ("put", "PUT"), ("patch", "PATCH"), ("delete", "DELETE"),
  ]

  private static func headers(_ value: Span<UInt8>) -> Facts {
    guard ResponseHeaders.isTokenList(value) else { return .oddHeaders }
    let isOpen = lists(value, "*", ignoringCase: false)
    return isOpen && !lists(value, "authorization", ignoringCase: true)
      ? .unnamedAuthorization : []
  }

  private static func exposed(_ value: Span<UInt8>) -> Facts {
    var names = HeaderList(value)
    while let name = names.next() {
      if ExposedNames.isLeaky(name) { return .leakyExposure }
    }
    return []
  }

  private static func maxAge(_ value: Span<UInt8>) -> Facts {
    guard let seconds = value.trimmingBlanks().decimal else { return .oddMaxAge }
    return seconds > (BrowserProfile.chromium.maxAgeCap ?? 7200) ? .oddMaxAge : []
  }

  private static func lists(
    _ value: Span<UInt8>, _ member: StaticString, ignoringCase: Bool
  ) -> Bool {
    var list = HeaderList(value)
    while let piece = list.next() {
      if ignoringCase ? piece.equalsIgnoringCase(member) : piece.equals(member) { return true }
    }
    return false
  }
}
