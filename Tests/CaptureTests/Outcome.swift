import Capture
import Traffic

/// Bytes handed out in pieces of a given size.
struct PiecewiseStream: ByteStream {
  var bytes: [UInt8]
  var piece: Int
  private var offset = 0

  init(_ bytes: [UInt8], piece: Int = .max) {
    self.bytes = bytes
    self.piece = piece
  }

  mutating func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestError) -> Int {
    let length = min(count, piece, bytes.count - offset)
    buffer += bytes[offset..<(offset + length)]
    offset += length
    return length
  }
}

/// What came of reading a capture.
struct Outcome {
  var exchanges: [Exchange] = []
  var refusals = Refusals()
  var error: IngestError?
  var packets = 0
  var format = ""
  var notes: [String] = []

  init(_ capture: [UInt8], piece: Int = .max, options: CaptureOptions = CaptureOptions()) {
    var ingestor = CaptureIngestor(
      stream: PiecewiseStream(capture, piece: piece), options: options)
    var batch = Batch()
    var goesOn = true
    while goesOn {
      batch.reset()
      do {
        goesOn = try ingestor.read(into: &batch)
      } catch {
        self.error = error
      }
      refusals.merge(batch.refusals, base: packets)
      for index in batch.records.indices {
        exchanges.append(
          Exchange(
            ExchangeView(bytes: batch.bytes.span, records: batch.records.span, index: index)))
      }
      packets += batch.positionCount
    }
    format = ingestor.format.name
    notes = ingestor.notes
  }

  /// One line an exchange: method, target, status and the fields given.
  func lines(_ fields: Field...) -> [String] {
    exchanges.map { exchange in
      var words = [exchange.text(.method), exchange.text(.target), String(exchange.record.status)]
      words += fields.map { exchange.text($0) }
      return words.joined(separator: " ")
    }
  }
}

extension Exchange {
  /// The field's value, `-` where it is known to be absent, `?` where it is not observable.
  func text(_ field: Field) -> String {
    withView { view in
      switch view.state(field) {
      case .absent: return "-"
      case .notObservable: return "?"
      case .value: break
      }
      switch field {
      case .port: return String(view.record.port)
      case .status: return String(view.record.status)
      case .hasCookie, .hasAuthorization: return "yes"
      default: return view.text(field) ?? "-"
      }
    }
  }
}
