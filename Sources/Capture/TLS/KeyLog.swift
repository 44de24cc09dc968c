import Traffic

/// The secrets of TLS connections, in the lines that browsers, curl and servers write.
///
/// - SeeAlso: RFC 9850, "The SSLKEYLOGFILE Format for TLS".
package struct KeyLog: Sendable {
  /// What a line's secret is for.
  enum Label: Int, BitwiseCopyable {
    case master, clientEarly, clientHandshake, serverHandshake, clientTraffic, serverTraffic
  }

  private struct Entry: BitwiseCopyable {
    var places = InlineArray<6, ByteRange>(repeating: ByteRange())
  }

  /// A key log is read up to this many bytes.
  package static let sizeLimit = 64 << 20
  /// No secret is longer, in bytes.
  private static let secretLimit = 64

  private var numbers: [TLSRandom: Int32] = [:]
  private var entries: [Entry] = []
  private var bytes: [UInt8] = []

  /// Makes an empty key log.
  package init() {}

  /// Makes a key log of `text`.
  package init(_ text: [UInt8]) { add(text.span) }

  /// How many connections it knows.
  package var count: Int { entries.count }

  /// Adds the lines of `text`; lines that are none, or of other labels, are passed over.
  ///
  /// The first secret of a kind stands: programs repeat labels when they update their keys.
  mutating func add(_ text: Span<UInt8>) {
    var start = 0
    while start < text.count {
      let end = text.lineFeed(from: start) ?? text.count
      addLine(text.extracting(start..<end))
      start = end + 1
    }
  }

  /// The secret of the connection whose client sent `random`, or `nil`.
  func secret(_ label: Label, of random: TLSRandom) -> [UInt8]? {
    guard let number = numbers[random] else { return nil }
    let place = entries[Int(number)].places[label.rawValue]
    return place.isEmpty ? nil : Array(bytes[place.range])
  }

  private mutating func addLine(_ line: Span<UInt8>) {
    guard bytes.count < KeyLog.sizeLimit, let first = line.firstIndex(of: 0x20),
      let label = KeyLog.label(line.extracting(0..<first)),
      let second = line.firstIndex(of: 0x20, from: first + 1), second - first == 65
    else { return }
    var random: [UInt8] = []
    guard KeyLog.readHex(line.extracting((first + 1)..<second), into: &random) else { return }
    var end = line.count
    while end > second, line[end - 1] <= 0x20 { end -= 1 }
    let start = bytes.count
    guard end - second - 1 <= KeyLog.secretLimit * 2,
      KeyLog.readHex(line.extracting((second + 1)..<max(end, second + 1)), into: &bytes),
      bytes.count > start
    else { return bytes.removeSubrange(start...) }
    let key = TLSRandom(random.span, at: 0)
    let number: Int32
    if let known = numbers[key] {
      number = known
    } else {
      number = Int32(entries.count)
      numbers[key] = number
      entries.append(Entry())
    }
    guard entries[Int(number)].places[label.rawValue].isEmpty else {
      return bytes.removeSubrange(start...)
    }
    entries[Int(number)].places[label.rawValue] = ByteRange(start, bytes.count)
  }

  private static func label(_ text: Span<UInt8>) -> Label? {
    if text.equals("CLIENT_RANDOM") { return .master }
    if text.equals("CLIENT_EARLY_TRAFFIC_SECRET") { return .clientEarly }
    if text.equals("CLIENT_HANDSHAKE_TRAFFIC_SECRET") { return .clientHandshake }
    if text.equals("SERVER_HANDSHAKE_TRAFFIC_SECRET") { return .serverHandshake }
    if text.equals("CLIENT_TRAFFIC_SECRET_0") { return .clientTraffic }
    if text.equals("SERVER_TRAFFIC_SECRET_0") { return .serverTraffic }
    return nil
  }

  private static func readHex(_ text: Span<UInt8>, into bytes: inout [UInt8]) -> Bool {
    guard text.count % 2 == 0 else { return false }
    var index = 0
    while index < text.count {
      guard let high = text[index].hexValue, let low = text[index + 1].hexValue else {
        return false
      }
      bytes.append(high << 4 | low)
      index += 2
    }
    return true
  }
}
