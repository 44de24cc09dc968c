/// Markdown, part by part; what is added must be Markdown already.
struct MarkdownPage {
  /// The text so far.
  private(set) var text = ""

  /// Adds a heading.
  mutating func heading(_ level: Int, _ title: String) {
    text += "\(String(repeating: "#", count: level)) \(title)\n\n"
  }

  /// Adds a paragraph, unless it is empty.
  mutating func paragraph(_ content: String) {
    if !content.isEmpty { text += "\(content)\n\n" }
  }

  /// Adds a line.
  mutating func line(_ content: String) { text += "\(content)\n" }

  /// Adds an empty line.
  mutating func blank() { text += "\n" }

  /// Adds text as it is.
  mutating func append(_ content: String) { text += content }

  /// Adds a table, unless it is empty; columns after the first `left` are set to the right.
  mutating func table(_ head: [String], _ rows: [[String]], left: Int = 1) {
    guard !rows.isEmpty else { return }
    line("| \(head.joined(separator: " | ")) |")
    line("|\(head.indices.map { $0 < left ? "---|" : "--:|" }.joined())")
    for row in rows { line("| \(row.joined(separator: " | ")) |") }
    blank()
  }

  /// Says how many more there are.
  mutating func more(_ count: Int) {
    if count > 0 { paragraph("… and \(Figures.count(count)) more; `-o report.json` has all.") }
  }
}
