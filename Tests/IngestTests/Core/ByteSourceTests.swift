// Unsafe: hands paths and bytes to system calls to make a pipe.
import Glibc
import Ingest
import Testing
import Traffic

@Suite("An opened input")
struct ByteSourceTests {
  @Test("is told compressed by its first bytes alone, and none of them may be missing")
  func magic() {
    let table: [([UInt8], Compression)] = [
      ([0x1F, 0x8B], .gzip), ([0x1F], .none), ([], .none), ([0x28, 0xB5, 0x2F], .none),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A], .none), ([0x50, 0x4B, 3], .none), ([0x42, 0x5A], .none),
      (utf8("203.0."), .none), (utf8("{\"ts\""), .none), (InflateStreamTests.first, .gzip),
    ]
    for (bytes, expected) in table {
      let found = Compression(magic: bytes.span)
      #expect(found == expected)
    }
  }

  @Test("whose first host begins like bzip2 is a log")
  func bzip2() throws {
    let source = try ByteSource(stream: MemoryStream(utf8("BZhost.example.com - - [")))
    #expect(!source.isCompressed)
  }

  @Test(
    "gives head and whole content, compressed or not", arguments: [0, 1, 5, 6, 7, 1 << 17, 200_000])
  func content(_ count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 % 251) }
    let source = try ByteSource(stream: MemoryStream(bytes))
    #expect(source.head == Array(bytes.prefix(ByteSource.headSize)))
    #expect(drain(source.stream, by: 70_000).bytes == bytes)
    #expect(!source.isCompressed)
    #expect(source.error == nil)
  }

  @Test("of UTF-16 is read as UTF-8", arguments: [true, false])
  func utf16(_ isLittle: Bool) throws {
    let text = "GET /é/日/😀 HTTP/1.1\r\n"
    let mark: [UInt16] = [0xFEFF]
    let bytes = (mark + Array(text.utf16)).flatMap { unit -> [UInt8] in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return isLittle ? [low, high] : [high, low]
    }
    let source = try ByteSource(stream: MemoryStream(bytes))
    #expect(source.head == utf8(text))
    #expect(source.isTranscoded)
    #expect(drain(source.stream, by: 7).bytes == utf8(text))
    // Half a unit at the end, and half a pair, are no reason to stop before.
    let cut = try ByteSource(stream: MemoryStream(Array(bytes.dropLast())))
    #expect(cut.head.starts(with: utf8("GET /é")))
    let unmarked = "203.0.113.7 - - [".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(LogRecognition.unrecognised(unmarked).mend.contains("iconv"))
  }

  @Test("that begins with a hole shows what follows it")
  func hole() throws {
    for count in [64, 1 << 17, 300_000] {
      let text = utf8("203.0.113.7 - - [")
      let source = try ByteSource(
        stream: MemoryStream([UInt8](repeating: 0, count: count) + text))
      #expect(source.head == text)
      #expect(drain(source.stream, by: 1_000).bytes.suffix(text.count) == text[...])
    }
  }

  @Test("that is a tar archive in a pipe says how to read it")
  func tar() throws {
    let archive = TarArchiveTests.entry("access.log", TarArchiveTests.text) + TarArchiveTests.end
    do {
      _ = try ByteSource(stream: MemoryStream(archive))
      Issue.record("a tar archive was opened")
    } catch {
      #expect(error.mend.contains("tar -xOf"))
    }
  }

  @Test("that is compressed gives what was compressed")
  func gzip() throws {
    let source = try ByteSource(
      stream: MemoryStream(InflateStreamTests.first + InflateStreamTests.second))
    let text = InflateStreamTests.firstText + InflateStreamTests.secondText
    #expect(source.isCompressed)
    #expect(source.head == text)
    #expect(drain(source.stream, by: 3).bytes == text)
  }

  @Test("that is cut keeps its head, and tells the error")
  func cut() throws {
    let source = try ByteSource(
      stream: MemoryStream(Array(InflateStreamTests.first.dropLast(8))))
    #expect(source.head == InflateStreamTests.firstText)
    let rest = drain(source.stream, by: 5)
    #expect(rest.bytes == InflateStreamTests.firstText)
    #expect(rest.errors.map(\.message) == ["the gzip stream ends in the middle"])
  }

  @Test("loses its byte order mark", arguments: ["", "a", "a line\n"])
  func mark(_ text: String) throws {
    let source = try ByteSource(stream: MemoryStream([0xEF, 0xBB, 0xBF] + utf8(text)))
    #expect(source.head == utf8(text))
    #expect(drain(source.stream, by: 2).bytes == utf8(text))
  }

  @Test("that is not there or a directory is refused with advice")
  func files() {
    let missing = #expect(throws: IngestError.self) { try ByteSource(path: "/nonexistent/a.log") }
    #expect(missing?.message == "cannot be opened: no such file or directory")
    #expect(missing?.mend == "check the path")
    let folder = #expect(throws: IngestError.self) { try ByteSource(path: "/") }
    #expect(folder?.message == "cannot be read on: is a directory")
    #expect(folder?.mend == "pass the files in it")
  }

  @Test("is read from a pipe to its end, however the writer cuts it", arguments: [1, 7, 4096])
  func pipe(_ size: Int) throws {
    let path = "/tmp/corscope-test-\(getpid())-\(size)"
    let text = utf8(String(repeating: "a line of the log\n", count: 300))
    let made = unsafe mkfifo(path, 0o600)
    #expect(made == 0)
    defer { _ = unsafe unlink(path) }
    // Opened for both, so that neither end waits for the other; what is written fits a pipe.
    let writer = unsafe open(path, O_RDWR)
    try #require(writer >= 0)
    var stream = try FileStream(path: path) as any ByteStream
    for start in stride(from: 0, to: text.count, by: size) {
      let part = Array(text[start..<min(start + size, text.count)])
      _ = unsafe part.withUnsafeBytes { unsafe write(writer, $0.baseAddress, $0.count) }
    }
    close(writer)
    var bytes: [UInt8] = []
    let count = try stream.read(1 << 20, into: &bytes)
    #expect(count == text.count)
    #expect(bytes == text)
    #expect(try stream.read(1, into: &bytes) == 0)
  }
}

@Suite("A stream whose head was looked at")
struct ReplayStreamTests {
  @Test("gives head and rest in pieces of any size", arguments: 1...12)
  func pieces(_ size: Int) {
    for head in 0...6 {
      let bytes = utf8("0123456789")
      let rest = MemoryStream(Array(bytes[head...]))
      let stream = ReplayStream(head: Array(bytes[..<head]), rest: rest)
      #expect(drain(stream, by: size).bytes == bytes)
    }
  }

  @Test("passes the rest's error on, after the head")
  func error() {
    let error = IngestError("cannot be read on")
    let stream = ReplayStream(head: utf8("ab"), rest: MemoryStream(utf8("cd"), failing: error))
    let result = drain(stream, by: 3)
    #expect(result.bytes == utf8("abcd"))
    #expect(result.errors == [error])
  }
}
