package import Analysis

/// A format that reports are written in: its names, its file endings and its renderer.
///
/// A further format is one file with its renderer and its value, and one line in ``all``.
package struct ReportFormat: Sendable {
  /// The names that `--format` knows it by, the usual one first.
  package var names: [String]
  /// The file endings that choose it, without the first dot, in lower case.
  package var endings: [String]
  /// What it is for, one lower-case phrase.
  package var summary: String
  /// Makes its renderer.
  package var renderer: @Sendable (RenderOptions) -> any Renderer
  /// The files, by name, that it writes into a folder; `nil` where it is always one document.
  package var files: (@Sendable (Report) -> [(name: String, bytes: [UInt8])])?

  /// Every format, the default one first.
  package static let all: [ReportFormat] = [
    .terminal,
    .html,
    .json,
    .jsonLines,
    .csv,
    .csvArchive,
    .markdown,
    .sarif,
    .metrics,
    .junit,
  ]

  /// Finds the format with the name `name`, ASCII case apart.
  package static func named(_ name: String) -> ReportFormat? {
    let wanted = name.lowercased()
    return all.first { $0.names.contains(wanted) }
  }

  /// Finds the format that the ending of the file name `path` stands for; of several the longest.
  package static func forFile(_ path: String) -> ReportFormat? {
    let name = (path.split(separator: "/").last ?? "").lowercased()
    let found = all.flatMap { format in format.endings.map { (ending: $0, format: format) } }
      .filter { name.hasSuffix(".\($0.ending)") && name.utf8.count > $0.ending.utf8.count + 1 }
    return found.max { $0.ending.utf8.count < $1.ending.utf8.count }?.format
  }

  /// The format in which a file named `path` is written that was asked for by this one: CSV in a
  /// file that ends in `.zip` is an archive.
  package func variant(forFile path: String) -> ReportFormat {
    files != nil && path.lowercased().hasSuffix(".zip") ? .csvArchive : self
  }
}
