import Ingest
import Testing
import Traffic

@Suite("A zip archive")
struct ZipArchiveTests {
  static let text = utf8("203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] \"GET / HTTP/1.1\" 200 1\n")

  /// What writes an archive: stored members only, their checksums computed bit by bit.
  private struct Writer {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    var count = 0

    mutating func add(
      _ name: String, _ content: [UInt8], method: UInt16 = 0, packed: [UInt8]? = nil
    ) {
      let data = packed ?? content
      let name = utf8(name)
      let offset = bytes.count
      let sizes =
        number(crc(content), 4) + number(UInt32(data.count), 4) + number(UInt32(content.count), 4)
        + number(UInt32(name.count), 2)
      let common = number(20, 2) + number(0, 2) + number(UInt32(method), 2) + number(0, 4) + sizes
      bytes += [0x50, 0x4B, 3, 4] + common + number(0, 2) + name + data
      directory += [0x50, 0x4B, 1, 2, 20, 0] + common
      directory += number(0, 2) + number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4)
      directory += number(UInt32(offset), 4) + name
      count += 1
    }

    var archive: [UInt8] {
      bytes + directory + [0x50, 0x4B, 5, 6] + number(0, 4) + number(UInt32(count), 2)
        + number(UInt32(count), 2) + number(UInt32(directory.count), 4)
        + number(UInt32(bytes.count), 4) + number(0, 2)
    }

    private func number(_ value: UInt32, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
    }

    private func crc(_ bytes: [UInt8]) -> UInt32 {
      var sum: UInt32 = .max
      for byte in bytes {
        sum ^= UInt32(byte)
        for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
      }
      return ~sum
    }
  }

  private func archive(_ members: [(String, [UInt8])]) -> [UInt8] {
    var writer = Writer()
    for (name, content) in members { writer.add(name, content) }
    return writer.archive
  }

  private func read(_ bytes: [UInt8]) -> (bytes: [UInt8], errors: [IngestError]) {
    do throws(IngestError) {
      return drain(try ByteSource(stream: MemoryStream(bytes)).stream, by: 1000)
    } catch {
      return ([], [error])
    }
  }

  @Test("with one file is that file")
  func one() {
    let result = read(archive([("logs/access.log", Self.text)]))
    #expect(result.bytes == Self.text)
    #expect(result.errors.isEmpty)
  }

  @Test("with deflated data is inflated and checked")
  func deflated() {
    var writer = Writer()
    let data = Array(InflateStreamTests.first.dropFirst(10).dropLast(8))
    writer.add("a.log", InflateStreamTests.firstText, method: 8, packed: data)
    #expect(read(writer.archive).bytes == InflateStreamTests.firstText)
    var wrong = Writer()
    wrong.add("a.log", Self.text, method: 8, packed: data)
    let result = read(wrong.archive)
    #expect(result.bytes == InflateStreamTests.firstText)
    #expect(result.errors.count == 1)
  }

  @Test("with a HAR file among others is the HAR file, and folders are none")
  func recording() {
    let har = utf8("{\"log\":{}}")
    let members: [(String, [UInt8])] = [
      ("aa11.json", Self.text), ("har/", []), ("__MACOSX/x.har", Self.text), ("har/har.har", har),
    ]
    #expect(read(archive(members)).bytes == har)
  }

  @Test("with several logs names them instead of taking one")
  func several() {
    let result = read(archive([("a.log", Self.text), ("b.log", Self.text)]))
    #expect(result.bytes.isEmpty)
    #expect(result.errors.map(\.message) == ["the archive holds 2 files ('a.log', 'b.log')"])
  }

  @Test("of nothing, of a strange method or encrypted is told")
  func refused() {
    #expect(read(archive([])).errors.map(\.message) == ["the zip archive holds no files"])
    var writer = Writer()
    writer.add("a.log", Self.text, method: 99)
    #expect(read(writer.archive).errors.first?.message.contains("method 99") == true)
    var encrypted = archive([("a.log", Self.text)])
    let entry = encrypted.count - 22 - 46 - 5
    encrypted[entry + 8] |= 1
    #expect(read(encrypted).errors.first?.message.contains("encrypted") == true)
  }

  @Test("that was cut gives what it holds and says so")
  func cut() {
    let bytes = archive([("a.log", Self.text)])
    for count in 4..<bytes.count {
      let result = read(Array(bytes.prefix(count)))
      #expect(Self.text.starts(with: result.bytes))
      #expect(result.errors.count == 1)
      if count >= 30 + 5 + Self.text.count { #expect(result.bytes == Self.text) }
    }
  }

  @Test("with a changed byte neither traps nor hangs")
  func changed() {
    let bytes = archive([("a.log", Self.text), ("b.har", utf8("{}"))])
    for index in bytes.indices {
      for value: UInt8 in [0, 1, 0x7F, 0xFF] {
        var changed = bytes
        changed[index] = value
        _ = read(changed)
      }
    }
  }
}
