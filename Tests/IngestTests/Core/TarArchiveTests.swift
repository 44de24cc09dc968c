import Foundation
import Ingest
import Testing
import Traffic

@Suite("A tar archive")
struct TarArchiveTests {
  static let text = utf8("203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] \"GET / HTTP/1.1\" 200 1\n")

  /// One header, and what it stands before, padded; `maps` blocks between them say where a sparse
  /// file's parts belong.
  static func entry(
    _ name: String, _ content: [UInt8], kind: Character = "0", prefix: String = "",
    isGNU: Bool = false, size: [UInt8]? = nil, maps: Int = 0
  ) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ bytes: [UInt8], _ place: Int) {
      header.replaceSubrange(place..<place + bytes.count, with: bytes)
    }
    put(utf8(name), 0)
    put(size ?? octal(content.count, 11), 124)
    put([UInt8](repeating: 0x20, count: 8), 148)
    put(utf8(String(kind)), 156)
    put(utf8(isGNU ? "ustar  " : "ustar"), 257)
    put(utf8(prefix), 345)
    if maps > 0 { header[482] = 1 }
    put(octal(header.reduce(0) { $0 + Int($1) }, 6) + [0], 148)
    let padding = (512 - content.count % 512) % 512
    let blocks = (0..<maps).flatMap { map -> [UInt8] in
      [UInt8](repeating: 0x30, count: 504) + [map < maps - 1 ? 1 : 0]
        + [UInt8](repeating: 0, count: 7)
    }
    return header + blocks + content + [UInt8](repeating: 0, count: padding)
  }

  private static func octal(_ value: Int, _ count: Int) -> [UInt8] {
    let digits = utf8(String(value, radix: 8))
    return [UInt8](repeating: 0x30, count: count - digits.count) + digits
  }

  static let end = [UInt8](repeating: 0, count: 1_024)

  /// Writes `bytes` to a file and opens it.
  private func open(_ bytes: [UInt8], mostUnpacked: Int = 1 << 20) throws -> TarArchive? {
    let path = NSTemporaryDirectory() + "tar-\(UUID().uuidString)"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try TarArchive(path: path, mostUnpacked: mostUnpacked)
  }

  @Test("is kept up to where its source fails")
  func spooling() throws {
    let error = IngestError("cannot be read on: i/o error")
    let kept = try RandomFile.spooled(MemoryStream(utf8("a line\n"), failing: error))
    #expect(kept.error == error)
    #expect(kept.file.bytes(at: 0, kept.file.count) == utf8("a line\n"))
  }

  private func read(_ archive: TarArchive, _ member: TarArchive.Member)
    -> (bytes: [UInt8], errors: [IngestError])
  {
    do throws(IngestError) {
      return drain(try archive.stream(of: member), by: 1_000)
    } catch {
      return ([], [error])
    }
  }

  @Test("gives its files, whatever wrote their names")
  func names() throws {
    let long = String(repeating: "n", count: 200)
    let attributes = "\(11 + long.utf8.count - 1) path=\(long)\n"
    let bytes =
      Self.entry("logs/", [], kind: "5") + Self.entry("./a.log", Self.text)
      + Self.entry("b.log", Self.text, prefix: "var/log")
      + Self.entry("c.log", Self.text, prefix: "12345", isGNU: true)
      + Self.entry("long", utf8(long) + [0], kind: "L") + Self.entry("cut", Self.text)
      + Self.entry("x", utf8(attributes), kind: "x") + Self.entry("cut", Self.text)
      + Self.entry("g", utf8("12 a=bcdef\n"), kind: "g") + Self.entry("d.log", Self.text)
      + Self.entry("link", [], kind: "2") + Self.entry("._junk", Self.text)
      + Self.entry("empty.log", []) + Self.end
    let archive = try #require(try open(bytes))
    #expect(
      archive.members.map(\.name) == ["a.log", "var/log/b.log", "c.log", long, long, "d.log"])
    #expect(archive.damage == nil)
    for member in archive.members { #expect(read(archive, member).bytes == Self.text) }
  }

  @Test("is known by its checksum, with or without a word for it")
  func recognition() throws {
    var old = Self.entry("a.log", Self.text)
    #expect(try open(old) != nil)
    old[0] = UInt8(ascii: "b")
    #expect(try open(old) == nil)
    #expect(try open(Self.text) == nil)
    #expect(try open([]) == nil)
  }

  @Test("that is cut or damaged gives what is left and says so")
  func damage() throws {
    let bytes = Self.entry("a.log", Self.text) + Self.entry("b.log", Self.text) + Self.end
    let cut = try #require(try open(Array(bytes.prefix(1_024 + 512 + 20))))
    #expect(cut.members.count == 2)
    let last = read(cut, cut.members[1])
    #expect(last.bytes == Array(Self.text.prefix(20)))
    #expect(last.errors.map(\.message) == ["the tar archive ends within this file"])
    #expect(try #require(try open(Array(bytes.prefix(1_100)))).damage != nil)
    var broken = bytes
    broken[1_024] ^= 1
    let damaged = try #require(try open(broken))
    #expect(damaged.members.map(\.name) == ["a.log"])
    #expect(damaged.damage?.message.contains("byte 1024") == true)
    let huge = Self.entry(
      "a.log", [], size: [0x80, 0, 0, 0, 0x3F] + [UInt8](repeating: 255, count: 7))
    #expect(try #require(try open(huge)).members.count == 1)
    let sparse = try #require(try open(Self.entry("a.log", Self.text, kind: "S")))
    #expect(read(sparse, sparse.members[0]).errors.first?.message.contains("holes") == true)
  }

  @Test("goes on behind what has no content, and behind maps of holes")
  func followers() throws {
    for maps in 0..<4 {
      let bytes =
        Self.entry("sparse.log", Self.text, kind: "S", isGNU: true, maps: maps)
        + Self.entry("logs/", [], kind: "5", size: Self.octal(4_096, 11))
        + Self.entry("a.log", Self.text) + Self.end
      let archive = try #require(try open(bytes))
      #expect(archive.members.map(\.name) == ["sparse.log", "a.log"])
      #expect(archive.damage == nil)
      let last = try #require(archive.members.last)
      #expect(read(archive, last).bytes == Self.text)
    }
    let endless = Self.entry("sparse.log", [], kind: "S", isGNU: true, maps: 3)
    #expect(try #require(try open(Array(endless.prefix(1_600)))).damage != nil)
  }

  @Test("keeps names of so many bytes, and says where it stops")
  func longNames() throws {
    let name = [UInt8](repeating: 0x6E, count: 60_000)
    let entry = Self.entry("long", name + [0], kind: "L") + Self.entry("cut", Self.text)
    let count = (16 << 20) / name.count + 5
    let archive = try #require(
      try open((0..<count).flatMap { _ in entry } + Self.end))
    #expect(archive.members.reduce(0) { $0 + $1.name.utf8.count } <= 17 << 20)
    #expect(archive.members.count < count)
    #expect(archive.damage?.message.contains("not read") == true)
    let huge = Self.entry("x", utf8("28 size=\(Int.max)\n"), kind: "x")
    let overflowing = try #require(try open(huge + Self.entry("logs/", [], kind: "D") + Self.end))
    #expect(overflowing.damage != nil)
  }

  @Test("survives every change of a byte of its headers")
  func changes() throws {
    let bytes =
      Self.entry("x", utf8("19 path=long.name\n"), kind: "x") + Self.entry("a.log", Self.text)
      + Self.end
    for index in Array(0..<600) + Array(1_024..<1_540) {
      for value in [0, 0x20, 0x37, 0x39, 0x80, 0xFF] as [UInt8] {
        var changed = bytes
        changed[index] = value
        guard let archive = try open(changed) else { continue }
        for member in archive.members { _ = read(archive, member) }
      }
    }
    for count in stride(from: 0, to: bytes.count, by: 37) {
      guard let archive = try open(Array(bytes.prefix(count))) else { continue }
      for member in archive.members { _ = read(archive, member) }
    }
  }

  @Test("that is compressed is unpacked as far as there is room")
  func compressed() throws {
    let bytes = Self.entry("a.log", Self.text) + Self.end
    let path = NSTemporaryDirectory() + "tar-\(UUID().uuidString)"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "gzip -f '\(path)'"]
    try process.run()
    process.waitUntilExit()
    defer { try? FileManager.default.removeItem(atPath: path + ".gz") }
    let archive = try #require(try TarArchive(path: path + ".gz"))
    #expect(read(archive, archive.members[0]).bytes == Self.text)
    let error = #expect(throws: IngestError.self) {
      try TarArchive(path: path + ".gz", mostUnpacked: 1_000)
    }
    #expect(error?.mend.contains("tar -xf") == true)
  }
}
