/// Making what could act on a terminal, or deceive its reader, visible.
extension TerminalText {
  /// How many marks may stand on one base character before further ones are shown as escapes.
  private static let markLimit = 3

  /// The text with every character that is not plainly visible written as an escape.
  ///
  /// These are controls (C0, DEL, C1), marks of direction, zero-width characters, line separators,
  /// unusual spaces, and what is private or unassigned. Bytes below U+0080 become `\x1b`, or `\n`,
  /// `\r` and `\t`; others `\u{202e}`. O(n).
  package static func escape(_ text: String) -> String {
    guard !isPlain(text.utf8Span.span) else { return text }
    var result = String.UnicodeScalarView()
    var marks = markLimit
    for scalar in text.unicodeScalars {
      let category = scalar.properties.generalCategory
      let isMark = category == .nonspacingMark || category == .enclosingMark
      marks = isMark ? marks + 1 : 0
      if isHidden(scalar, category) || marks > markLimit {
        result.append(contentsOf: escaped(scalar).unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether all bytes are those of ASCII that show.
  private static func isPlain(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices where bytes[index] &- 0x20 > 0x7E - 0x20 { return false }
    return true
  }

  private static func isHidden(
    _ scalar: Unicode.Scalar, _ category: Unicode.GeneralCategory
  ) -> Bool {
    switch category {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned,
      .surrogate:
      true
    case .spaceSeparator: scalar != " "
    default: scalar.value > 0x7E && scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default:
      let digits = String(scalar.value, radix: 16)
      guard scalar.value < 0x80 else { return "\\u{\(digits)}" }
      return "\\x" + (digits.utf8.count < 2 ? "0" : "") + digits
    }
  }

  /// The text in ASCII: signs of our own are spelt out, other characters become escapes.
  package var inASCII: TerminalText {
    var result = TerminalText()
    for run in runs {
      var text = ""
      for scalar in run.text.unicodeScalars {
        switch scalar {
        case "\u{0}"..."\u{7E}": text.unicodeScalars.append(scalar)
        case "\u{A0}": text.unicodeScalars.append(scalar)
        case "…": text += "..."
        case "→": text += "->"
        case "·": text += ";"
        case "–", "−": text += "-"
        case "×": text += "x"
        case "╵": text += "|"
        default: text += TerminalText.escaped(scalar)
        }
      }
      result.append(trusted: text, run.style, run.link)
    }
    return result
  }
}
