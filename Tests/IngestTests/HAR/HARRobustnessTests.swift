import Ingest
import Testing
import Traffic

@Suite("A HAR that is broken")
struct HARRobustnessTests {
  @Test("keeps the entries before it breaks off, and says in which it did")
  func truncated() throws {
    let text = HARSamples.firefox
    let second = try #require(text.ranges(of: "startedDateTime").last)
    let cut = String(text[..<second.upperBound])
    let read = ReadHAR(cut)
    #expect(read.transcript.count == 1)
    #expect(
      read.error?.message == "the HAR ends in the middle of entry 2, at byte \(cut.utf8.count)")
    #expect(read.error?.mend.isEmpty == false)
    let head = String(HARSamples.file("Firefox", [HARSamples.firefoxFailed]).dropLast(3))
    let between = ReadHAR(head)
    #expect(between.transcript.count == 1)
    #expect(between.error?.message == "the HAR ends after entry 1, at byte \(head.utf8.count)")
  }

  @Test("says where it stops being JSON")
  func malformed() {
    let bad = HARSamples.firefoxBlocked.replacing(#""time":4"#, with: "time=4")
    let read = ReadHAR(HARSamples.file("Firefox", [HARSamples.firefoxFailed, bad]))
    #expect(read.transcript.count == 1)
    let message = read.error?.message
    #expect(message?.hasPrefix("the HAR is no JSON in the middle of entry 2, at byte ") == true)
  }

  @Test("is no HAR without a log", arguments: ["", "{}", "[]", "text", #"{"a":{"b":1}}"#])
  func noLog(_ text: String) {
    let read = ReadHAR(text)
    #expect(read.batches.isEmpty)
    #expect(read.error?.message == "this is no HAR: it has no log")
  }

  @Test(
    "without entries is empty and no error",
    arguments: [#"{"log":{}}"#, #"{"log":{"entries":[]}}"#])
  func noEntries(_ text: String) {
    let read = ReadHAR(text)
    #expect(read.batches.isEmpty)
    #expect(read.error == nil)
  }

  @Test("passes the stream's own error on, once")
  func streamError() {
    let text = Array(HARSamples.firefox.utf8.prefix(700))
    let failure = IngestError("the disk is gone")
    let read = ReadHAR(text, chunk: 100, failure: failure)
    #expect(read.error == failure)
    #expect(read.transcript.count == 1)
  }

  @Test("does not trap when cut anywhere", arguments: [HARSamples.chromium, HARSamples.firefox])
  func prefixes(_ text: String) {
    let bytes = Array(text.utf8)
    for end in bytes.indices {
      let read = ReadHAR(Array(bytes[..<end]))
      #expect(read.error != nil)
      #expect(read.batches.allSatisfy { $0.placesAreSound })
    }
  }

  @Test(
    "does not trap when one byte is changed", arguments: [HARSamples.chromium, HARSamples.firefox])
  func changes(_ text: String) {
    let bytes = Array(text.utf8)
    let wrong: [UInt8] = [0, 0x22, 0x2C, 0x3A, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0x39, 0xFF]
    for index in bytes.indices {
      var changed = bytes
      changed[index] = wrong[index % wrong.count]
      let read = ReadHAR(changed, chunk: 64 + index % 512)
      #expect(read.batches.allSatisfy { $0.placesAreSound })
    }
  }

  @Test("does not recurse, however deep it nests")
  func deep() {
    let nest = String(repeating: #"{"log":"#, count: 1000) + String(repeating: "[", count: 100_000)
    #expect(ReadHAR(nest).error != nil)
    let entry = #"{"request":{"x":"# + String(repeating: "[", count: 100_000)
    #expect(ReadHAR(HARSamples.file("Firefox", [entry])).error != nil)
  }
}
