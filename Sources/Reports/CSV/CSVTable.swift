/// One table as comma-separated values, its first row the columns' names.
///
/// Text cannot be taken for a formula: what a spreadsheet would compute has an apostrophe before
/// it.
///
/// - SeeAlso: RFC 4180; https://owasp.org/www-community/attacks/CSV_Injection
package struct CSVTable: Sendable {
  /// One cell.
  package enum Cell: Sendable {
    /// Text from an input, or a name of ours.
    case text(String)
    /// A whole number.
    case count(Int?)
    /// A number of seconds, or a share of 0 to 1.
    case number(Double?)
    /// A time in seconds since 1970, written as ISO 8601 in UTC.
    case time(Double?)
  }

  /// The table's name, which its file has, too.
  package let name: String
  private var bytes: [UInt8] = []

  /// Makes a table of `rows` under the names of its `columns`.
  package init(_ name: String, _ columns: [String], _ rows: [[Cell]]) {
    self.name = name
    append(columns.map { .text($0) })
    for row in rows { append(row) }
  }

  /// The table in UTF-8, lines ended by CR and LF.
  package var content: [UInt8] { bytes }

  private mutating func append(_ row: [Cell]) {
    for (index, cell) in row.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(cell)
    }
    bytes.append(contentsOf: "\r\n".utf8)
  }

  private mutating func append(_ cell: Cell) {
    switch cell {
    case .text(let text): append(text: text)
    case .count(let value):
      if let value { bytes.append(contentsOf: String(value).utf8) }
    case .number(let value):
      guard let value, value.isFinite else { return }
      bytes.append(contentsOf: Figures.fixed(value, decimals: 9).utf8)
    case .time(let value):
      guard let value, value.isFinite else { return }
      bytes.append(contentsOf: UTCTime(seconds: value).text.utf8)
    }
  }

  private mutating func append(text: String) {
    let shown = VisibleText.of(text, limit: 4000)
    guard !shown.isEmpty else { return }
    bytes.append(UInt8(ascii: "\""))
    if CSVTable.isFormula(shown) { bytes.append(UInt8(ascii: "'")) }
    for byte in shown.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether a spreadsheet may take the text for a formula: by its first sign, wide forms of it
  /// included, behind blanks too.
  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first(where: { $0 != " " && $0 != "'" && $0 != "\"" })
    else { return false }
    return "=+-@|%＝＋－＠".unicodeScalars.contains(first)
  }
}
