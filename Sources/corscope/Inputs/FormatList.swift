import Capture
import Ingest
import Traffic

/// The formats that inputs may have, for people to read.
enum FormatList {
  /// All of them; of those that depend on the input, what they can carry at best.
  static var all: [InputFormat] {
    TextPresets.all.map(\.format) + [
      JSONLinesFormat.caddy.format, nginxJSON, HARIngestor.inputFormat,
    ]
      + [capture]
  }

  private static let nginxJSON = InputFormat(
    name: "nginx-json",
    summary: "one JSON object a line, as nginx writes it with escape=json; keys of your choice",
    fields: FieldSet.all.subtracting(FieldSet(.browserError)), unit: .line)

  private static let capture = InputFormat(
    name: "pcap", summary: "packet captures, pcap and pcapng, with HTTP/1 in clear",
    fields: FieldSet.all.subtracting(FieldSet(.browserError)), unit: .packet)
}
