// Unsafe: libpcap's handles and packets are pointers; a packet is copied before the next is asked
// for.
import CPcap
import Glibc
import Synchronization
package import Traffic

/// The packets of a network interface while they come, as the bytes of a capture file.
///
/// - SeeAlso: https://www.tcpdump.org/manpages/pcap.3pcap.html
@safe package final class LiveCapture: ByteStream {
  /// Asks a capture to end; set from a signal handler.
  package final class Stop: Sendable {
    private let flag = Atomic<Bool>(false)

    /// Makes a request that was not made yet.
    package init() {}

    /// Asks the capture to end.
    package func request() { flag.store(true, ordering: .relaxed) }

    /// Whether the capture is to end.
    package var isRequested: Bool { flag.load(ordering: .relaxed) }
  }

  /// How long the kernel may keep a packet back, in milliseconds.
  private static let delay: Int32 = 100
  /// The kernel's buffer, in bytes.
  private static let bufferSize: Int32 = 32 << 20
  /// How long packets that came before the end may take to arrive here.
  private static let grace = Duration.milliseconds(250)

  private let handle: OpaquePointer
  private let stop: Stop
  private let end: ContinuousClock.Instant?
  /// When the end came: packets from then on are not taken, and none is awaited after the grace.
  private var closing: (seconds: Int, patience: ContinuousClock.Instant)?
  private var packetCount = 0
  private var hasHeader = false
  private var isEnded = false

  /// Opens the interface `name`.
  ///
  /// - Parameters:
  ///   - name: The interface, or `any` for all.
  ///   - filter: Which packets to take, in tcpdump's syntax; `nil` takes all.
  ///   - seconds: How long to capture; `nil` goes on until `stop` is requested.
  ///   - stop: Ends the capture.
  /// - Throws: `IngestError` when there is no such interface or it may not be captured.
  package init(
    interface name: String, filter: String?, seconds: Double?, stop: Stop
  ) throws(IngestError) {
    var buffer = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    guard let handle = unsafe pcap_create(name, &buffer) else {
      let reason = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      throw IngestError(
        "the interface cannot be opened: \(String(decoding: reason, as: UTF8.self))")
    }
    unsafe self.handle = handle
    self.stop = stop
    end = seconds.map { ContinuousClock.now + .seconds($0) }
    unsafe pcap_set_snaplen(handle, 262_144)
    unsafe pcap_set_promisc(handle, 1)
    unsafe pcap_set_timeout(handle, LiveCapture.delay)
    unsafe pcap_set_buffer_size(handle, LiveCapture.bufferSize)
    unsafe pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO)
    let status = unsafe pcap_activate(handle)
    guard status >= 0 else { throw LiveCapture.failure(status, name) }
    guard unsafe pcap_setnonblock(handle, 1, &buffer) == 0 else {
      throw IngestError("the interface cannot be captured: it does not let itself be waited for")
    }
    if let filter { try install(filter) }
  }

  deinit { unsafe pcap_close(handle) }

  /// What the kernel says of packets that were not taken.
  package var notes: [String] {
    var counts = pcap_stat()
    guard unsafe pcap_stats(handle, &counts) == 0 else { return [] }
    let dropped = Int(counts.ps_drop) + Int(counts.ps_ifdrop)
    // The kernel's own count has packets of the loopback interface twice.
    let text =
      "\(packetCount) packets were taken, \(dropped) were dropped before they could be read"
    return [dropped == 0 ? text : text + "; narrow them with --capture-filter"]
  }

  /// Appends the packets that have come, after the head of a file before the first.
  package func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestError) -> Int {
    let before = buffer.count
    if !hasHeader {
      hasHeader = true
      let link = unsafe UInt32(bitPattern: pcap_datalink(handle))
      let isNano = unsafe pcap_get_tstamp_precision(handle) == PCAP_TSTAMP_PRECISION_NANO
      for word in [isNano ? 0xA1B2_3C4D : 0xA1B2_C3D4, 0x0004_0002, 0, 0, 262_144, link] {
        LiveCapture.append(word, to: &buffer)
      }
      return buffer.count - before
    }
    close()
    while !isEnded, buffer.count - before < count {
      var header: UnsafeMutablePointer<pcap_pkthdr>?
      var bytes: UnsafePointer<UInt8>?
      let status = unsafe pcap_next_ex(handle, &header, &bytes)
      if status == 1, let header = unsafe header, let bytes = unsafe bytes {
        if let closing, unsafe header.pointee.ts.tv_sec > closing.seconds { isEnded = true }
        guard !isEnded else { break }
        packetCount += 1
        unsafe LiveCapture.append(header.pointee, bytes, to: &buffer)
      } else if status != 0 {
        isEnded = true
        let reason = unsafe String(cString: pcap_geterr(handle))
        throw IngestError("the capture ended: \(reason)", mend: "see that the interface is up")
      } else if buffer.count > before {
        return buffer.count - before
      } else {
        awaitPackets()
      }
    }
    return buffer.count - before
  }

  /// Notes that the time is over, or that the end was asked for.
  private func close() {
    guard closing == nil else { return }
    let now = ContinuousClock.now
    guard stop.isRequested || end.map({ now >= $0 }) == true else { return }
    closing = (time(nil), now + LiveCapture.grace)
  }

  /// Waits until packets have come, or for a moment.
  ///
  /// libpcap's own timeout does not count where no packet comes at all.
  private func awaitPackets() {
    close()
    if let closing, ContinuousClock.now >= closing.patience { isEnded = true }
    guard !isEnded else { return }
    var descriptor = unsafe pollfd(
      fd: pcap_get_selectable_fd(handle), events: Int16(POLLIN), revents: 0)
    _ = unsafe poll(&descriptor, 1, LiveCapture.delay)
  }

  private func install(_ filter: String) throws(IngestError) {
    var program = unsafe bpf_program()
    guard unsafe pcap_compile(handle, &program, filter, 1, 0xFFFF_FFFF) == 0 else {
      let reason = unsafe String(cString: pcap_geterr(handle))
      throw IngestError("the capture filter '\(filter)' is not valid here: \(reason)")
    }
    defer { unsafe pcap_freecode(&program) }
    guard unsafe pcap_setfilter(handle, &program) == 0 else {
      throw IngestError("the capture filter cannot be used here")
    }
  }

  private static func failure(_ status: Int32, _ name: String) -> IngestError {
    switch status {
    case PCAP_ERROR_NO_SUCH_DEVICE:
      IngestError("there is no such interface", mend: "'ip link' lists them; 'any' is all of them")
    case PCAP_ERROR_PERM_DENIED, PCAP_ERROR_PROMISC_PERM_DENIED:
      IngestError(
        "capturing needs a privilege that this user does not have",
        mend: "run it as root, or once: setcap cap_net_raw+ep $(command -v corscope)")
    case PCAP_ERROR_IFACE_NOT_UP:
      IngestError("the interface is down", mend: "ip link set \(name) up")
    default:
      IngestError(
        "the interface cannot be captured: \(unsafe String(cString: pcap_statustostr(status)))")
    }
  }

  private static func append(
    _ header: pcap_pkthdr, _ bytes: UnsafePointer<UInt8>, to buffer: inout [UInt8]
  ) {
    append(UInt32(truncatingIfNeeded: header.ts.tv_sec), to: &buffer)
    append(UInt32(truncatingIfNeeded: header.ts.tv_usec), to: &buffer)
    append(header.caplen, to: &buffer)
    append(header.len, to: &buffer)
    unsafe buffer.append(
      contentsOf: UnsafeBufferPointer(start: bytes, count: Int(header.caplen)))
  }

  private static func append(_ word: UInt32, to buffer: inout [UInt8]) {
    for shift: UInt32 in [0, 8, 16, 24] {
      buffer.append(UInt8(truncatingIfNeeded: word >> shift))
    }
  }
}
