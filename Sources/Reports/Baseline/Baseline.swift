import FoundationEssentials

/// What a comparison needs of an earlier JSON report.
///
/// Keys that are missing count as nothing known, so that reports of other versions can be read.
package struct Baseline: Sendable {
  /// The file's name, for messages and reports.
  package var name: String
  var content: Content

  /// Why a file is no baseline.
  package struct Failure: Error {
    /// What is wrong and how to mend it.
    package let text: String

    /// Makes a failure.
    package init(text: String) { self.text = text }
  }

  /// Reads the JSON report in `bytes`.
  ///
  /// - Throws: ``Failure`` when it is none.
  package init(_ bytes: [UInt8], name: String) throws(Failure) {
    self.name = name
    do {
      content = try JSONDecoder().decode(Content.self, from: Data(bytes))
    } catch {
      throw Failure(
        text: "this is no JSON report; write one with -o report.json and pass that file")
    }
    guard content.schema.hasPrefix("corscope.report/") else {
      throw Failure(text: "its schema is not corscope.report; write one with -o report.json")
    }
    guard content.schema == "corscope.report/1" else {
      throw Failure(
        text: "its schema '\(content.schema)' is not known to this version; use a newer corscope")
    }
  }
}
