import Traffic

/// The words of a line of haproxy.cfg.
package enum HAProxyWords {
  /// Splits `line` at blanks as far as a comment; quotes and backslashes are taken off.
  ///
  /// With `keepsBlanks` the whole line is one word: a format that is not quoted.
  package static func split(_ line: String, keepsBlanks: Bool = false) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var isOpen = false
    var quote: UInt8 = 0
    var bytes = Array(line.utf8)[...]
    // A format without quotes may hold quotes of its own.
    let isQuoted = bytes.first == 0x22 || bytes.first == 0x27
    while let byte = bytes.popFirst() {
      if quote == 0x27 {
        if byte == quote { quote = 0 } else { word.append(byte) }
      } else if byte == 0x5C, let next = bytes.popFirst() {
        switch next {
        case UInt8(ascii: "n"): word.append(0x0A)
        case UInt8(ascii: "r"): word.append(0x0D)
        case UInt8(ascii: "t"): word.append(0x09)
        default: word.append(next)
        }
        isOpen = true
      } else if quote != 0, byte == quote {
        quote = 0
      } else if quote == 0, byte == 0x22 || byte == 0x27, !keepsBlanks || isQuoted {
        quote = byte
        isOpen = true
      } else if quote == 0, !keepsBlanks, byte == 0x23 {
        break
      } else if quote == 0, byte == 0x20 || byte == 0x09 || byte == 0x0D, !keepsBlanks {
        if isOpen || !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        word = []
        isOpen = false
      } else {
        word.append(byte)
      }
    }
    if isOpen || !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }
}
