import Traffic

/// The keys that the lines of a sample have, some of their values, and how they write what is not
/// there.
struct JSONKeySurvey {
  /// One key, wherever it stood.
  struct Key {
    /// The names that lead to it, from the line's own object on.
    let path: [[UInt8]]
    /// Whether an object stood there.
    fileprivate(set) var isObject = false
    /// Its first values that say something: strings as they stand, numbers, the first of a list.
    fileprivate(set) var values: [[UInt8]] = []

    /// The share of its values for which `test` holds; 1 where it has none.
    func share(where test: (Span<UInt8>) -> Bool) -> Double {
      guard !values.isEmpty else { return 1 }
      return Double(values.reduce(0) { test($1.span) ? $0 + 1 : $0 }) / Double(values.count)
    }
  }

  /// The keys, in the order first seen.
  private(set) var keys: [Key] = []
  /// How many strings are empty.
  private(set) var empties = 0
  /// How many strings are a lone `-`.
  private(set) var dashes = 0
  private var indices: [[[UInt8]]: Int] = [:]

  private static let containers = Set(JSONMapping.containers.map { Array($0.utf8) })
  private static let mostPaths = 400
  private static let mostLines = 200
  private static let mostValues = 24
  private static let longestValue = 256

  /// Looks at the first lines of `sample`.
  init(_ sample: Span<UInt8>) {
    var start = 0
    var lines = 0
    while start < sample.count, lines < JSONKeySurvey.mostLines {
      let end = ByteSearch.first(0x0A, in: sample, from: start, to: sample.count)
      var scanner = JSONScanner(sample, from: start, to: end)
      while scanner.peek() != 0x7B, scanner.cursor < end { scanner.cursor += 1 }
      if scanner.cursor < end { survey(&scanner) }
      lines += 1
      start = end + 1
    }
  }

  /// Makes a survey of keys that are no JSON; each is a path of one name.
  init(pairs: [(name: [UInt8], value: [UInt8])]) {
    for (name, value) in pairs {
      count(value.span, of: note([name]))
    }
  }

  /// Whether some line has the key at `path`, whose parts are written with dots between them.
  func has(_ path: String) -> Bool {
    indices[path.split(separator: ".").map { Array($0.utf8) }] != nil
  }

  /// The key at `path`.
  func key(_ path: String) -> Key? {
    indices[path.split(separator: ".").map { Array($0.utf8) }].map { keys[$0] }
  }

  /// Walks one object; the path of open objects is the walk's memory.
  private mutating func survey(_ scanner: inout JSONScanner) {
    var open: [[UInt8]] = []
    var isAmongRecords = false
    scanner.cursor += 1
    while scanner.cursor < scanner.end {
      let byte = scanner.peek()
      if byte == 0x7D {
        scanner.cursor += 1
        if open.popLast() == nil, !isAmongRecords { return }
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
      let index = note(open + [name])
      switch scanner.peek() {
      case 0x7B where open.count + 1 < JSONMapping.deepest:
        if let index { keys[index].isObject = true }
        open.append(name)
        scanner.cursor += 1
      case 0x22:
        guard let value = scanner.string() else { return }
        count(scanner.bytes.extracting(value.start..<value.end), of: index)
      case 0x5B where JSONKeySurvey.containers.contains(name):
        open.removeAll()
        isAmongRecords = true
        scanner.cursor += 1
      case 0x5B:
        let start = scanner.cursor
        scanner.cursor += 1
        if scanner.peek() == 0x22, let value = scanner.string() {
          count(scanner.bytes.extracting(value.start..<value.end), of: index)
        }
        scanner.cursor = start
        guard scanner.skipValue() else { return }
      case 0x7B: guard scanner.skipValue() else { return }
      default:
        let value = scanner.scalar()
        if !scanner.bytes.extracting(value.start..<value.end).equals("null") {
          count(scanner.bytes.extracting(value.start..<value.end), of: index)
        }
      }
    }
  }

  private mutating func note(_ path: [[UInt8]]) -> Int? {
    if let known = indices[path] { return known }
    guard keys.count < JSONKeySurvey.mostPaths else { return nil }
    indices[path] = keys.count
    keys.append(Key(path: path))
    return keys.count - 1
  }

  private mutating func count(_ value: Span<UInt8>, of index: Int?) {
    if value.isEmpty {
      empties += 1
      return
    }
    if value.count == 1, value[0] == 0x2D {
      dashes += 1
      return
    }
    guard let index, keys[index].values.count < JSONKeySurvey.mostValues else { return }
    var copy: [UInt8] = []
    // Some write `\/` for every slash.
    JSONText.decode(value, from: 0, to: min(value.count, JSONKeySurvey.longestValue), into: &copy)
    keys[index].values.append(copy)
  }
}
