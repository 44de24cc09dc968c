/// Reads CSV as RFC 4180 has it.
enum CSVReading {
  /// The rows with their cells.
  static func rows(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = String.UnicodeScalarView()
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      if isQuoted {
        guard scalar == "\"" else {
          cell.append(scalar)
          continue
        }
        if scalars.first == "\"" {
          cell.append("\"")
          scalars.removeFirst()
        } else {
          isQuoted = false
        }
      } else if scalar == "\"" {
        isQuoted = true
      } else if scalar == "," || scalar == "\n" {
        row.append(String(cell))
        cell = String.UnicodeScalarView()
        if scalar == "\n" {
          rows.append(row)
          row = []
        }
      } else if scalar != "\r" {
        cell.append(scalar)
      }
    }
    return rows
  }
}

/// Reads Markdown as far as code goes.
enum MarkdownReading {
  /// The text without blocks and spans of code.
  static func text(_ markdown: String) -> String {
    var lines: [String] = []
    var fence: Substring?
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if let open = fence {
        if line == open { fence = nil }
      } else if line.hasPrefix("```") {
        fence = line.prefix { $0 == "`" }
      } else {
        lines.append(withoutSpans(line))
      }
    }
    return lines.joined(separator: "\n")
  }

  /// A span ends at a run of as many backticks as opened it; a run that nothing ends is text.
  private static func withoutSpans(_ line: Substring) -> String {
    var result = ""
    var rest = Array(line.utf8)[...]
    while let byte = rest.first {
      guard byte == UInt8(ascii: "`") else {
        result += String(decoding: rest.prefix { $0 != UInt8(ascii: "`") }, as: UTF8.self)
        rest = rest.drop { $0 != UInt8(ascii: "`") }
        continue
      }
      let length = rest.prefix { $0 == byte }.count
      rest = rest.dropFirst(length)
      var look = rest
      var found = false
      while !look.isEmpty, !found {
        look = look.drop { $0 != byte }
        let run = look.prefix { $0 == byte }.count
        look = look.dropFirst(run)
        found = run == length
      }
      if found {
        rest = look
        result += "\u{25A1}"
      } else {
        result += "[unclosed]"
      }
    }
    return result
  }
}

/// Reads XML or HTML as far as tags go.
enum MarkupReading {
  /// The tags in order, each with its attributes' names; values must be in quotes.
  static func structure(_ markup: String) -> [String] {
    var tags: [String] = []
    for part in markup.utf8.split(separator: UInt8(ascii: "<")).dropFirst() {
      var tag = ""
      var quote: UInt8?
      for byte in part {
        if let open = quote {
          if byte == open { quote = nil }
        } else if byte == UInt8(ascii: ">") {
          break
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          quote = byte
        } else {
          tag.unicodeScalars.append(Unicode.Scalar(byte))
        }
      }
      tags.append(tag)
    }
    return tags
  }
}

/// Walks what `JSONSerialization` makes.
enum JSONReading {
  /// Every string with the key that it stands under.
  static func strings(_ value: Any, _ key: String = "") -> [(String, String)] {
    switch value {
    case let text as String: [(key, text)]
    case let list as [Any]: list.flatMap { strings($0, key) }
    case let object as [String: Any]: object.flatMap { strings($0.value, $0.key) }
    default: []
    }
  }
}
