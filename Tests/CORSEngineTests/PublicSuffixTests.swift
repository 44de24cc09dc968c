import Testing
import Traffic

@testable import CORSEngine

@Suite("The public suffix of a host")
struct PublicSuffixTests {
  /// The registrable domain; `nil` where there is none.
  private func domain(_ host: String) -> String? {
    let bytes = Array(host.utf8)
    return PublicSuffix(bytes.span)?.domain.map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test(
    "tells the part that one owner has",
    arguments: [
      ("com", nil), ("example.com", "example.com"), ("a.b.example.com", "example.com"),
      ("co.uk", nil), ("shop.co.uk", "shop.co.uk"), ("www.shop.co.uk", "shop.co.uk"),
      ("WWW.Shop.CO.uk", "Shop.CO.uk"), ("example.com.", "example.com"),
      // A rule for all names under one, and an exception from it.
      ("ck", nil), ("any.ck", nil), ("a.any.ck", "a.any.ck"), ("b.a.any.ck", "a.any.ck"),
      ("www.ck", "www.ck"), ("a.www.ck", "www.ck"),
      ("kobe.jp", "kobe.jp"), ("c.kobe.jp", nil), ("b.c.kobe.jp", "b.c.kobe.jp"),
      ("city.kobe.jp", "city.kobe.jp"), ("www.city.kobe.jp", "city.kobe.jp"),
      // Where companies give names away.
      ("github.io", nil), ("a.github.io", "a.github.io"), ("github.com", "github.com"),
      // The last label is the suffix where no rule is.
      ("example", nil), ("a.example", "a.example"), ("b.a.example", "a.example"),
      // A mark is no part of a rule's name, whatever a host may be called.
      ("github.io=p", "github.io=p"), ("a.github.io=p", "github.io=p"), ("ck=w", nil),
      // Punycode.
      ("xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn"), ("xn--55qx5d.cn", nil),
    ] as [(String, String?)])
  func domains(_ host: String, _ expected: String?) {
    #expect(domain(host) == expected)
  }

  @Test("is told of names only", arguments: ["", ".", "192.0.2.7", "[2001:db8::1]", "a.123"])
  func noNames(_ host: String) {
    let isNil = PublicSuffix(Array(host.utf8).span) == nil
    #expect(isNil)
  }

  @Test(
    "says who gives the names away",
    arguments: [
      ("a.github.io", true), ("a.vercel.app", true), ("a.netlify.app", true),
      ("a.pages.dev", true), ("a.herokuapp.com", true), ("a.web.app", true),
      ("example.com", false), ("a.co.uk", false), ("a.dev", false), ("a.example", false),
    ])
  func givers(_ host: String, _ isPrivate: Bool) {
    #expect(PublicSuffix(Array(host.utf8).span)?.isPrivate == isPrivate)
  }

  @Test("stays the same whatever stands before the domain")
  func subdomains() {
    for host in ["example.com", "shop.co.uk", "a.github.io", "www.ck", "a.any.ck"] {
      for front in ["a.", "www.", "a.b.c.d.e.f.g.h.", "_x.", "-."] {
        #expect(domain(front + host) == domain(host))
      }
    }
  }

  /// The list's rules, as they stand in it: a name, and `=` with a mark where it is no plain one.
  private static let rules: [(name: String, mark: Character?)] = {
    PublicSuffixList.rules.description.split(whereSeparator: \.isWhitespace).map { word in
      let parts = word.split(separator: "=")
      return (String(parts[0]), parts.count > 1 ? parts[1].first : nil)
    }
  }()

  @Test("finds every rule of the list")
  func list() {
    #expect(Self.rules.count > 9000)
    let names = Set(Self.rules.map(\.name))
    #expect(names.count == Self.rules.count)
    for rule in Self.rules {
      let name = rule.name
      switch rule.mark {
      case nil, "p":
        #expect(domain("q7q.\(name)") == "q7q.\(name)", "\(name)")
      case "w", "q":
        #expect(domain("r8r.q7q.\(name)") == "r8r.q7q.\(name)", "\(name)")
        #expect(domain("q7q.\(name)") == nil, "\(name)")
      default: #expect(domain("q7q.\(name)") == name, "\(name)")
      }
    }
  }

  /// Where the registrable domain begins, as the list's own algorithm finds it among all rules.
  private static func plainDomain(_ host: String, _ marks: [String: Character?]) -> String? {
    let labels = host.split(separator: ".")
    let ends = labels.indices.map { ($0, labels[$0...].joined(separator: ".").lowercased()) }
    let starts = ends.compactMap { place, name -> Int? in
      guard let mark = marks[name] else { return nil }
      switch mark {
      case nil, "p": return place
      case "w", "q": return place > 0 ? place - 1 : nil
      default: return place + 1
      }
    }
    let exception = ends.first { "xr".contains(marks[$0.1].flatMap { $0 } ?? "-") }?.0
    let start = exception.map { $0 + 1 } ?? starts.min() ?? labels.count - 1
    return start > 0 ? labels[(start - 1)...].joined(separator: ".") : nil
  }

  @Test("is no other's where a name only begins as a rule does")
  func names() {
    let marks = Dictionary(uniqueKeysWithValues: Self.rules.map { ($0.name, $0.mark) })
    for number in stride(from: 0, to: Self.rules.count, by: 5) {
      let name = Self.rules[number].name
      let label = name.prefix { $0 != "." }
      let rest = name.dropFirst(label.count)
      for host in [
        name, name.uppercased(), "\(label)q\(rest)", "\(label.dropLast())\(rest)",
        "\(label.prefix(8))\(rest)", "\(name)q", "\(name).q7q", "\(name.dropLast())",
      ] where !host.hasPrefix(".") {
        for host in [host, "r8r.q7q.\(host)"] {
          #expect(domain(host) == Self.plainDomain(host, marks), "\(host)")
        }
      }
    }
  }

  @Test("is looked for in any bytes without harm")
  func anyBytes() {
    var dice = Dice(7)
    for _ in 0..<2000 {
      let bytes = dice.bytes(upTo: 40, of: dice.roll(2) == 0 ? "ab.c-1]" : nil)
      guard let suffix = PublicSuffix(bytes.span) else { continue }
      #expect(suffix.start <= suffix.end && suffix.end <= bytes.count)
      if let domain = suffix.domain { #expect(domain.lowerBound <= suffix.start) }
    }
    let long = Array(String(repeating: "a.", count: 2000).utf8)
    let isNil = PublicSuffix(long.span) == nil
    #expect(isNil)
  }
}
