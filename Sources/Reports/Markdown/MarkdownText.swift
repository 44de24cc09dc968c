/// Text in Markdown, as GitHub, GitLab and other forges read it, in which nothing of an input acts.
///
/// Escaping by backslash is not enough for them: they look for mentions, issue numbers, commits
/// and bare addresses in the finished text. So only plain words stand as they are, and every other
/// word becomes code, in which nothing is looked for.
///
/// - SeeAlso: https://github.github.com/gfm/
enum MarkdownText {
  /// A sentence: plain words as they are, others as code.
  static func prose(_ text: String) -> String {
    VisibleText.of(text).split(separator: " ").map(word).joined(separator: " ")
  }

  /// A value as code; nothing for an empty one.
  static func code(_ text: String, limit: Int = VisibleText.limit) -> String {
    let shown = VisibleText.of(text, limit: limit)
    guard !shown.isEmpty else { return "" }
    // The fence must be longer than any run inside; a bar would end a table's cell even in code.
    var longest = 0
    var run = 0
    for byte in shown.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let tick = UInt8(ascii: "`")
    let space = shown.utf8.first == tick || shown.utf8.last == tick ? " " : ""
    return fence + space + shown.replacingScalars { $0 == "|" ? "\\|" : nil } + space + fence
  }

  /// A block of code, its language named.
  static func block(_ text: String, _ language: String = "") -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { VisibleText.of(String($0), limit: 4000) }
    var fence = "```"
    // By bytes: a mark on a backtick does not make it another sign.
    while lines.contains(where: { $0.utf8.starts(with: fence.utf8) }) { fence += "`" }
    return "\(fence)\(language)\n\(lines.joined(separator: "\n"))\n\(fence)\n"
  }

  private static func word(_ word: Substring) -> String {
    let closing = word.reversed().prefix { ".,;:!?)".contains($0) }.reversed()
    var core = word.dropLast(closing.count)
    let opening = core.prefix { $0 == "(" }
    core = core.dropFirst(opening.count)
    // What is quoted is meant literally.
    if core.count > 2, core.hasPrefix("'"), core.hasSuffix("'") {
      return opening + code(String(core.dropFirst().dropLast())) + String(closing)
    }
    if core.isEmpty || isPlain(core) { return String(word) }
    return opening + code(String(core)) + String(closing)
  }

  /// Whether a word means the same in Markdown as on paper.
  private static func isPlain(_ word: Substring) -> Bool {
    var hasLetter = false
    var isHexadecimal = true
    for byte in word.utf8 {
      switch byte {
      case 0x41...0x5A, 0x61...0x7A:
        hasLetter = true
        if (byte | 0x20) > 0x66 { isHexadecimal = false }
      case 0x30...0x39: break
      case 0x27, 0x2C, 0x2D, 0x2E, 0x25: isHexadecimal = false
      // Our own signs, and letters beyond ASCII.
      case 0x80...: isHexadecimal = false
      default: return false
      }
    }
    let lower = word.lowercased()
    if lower.contains("www.") || lower.hasPrefix("gh-") { return false }
    // A commit's name would be linked, a lone number is a number; dashes alone would rule a line.
    if isHexadecimal, hasLetter, word.utf8.count >= 7 { return false }
    return hasLetter || word.utf8.contains { $0 &- 0x30 < 10 || $0 == 0x25 || $0 >= 0x80 }
  }
}
