import Analysis
import Reports

/// One place that a report goes to.
struct OutputTarget {
  /// In which format.
  let format: ReportFormat
  /// Which file or folder; `nil` is standard output.
  let path: String?

  /// Writes the report; `false` after telling why it cannot be written.
  ///
  /// - Parameters:
  ///   - report: The report.
  ///   - generated: When it was made, in seconds since 1970.
  /// - Returns: Whether it was written.
  func write(_ report: Report, generated: Double) -> Bool {
    guard let path else {
      let options = RenderOptions(
        width: Console.width, color: Console.allowsColor, unicode: Console.writesUTF8,
        links: Console.allowsLinks, files: files(report), generated: generated)
      Console.write(format.renderer(options).render(report))
      return true
    }
    do throws(AtomicFile.Failure) {
      if let files = format.files, path.hasSuffix("/") || AtomicFile.isFolder(path) {
        let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
        try AtomicFile.makeFolder(folder.isEmpty ? "/" : folder)
        for file in files(report) { try AtomicFile.write(file.bytes, to: "\(folder)/\(file.name)") }
      } else {
        let options = RenderOptions(generated: generated)
        try AtomicFile.write(format.renderer(options).render(report), to: path)
      }
      return true
    } catch {
      InputMessages.tell("\(path): cannot be written: \(error.reason)")
      return false
    }
  }

  /// The addresses of the inputs that are files, where a terminal can follow them.
  private func files(_ report: Report) -> [String: LinkAddress] {
    guard Console.allowsLinks else { return [:] }
    let host = Console.host
    var files: [String: LinkAddress] = [:]
    for input in report.inputs where files[input.source] == nil {
      guard let path = AtomicFile.existing(input.source) else { continue }
      files[input.source] = LinkAddress(file: path, host: host)
    }
    return files
  }
}
