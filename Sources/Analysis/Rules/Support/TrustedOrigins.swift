import CORSEngine
import Traffic

/// The origins that the operator trusts, read from a list.
///
/// An origin a line, `https://app.example.com`, or all names under one, `https://*.example.com`;
/// `#` begins a comment.
package struct TrustedOrigins: Sendable {
  /// A line that could not be read.
  package struct Problem: Sendable, Equatable {
    /// The 1-based line.
    package var line: Int
    /// The 1-based column in bytes.
    package var column: Int
    /// What is wrong, and how to mend it.
    package var message: String
  }

  private struct Family: Sendable {
    /// `https://`, or another scheme.
    var scheme: [UInt8]
    /// `.example.com`, and a port if there is one.
    var ending: [UInt8]
  }

  private var exact: Set<[UInt8]> = []
  private var families: [Family] = []
  /// The hosts that are named, those of whole families without their `*.`.
  private(set) var hosts: [[UInt8]] = []

  /// Makes an empty list.
  package init() {}

  /// Reads a list; what cannot be read is left out and told in `problems`.
  package init(_ text: [UInt8], problems: inout [Problem]) {
    for (number, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated()
    {
      var end = line.firstIndex(of: 0x23) ?? line.endIndex
      var start = line.startIndex
      while start < end, line[start] <= 0x20 { start += 1 }
      while end > start, line[end - 1] <= 0x20 { end -= 1 }
      guard start < end else { continue }
      if let message = add(Array(line[start..<end])) {
        problems.append(
          Problem(line: number + 1, column: start - line.startIndex + 1, message: message))
      }
    }
  }

  /// Whether there is no list.
  package var isEmpty: Bool { exact.isEmpty && families.isEmpty }

  /// Whether the origin is on the list.
  package func contains(_ origin: [UInt8]) -> Bool {
    if exact.contains(origin) { return true }
    return families.contains { family in
      origin.count > family.scheme.count + family.ending.count
        && origin.starts(with: family.scheme)
        && Array(origin.suffix(family.ending.count)) == family.ending
    }
  }

  /// Adds one entry; what is wrong with it is returned.
  private mutating func add(_ entry: [UInt8]) -> String? {
    let text = HeaderDetail.cut(String(decoding: entry, as: UTF8.self))
    var plain = entry
    let marker = Array("://*.".utf8)
    var family: Family?
    if let at = entry.indices.first(where: { entry[$0...].starts(with: marker) }) {
      family = Family(
        scheme: Array(entry[..<(at + 3)]), ending: Array(entry[(at + 4)...]))
      plain.removeSubrange((at + 3)..<(at + 5))
    }
    let origin = Origin(plain.span)
    guard origin.isCanonical, !origin.isNull else {
      return
        "'\(text)' is no origin (\(origin.isNull ? "null is nobody's" : origin.flaw.summary)); "
        + "write https://app.example.com or https://*.example.com"
    }
    let host = Array(plain[origin.host.range])
    if family != nil, let suffix = PublicSuffix(host.span), suffix.domain == nil {
      return
        "'\(text)' trusts whoever takes a name under \(String(decoding: host, as: UTF8.self)); "
        + "name the hosts"
    }
    hosts.append(host)
    if let family { families.append(family) } else { exact.insert(entry) }
    return nil
  }
}
