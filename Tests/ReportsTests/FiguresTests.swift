@testable import Analysis
import Reports
import Testing

@Suite("Figures for people")
struct FiguresTests {
  @Test(
    "set off thousands",
    arguments: [
      (0, "0"), (999, "999"), (1000, "1,000"), (18_220, "18,220"), (-1_234_567, "-1,234,567"),
      (Int.max, "9,223,372,036,854,775,807"), (Int.min, "-9,223,372,036,854,775,808"),
    ])
  func counts(value: Int, text: String) { #expect(Figures.count(value) == text) }

  @Test(
    "give shares the places that they need, and never round to all or nothing",
    arguments: [
      (0, "0 %"), (1e-9, "under 0.01 %"), (0.0012, "0.12 %"), (0.0226, "2.3 %"), (0.226, "23 %"),
      (0.9949, "99.5 %"), (0.99999, "over 99.9 %"), (1, "100 %"), (1.5, "150 %"), (.nan, "?"),
    ] as [(Double, String)])
  func percents(share: Double, text: String) { #expect(Figures.percent(share) == text) }

  @Test(
    "give durations in the unit that suits them",
    arguments: [
      (0, "0 ms"), (0.0004, "0.4 ms"), (0.0412, "41 ms"), (0.9996, "1 s"), (1.42, "1.4 s"),
      (59.96, "1 min"), (742.3, "12 min"), (3600, "1 h"), (9000, "2.5 h"), (259_200, "3 d"),
      (.infinity, "?"),
    ] as [(Double, String)])
  func durations(seconds: Double, text: String) { #expect(Figures.duration(seconds) == text) }

  @Test(
    "give times in UTC",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-0.5, "1969-12-31T23:59:59Z"),
      (951_782_400, "2000-02-29T00:00:00Z"), (1_709_251_199.9, "2024-02-29T23:59:59Z"),
      (4_102_444_800, "2100-01-01T00:00:00Z"), (-2_203_891_200, "1900-03-01T00:00:00Z"),
      (.nan, "1970-01-01T00:00:00Z"), (.infinity, "9999-12-05T08:53:20Z"),
    ] as [(Double, String)])
  func times(seconds: Double, text: String) { #expect(UTCTime(seconds: seconds).text == text) }

  @Test("leave out the second date of a span within a day")
  func spans() {
    #expect(UTCTime.span(0, 60) == "1970-01-01T00:00:00Z to 00:01:00Z")
    #expect(UTCTime.span(0, 86_400) == "1970-01-01T00:00:00Z to 1970-01-02T00:00:00Z")
    #expect(UTCTime.span(0, 0.5) == "1970-01-01T00:00:00Z")
  }
}

@Suite("The headline")
struct HeadlineTests {
  @Test(
    "tells good news from bad and from none",
    arguments: [
      ("nothing-cross-origin", Headline.Tone.good), ("nothing-blocked", .good),
      ("incident", .bad), ("unjudgeable", .unsure), ("empty", .unsure),
    ])
  func tones(name: String, tone: Headline.Tone) throws {
    #expect(Headline(try #require(Samples.named(name))).tone == tone)
  }

  @Test("does not call a log clean that cannot show what was blocked")
  func notClean() {
    var report = Samples.unjudgeable
    report.summary.crossOriginRequests = 12
    report.summary.unknown = 12
    report.inputs[0].fields.append("origin")
    let headline = Headline(report)
    #expect(headline.tone == .unsure)
    #expect(headline.sentences.first?.contains("does not show Access-Control-Allow-Origin") == true)
    #expect(headline.sentences.last?.contains("corscope setup nginx") == true)
  }

  @Test("gives no share of blocked fetches where only some failures can show")
  func atLeast() {
    var report = Samples.incident
    for index in report.inputs.indices {
      report.inputs[index].fields.removeAll { $0 == "access_control_allow_origin" }
    }
    let headline = Headline(report)
    #expect(headline.tone == .bad)
    #expect(headline.sentences.first?.hasPrefix("At least 412 fetches were blocked") == true)
    #expect(!headline.sentences[0].contains("%"))
    #expect(headline.sentences.last?.hasPrefix("Log Access-Control-Allow-Origin: ") == true)
  }

  @Test("says how many inputs could not show what was blocked")
  func partial() {
    var report = Samples.incident
    report.inputs[1].fields = []
    let aside = "1 of 2 inputs does not show Access-Control-Allow-Origin."
    #expect(Headline(report).asides.contains(aside))
  }

  @Test(
    "does not say more than is known where nothing is a request in CORS mode",
    arguments: [
      (
        23, 18, 0, Headline.Tone.good,
        "None of the 23 exchanges is a cross-origin request in CORS mode: there was nothing for CORS "
          + "to block. 18 of them were loaded without CORS, as images and scripts of other hosts are."
      ),
      (
        23, 4, 3, .unsure,
        "None of the 23 exchanges is a cross-origin request in CORS mode, as far as they show their "
          + "Origin: 3 do not. 1 of them was loaded without CORS, as images and scripts of other hosts "
          + "are."
      ),
      (
        1, 1, 0, .good,
        "The one exchange is no cross-origin request in CORS mode: there was nothing for CORS to block."
      ),
      (1, 1, 1, .unsure, "Nothing could be judged: the one exchange does not show its Origin."),
    ])
  func noCORS(
    exchanges: Int, unclassified: Int, unseen: Int, tone: Headline.Tone, text: String
  ) throws {
    var report = try #require(Samples.named("nothing-cross-origin"))
    report.summary.exchanges = exchanges
    report.summary.kinds = [
      ("same-origin", exchanges - unclassified), ("unclassified", unclassified),
    ]
    report.summary.unseen = unseen
    let headline = Headline(report)
    #expect(headline.tone == tone)
    #expect(headline.sentences.joined(separator: " ") == text)
  }

  @Test("counts the origins behind nearly all of it")
  func origins() {
    var report = Samples.incident
    let row = report.blocked[1]
    report.blocked = (0..<6).map { index in
      var row = row
      row.origin = "https://o\(index).app.test"
      row.fetches = index < 4 ? 100 : 6
      return row
    }
    #expect(Headline(report).sentences[1] == "4 of 6 origins are behind 97 % of it.")
    #expect(Headline(report).sentences[2].hasPrefix("Cause: "))
    report.blockedOverflow = 1
    // What is left out could be anybody's.
    #expect(Headline(report).sentences.count == 1)
    report.blockedOverflow = 0
    for index in report.blocked.indices { report.blocked[index].origin = "https://o.app.test" }
    #expect(Headline(report).sentences[1] == "All came from https://o.app.test.")
    for index in report.blocked.indices { report.blocked[index].origin = "" }
    #expect(!Headline(report).sentences.joined().contains("came from"))
  }

  @Test("warns of input that was not understood")
  func refused() {
    var report = Samples.incident
    report.inputs[0].exchanges = report.inputs[0].positions - 4000
    report.inputs[0].error = "the file cannot be read"
    let asides = Headline(report).asides
    #expect(asides.contains("15 % of the input was not understood."))
    #expect(asides.contains("1 input could not be read to the end."))
    // What tells of something else was understood.
    report.inputs[0].refused = [
      Report.Refusal(reason: "no-exchange", message: "", mend: "", count: 4000, positions: [])
    ]
    #expect(!Headline(report).asides.joined().contains("not understood"))
  }
}

@Suite("The registry of report formats")
struct ReportFormatTests {
  @Test("finds formats by name and by a file's ending")
  func lookup() {
    #expect(ReportFormat.named("TEXT")?.names.first == "terminal")
    #expect(ReportFormat.named("json")?.endings == ["json"])
    #expect(ReportFormat.named("jso") == nil)
    #expect(ReportFormat.forFile("a.b/report.JSON")?.names.first == "json")
    #expect(ReportFormat.forFile("out/report.txt")?.names.first == "terminal")
    #expect(ReportFormat.forFile("report.sarif.json")?.names.first == "sarif")
    #expect(ReportFormat.forFile("report.csv.zip")?.names.first == "csv-zip")
    #expect(ReportFormat.named("csv")?.variant(forFile: "a.zip").names.first == "csv-zip")
    for path in ["report", "a.json/report", ".json", "", "/"] {
      #expect(ReportFormat.forFile(path) == nil)
    }
  }

  @Test("has no name or ending twice, and every format writes something")
  func registry() {
    let all = ReportFormat.all
    #expect(all.count >= 2)
    #expect(Set(all.flatMap(\.names)).count == all.flatMap(\.names).count)
    #expect(Set(all.flatMap(\.endings)).count == all.flatMap(\.endings).count)
    for format in all {
      let bytes = format.renderer(RenderOptions()).render(Samples.incident)
      #expect(bytes.count > 1000, "\(format.names)")
      let isText = format.names.first != "csv-zip"
      #expect(!isText || bytes.last == UInt8(ascii: "\n"), "\(format.names)")
      #expect(format.renderer(RenderOptions()).render(Samples.incident) == bytes)
    }
  }
}
