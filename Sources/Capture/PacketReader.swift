import Traffic

/// Reads the packets of a capture file one after the other: classic pcap and its variants, pcapng,
/// snoop.
///
/// - SeeAlso: draft-ietf-opsawg-pcap and draft-ietf-opsawg-pcapng.
struct PacketReader {
  /// How the file frames its packets.
  enum Container: BitwiseCopyable {
    case pcap(bigEndian: Bool, recordHeader: Int)
    case pcapng(bigEndian: Bool)
    case snoop
  }

  /// No packet and no block is larger: libpcap's own limit.
  static let blockLimit = 16 << 20
  /// More interfaces than any capture has; what is beyond is not followed.
  static let interfaceLimit = 65_536
  private static let chunk = 256 << 10

  /// The part of the file at hand; the bytes of the packet last read stand in it.
  var buffer: [UInt8] = []
  /// The interfaces of the section at hand.
  var interfaces: [CaptureInterface] = []
  /// The lines of key logs that stood in the file since they were last taken.
  var secrets: [UInt8] = []
  /// How many packets were read.
  var packetCount = 0
  /// Where reading goes on in ``buffer``.
  var cursor = 0

  /// How many packets were missed on the interfaces of earlier sections.
  private var earlierDrops: UInt64 = 0
  private var stream: any ByteStream
  private var isEnded = false
  var container: Container?

  /// Makes a reader of the bytes that `stream` yields.
  init(stream: any ByteStream) { self.stream = stream }

  /// What the container is called.
  var formatName: String {
    switch container {
    case .pcapng: "pcapng"
    case .snoop: "snoop"
    case .pcap, nil: "pcap"
    }
  }

  /// How many packets the file says that the capturing program missed.
  var dropCount: UInt64 { interfaces.reduce(earlierDrops) { $0 &+ $1.dropCount } }

  /// Reads the file's header.
  ///
  /// - Throws: `IngestError` when it is no capture or ends within its header.
  mutating func open() throws(IngestError) {
    guard try fill(4) else {
      throw IngestError(
        buffer.isEmpty ? "the capture is empty" : "the capture ends within its file header",
        mend: "capture again")
    }
    guard PacketReader.recognises(buffer.span) else {
      throw IngestError(
        "this is no capture: neither pcap nor pcapng nor snoop",
        mend: "convert it: editcap -F pcapng IN OUT")
    }
    if buffer.span.network32(0) == 0x0A0D_0D0A {
      container = .pcapng(bigEndian: false)
    } else if buffer.span.network32(0) == 0x736E_6F6F {
      try openSnoop()
    } else {
      try readFileHeader()
    }
  }

  /// Whether `head` begins like a capture file.
  static func recognises(_ head: Span<UInt8>) -> Bool {
    guard head.count >= 4 else { return false }
    switch head.network32(0) {
    case 0xA1B2_C3D4, 0xD4C3_B2A1, 0xA1B2_3C4D, 0x4D3C_B2A1, 0xA1B2_CD34, 0x34CD_B2A1: return true
    case 0x0A0D_0D0A:
      guard head.count >= 12 else { return true }
      let order = head.network32(8)
      return order == 0x1A2B_3C4D || order == 0x4D3C_2B1A
    case 0x736E_6F6F: return head.count < 8 || isSnoop(head)
    default: return false
    }
  }

  /// Reads the next packet, or `nil` at the end of the file.
  ///
  /// - Throws: `IngestError` when the file is damaged or ends in the middle of a packet; what was
  ///   read before stands, and there is no reading on.
  mutating func next() throws(IngestError) -> CapturedPacket? {
    switch container {
    case .pcap(let bigEndian, let header): return try nextRecord(bigEndian, header)
    case .pcapng: return try nextBlockPacket()
    case .snoop: return try nextSnoopRecord()
    case nil: return nil
    }
  }

  /// How the records of the file are laid out, if it is of the classic kind.
  var plainRecords: PlainRecords? {
    guard case .pcap(let bigEndian, let header) = container else { return nil }
    return PlainRecords(
      isBigEndian: bigEndian, headerSize: header,
      scale: interfaces[0].resolution == 9 ? 1 : 1000, link: interfaces[0].link)
  }

  /// Whether all bytes at hand have been read.
  var isDrained: Bool { cursor == buffer.count }

