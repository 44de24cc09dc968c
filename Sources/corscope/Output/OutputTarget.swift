// Unsafe: opens a file by open(2).
import Analysis
import ArgumentParser
import Glibc
import Reports

/// One place that a report goes to.
struct OutputTarget {
  /// In which format.
  let format: ReportFormat
  /// Which file; `nil` is standard output.
  let path: String?

  /// Writes the report.
  ///
  /// - Throws: `ExitCode` 2 when the file cannot be written.
  func write(_ report: Report) throws {
    guard let path else {
      let options = RenderOptions(
        width: Console.width, color: Console.allowsColor, unicode: Console.writesUTF8)
      Console.write(format.renderer(options).render(report))
      return
    }
    let bytes = format.renderer(RenderOptions()).render(report)
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0, Console.write(bytes, to: descriptor), close(descriptor) == 0 else {
      let reason = unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "error \(errno)"
      InputMessages.tell("\(path): cannot be written: \(reason.lowercased())")
      throw ExitCode(2)
    }
  }
}
