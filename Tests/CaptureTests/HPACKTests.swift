import Testing
import Traffic

@testable import Capture

@Suite("Header compression")
struct HPACKTests {
  /// The fields that a block holds, one `name: value` each; `?` for what is not known.
  private func decode(_ text: String, _ decoder: inout HPACKDecoder) -> [String]? {
    let block = HPACKTests.bytes(text)
    decoder.begin()
    var cursor = 0
    var fields: [String] = []
    while true {
      switch decoder.next(block.span, &cursor) {
      case .field:
        let name = String(decoding: decoder.scratch[decoder.name], as: UTF8.self)
        fields.append(name + ": " + String(decoding: decoder.scratch[decoder.value], as: UTF8.self))
      case .unknown: fields.append("?")
      case .end: return fields
      case .failure: return nil
      }
    }
  }

  private static func bytes(_ text: String) -> [UInt8] {
    let digits = text.utf8.compactMap { $0.hexValue }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  /// RFC 7541, appendix C.4: requests with Huffman codes.
  @Test("decodes the standard's requests")
  func requests() {
    var decoder = HPACKDecoder()
    let start = [":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com"]
    #expect(decode("8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff", &decoder) == start)
    #expect(
      decode("8286 84be 5886 a8eb 1064 9cbf", &decoder) == start + ["cache-control: no-cache"])
    #expect(
      decode("8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf", &decoder) == [
        ":method: GET", ":scheme: https", ":path: /index.html", ":authority: www.example.com",
        "custom-key: custom-value",
      ])
  }

  /// RFC 7541, appendix C.6: responses with Huffman codes and a table of 256 bytes, which evicts.
  @Test("decodes the standard's responses, with a table that forgets")
  func responses() {
    var decoder = HPACKDecoder()
    let date = "date: Mon, 21 Oct 2013 20:13:21 GMT"
    let location = "location: https://www.example.com"
    // The size that the standard's peers agreed on, said in the block.
    #expect(
      decode(
        "3fe1 01 4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b"
          + "ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3", &decoder)
        == [":status: 302", "cache-control: private", date, location])
    #expect(
      decode("4883 640e ffc1 c0bf", &decoder)
        == [":status: 307", "cache-control: private", date, location])
    #expect(decoder.table.count == 4)
    #expect(
      decode(
        "88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7"
          + "821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed"
          + "4ee5 b106 3d50 07", &decoder)?.last
        == "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1")
    #expect(decoder.table.count == 3)
  }

  @Test(
    "refuses what is none",
    arguments: [
      "80", "be", "ffffffffffffff", "40", "4003616263", "0085ffffffffff", "3fe1ff03",
      "00847fffffff",
    ])
  func broken(block: String) {
    var decoder = HPACKDecoder()
    #expect(decode(block, &decoder) == nil)
  }

  @Test("knows after a loss what was added since, and nothing before")
  func loss() {
    var decoder = HPACKDecoder()
    #expect(decode("4003616263 03646566", &decoder) == ["abc: def"])
    decoder.table.forget()
    #expect(decode("be", &decoder) == ["?"])
    #expect(decode("4001 78 01 79 be bf", &decoder) == ["x: y", "x: y", "?"])
    // A name that is not known, with a value of its own, takes a place all the same.
    #expect(decode("7f00 0131 be bf", &decoder) == ["?", "?", "x: y"])
    // An empty table is a known one again.
    #expect(decode("20 3fe11f", &decoder) == [])
    #expect(decode("be", &decoder) == nil)
  }

  @Test("does not let a small block grow without bound")
  func bomb() {
    var decoder = HPACKDecoder()
    let value = String(repeating: "61", count: 3900)
    #expect(decode("4001 78 7fbd1d" + value, &decoder)?.count == 1)
    let fields = decode(String(repeating: "be", count: 100_000), &decoder)
    #expect(fields?.count == 100_000)
    #expect(fields?.filter { $0 != "?" }.count ?? 0 < 300)
  }
}