  /// Notes the byte order of a new section.
  mutating func beginSection(bigEndian: Bool) {
    container = .pcapng(bigEndian: bigEndian)
    earlierDrops = dropCount
    interfaces.removeAll(keepingCapacity: true)
  }

  /// Sees to it that `count` bytes stand in ``buffer`` from ``cursor`` on.
  ///
  /// - Returns: `false` when the file ends before.
  mutating func fill(_ count: Int) throws(IngestError) -> Bool {
    if buffer.count &- cursor >= count { return true }
    guard !isEnded else { return false }
    buffer.removeSubrange(0..<cursor)
    cursor = 0
    while buffer.count < count, !isEnded {
      let wanted = max(count - buffer.count, PacketReader.chunk)
      // A stream may hand out small pieces; only nothing at all is its end.
      if try stream.read(wanted, into: &buffer) <= 0 { isEnded = true }
    }
    return buffer.count >= count
  }

  /// The two bytes at `offset` of ``buffer`` in the file's byte order.
  func number16(_ offset: Int, _ bigEndian: Bool) -> Int {
    buffer.span.number16(offset, bigEndian: bigEndian)
  }

  /// The four bytes at `offset` of ``buffer`` in the file's byte order.
  @inline(__always)
  func number32(_ offset: Int, _ bigEndian: Bool) -> UInt32 {
    buffer.span.number32(offset, bigEndian: bigEndian)
  }

  /// The error of a file that stops within the packet at hand.
  var truncation: IngestError {
    IngestError(
      "the capture ends in the middle of packet \(packetCount + 1)",
      mend: "copy the file again, or let the capturing program end by itself")
  }

  /// The error of a file whose lengths cannot be true.
  func damage(_ what: String) -> IngestError {
    IngestError(
      "\(what) after packet \(packetCount); the rest is unreadable", mend: "capture again")
  }
}

extension PacketReader {
  private mutating func readFileHeader() throws(IngestError) {
    guard try fill(24) else {
      throw IngestError("the capture ends within its file header", mend: "capture again")
    }
    let magic = buffer.span.network32(cursor)
    let bigEndian = magic >> 16 == 0xA1B2
    let kind = bigEndian ? magic : magic.byteSwapped
    // The upper bits of the link type tell the length of a frame check sequence.
    let linkType = Int(number32(cursor + 20, bigEndian) & 0xFFFF)
    let interface = CaptureInterface(
      linkType: linkType,
      snapLength: Int(number32(cursor + 16, bigEndian)),
      resolution: kind == 0xA1B2_3C4D ? 9 : 6)
    if interfaces.isEmpty { interfaces.append(interface) } else { interfaces[0] = interface }
    container = .pcap(bigEndian: bigEndian, recordHeader: kind == 0xA1B2_CD34 ? 24 : 16)
    cursor += 24
  }

  /// Takes the file header that stands where a packet should begin when files were simply joined.
  private mutating func skipJoinedHeader(_ bigEndian: Bool) throws(IngestError) -> Bool {
    guard try fill(24), PacketReader.recognises(buffer.span.extracting(cursor..<(cursor + 4))),
      number16(cursor + 4, bigEndian) == 2, number16(cursor + 6, bigEndian) == 4
    else { return false }
    try readFileHeader()
    return true
  }

  private mutating func nextRecord(
    _ bigEndian: Bool, _ header: Int
  ) throws(IngestError) -> CapturedPacket? {
    guard try fill(header) else {
      guard cursor == buffer.count else { throw truncation }
      return nil
    }
    let seconds = number32(cursor, bigEndian)
    switch seconds >> 8 {
    case 0xA1B2C3, 0xA1B23C, 0xA1B2CD:
      if try skipJoinedHeader(bigEndian) { return try next() }
    default: break
    }
    let fraction = number32(cursor + 4, bigEndian)
    let length = Int(number32(cursor + 8, bigEndian))
    let wireLength = Int(number32(cursor + 12, bigEndian))
    guard length <= PacketReader.blockLimit else {
      throw damage("a packet of \(length) bytes")
    }
    guard try fill(header &+ length) else { throw truncation }
    let start = cursor &+ header
    cursor = start &+ length
    packetCount &+= 1
    let scale: Int64 = interfaces[0].resolution == 9 ? 1 : 1000
    return CapturedPacket(
      range: start..<cursor, wireLength: max(wireLength, length),
      time: Int64(seconds) * 1_000_000_000 + Int64(fraction) * scale, hasTime: true, interface: 0)
  }
}
