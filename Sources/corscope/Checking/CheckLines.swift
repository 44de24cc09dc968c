import CORSEngine
import FoundationEssentials
import Ingest
import Traffic

/// Reads cases line by line and hands out the verdicts, whatever the size of the input.
struct CheckLines {
  /// The longest line that is read, in bytes.
  private static let lineLimit = 16 << 20

  private let decoder = JSONDecoder()
  private var writer = CheckWriter()
  /// How many lines were no case.
  private(set) var errors = 0

  /// Judges every line of the input at `path`, `-` being standard input.
  ///
  /// - Throws: `IngestError` when it cannot be read.
  mutating func judge(_ path: String) throws(IngestError) {
    var stream = try ByteSource(path: path).stream
    var pending: [UInt8] = []
    var isTooLong = false
    while true {
      let count = try stream.read(1 << 18, into: &pending)
      var start = 0
      while let end = pending[start...].firstIndex(of: 0x0A) {
        judge(Array(pending[start..<end]), isTooLong: isTooLong)
        isTooLong = false
        start = end + 1
      }
      pending.removeFirst(start)
      if pending.count > CheckLines.lineLimit {
        isTooLong = true
        pending.removeAll()
      }
      Console.write(writer.bytes)
      writer.removeAll()
      if count == 0 { break }
    }
    if !pending.isEmpty || isTooLong { judge(pending, isTooLong: isTooLong) }
    Console.write(writer.bytes)
  }

  private mutating func judge(_ line: [UInt8], isTooLong: Bool) {
    guard isTooLong || line.contains(where: { $0 > 0x20 }) else { return }
    guard !isTooLong else {
      errors += 1
      writer.write(nil, error: "the line is longer than \(CheckLines.lineLimit >> 20) MiB")
      return
    }
    let parsed: CheckCase
    do {
      parsed = try decoder.decode(CheckCase.self, from: Data(line))
    } catch {
      errors += 1
      writer.write(id(of: line), error: CheckLines.text(error))
      return
    }
    do throws(CheckError) {
      writer.write(parsed.id, try parsed.scenario())
    } catch {
      errors += 1
      writer.write(parsed.id, error: error.message)
    }
  }

  /// The id of a line whose other parts are of the wrong type.
  private func id(of line: [UInt8]) -> String? {
    struct OnlyID: Decodable { var id: String? }
    return (try? decoder.decode(OnlyID.self, from: Data(line)))?.id
  }

  /// What a decoding error says, in words of JSON.
  private static func text(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "not a JSON object" }
    switch error {
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
      return path.isEmpty
        ? "not a JSON object" : "'\(path.joined(separator: "."))' has the wrong type"
    case .keyNotFound(let key, _): return "'\(key.stringValue)' is missing"
    default: return "not JSON"
    }
  }
}
