// Unsafe: hands zlib pointers into buffers that outlive each call.
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
  private var source: any ByteStream
  private var stream = unsafe z_stream()
  private var input: [UInt8] = []
  private var cursor = 0
  private var sourceEnded = false
  private var member = Member.between(count: 0)
  private var pending: IngestError?

  private enum Member {
    case between(count: Int)
    case inside(count: Int)
    case done
  }

  private let isRaw: Bool

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

  deinit { _ = unsafe inflateEnd(&stream) }

  package func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestError) -> Int {
    var total = 0
    while total < count {
      if cursor == input.count { refill() }
      switch member {
      case .done:
        if total == 0, let error = pending {
          pending = nil
          throw error
        }
        return total
      case .between(let members):
        guard begin(after: members) else { continue }
        member = .inside(count: members + 1)
      case .inside(let members):
        // zlib may hold more of what it has taken in than there was room for.
        let isDry = cursor == input.count && sourceEnded
        let produced = inflate(count - total, into: &buffer, members: members)
        total += produced
        if isDry, produced == 0, case .inside = member {
          fail("the \(name) ends in the middle", "copy or download the file again")
        }
      }
    }
    return total
  }

  private var name: String { isRaw ? "compressed data" : "gzip stream" }

  private func refill() {
    guard !sourceEnded else { return }
    input.removeAll(keepingCapacity: true)
    cursor = 0
    do {
      if try source.read(1 << 17, into: &input) == 0 { sourceEnded = true }
    } catch {
      sourceEnded = true
      pending = error
    }
  }

  /// Starts the next member, or ends the stream; `false` when there is no further member.
  private func begin(after members: Int) -> Bool {
    if isRaw, members > 0 {
      member = .done
      return false
    }
    // Tapes and some log shippers pad the last block with zeros.
    while cursor < input.count, members > 0, input[cursor] == 0 {
      cursor += 1
      if cursor == input.count { refill() }
    }
    guard cursor < input.count else {
      member = .done
      return false
    }
    if members > 0, input[cursor] != 0x1F {
      fail("something that is not gzip follows the gzip stream", "copy the file again")
      return false
    }
    let status =
      members == 0
      ? unsafe inflateInit2_(
        &stream, isRaw ? -MAX_WBITS : MAX_WBITS + 16, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size))
      : unsafe inflateReset(&stream)
    guard status == Z_OK else {
      fail("zlib cannot start (\(status))", "")
      return false
    }
    return true
  }

  private func inflate(_ count: Int, into buffer: inout [UInt8], members: Int) -> Int {
    var produced = 0
    var status = Z_OK
    buffer.append(addingCapacity: count) { room in
      unsafe room.withUnsafeMutableBufferPointer { output, used in
        unsafe input.withUnsafeMutableBufferPointer { bytes in
          unsafe stream.next_in = bytes.baseAddress.map { unsafe $0 + cursor }
          unsafe stream.avail_in = UInt32(bytes.count - cursor)
          unsafe stream.next_out = output.baseAddress
          unsafe stream.avail_out = UInt32(clamping: count)
          status = unsafe CZlib.inflate(&stream, Z_NO_FLUSH)
          cursor = unsafe bytes.count - Int(stream.avail_in)
          produced = unsafe count - Int(stream.avail_out)
          used = produced
        }
      }
    }
    switch status {
    case Z_OK: break
    case Z_BUF_ERROR where cursor == input.count || produced > 0: break
    case Z_STREAM_END: member = .between(count: members)
    default: fail("the \(name) is damaged", "copy or download the file again")
    }
    return produced
  }

  private func fail(_ message: String, _ mend: String) {
    if pending == nil { pending = IngestError(message, mend: mend) }
    member = .done
  }
}
