package import Analysis

/// Writes the findings and the blocked groups as SARIF 2.1.0, for code scanning and its viewers.
///
/// A result's places are lines of the inputs; packets and entries, of which SARIF knows nothing,
/// are named in the message. With a baseline each result has its `baselineState`.
///
/// - SeeAlso: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
package struct SARIFRenderer: Renderer {
  /// How many blocked groups become results.
  static let groupLimit = 1000

  private let options: RenderOptions

  /// Makes a renderer.
  package init(_ options: RenderOptions) { self.options = options }

  /// The log with one run.
  package func render(_ report: Report) -> [UInt8] {
    var writer = JSONWriter(pretty: !options.compact)
    let results = SARIFResults(report)
    writer.object { writer in
      writer.member(
        "$schema",
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
      )
      writer.member("version", "2.1.0")
      writer.key("runs")
      writer.array([report]) { writer, report in
        writer.object { writer in
          writer.key("tool")
          tool(report, &writer)
          writer.key("invocations")
          writer.array([report], invocation)
          writer.key("artifacts")
          writer.array(report.inputs) { writer, input in
            writer.object { writer in
              location("location", input.source, &writer)
              writer.key("roles")
              writer.array(["analysisTarget"]) { $0.string($1) }
            }
          }
          writer.member("columnKind", "unicodeCodePoints")
          writer.key("results")
          writer.beginArray()
          results.write(&writer)
          writer.endArray()
        }
      }
    }
    writer.newline()
    return writer.bytes
  }

  private func tool(_ report: Report, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("driver")
      writer.object { writer in
        writer.member("name", "corscope")
        writer.member("version", report.version)
        writer.key("rules")
        writer.array(SARIFRule.all(report)) { $1.write(&$0) }
      }
    }
  }

  private func invocation(_ writer: inout JSONWriter, _ report: Report) {
    let errors = report.inputs.compactMap { input in input.error.map { (input.source, $0) } }
    writer.object { writer in
      writer.member("executionSuccessful", errors.isEmpty)
      if let generated = options.generated {
        writer.member("endTimeUtc", UTCTime(seconds: generated).text)
      }
      writer.key("toolExecutionNotifications")
      writer.beginArray()
      for (source, error) in errors {
        notification("error", "\(source): \(error)", &writer)
      }
      for limit in report.limits { notification("note", limit, &writer) }
      writer.endArray()
    }
  }

  private func notification(_ level: String, _ text: String, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("level", level)
      writer.key("message")
      writer.object { $0.member("text", SARIFText.message(text)) }
    }
  }

  private func location(_ name: String, _ path: String, _ writer: inout JSONWriter) {
    writer.key(name)
    writer.object { $0.member("uri", SARIFText.reference(path)) }
  }
}

extension JSONWriter {
  fileprivate mutating func member(_ name: String, _ value: Bool) {
    key(name)
    bool(value)
  }
}

extension ReportFormat {
  /// SARIF for code scanning.
  static let sarif = ReportFormat(
    names: ["sarif"], endings: ["sarif", "sarif.json"], summary: "SARIF 2.1.0 for code scanning",
    renderer: { SARIFRenderer($0) })
}
