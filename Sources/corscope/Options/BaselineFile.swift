import Ingest
import Reports
import Traffic

/// Reads an earlier report from a file, compressed or not.
enum BaselineFile {
  /// How many bytes a report may have; real ones have a few million.
  private static let limit = 256 << 20

  /// Reads it.
  ///
  /// - Throws: ``Reports/Baseline/Failure`` when the file cannot be read or is no report.
  static func read(_ path: String) throws(Baseline.Failure) -> Baseline {
    var bytes: [UInt8] = []
    do throws(IngestError) {
      var stream = try ByteSource(path: path).stream
      while try stream.read(1 << 20, into: &bytes) > 0 {
        guard bytes.count <= limit else {
          throw IngestError("this is too large for a report", mend: "pass a report of corscope")
        }
      }
    } catch {
      throw Baseline.Failure(
        text: error.message + (error.mend.isEmpty ? "" : "; \(error.mend)"))
    }
    return try Baseline(bytes, name: path)
  }
}
