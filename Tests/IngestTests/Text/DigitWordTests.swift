import Testing
import Traffic

@testable import Ingest

@Suite("Words of digits")
struct DigitWordTests {
  private static func word(_ text: String) -> UInt64 {
    text.utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  @Test("tell with how many digits they begin")
  func leading() {
    for count in 0...8 {
      for byte: UInt8 in [0x00, 0x2E, 0x2F, 0x3A, 0x7F, 0x80, 0xB0, 0xFF] {
        var word = Self.word("90817263")
        if count < 8 {
          word &= ~(0xFF << UInt64(8 * count))
          word |= UInt64(byte) << UInt64(8 * count)
        }
        #expect(word.leadingDigits == count)
      }
    }
  }

  @Test("spell numbers, and tell whether all their bytes are digits")
  func numbers() {
    let zeroes: UInt64 = 0x3030_3030_3030_3030
    for text in ["00000000", "00000001", "12345678", "99999999", "90000000", "00264000"] {
      let digits = Self.word(text) ^ zeroes
      #expect(digits.holdsDigits == true)
      #expect(String(digits.spelt) == String(Int(text) ?? -1))
      for place in 0..<8 {
        for byte: UInt64 in [0x0A, 0x1E, 0x7F, 0x80, 0xFF] {
          let changed = digits & ~(0xFF << UInt64(8 * place)) | byte << UInt64(8 * place)
          #expect(changed.holdsDigits == false)
        }
      }
    }
  }

  @Test("spell the number of three digits, whatever follows")
  func hundreds() {
    for number in 0...999 {
      let text = String(repeating: "0", count: 3 - String(number).count) + String(number)
      for rest in [" 17 ", "\" \"-", "99999"] {
        let word = Self.word(text + rest) ^ 0x3030_3030_3030_3030
        #expect(word.leadingHundred == UInt64(number))
      }
    }
    for text in ["-00", "2o0", "20x", "   ", "20/", ":00"] {
      #expect((Self.word(text + "12345") ^ 0x3030_3030_3030_3030).leadingHundred == 0)
    }
  }

  @Test("a digit and three decimals are thousandths, and nothing else is")
  func thousandths() {
    func read(_ text: String) -> Int? { utf8(text).span.loadWord(at: 0).thousandths }
    for number in 0..<10_000 {
      let digits = String(number + 10_000).dropFirst()
      let text = "\(digits.prefix(1)).\(digits.dropFirst())"
      #expect(read(text + "\nab") == number)
      #expect(read(text + "999") == number)
    }
    for place in 0..<5 {
      for byte in UInt8.min...UInt8.max {
        var bytes = utf8("1.234\nab")
        bytes[place] = byte
        let isOne = place == 1 ? byte == 0x2E : byte.isDigit
        #expect((bytes.span.loadWord(at: 0).thousandths != nil) == isOne)
      }
    }
  }
}
