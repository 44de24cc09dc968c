/// Widths, shortening and the breaking of lines.
extension TerminalText {
  /// The number of columns that `text` fills: two for the wide scripts of East Asia and for emoji.
  static func width(of text: String) -> Int {
    guard text.isSimple else { return text.reduce(0) { $0 + width(of: $1) } }
    let bytes = text.utf8Span.span
    var columns = 0
    for index in bytes.indices where bytes[index] & 0xC0 != 0x80 { columns += 1 }
    return columns
  }

  private static func width(of character: Character) -> Int {
    switch character.unicodeScalars.first?.value ?? 0 {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F1E6...0x1F1FF, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }

  /// The text cut in its middle, where it is wider than `limit`, with `…` for what is left out.
  ///
  /// Two thirds of what remains are the beginning, where a URL says whose it is.
  package func shortened(to limit: Int) -> TerminalText {
    guard width > limit else { return self }
    guard limit > 1 else {
      return TerminalText(stringLiteral: String(repeating: "…", count: limit))
    }
    let characters = runs.flatMap { run in run.text.map { (character: $0, run: run) } }
    let head = (limit - 1) * 2 / 3
    var result = TerminalText()
    var used = 0
    for piece in characters {
      let width = TerminalText.width(of: piece.character)
      guard used + width <= head else { break }
      result.append(trusted: String(piece.character), piece.run.style, piece.run.link)
      used += width
    }
    var tail: [(character: Character, run: Run)] = []
    for piece in characters.reversed() {
      let width = TerminalText.width(of: piece.character)
      guard used + width <= limit - 1 else { break }
      tail.append(piece)
      used += width
    }
    result.append(trusted: "…", tail.last?.run.style ?? .plain, tail.last?.run.link)
    for piece in tail.reversed() {
      result.append(trusted: String(piece.character), piece.run.style, piece.run.link)
    }
    return result
  }

  /// The text with spaces at which no line is broken.
  ///
  /// A no-break space of an input has been escaped, so that those here are ours alone;
  /// ``TerminalPage`` writes them as spaces.
  package var unbroken: TerminalText {
    var result = TerminalText()
    for run in runs {
      result.append(trusted: run.text.withoutBreakingSpaces, run.style, run.link)
    }
    return result
  }

  /// The words of the text; a unit stays with the number before it.
  var words: [TerminalText] {
    var words: [TerminalText] = []
    var word = TerminalText()
    for run in runs {
      for (index, piece) in run.text.pieces.enumerated() {
        if index > 0 { TerminalText.end(&word, &words) }
        word.append(trusted: String(piece), run.style, run.link)
      }
    }
    TerminalText.end(&word, &words)
    return words
  }

  /// Adds a word that is whole to the `words`, and begins the next; a unit goes to its number.
  private static func end(_ word: inout TerminalText, _ words: inout [TerminalText]) {
    guard !word.isEmpty else { return }
    let last = words.count - 1
    if last >= 0, words[last].endsWithDigit, word.isUnit {
      let run = words[last].runs.last
      words[last].append(trusted: " ", run?.style ?? .plain, run?.link)
      words[last].append(word)
    } else {
      words.append(word)
    }
    word = TerminalText()
  }

  /// The words, those that are unbroken and too wide taken apart.
  private func fitted(to limit: Int, keeping: Int) -> [TerminalText] {
    var fitted: [TerminalText] = []
    for (index, word) in words.enumerated() {
      guard index >= keeping, word.width > limit else {
        fitted.append(word)
        continue
      }
      var broken = TerminalText()
      for run in word.runs {
        broken.append(trusted: run.text.withBreakingSpaces, run.style, run.link)
      }
      fitted += broken.words
    }
    return fitted
  }

  /// The text without the unbroken spaces at its end.
  private var trimmed: TerminalText {
    guard let last = runs.last, last.text.hasSuffix("\u{A0}") else { return self }
    var result = TerminalText()
    for run in runs.dropLast() { result.append(trusted: run.text, run.style, run.link) }
    let end = last.text.lastIndex { $0 != "\u{A0}" }.map(last.text.index(after:))
    let kept = last.text[..<(end ?? last.text.startIndex)]
    result.append(trusted: String(kept), last.style, last.link)
    return result
  }

  private var endsWithDigit: Bool {
    runs.last?.text.utf8.last.map { $0 &- 0x30 < 10 } ?? false
  }

  private var isUnit: Bool {
    // Most words begin with another letter.
    guard let first = runs.first?.text.utf8.first, "%mshd".utf8.contains(first) else {
      return false
    }
    let letters = plain.prefix { $0.isLetter || $0 == "%" }
    return ["%", "ms", "s", "min", "h", "d"].contains(letters)
  }

  /// The text broken into lines of at most `limit` columns, between words.
  ///
  /// A word that is wider is shortened, but for the first `keeping` words, which stand whole on a
  /// line of their own. What ``unbroken`` holds together is let go where it does not fit.
  func wrapped(to limit: Int, keeping: Int = 0) -> [TerminalText] {
    var lines: [TerminalText] = []
    var line = TerminalText()
    var used = 0
    for (index, word) in fitted(to: limit, keeping: keeping).enumerated() {
      var (word, width) = (word, word.width)
      if index >= keeping, width > limit {
        word = word.shortened(to: limit)
        width = word.width
      }
      if used > 0, used + 1 + width > limit {
        lines.append(line.trimmed)
        line = TerminalText()
        used = 0
      }
      if used > 0 {
        let (before, after) = (line.runs.last, word.runs.first)
        line.append(
          trusted: " ", before?.style == after?.style ? after?.style ?? .plain : .plain,
          before?.link == after?.link ? after?.link : nil)
        used += 1
      }
      line.append(word)
      used += width
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }
}
