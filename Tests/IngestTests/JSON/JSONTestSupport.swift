import Ingest
import Traffic

/// A parsed batch with its fields as text, for comparisons.
struct ParsedBatch {
  let batch: Batch

  init(_ batch: Batch) { self.batch = batch }

  /// Parses `text` with `format`.
  init(_ text: String, _ format: JSONLinesFormat) { self.init(Array(text.utf8), format) }

  init(_ bytes: [UInt8], _ format: JSONLinesFormat) {
    var batch = Batch()
    batch.bytes = bytes
    batch.inputCount = bytes.count
    format.parse(&batch)
    self.batch = batch
  }

  /// The text of a field of the record with the given index.
  func text(_ field: Field, _ index: Int = 0) -> String? {
    guard field.isText else { return nil }
    let view = ExchangeView(
      bytes: batch.bytes.span, records: batch.records.span, index: index)
    return view.text(field)
  }

  func state(_ field: Field, _ index: Int = 0) -> FieldState { batch.records[index].state(field) }

  /// Everything that the records say, in one comparable text.
  var transcript: [String] {
    batch.own.map { index in
      let record = batch.records[index]
      var parts = [
        "\(record.position) \(record.traits.rawValue) \(record.start.nanoseconds)",
        "\(record.duration) \(record.port) \(record.status) \(record.repeated.rawValue)",
      ]
      for field in Field.allCases {
        parts.append("\(field.name)=\(record.state(field)):\(text(field, index) ?? "")")
      }
      return parts.joined(separator: " ")
    }
  }

  /// Whether every place lies within the bytes.
  var placesAreSound: Bool {
    batch.records.allSatisfy { record in
      (0..<Field.textCount).allSatisfy { raw in
        guard let field = Field(rawValue: UInt8(raw)), record.present.contains(field) else {
          return true
        }
        return record.places[raw].range.upperBound <= batch.bytes.count
      }
    }
  }

  /// Whether the value of any text field holds `needle`.
  func anyField(holds needle: String) -> Bool {
    batch.records.indices.contains { index in
      Field.allCases.contains { text($0, index)?.contains(needle) == true }
    }
  }
}

/// The format that the keys of `text` make.
func operatorFormat(_ text: String) -> JSONLinesFormat? {
  JSONLinesFormat.nginx(Array(text.utf8).span)
}
