import Foundation
import Ingest
import Testing
import Traffic

@Suite("A stream that an installed program decompresses")
struct ToolStreamTests {
  static let text = utf8("first line\nsecond line\n")

  static let zstd: [UInt8] = [
    0x28, 0xB5, 0x2F, 0xFD, 0x04, 0x58, 0xB9, 0x00, 0x00, 0x66, 0x69, 0x72, 0x73, 0x74, 0x20,
    0x6C, 0x69, 0x6E, 0x65, 0x0A, 0x73, 0x65, 0x63, 0x6F, 0x6E, 0x64, 0x20, 0x6C, 0x69, 0x6E,
    0x65, 0x0A, 0x1F, 0x3B, 0xB8, 0xA0,
  ]
  static let xz: [UInt8] = [
    0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, 0x00, 0x04, 0xE6, 0xD6, 0xB4, 0x46, 0x02, 0x00, 0x21,
    0x01, 0x16, 0x00, 0x00, 0x00, 0x74, 0x2F, 0xE5, 0xA3, 0x01, 0x00, 0x16, 0x66, 0x69, 0x72,
    0x73, 0x74, 0x20, 0x6C, 0x69, 0x6E, 0x65, 0x0A, 0x73, 0x65, 0x63, 0x6F, 0x6E, 0x64, 0x20,
    0x6C, 0x69, 0x6E, 0x65, 0x0A, 0x00, 0x00, 0x12, 0xE9, 0x31, 0xEF, 0xB2, 0xA2, 0xDA, 0x64,
    0x00, 0x01, 0x2F, 0x17, 0x81, 0x08, 0x49, 0xB1, 0x1F, 0xB6, 0xF3, 0x7D, 0x01, 0x00, 0x00,
    0x00, 0x00, 0x04, 0x59, 0x5A,
  ]
  static let bzip2: [UInt8] = [
    0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, 0x8B, 0x13, 0xE1, 0x84, 0x00,
    0x00, 0x04, 0xD1, 0x80, 0x00, 0x10, 0x40, 0x00, 0x0F, 0x25, 0x9C, 0x00, 0x20, 0x00, 0x21,
    0xA1, 0x32, 0x31, 0x94, 0x20, 0x1A, 0x00, 0x91, 0x2A, 0x31, 0x95, 0x68, 0xCB, 0x04, 0x82,
    0xFD, 0x57, 0xF1, 0x77, 0x24, 0x53, 0x85, 0x09, 0x08, 0xB1, 0x3E, 0x18, 0x40,
  ]

  private func isInstalled(_ name: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
    }
  }

  private func read(_ bytes: [UInt8]) -> (bytes: [UInt8], errors: [IngestError]) {
    do throws(IngestError) {
      let source = try ByteSource(stream: MemoryStream(bytes))
      #expect(source.isCompressed)
      return drain(source.stream, by: 1000)
    } catch {
      return ([], [error])
    }
  }

  @Test(
    "gives what was compressed, several frames too, or says which program is missing",
    arguments: [(zstd, "zstd"), (xz, "xz"), (bzip2, "bzip2")])
  func whole(_ bytes: [UInt8], _ tool: String) {
    let result = read(bytes + bytes)
    guard isInstalled(tool) else {
      #expect(
        result.errors.map(\.message) == [
          "compressed with \(tool), and the program \(tool) cannot be started"
        ])
      return
    }
    #expect(result.bytes == Self.text + Self.text)
    #expect(result.errors.isEmpty)
  }

  /// What is found in a file of `bytes`, which is looked into for an archive.
  private func look(into bytes: [UInt8]) throws -> (archive: TarArchive?, content: ByteSource?) {
    let path = NSTemporaryDirectory() + "tool-\(UUID().uuidString)"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try TarArchive.look(into: path)
  }

  @Test(
    "is kept where it was looked into for an archive and is none",
    arguments: [(zstd, "zstd"), (xz, "xz"), (bzip2, "bzip2")])
  func noArchive(_ bytes: [UInt8], _ tool: String) throws {
    let found = try look(into: bytes)
    #expect(found.archive == nil)
    #expect((found.content != nil) == isInstalled(tool))
    guard let content = found.content else { return }
    #expect(content.head == Self.text && content.isCompressed)
    #expect(drain(content.stream, by: 1_000).bytes == Self.text)
    // Files that no program is needed for are not kept open.
    let plain = try look(into: Self.text)
    #expect(plain.archive == nil && plain.content == nil)
  }

  /// Two logs of a line each, packed with tar and xz.
  static let archive = Array(
    Data(
      base64Encoded:
        "/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4Cf/AIRdADCLiYczwgZ3cKxc1TwjiNjZWQ7O2FGb4fz4lllGv3EgJSgR"
        + "MdKRd6tjysU+UZqaK8jMCVmZ5kPOmKk63TcSWqPA9A2cyI6/GXKZRqbbVSzPX2MxQS/z6IZAWoxKixDr4XXTczQi"
        + "NhKOr5rwoNJnNUW7jl3mZvmg/ZIy44OFH5mSKEnxAADAn3vWKnpOZAABoAGAUAAACHTMZrHEZ/sCAAAAAARZWg=="
    )
      ?? Data())

  @Test("that holds an archive gives its files, and says where it was cut")
  func archive() throws {
    let found = try look(into: Self.archive)
    #expect(found.content == nil)
    #expect((found.archive != nil) == isInstalled("xz"))
    guard let archive = found.archive else { return }
    #expect(archive.members.map(\.name) == ["a.log", "b.log"] && archive.damage == nil)
    let last = try #require(archive.members.last)
    #expect(drain(try archive.stream(of: last), by: 100).bytes == utf8("second line\n"))
    let cut = try look(into: Array(Self.archive.dropLast(20)))
    let damage = cut.archive?.damage ?? cut.content?.error
    #expect(damage?.message == "the xz stream is damaged or cut (xz says so)")
  }

  @Test(
    "that is cut gives a beginning and says so",
    arguments: [(zstd, "zstd"), (xz, "xz"), (bzip2, "bzip2")])
  func cut(_ bytes: [UInt8], _ tool: String) {
    for count in stride(from: 6, to: bytes.count, by: 7) {
      let result = read(bytes + bytes.prefix(count))
      #expect((Self.text + Self.text).starts(with: result.bytes))
      #expect(result.errors.count == 1)
    }
  }
}
