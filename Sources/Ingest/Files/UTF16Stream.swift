import Traffic

/// Text of UTF-16 as UTF-8; Windows writes logs so when a shell redirects them.
///
/// - SeeAlso: RFC 2781.
struct UTF16Stream: ByteStream {
  /// Which byte of a unit comes first.
  enum Order {
    case bigEndian, littleEndian
  }

  private var source: any ByteStream
  private let order: Order
  private var bytes: [UInt8] = []
  private var cursor = 0
  /// The first half of a pair whose second half is awaited.
  private var high: UInt32 = 0
  private var pending: IngestError?
  private var ended = false

  /// Reads `source`, which begins with a byte order mark.
  init(_ source: any ByteStream, _ order: Order) {
    self.source = source
    self.order = order
  }

  /// The order that the mark at the start of `head` tells; `nil` where there is none.
  static func order(_ head: [UInt8]) -> Order? {
    if head.starts(with: [0xFF, 0xFE]) { return .littleEndian }
    return head.starts(with: [0xFE, 0xFF]) ? .bigEndian : nil
  }

  mutating func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestError) -> Int {
    let start = buffer.count
    // A scalar has four bytes at most.
    while buffer.count - start + 4 <= count {
      if cursor + 1 >= bytes.count, !refill() { break }
      append(nextUnit(), to: &buffer)
    }
    if buffer.count == start, let pending {
      self.pending = nil
      throw pending
    }
    return buffer.count - start
  }

  /// Reads on; `false` at the end, where half a unit may be left over.
  private mutating func refill() -> Bool {
    guard !ended else { return false }
    bytes.removeSubrange(..<cursor)
    cursor = 0
    do {
      if try source.read(1 << 16, into: &bytes) == 0 { ended = true }
    } catch {
      pending = error
      ended = true
    }
    return bytes.count > 1
  }

  private mutating func nextUnit() -> UInt32 {
    let (first, second) = (UInt32(bytes[cursor]), UInt32(bytes[cursor + 1]))
    cursor += 2
    return order == .littleEndian ? second << 8 | first : first << 8 | second
  }

  private mutating func append(_ unit: UInt32, to buffer: inout [UInt8]) {
    var scalar = unit
    if unit & 0xFC00 == 0xDC00, high != 0 {
      scalar = 0x10000 + (high & 0x3FF) << 10 + (unit & 0x3FF)
      high = 0
    } else if unit & 0xFC00 == 0xD800 {
      high = unit
      return
    } else {
      high = 0
    }
    let character = Unicode.Scalar(scalar) ?? "\u{FFFD}"
    buffer.append(contentsOf: UTF8.encode(character) ?? UTF8.encodedReplacementCharacter)
  }
}
