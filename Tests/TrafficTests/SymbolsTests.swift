import Testing
import Traffic

@Suite("The interner")
struct SymbolsTests {
  @Test("numbers equal bytes alike, in the order first seen, and grows")
  func grows() {
    var symbols = Symbols(limit: 100_000)
    let texts = (0..<5000).map { "https://app\($0 % 2500).example.com" }
    let ids = texts.map { symbols.intern(utf8($0).span) }
    #expect(symbols.count == 2500)
    #expect(ids == (0..<5000).map { UInt32($0 % 2500) })
    #expect((0..<2500).allSatisfy { symbols.text(UInt32($0)) == texts[$0] })
  }

  @Test("gives what comes after the limit the overflow, and still knows the rest")
  func limit() {
    var symbols = Symbols(limit: 2)
    #expect(symbols.intern(utf8("a").span) == 0)
    #expect(symbols.intern(utf8("").span) == 1)
    #expect(symbols.intern(utf8("c").span) == Symbols.overflow)
    #expect(symbols.intern(utf8("a").span) == 0)
    #expect(symbols.intern(utf8("").span) == 1)
    #expect(symbols.count == 2)
    #expect(symbols.bytes(Symbols.overflow).isEmpty)
    #expect(symbols.text(1).isEmpty)
  }

  @Test("keeps no more bytes than it may")
  func byteLimit() {
    var symbols = Symbols(limit: 100, byteLimit: 5)
    #expect(symbols.intern(utf8("abc").span) == 0)
    #expect(symbols.intern(utf8("def").span) == Symbols.overflow)
    #expect(symbols.intern(utf8("de").span) == 1)
    #expect(symbols.intern(utf8("f").span) == Symbols.overflow)
    #expect(symbols.bytes(1) == utf8("de"))
  }

  @Test("keeps strings apart whose hashes are the same")
  func collisions() {
    var symbols = Symbols(limit: 1000)
    let texts = (0..<500).map { utf8("key \($0)") }
    let ids = texts.map { symbols.intern($0.span, hash: 42) }
    let again = texts.map { symbols.intern($0.span, hash: 42) }
    #expect(ids == Array(0..<500))
    #expect(again == ids)
  }

  @Test("holds nothing where nothing may be held")
  func zero() {
    var symbols = Symbols(limit: 0)
    #expect(symbols.intern(utf8("a").span) == Symbols.overflow)
    #expect(symbols.count == 0)
  }
}
