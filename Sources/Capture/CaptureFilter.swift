// Unsafe: libpcap's compiler and its filter machine take pointers; programs are freed with this
// object.
import CPcap
import Traffic

/// A capture filter in the syntax of tcpdump, compiled once for each link type.
///
/// - SeeAlso: https://www.tcpdump.org/manpages/pcap-filter.7.html
@safe final class CaptureFilter {
  private let text: String
  private var linkTypes: [Int] = []
  private var programs: [bpf_program] = unsafe []

  /// Makes a filter of `text`.
  ///
  /// - Throws: `IngestError` when `text` is no filter.
  init(_ text: String) throws(IngestError) {
    self.text = text
    // Raw IP knows no Ethernet addresses, so Ethernet is the type to check with.
    _ = try index(linkType: 1)
  }

  deinit {
    for index in linkTypes.indices { unsafe pcap_freecode(&programs[index]) }
  }

  /// Whether the filter keeps `packet`.
  ///
  /// - Parameters:
  ///   - packet: The bytes captured.
  ///   - wireLength: The number of bytes on the wire.
  ///   - linkType: The link type of its interface.
  /// - Returns: Whether it is to be read.
  /// - Throws: `IngestError` when the filter makes no sense for the link type.
  func keeps(
    _ packet: Span<UInt8>, wireLength: Int, linkType: Int
  ) throws(IngestError) -> Bool {
    let index = try index(linkType: linkType)
    var header = pcap_pkthdr()
    header.caplen = UInt32(clamping: packet.count)
    header.len = UInt32(clamping: wireLength)
    return unsafe packet.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return false }
      return unsafe pcap_offline_filter(&programs[index], &header, base) != 0
    }
  }

  private func index(linkType: Int) throws(IngestError) -> Int {
    if let known = linkTypes.firstIndex(of: linkType) { return known }
    // On Linux libpcap calls the file's raw IP type, 101, by another number.
    let type = linkType == 101 ? 12 : linkType
    guard let handle = unsafe pcap_open_dead(Int32(clamping: type), 262_144) else {
      throw IngestError("the capture filter cannot be compiled: out of memory")
    }
    defer { unsafe pcap_close(handle) }
    var program = unsafe bpf_program()
    // The mask 0xffffffff stands for one that is not known.
    guard unsafe pcap_compile(handle, &program, text, 1, 0xFFFF_FFFF) == 0 else {
      let reason = unsafe String(cString: pcap_geterr(handle))
      throw IngestError(
        "the capture filter '\(text)' is not valid: \(reason)",
        mend: "write it as for tcpdump, such as 'tcp port 8080'")
    }
    unsafe programs.append(program)
    linkTypes.append(linkType)
    return linkTypes.count - 1
  }
}
