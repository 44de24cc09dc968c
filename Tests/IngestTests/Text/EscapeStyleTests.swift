import Ingest
import Testing
import Traffic

@Suite("Escapes in a log")
struct EscapeStyleTests {
  private func decode(_ style: EscapeStyle, _ text: String) -> [UInt8] {
    var bytes = utf8("<" + text + ">")
    let before = bytes
    let place = style.decode(ByteRange(1, bytes.count - 1), in: &bytes)
    #expect(bytes.starts(with: before))
    #expect(place.range.upperBound <= bytes.count)
    return Array(bytes[place.range])
  }

  @Test(
    "with a backslash are decoded, and what is none stays",
    arguments: [
      ("plain", "plain"), (#"a\x41b"#, "aAb"), (#"\xc3\xa9"#, "é"), (#"\xC3\xA9"#, "é"),
      (#"\"q\" \\"#, #""q" \"#), (#"\b\n\r\t\v"#, "\u{8}\n\r\t\u{B}"), (#"\/"#, "/"),
      (#"\xZZ\x4"#, #"\xZZ\x4"#), (#"\u0041\f\q"#, #"\u0041\f\q"#), (#"a\"#, #"a\"#),
      (#"\x"#, #"\x"#), ("", ""), (#"\\x41"#, #"\x41"#), (#"\u00c3\u00a9\u001b"#, "é\u{1B}"),
      (#"\u0100\u00"#, #"\u0100\u00"#), (#"\\u00c3"#, #"\u00c3"#),
    ])
  func backslash(_ written: String, _ sent: String) {
    #expect(decode(.backslash, written) == utf8(sent))
  }

  @Test(
    "of JSON are decoded, hand-made ones too",
    arguments: [
      (#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{C}\n\r\t"), (#"\u0041\u00e9\u20AC"#, "Aé€"),
      (#"\ud83d\ude00"#, "😀"), (#"\ud83d"#, "\u{FFFD}"), (#"\ude00x"#, "\u{FFFD}x"),
      (#"\ud83d\u0041"#, "\u{FFFD}A"), (#"\x41"#, "A"), (#"\u00"#, #"\u00"#), (#"\v"#, #"\v"#),
      (#"\uZZZZ"#, #"\uZZZZ"#), (#"\ud83d\ude0"#, "\u{FFFD}\\ude0"),
    ])
  func json(_ written: String, _ sent: String) { #expect(decode(.json, written) == utf8(sent)) }

  @Test("that are not used are left alone", arguments: [#"\x41\n\""#, #"\\"#, "a"])
  func none(_ text: String) { #expect(decode(.none, text) == utf8(text)) }

  @Test("may decode to bytes that are no UTF-8")
  func raw() { #expect(decode(.backslash, #"\xff\x00"#) == [0xFF, 0]) }
}

@Suite("Words of a configuration")
struct ConfigTextTests {
  private func words(_ text: String) throws -> [ConfigText.Word] {
    try ConfigText.words(text, file: "log_format")
  }

  @Test("are told apart by blanks and quotes, up to the semicolon")
  func splits() throws {
    #expect(try words("").isEmpty)
    #expect(try words(" \t\r\n").isEmpty)
    #expect(try words("a b;c") == (try words("a\n\tb")))
    #expect(try words("'a b;c' d").count == 2)
    #expect(try words("a 'a'") != (try words("'a' a")))
    #expect(try words(#"'it"s'"#) == (try words(#""it\"s""#)))
    #expect(try words(#"'a\$b'"#) != (try words("'a$b'")))
    #expect(try words(#"'\t\n\r\\\''"#) == (try words("\"\t\n\r\\\\'\"")))
  }

  @Test("lose only the blanks around", arguments: [" a b ", "a b", "\r\n\ta b\n"])
  func trims(_ text: String) { #expect(ConfigText.trim(text) == "a b") }

  @Test("in a quote that is not closed are refused", arguments: ["'a", "\"", #"x 'a\'"#])
  func open(_ text: String) {
    #expect(throws: IngestError.self) { try words(text) }
  }
}
