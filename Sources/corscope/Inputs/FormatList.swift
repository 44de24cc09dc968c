import Capture
import Ingest
import Traffic

/// The formats that inputs may have, for people to read.
enum FormatList {
  /// All of them; of those that depend on the input, what they can carry at best.
  static var all: [InputFormat] {
    FormatRegistry.all.map(\.format) + others
  }

  /// The names of ``all``, for which no format of lines is made.
  static var names: [String] { FormatRegistry.names + others.map(\.name) }

  private static let others = [HARIngestor.inputFormat, capture]

  private static let capture = InputFormat(
    name: "pcap", summary: "packet captures (pcap, pcapng, snoop): HTTP/1, HTTP/2, TLS with keys",
    fields: FieldSet.all.subtracting(FieldSet(.browserError)), unit: .packet)
}
