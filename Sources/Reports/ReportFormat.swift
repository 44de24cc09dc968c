/// A format that reports are written in: its names, its file endings and its renderer.
///
/// A further format is one file with its renderer and its value, and one line in ``all``.
package struct ReportFormat: Sendable {
  /// The names that `--format` knows it by, the usual one first.
  package var names: [String]
  /// The file endings that choose it, without the dot, in lower case.
  package var endings: [String]
  /// What it is for, one lower-case phrase.
  package var summary: String
  /// Makes its renderer.
  package var renderer: @Sendable (RenderOptions) -> any Renderer

  /// Every format, the default one first.
  package static let all: [ReportFormat] = [
    .terminal,
    .json,
  ]

  /// Finds the format with the name `name`, ASCII case apart.
  package static func named(_ name: String) -> ReportFormat? {
    let wanted = name.lowercased()
    return all.first { $0.names.contains(wanted) }
  }

  /// Finds the format that the ending of the file name `path` stands for.
  package static func forFile(_ path: String) -> ReportFormat? {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
    let ending = name[name.index(after: dot)...].lowercased()
    return all.first { $0.endings.contains(ending) }
  }
}
