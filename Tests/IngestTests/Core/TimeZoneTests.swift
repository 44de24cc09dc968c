import Ingest
import Testing
import Traffic

@Suite("Assumed facts")
struct TimeZoneTests {
  /// `2026-MM-DDTHH:MM:SS` as if it were UTC.
  private func instant(_ text: String) throws -> Timestamp {
    let bytes = utf8(text)
    let found = TimeText.any(bytes.span)
    return try #require(found)
  }

  @Test(
    "turn local times of a fixed offset into instants",
    arguments: [
      ("UTC", "2026-07-01T12:00:00", "2026-07-01T12:00:00"),
      ("+02:00", "2026-07-01T12:00:00", "2026-07-01T10:00:00"),
      ("-0330", "2026-07-01T12:00:00", "2026-07-01T15:30:00"),
      ("+05", "2026-01-01T00:00:00", "2025-12-31T19:00:00"),
    ])
  func fixed(_ zone: String, _ local: String, _ expected: String) throws {
    let found = try TimeZoneRules(zone).instant(ofLocal: try instant(local))
    #expect(found == (try instant(expected)))
  }

  @Test(
    "know summer time, today's and that of far years",
    arguments: [
      ("Europe/Berlin", "2026-01-15T12:00:00", "2026-01-15T11:00:00"),
      ("Europe/Berlin", "2026-07-15T12:00:00", "2026-07-15T10:00:00"),
      ("Europe/Berlin", "2026-10-25T01:59:59", "2026-10-24T23:59:59"),
      ("Europe/Berlin", "2026-10-25T03:00:00", "2026-10-25T02:00:00"),
      ("Europe/Berlin", "2026-03-29T03:00:00", "2026-03-29T01:00:00"),
      ("Europe/Berlin", "2045-07-15T12:00:00", "2045-07-15T10:00:00"),
      ("America/New_York", "2026-07-15T12:00:00", "2026-07-15T16:00:00"),
      ("Australia/Sydney", "2026-01-15T12:00:00", "2026-01-15T01:00:00"),
      ("Asia/Kolkata", "2026-07-15T12:00:00", "2026-07-15T06:30:00"),
    ])
  func places(_ zone: String, _ local: String, _ expected: String) throws {
    let rules: TimeZoneRules
    do {
      rules = try TimeZoneRules(zone)
    } catch {
      // A system without time zone files says so, and knows offsets all the same.
      #expect(error.message == "there is no time zone '\(zone)'")
      return
    }
    #expect(rules.instant(ofLocal: try instant(local)) == (try instant(expected)))
  }

  @Test(
    "are refused where there is no such zone",
    arguments: ["", "Nowhere/Else", "../etc/passwd", "/etc/passwd", "+25:00", "+0260"])
  func unknown(_ name: String) {
    #expect(throws: IngestError.self) { try TimeZoneRules(name) }
  }

  private func parse(_ text: String, _ assumptions: Assumptions) throws -> ParsedBatch {
    let bytes = utf8(text)
    let best = try #require(LogRecognition.candidates(head: bytes).first)
    return ParsedBatch(bytes, parser: assumptions.parser(best.parser))
  }

  @Test("settle the zone, the scheme and the host where a line has none, and only there")
  func fill() throws {
    var assumptions = Assumptions(written: try instant("2026-12-01T00:00:00"))
    assumptions.zone = try TimeZoneRules("+02:00")
    assumptions.scheme = "https"
    assumptions.host = "api.example.com"
    let text = """
      {"time":"2026-07-15T12:00:00","method":"GET","url":"/a","status":200}
      {"time":"2026-07-15T12:00:00Z","method":"GET","url":"http://b.test/a","status":200}

      """
    let parsed = try parse(text, assumptions)
    #expect(parsed.batch.records[0].start == (try instant("2026-07-15T10:00:00")))
    #expect(parsed.batch.records[1].start == (try instant("2026-07-15T12:00:00")))
    #expect(parsed.text(.scheme) == "https")
    #expect(parsed.text(.host) == "api.example.com")
    #expect(parsed.text(.scheme, 1) == "http")
    #expect(parsed.text(.host, 1) == "b.test")
  }

  @Test(
    "find the year of a time without one in the twelve months before the file was written",
    arguments: [
      ("Nov 22 16:35:02", "2026-11-23T00:00:00", "2026-11-22T16:35:02"),
      ("Dec 31 23:59:59", "2027-01-02T00:00:00", "2026-12-31T23:59:59"),
      ("Jan  1 00:00:01", "2027-01-02T00:00:00", "2027-01-01T00:00:01"),
      ("Feb 29 12:00:00", "2026-11-23T00:00:00", "2024-02-29T12:00:00"),
    ])
  func year(_ time: String, _ written: String, _ expected: String) throws {
    let line = "\(time) web1 app: {\"method\":\"GET\",\"url\":\"/a\",\"status\":200}\n"
    let parsed = try parse(line, Assumptions(written: try instant(written)))
    #expect(parsed.batch.records[0].start == (try instant(expected)))
  }
}
