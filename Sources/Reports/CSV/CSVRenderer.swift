package import Analysis

/// Writes the table of blocked groups as CSV; ``CSVTables`` has the other tables.
package struct CSVRenderer: Renderer {
  /// Makes a renderer; no option concerns it.
  package init(_ options: RenderOptions) {}

  /// The groups of blocked fetches.
  package func render(_ report: Report) -> [UInt8] { CSVTables.blocked(report).content }
}

/// Writes all tables of a report as CSV files in a zip archive.
package struct CSVArchiveRenderer: Renderer {
  /// Makes a renderer; no option concerns it.
  package init(_ options: RenderOptions) {}

  /// The archive.
  package func render(_ report: Report) -> [UInt8] {
    var archive = ZipWriter()
    for table in CSVTables.all(report) { archive.add("\(table.name).csv", table.content) }
    return archive.finish()
  }
}

extension ReportFormat {
  /// Tables for spreadsheets and databases.
  static let csv = ReportFormat(
    names: ["csv"], endings: ["csv"],
    summary: "the blocked groups as a table; csv=FOLDER/ writes every table",
    renderer: { CSVRenderer($0) },
    files: { report in CSVTables.all(report).map { ("\($0.name).csv", $0.content) } })

  /// All tables in one archive.
  static let csvArchive = ReportFormat(
    names: ["csv-zip", "zip"], endings: ["csv.zip", "zip"],
    summary: "every table as CSV in a zip archive", renderer: { CSVArchiveRenderer($0) })
}
