import Ingest
import Testing
import Traffic

@Suite("The text of a time")
struct TimeTextTests {
  private func nanoseconds(_ text: String, _ read: (Span<UInt8>) -> Timestamp?) -> Int64? {
    let bytes = utf8(text)
    return read(bytes.span)?.nanoseconds
  }

  @Test(
    "of the Common Log Format is read with its zone",
    arguments: [
      ("22/Nov/2026:16:35:02 +0000", 1_795_365_302),
      ("[22/Nov/2026:16:35:02 +0000]", 1_795_365_302),
      ("22/Nov/2026:17:35:02 +0100", 1_795_365_302), ("22/Nov/2026:05:05:02 -1130", 1_795_365_302),
      ("22/Nov/2026:16:35:02", 1_795_365_302), ("22/nov/2026:16:35:02 Z", 1_795_365_302),
      // The hour that clocks have twice: the zone tells which.
      ("25/Oct/2026:02:30:00 +0200", 1_792_888_200), ("25/Oct/2026:02:30:00 +0100", 1_792_891_800),
      ("01/Jan/1970:00:00:00 +0000", 0), ("29/Feb/2024:23:59:60 +0000", 1_709_251_200),
      ("22/Nov/2026 16:35:02 +0000", nil), ("22/Nvo/2026:16:35:02 +0000", nil),
      ("32/Nov/2026:16:35:02 +0000", nil), ("00/Nov/2026:16:35:02 +0000", nil),
      ("31/Nov/2026:16:35:02 +0000", nil), ("29/Feb/2026:16:35:02 +0000", nil),
      ("30/Feb/2024:16:35:02 +0000", nil), ("29/Feb/2100:16:35:02 +0000", nil),
      ("31/Dec/2026:23:59:59 +0000", 1_798_761_599),
      ("22/Nov/2026:24:35:02 +0000", nil), ("22/Nov/2026:16:60:02 +0000", nil),
      ("22/Nov/2026:16:35:61 +0000", nil), ("22/Nov/9999:16:35:02 +0000", nil),
      ("22/Nov/2026:16:35:0", nil), ("22/Nov/2026:16:35:02 +0", nil),
      ("22/Nov/2026:16:35:02 CEST", nil), ("", nil), ("[", nil), ("-", nil),
    ] as [(String, Int64?)])
  func clf(_ text: String, _ seconds: Int64?) {
    #expect(nanoseconds(text) { TimeText.clf($0) } == seconds.map { $0 * 1_000_000_000 })
  }

  @Test("knows the twelve months")
  func months() {
    let names = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    for (index, name) in names.enumerated() {
      let days = Timestamp.days(year: 2026, month: index + 1, day: 3)
      let read = nanoseconds("03/\(name)/2026:00:00:01 +0000") { TimeText.clf($0) }
      #expect(read == Int64(days * 86_400 + 1) * 1_000_000_000)
    }
  }

  @Test(
    "of ISO 8601 is read with fraction and zone",
    arguments: [
      ("2026-11-22T16:35:02+00:00", 1_795_365_302_000_000_000),
      ("2026-11-22T16:35:02.516Z", 1_795_365_302_516_000_000),
      ("2026-11-22 16:35:02,516", 1_795_365_302_516_000_000),
      ("2026-11-22t17:35:02.5+01:00", 1_795_365_302_500_000_000),
      ("2026-11-22T17:35:02+0100", 1_795_365_302_000_000_000),
      ("2026-11-22T17:35:02+01", 1_795_365_302_000_000_000),
      ("2026-11-22T16:35:02.123456789123Z", 1_795_365_302_123_456_789),
      ("1969-12-31T23:59:59.9Z", -100_000_000), ("2026-11-22", nil),
      ("2026/11/22T16:35:02Z", nil), ("2026-13-22T16:35:02Z", nil),
      ("2026-06-31T16:35:02.516Z", nil), ("2026-02-29 16:35:02", nil),
      ("2024-02-29T00:00:00.000Z", 1_709_164_800_000_000_000),
      ("2026-11-22T16:35:02?", nil), ("0001-01-01T00:00:00Z", nil), ("", nil),
    ] as [(String, Int64?)])
  func iso(_ text: String, _ expected: Int64?) {
    #expect(nanoseconds(text) { TimeText.iso8601($0) } == expected)
  }

  @Test(
    "since 1970 is read by its number of digits",
    arguments: [
      ("1795365302.516", 1_795_365_302_516_000_000), ("1795365302", 1_795_365_302_000_000_000),
      ("1795365302516", 1_795_365_302_516_000_000),
      ("1795365302516123", 1_795_365_302_516_123_000),
      ("1795365302516123456", 1_795_365_302_516_123_456), ("0", 0), ("0.000000001", 1),
      ("0.0000000019", 1), ("9999999999", nil), ("9999999999999999999", nil),
      ("12345678901", nil), ("-1", nil), ("1.2.3", nil), ("1e9", nil), (".5", nil), ("", nil),
    ] as [(String, Int64?)])
  func epoch(_ text: String, _ expected: Int64?) {
    #expect(nanoseconds(text) { TimeText.epoch($0) } == expected)
  }

  @Test(
    "that passed is read in decimal seconds",
    arguments: [
      ("0.002", 2_000_000), ("0.000", 0), ("12", 12_000_000_000),
      ("9223372036.854775807", .max), ("9223372036.854775808", nil), ("-", nil), ("0,5", nil),
      ("0.002, 0.004", nil), ("99999999999999999999", nil), ("", nil),
    ] as [(String, Int64?)])
  func duration(_ text: String, _ expected: Int64?) {
    let bytes = utf8(text)
    let value = TimeText.durationSeconds(bytes.span)
    #expect(value == expected)
  }

  @Test(
    "of any form is told by its form",
    arguments: [
      "22/Nov/2026:16:35:02 +0000", "2026-11-22T16:35:02Z", "1795365302", "1795365302000",
    ])
  func any(_ text: String) {
    #expect(nanoseconds(text) { TimeText.any($0) } == 1_795_365_302_000_000_000)
  }

  @Test(
    "that is cut or changed does not trap",
    arguments: ["[22/Nov/2026:16:35:02 +0130]", "2026-11-22T16:35:02.516+01:30", "1795365302.516"])
  func broken(_ text: String) {
    let bytes = utf8(text)
    let whole = TimeText.any(bytes.span)
    #expect(whole != nil)
    for index in bytes.indices {
      let prefix = TimeText.any(bytes.span.extracting(..<index))
      // A cut that leaves a time leaves the same one, but for what the lost end said.
      if let prefix, let whole, index > 19 {
        #expect(abs(prefix.wholeSeconds - whole.wholeSeconds) <= 5400)
      }
      for byte in UInt8.min...UInt8.max {
        var changed = bytes
        changed[index] = byte
        _ = TimeText.any(changed.span)
        _ = TimeText.durationSeconds(changed.span)
      }
    }
  }
}
