import Traffic

/// The keys that the lines of a sample have, and how they write what is not there.
struct JSONKeySurvey {
  /// The paths of all keys, in the order first seen.
  private(set) var paths: [[[UInt8]]] = []
  /// How many strings are empty.
  private(set) var empties = 0
  /// How many strings are a lone `-`.
  private(set) var dashes = 0

  private static let mostPaths = 400
  private static let mostLines = 200

  /// Looks at the first lines of `sample`.
  init(_ sample: Span<UInt8>) {
    var seen: Set<[[UInt8]]> = []
    var start = 0
    var lines = 0
    while start < sample.count, lines < JSONKeySurvey.mostLines {
      let end = ByteSearch.first(0x0A, in: sample, from: start, to: sample.count)
      var scanner = JSONScanner(sample, from: start, to: end)
      while scanner.peek() != 0x7B, scanner.cursor < end { scanner.cursor += 1 }
      if scanner.cursor < end { survey(&scanner, &seen) }
      lines += 1
      start = end + 1
    }
  }

  /// Walks one object; the path of open objects is the walk's memory.
  private mutating func survey(_ scanner: inout JSONScanner, _ seen: inout Set<[[UInt8]]>) {
    var open: [[UInt8]] = []
    scanner.cursor += 1
    while scanner.cursor < scanner.end {
      let byte = scanner.peek()
      if byte == 0x7D {
        scanner.cursor += 1
        if open.popLast() == nil { return }
        continue
      }
      guard byte == 0x22 else {
        scanner.cursor += 1
        continue
      }
      guard let key = scanner.string() else { return }
      guard scanner.peek() == 0x3A else { continue }
      scanner.cursor += 1
      var name: [UInt8] = []
      name.append(scanner.bytes, from: key.start, to: key.end)
      let path = open + [name]
      if seen.count < JSONKeySurvey.mostPaths, seen.insert(path).inserted { paths.append(path) }
      switch scanner.peek() {
      case 0x7B where open.count + 1 < JSONMapping.deepest:
        open.append(name)
        scanner.cursor += 1
      case 0x22:
        guard let value = scanner.string() else { return }
        count(value, in: scanner.bytes)
      default:
        guard scanner.skipValue() else { return }
      }
    }
  }

  private mutating func count(_ value: JSONString, in bytes: Span<UInt8>) {
    if value.end == value.start { empties += 1 }
    if value.end == value.start + 1, bytes[value.start] == 0x2D { dashes += 1 }
  }
}
