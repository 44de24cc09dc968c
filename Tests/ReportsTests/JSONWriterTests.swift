import Foundation
import Reports
import Testing

@Suite("The JSON writer")
struct JSONWriterTests {
  @Test("reads back as what was written, for any bytes")
  func roundTrip() throws {
    var random = SplitMix(state: 42)
    for length in 0..<400 {
      let bytes = (0..<length).map { _ in random.byte() }
      var writer = JSONWriter()
      writer.beginArray()
      writer.string(utf8: bytes.span)
      writer.endArray()
      let data = Data(writer.bytes)
      let read = try #require(try JSONSerialization.jsonObject(with: data) as? [String])
      #expect(read == [String(decoding: bytes, as: UTF8.self)])
      #expect(writer.bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
    }
  }

  @Test("repairs every cut of a character as Swift does", arguments: ["é", "日", "🙂", "\u{10FFFF}"])
  func cuts(character: String) throws {
    let whole = Array(character.utf8)
    for end in 1...whole.count {
      for tail in [[], [0x41], [0xFF], [0xC3]] as [[UInt8]] {
        let bytes = whole[..<end] + tail
        var writer = JSONWriter()
        writer.string(utf8: Array(bytes).span)
        let data = Data(writer.bytes)
        let read = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
        #expect(read as? String == String(decoding: bytes, as: UTF8.self))
      }
    }
  }

  @Test(
    "escapes what JSON and terminals must not see",
    arguments: [
      ("\"\\/", #""\"\\/""#), ("\n\r\t\u{8}\u{C}", #""\n\r\t\b\f""#),
      ("\u{0}\u{1B}\u{7F}", #""\u0000\u001b\u007f""#), ("\u{9B}\u{202E}", #""\u009b\u202e""#),
      ("\u{2028}\u{2029}\u{FEFF}", #""\u2028\u2029\ufeff""#), ("é日🙂", #""é日🙂""#), ("", #""""#),
    ])
  func strings(text: String, json: String) {
    var writer = JSONWriter()
    writer.string(text)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == json)
  }

  @Test(
    "writes numbers without exponents or zeros at the end",
    arguments: [
      (0, "0"), (-0.0, "0"), (1, "1"), (-1.5, "-1.5"), (0.1 + 0.2, "0.3"),
      (1_773_475_205.125, "1773475205.125"), (1_773_475_205.000001, "1773475205.000001"),
      (0.0000004, "0"), (-0.0000004, "0"), (0.9999999, "1"), (0.000001, "0.000001"),
      (0.1234567, "0.123457"), (1e15, "1000000000000000"), (.nan, "null"), (.infinity, "null"),
    ] as [(Double, String)])
  func numbers(value: Double, json: String) {
    var writer = JSONWriter()
    writer.number(value)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == json)
  }

  @Test("writes every size of number so that it reads back")
  func magnitudes() throws {
    for exponent in stride(from: -330.0, through: 308, by: 7) {
      for sign in [1.0, -1.0] {
        let value = sign * 1.2345678901234567 * pow(10, exponent)
        for decimals in [0, 6, 9, 15, 99] {
          var writer = JSONWriter()
          writer.number(value, decimals: decimals)
          let text = String(decoding: writer.bytes, as: UTF8.self)
          let read = try #require(Double(text))
          let places = Double(min(decimals, 15))
          #expect(abs(read - value) <= max(abs(value) * 1e-15, 0.51 * pow(10, -places)), "\(text)")
        }
      }
    }
    for value in [Int.min, -10, -1, 0, 9, 10, 99, 100, Int.max] {
      var writer = JSONWriter()
      writer.number(value)
      #expect(String(decoding: writer.bytes, as: UTF8.self) == "\(value)")
    }
  }

  @Test("puts commas, colons and line breaks where they belong")
  func layout() {
    #expect(
      sample(JSONWriter()) == #"{"a":[],"b":{},"c":[1,[true,null]],"d":{"e":"f","g":false}}"#)
    let pretty = """
      {
        "a": [],
        "b": {},
        "c": [
          1,
          [
            true,
            null
          ]
        ],
        "d": {
          "e": "f",
          "g": false
        }
      }
      """
    #expect(sample(JSONWriter(pretty: true)) == pretty)
  }

  @Test("writes one document a line and begins anew after removeAll")
  func lines() {
    var writer = JSONWriter()
    for index in 1...2 {
      writer.beginObject()
      writer.key("n")
      writer.number(index)
      writer.endObject()
      writer.newline()
    }
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "{\"n\":1}\n{\"n\":2}\n")
    writer.beginObject()
    writer.removeAll()
    writer.bool(true)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "true")
  }

  private func sample(_ writer: JSONWriter) -> String {
    var writer = writer
    writer.object { writer in
      writer.key("a")
      writer.array([Int]()) { $0.number($1) }
      writer.key("b")
      writer.object { _ in }
      writer.key("c")
      writer.beginArray()
      writer.number(1)
      writer.beginArray()
      writer.bool(true)
      writer.null()
      writer.endArray()
      writer.endArray()
      writer.key("d")
      writer.object { writer in
        writer.member("e", "f")
        writer.key("g")
        writer.bool(false)
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

/// Random bytes that are the same in every run.
private struct SplitMix {
  var state: UInt64

  mutating func byte() -> UInt8 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    let byte = UInt8(truncatingIfNeeded: mixed ^ mixed >> 31)
    // Half of them text, so that runs, escapes and broken sequences all occur.
    return mixed & 0x100_0000 == 0 ? byte : 0x20 &+ byte % 0x5F
  }
}
