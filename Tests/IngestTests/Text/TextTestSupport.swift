import Ingest
import Testing
import Traffic

extension ParsedBatch {
  /// Parses `bytes` as lines of `template`.
  init(_ bytes: [UInt8], _ template: LogTemplate) {
    self.init(bytes, parser: TemplateFormat(template))
  }

  /// Parses `bytes` as a log of `format`.
  init(_ bytes: [UInt8], _ format: LogFormat) throws {
    self.init(bytes, parser: try #require(format.read(bytes)).parser)
  }

  /// Parses `bytes` with `parser`.
  init(_ bytes: [UInt8], parser: any BatchParser) {
    var batch = Batch()
    batch.bytes = bytes
    batch.inputCount = bytes.count
    parser.parse(&batch)
    self.init(batch)
  }

  init(_ text: String, nginx format: String) throws {
    self.init(utf8(text), try NginxLogFormat.compile(format))
  }

  init(_ text: String, apache format: String) throws {
    self.init(utf8(text), try ApacheLogFormat.compile(format))
  }

  /// What `field` holds: its text, `-` where it was not sent, `?` where nothing is known.
  func says(_ field: Field, _ index: Int = 0) -> String {
    guard index < batch.records.count else { return "no exchange" }
    let record = batch.records[index]
    switch record.state(field) {
    case .notObservable: return "?"
    case .absent: return "-"
    case .value:
      if let text = text(field, index) { return text }
      switch field {
      case .status: return "\(record.status)"
      case .port: return "\(record.port)"
      case .start: return "\(record.start.nanoseconds)"
      case .duration: return "\(record.duration)"
      default: return "yes"
      }
    }
  }
}

/// A format and a line of it, whole and well formed.
struct TextSample: Sendable {
  let name: String
  let parser: any BatchParser
  let line: String

  /// Reads the line, or another one.
  func read(_ bytes: [UInt8]? = nil) -> ParsedBatch {
    ParsedBatch(bytes ?? utf8(line), parser: parser)
  }

  /// One of each kind of format.
  static func all() throws -> [TextSample] {
    var samples = try zip(
      [LogFormat.vhostCombined, .combined, .common],
      [RecognitionTests.vhost, RecognitionTests.combined, RecognitionTests.common]
    ).map { format, line in
      TextSample(
        name: format.name, parser: try #require(format.read(utf8(line))).parser, line: line)
    }
    for (name, format, line) in nginx {
      samples.append(
        TextSample(
          name: name, parser: TemplateFormat(try NginxLogFormat.compile(format)), line: line))
    }
    for (name, format, line) in apache {
      samples.append(
        TextSample(
          name: name, parser: TemplateFormat(try ApacheLogFormat.compile(format)), line: line))
    }
    return samples
  }

  private static let nginx = [
    (
      "nginx, quoted values",
      NginxFormatTests.directive, NginxFormatTests.line
    ),
    (
      "nginx, JSON",
      """
      log_format j escape=json '{"t":"$msec","m":"$request_method","u":"$request_uri",'
      '"st":$status,"o":"$http_origin","c":"$http_cookie","rt":$request_time}';
      """,
      #"{"t":"1795365302.516","m":"GET","u":"/a?b=\"c\"\u00e9","st":200,"o":"","c":"","rt":0.002}"#
    ),
    (
      "nginx, tabs",
      #""$time_iso8601\t$remote_addr\t$request_method\t$host\t$request_uri\t$status\t$http_origin""#,
      "2026-11-22T16:35:02+00:00\t203.0.113.7\tGET\tapi.example.com\t/a\t200\t-"
    ),
  ]

  private static let apache = [
    (
      "apache, quoted values", ApacheFormatTests.directive, ApacheFormatTests.line
    ),
    (
      "apache, numbers", "%{usec}t|%m|%U%q|%>s|%D|%{Cookie}i|%v:%p|%%",
      "1795365302516000|GET|/a?b|200|1500|-|api.example.com:80|%"
    ),
  ]
}
