import Foundation
import Testing

/// `samples/reports/` shows a report of each format, made of `samples/nginx-cors.json.log`.
///
/// To write them anew: `CORSCOPE_REWRITE_GOLDEN=1 swift test --filter SampleReportTests`.
@Suite("The sample reports")
struct SampleReportTests {
  @Test(
    "are what corscope writes",
    arguments: [
      "txt", "html", "json", "jsonl", "csv", "csv.zip", "md", "sarif", "prom", "junit.xml",
    ])
  func areCurrent(_ ending: String) throws {
    let folder = try Scratch()
    let made = folder.path("report.\(ending)")
    let outcome = try Tool.run(
      "corscope", ["-o", made, "samples/nginx-cors.json.log"],
      environment: ["SOURCE_DATE_EPOCH": "1791194400"])
    #expect(outcome.status == 0)
    let kept = Tool.root.appendingPathComponent("samples/reports/report.\(ending)")
    let data = try Data(contentsOf: URL(fileURLWithPath: made))
    if ProcessInfo.processInfo.environment["CORSCOPE_REWRITE_GOLDEN"] == "1" {
      try data.write(to: kept)
    }
    #expect(try data == Data(contentsOf: kept), "samples/reports/report.\(ending) is out of date")
  }
}
