// Unsafe: lists files by glob(3), whose result it frees.
import Glibc
import Ingest
import Traffic

/// Reads the files of a server's configuration.
enum ConfigFiles {
  /// No configuration is so large; what is not one may be.
  private static let limit = 16 << 20
  /// How many files one include may name.
  private static let mostFiles = 2_000

  /// Reads the configuration at `path` and what it includes.
  ///
  /// - Throws: `IngestError` when it cannot be read or says nothing of logs.
  static func read(_ path: String) throws(IngestError) -> LogConfig {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    return try LogConfig(path: path, text: try content(path)) { pattern in
      // A path is relative to the main file; on another machine the tree may lie elsewhere.
      let places = pattern.hasPrefix("/") ? [pattern] : [folder + "/" + pattern]
      return places.flatMap { matches($0) }.prefix(mostFiles).compactMap { file in
        (try? content(file)).map { (file, $0) }
      }
    }
  }

  private static func content(_ path: String) throws(IngestError) -> String {
    let stream = try FileStream(path: path)
    var bytes: [UInt8] = []
    while bytes.count < limit, try stream.read(1 << 16, into: &bytes) > 0 {}
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func matches(_ pattern: String) -> [String] {
    var result = unsafe glob_t()
    defer { unsafe globfree(&result) }
    guard unsafe glob(pattern, 0, nil, &result) == 0 else { return [] }
    return unsafe (0..<Int(result.gl_pathc)).compactMap { index in
      unsafe result.gl_pathv[index].map { unsafe String(cString: $0) }
    }
  }
}
