package import Traffic

/// The words of a configuration directive, as nginx and Apache quote them.
package enum ConfigText {
  /// One word, and whether it stood in quotes.
  package struct Word: Hashable {
    var text: String
    var isQuoted: Bool

    init(_ text: String, quoted: Bool) {
      self.text = text
      isQuoted = quoted
    }
  }

  /// Splits `text` at blanks, as far as the first `;` outside quotes.
  ///
  /// Inside quotes a backslash makes `\t`, `\r` and `\n` what they say and takes the meaning off a
  /// quote or a backslash; before anything else it stays.
  ///
  /// - Throws: `IngestError` when a quote is not closed.
  package static func words(_ text: String, file: String) throws(IngestError) -> [Word] {
    var words: [Word] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if isBlank(byte) {
        index += 1
      } else if byte == UInt8(ascii: ";") {
        break
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        var value: [UInt8] = []
        let start = index
        index += 1
        while index < bytes.count, bytes[index] != byte {
          if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count {
            value += unescape(bytes[index + 1])
            index += 2
          } else {
            value.append(bytes[index])
            index += 1
          }
        }
        guard index < bytes.count else {
          throw IngestError(
            "\(file): the quote at column \(start + 1) is not closed",
            mend: "paste the whole directive, up to its end")
        }
        index += 1
        words.append(Word(String(decoding: value, as: UTF8.self), quoted: true))
      } else {
        let start = index
        while index < bytes.count, !isBlank(bytes[index]), bytes[index] != UInt8(ascii: ";") {
          index += 1
        }
        words.append(
          Word(String(decoding: bytes[start..<index], as: UTF8.self), quoted: false))
      }
    }
    return words
  }

  /// `text` without blanks and line ends around it.
  package static func trim(_ text: String) -> String {
    var bytes = Array(text.utf8)[...]
    while let first = bytes.first, isBlank(first) { bytes.removeFirst() }
    while let last = bytes.last, isBlank(last) { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `text` with the escapes taken out that ``words(_:file:)`` knows inside quotes.
  ///
  /// Formats are copied out of their quotes with the escapes in them.
  package static func unescape(_ text: String) -> String {
    var result: [UInt8] = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "\\"), let next = bytes.popFirst() {
        result += unescape(next)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// What a backslash and `byte` stand for.
  static func unescape(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case UInt8(ascii: "t"): [0x09]
    case UInt8(ascii: "n"): [0x0A]
    case UInt8(ascii: "r"): [0x0D]
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"): [byte]
    default: [UInt8(ascii: "\\"), byte]
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
