import Traffic

/// How a W3C extended log separates its columns, and writes what stands in them.
package enum W3CStyle: Sendable {
  /// Blanks between, pluses for those in values, milliseconds: IIS.
  case spaced
  /// Tabs between, percent signs for what is strange in values, seconds: CloudFront.
  case cloudFront
  /// Tabs between, values as they are, seconds: WebLogic.
  case tabbed
  /// Blanks between, quotes around headers, seconds: Tomcat.
  case quoted

  /// What stands between two columns; of quoted ones, when their quotes are taken off.
  var separator: UInt8 { self == .spaced ? 0x20 : 0x09 }

  /// How a column is escaped where nothing else is said of it.
  var escape: EscapeStyle {
    switch self {
    case .spaced: .plus
    case .cloudFront: .percent
    case .tabbed: .none
    // Behind the quotes that are doubled.
    case .quoted: .backslash
    }
  }

  /// What a duration without a unit counts, in nanoseconds.
  var durationUnit: Int64 { self == .spaced ? 1_000_000 : 1_000_000_000 }

  /// The style of `lines`, which name their columns and are not CloudFront's.
  init(of lines: [UInt8]) {
    // IIS says that it is: no quote that a client sent may speak against it, nor a foreign line.
    guard !lines.span.contains("#Software: Microsoft") else {
      self = .spaced
      return
    }
    var (tabbed, quoted, seen) = (0, 0, 0)
    for line in lines.split(separator: 0x0A) where line.first != 0x23 {
      seen += 1
      if line.contains(0x09) { tabbed += 1 }
      if QuotedColumns.hasQuotes(Array(line).span) { quoted += 1 }
    }
    self = tabbed * 2 > seen ? .tabbed : quoted * 2 > seen ? .quoted : .spaced
  }
}
