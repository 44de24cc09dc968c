// Unsafe: hands the decoder and zlib's checksum pointers into buffers that outlive each call.
import CMachine
import CZlib
package import Traffic

/// What a gzip stream holds: any number of members, one after the other; or the deflated data of an
/// archive's member.
///
/// Padding of zeros after a member is ignored, as gzip does. A stream that is cut or damaged gives
/// what could be decoded, then throws once.
///
/// - SeeAlso: RFC 1952, section 2.2.
@safe package final class InflateStream: ByteStream {
  /// How many bytes are asked of the source at once.
  private static let inputSize = 1 << 17
  /// How many bytes are decoded at once: with what may be copied from they stay in a near cache.
  private static let outputSize = 1 << 16

  private var source: any ByteStream
  private var sourceEnded = false
  /// What the source gave, and the padding that the decoder needs behind it.
  private var input: [UInt8] = []
  private var inputCount = 0
  /// Where the next bit stands in it.
  private var bit = 0

  private var decoder: OpaquePointer?
  /// What was decoded last, and what it may be copied from.
  private var window: [UInt8] = []
  /// Where the member begins in it, if all of it is there.
  private var floor = 0
  private var filled = 0
  /// How much of it the reader has.
  private var given = 0

  private var phase = Phase.between
  private var members = 0
  private var header = GzipHeader()
  private var checksum: UInt = 0
  /// How many bytes the member has so far, of which a gzip stream tells the lowest 32 bits.
  private var length = 0
  private var pending: IngestError?
  private let isRaw: Bool

  private enum Phase {
    case between, header, data, trailer, done
  }

  /// Decompresses what `source` holds.
  package init(_ source: any ByteStream) {
    self.source = source
    isRaw = false
  }

  /// Decompresses data of an archive's member, which has no header and one end.
  ///
  /// - SeeAlso: RFC 1951.
  package init(raw source: any ByteStream) {
    self.source = source
    isRaw = true
  }

  deinit {
    if let decoder = unsafe decoder { unsafe inflate_free(decoder) }
  }

  package func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestError) -> Int {
    var total = 0
    while total < count {
      if given < filled {
        let end = min(filled, given + count - total)
        buffer.append(window.span, from: given, to: end)
        total += end - given
        given = end
        continue
      }
      switch phase {
      case .between: begin()
      case .header: readHeader()
      case .data: decode()
      case .trailer: readTrailer()
      case .done:
        if total == 0, let error = pending {
          pending = nil
          throw error
        }
        return total
      }
    }
    return total
  }

  private var name: String { isRaw ? "compressed data" : "gzip stream" }

  /// Puts more of the source behind what is left of the input; `false` at its end.
  private func refill() -> Bool {
    guard !sourceEnded else { return false }
    input.removeSubrange(inputCount...)
    input.removeSubrange(..<(bit >> 3))
    bit &= 7
    let before = input.count
    input.reserveCapacity(before + InflateStream.inputSize + inflate_padding)
    do {
      if try source.read(InflateStream.inputSize, into: &input) == 0 { sourceEnded = true }
    } catch {
      sourceEnded = true
      pending = error
    }
    inputCount = input.count
    for _ in 0..<inflate_padding { input.append(0) }
    return inputCount > before
  }

  /// Says that the stream is cut, unless the source has more of it.
  private func needInput() {
    if !refill() { fail("the \(name) ends in the middle", "copy or download the file again") }
  }

  /// Starts the next member, or ends the stream.
  private func begin() {
    if isRaw, members > 0 {
      phase = .done
      return
    }
    while true {
      // Tapes and some log shippers pad the last block with zeros.
      while bit >> 3 < inputCount, members > 0, input[bit >> 3] == 0 { bit += 8 }
      if bit >> 3 < inputCount { break }
      guard refill() else {
        phase = .done
        return
      }
    }
    if members > 0, input[bit >> 3] != 0x1F {
      fail("something that is not gzip follows the gzip stream", "copy the file again")
      return
    }
    members += 1
    header = GzipHeader()
    checksum = 0
    length = 0
    floor = filled
    phase = isRaw ? .data : .header
    if let decoder = unsafe decoder {
      unsafe inflate_restart(decoder)
      return
    }
    unsafe decoder = inflate_make()
    if unsafe decoder == nil { fail("there is no memory to read the \(name)", "") }
    window = Array(
      repeating: 0,
      count: inflate_reach + inflate_room + InflateStream.outputSize)
  }

  private func readHeader() {
    var cursor = bit >> 3
    let reading = header.read(input.span.extracting(..<inputCount), from: &cursor)
    bit = cursor << 3
    switch reading {
    case .unfinished: needInput()
    case .whole: phase = .data
    case .damaged: fail("the \(name) is damaged", "copy or download the file again")
    }
  }

  /// Decodes what there is input and room for; the reader has all that was decoded before.
  private func decode() {
    if window.count - filled < inflate_room { slide() }
    let start = filled
    var outcome = inflate_damaged
    if let decoder = unsafe decoder {
      unsafe window.withUnsafeMutableBufferPointer { window in
        unsafe input.withUnsafeBufferPointer { input in
          guard let input = input.baseAddress, let output = window.baseAddress else { return }
          unsafe outcome = inflate_decode(
            decoder, input, inputCount, &bit, output, floor, &filled, window.count)
          if !isRaw { unsafe checksum = crc32_z(checksum, output + start, filled - start) }
        }
      }
    }
    length &+= filled - start
    switch outcome {
    case inflate_needs_input: needInput()
    case inflate_needs_room: break
    case inflate_ended:
      bit = (bit + 7) & ~7
      phase = isRaw ? .between : .trailer
    default: fail("the \(name) is damaged", "copy or download the file again")
    }
  }

  /// Keeps of the window what may be copied from.
  private func slide() {
    let shift = max(0, filled - inflate_reach)
    unsafe window.withUnsafeMutableBytes { bytes in
      unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[shift..<filled]))
    }
    floor = max(0, floor - shift)
    filled -= shift
    given = filled
  }

  /// Compares what was decoded with the checksum and the length that follow it.
  private func readTrailer() {
    let cursor = bit >> 3
    guard inputCount - cursor >= 8 else { return needInput() }
    bit += 64
    guard UInt(input.word(at: cursor)) == checksum,
      input.word(at: cursor + 4) == UInt32(truncatingIfNeeded: length)
    else { return fail("the \(name) is damaged", "copy or download the file again") }
    phase = .between
  }

  private func fail(_ message: String, _ mend: String) {
    if pending == nil { pending = IngestError(message, mend: mend) }
    phase = .done
  }
}
