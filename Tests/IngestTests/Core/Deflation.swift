// Unsafe: hands zlib pointers into arrays that outlive each call.
import CZlib

/// Packs and unpacks with zlib, for comparison.
enum Deflation {
  /// How zlib is to pack.
  struct Manner {
    var level: Int32 = 6
    var strategy = Z_DEFAULT_STRATEGY
    /// How much memory it takes; with less of it blocks are shorter.
    var memory: Int32 = 8
    /// What is taken to stand before the content.
    var dictionary: [UInt8] = []
  }

  /// The `content` deflated, without a header.
  static func raw(_ content: [UInt8], _ manner: Manner = Manner()) -> [UInt8] {
    var stream = unsafe z_stream()
    let size = Int32(unsafe MemoryLayout<z_stream>.size)
    guard
      unsafe deflateInit2_(
        &stream, manner.level, Z_DEFLATED, -MAX_WBITS, manner.memory, manner.strategy,
        ZLIB_VERSION, size) == Z_OK
    else { return [] }
    defer { _ = unsafe deflateEnd(&stream) }
    var (content, dictionary) = (content, manner.dictionary)
    if !dictionary.isEmpty {
      _ = unsafe deflateSetDictionary(&stream, &dictionary, UInt32(dictionary.count))
    }
    // Blocks that are stored as they are have a header each.
    let count = content.count * 9 / 8 + 1_000
    var output = [UInt8](repeating: 0, count: count)
    return unsafe content.withUnsafeMutableBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe stream.next_in = input.baseAddress
        unsafe stream.avail_in = UInt32(input.count)
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = UInt32(count)
        _ = unsafe deflate(&stream, Z_FINISH)
        return unsafe Array(output[..<(count - Int(stream.avail_out))])
      }
    }
  }

  /// The `content` as a member of a gzip stream.
  static func gzip(_ content: [UInt8], _ manner: Manner = Manner()) -> [UInt8] {
    let sum = checksum(content)
    let count = UInt32(content.count)
    let tail =
      (0..<4).map { UInt8(truncatingIfNeeded: sum >> (8 * $0)) }
      + (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + raw(content, manner) + tail
  }

  /// The CRC-32 of `bytes`.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    unsafe bytes.withUnsafeBufferPointer {
      UInt32(truncatingIfNeeded: unsafe crc32_z(0, $0.baseAddress, $0.count))
    }
  }

  /// What zlib makes of deflated data, and whether it came to the end of it.
  static func inflated(_ bytes: [UInt8], most: Int) -> (content: [UInt8], ended: Bool) {
    var stream = unsafe z_stream()
    let size = Int32(unsafe MemoryLayout<z_stream>.size)
    guard unsafe inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, size) == Z_OK else {
      return ([], false)
    }
    defer { _ = unsafe inflateEnd(&stream) }
    var bytes = bytes
    var output = [UInt8](repeating: 0, count: most)
    return unsafe bytes.withUnsafeMutableBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe stream.next_in = input.baseAddress
        unsafe stream.avail_in = UInt32(input.count)
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = UInt32(most)
        let status = unsafe inflate(&stream, Z_NO_FLUSH)
        return unsafe (Array(output[..<(most - Int(stream.avail_out))]), status == Z_STREAM_END)
      }
    }
  }
}
