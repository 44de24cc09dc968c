import Traffic

/// One layer of reading captures, to be fed with bytes of any kind: for fuzzing and for tests.
package enum CaptureLayer: String, CaseIterable, Sendable {
  /// The bytes are a capture file.
  case container
  /// The first byte picks a link type, the rest are packets, each behind two bytes of length.
  case link
  /// Segments of one connection, each behind eight bytes that say where it belongs.
  case segments
  /// What both ends say in HTTP/1, in turns, each behind two bytes of side and length.
  case http1
  /// The same behind a client's preface of HTTP/2.
  case http2
  /// Header blocks of one direction, each behind two bytes of length.
  case hpack
  /// What both ends say in TLS, in turns, as with HTTP/1.
  case tls
  /// The lines of a key log.
  case keyLog
  /// The payload of a datagram of QUIC.
  case quic

  private static let linkTypes = [
    0, 1, 7, 9, 12, 50, 51, 101, 104, 105, 107, 108, 109, 113, 117, 119, 127, 129, 163, 166, 192,
    228, 229, 239, 276,
  ]

  /// Reads `bytes`.
  ///
  /// - Returns: How many exchanges they led to, or other things found.
  @discardableResult
  package func read(_ bytes: [UInt8]) -> Int {
    switch self {
    case .container: return CaptureLayer.readFile(bytes)
    case .link: return readPackets(bytes)
    case .segments: return readSegments(bytes)
    case .http1: return readTurns([], bytes)
    case .http2: return readTurns(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8), bytes)
    case .tls: return readTurns([0x16, 0x03, 0x01], bytes)
    case .hpack: return readBlocks(bytes)
    case .keyLog: return KeyLog(bytes).count
    case .quic: return QUICInitial(bytes.span)?.pieces.count ?? 0
    }
  }

  private struct WholeStream: ByteStream {
    var bytes: [UInt8]

    mutating func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestError) -> Int {
      let length = min(count, bytes.count)
      buffer += bytes[..<length]
      bytes.removeFirst(length)
      return length
    }
  }

  private static func readFile(_ bytes: [UInt8]) -> Int {
    var ingestor = CaptureIngestor(stream: WholeStream(bytes: bytes), options: CaptureOptions())
    var batch = Batch()
    var count = 0
    var goesOn = true
    while goesOn {
      batch.reset()
      do throws(IngestError) {
        goesOn = try ingestor.read(into: &batch)
      } catch {}
      count += batch.records.count
    }
    return count
  }

  private func readPackets(_ bytes: [UInt8]) -> Int {
    guard let first = bytes.first else { return 0 }
    var reading = LayerReading()
    let type = CaptureLayer.linkTypes[Int(first) % CaptureLayer.linkTypes.count]
    var offset = 1
    while offset + 2 <= bytes.count {
      let length = min(Int(bytes[offset]) << 8 | Int(bytes[offset + 1]), bytes.count - offset - 2)
      let packet = Array(bytes[(offset + 2)..<(offset + 2 + length)])
      reading.take(packet, linkType: type)
      offset += 2 + length
    }
    return reading.finish()
  }

  private func readSegments(_ bytes: [UInt8]) -> Int {
    var reading = LayerReading()
    var offset = 0
    while offset + 8 <= bytes.count {
      let header = bytes[offset..<(offset + 8)].map { UInt32($0) }
      offset += 8
      let length = min(Int(header[7]), bytes.count - offset)
      let payload = Array(bytes[offset..<(offset + length)])
      offset += length
      reading.send(
        side: Int(header[0] & 1), flags: UInt8(header[1] & 0x17),
        sequence: header[2] << 8 | header[3], acknowledgement: header[4] << 8 | header[5], payload)
    }
    return reading.finish()
  }

  private func readTurns(_ start: [UInt8], _ bytes: [UInt8]) -> Int {
    var reading = LayerReading()
    reading.open()
    if !start.isEmpty { reading.say(0, start) }
    var offset = 0
    while offset + 2 <= bytes.count {
      let side = Int(bytes[offset] >> 7)
      let length = min(
        Int(bytes[offset] & 0x03) << 8 | Int(bytes[offset + 1]), bytes.count - offset - 2)
      // Some of what was said is lost to the capture.
      if bytes[offset] & 0x70 == 0x70 {
        reading.skip(side, length)
      } else {
        reading.say(side, Array(bytes[(offset + 2)..<(offset + 2 + length)]))
      }
      offset += 2 + length
    }
    return reading.finish()
  }

  private func readBlocks(_ bytes: [UInt8]) -> Int {
    var decoder = HPACKDecoder()
    decoder.table.allowedSize = 65_536
    var count = 0
    var offset = 0
    while offset + 2 <= bytes.count {
      let length = min(Int(bytes[offset]) << 8 | Int(bytes[offset + 1]), bytes.count - offset - 2)
      let block = Array(bytes[(offset + 2)..<(offset + 2 + length)])
      offset += 2 + length
      decoder.begin()
      var cursor = 0
      loop: while true {
        switch decoder.next(block.span, &cursor) {
        case .field, .unknown: count += 1
        case .end: break loop
        case .failure:
          decoder.table.forget()
          break loop
        }
      }
    }
    return count
  }
}
