import Testing
import Traffic

@Suite("A record")
struct RecordTests {
  @Test("shows nothing at first", arguments: Field.allCases)
  func fresh(_ field: Field) { #expect(Record().state(field) == .notObservable) }

  @Test("goes from value to absent to unknown and back", arguments: Field.allCases)
  func states(_ field: Field) {
    var record = Record()
    record.setAbsent(field)
    #expect(record.state(field) == .absent)
    record.setFlag(field, true)
    #expect(record.state(field) == .value)
    record.setFlag(field, false)
    #expect(record.state(field) == .absent)
    if field.isText {
      record.set(field, ByteRange(offset: 3, length: 4))
      #expect(record.state(field) == .value)
      #expect(record.places[Int(field.rawValue)].range == 3..<7)
    }
    record.forget(field)
    #expect(record.state(field) == .notObservable)
    #expect(record.observable.isEmpty && record.present.isEmpty)
  }

  @Test("takes its numbers as values")
  func numbers() {
    var record = Record()
    record.setStart(Timestamp(nanoseconds: 5))
    record.setDuration(6)
    record.setStatus(200)
    record.setPort(8443)
    #expect(record.present == FieldSet(.start, .duration, .status, .port))
    #expect(record.observable == record.present)
    #expect(record.start.nanoseconds == 5)
    #expect((record.duration, record.status, record.port) == (6, 200, 8443))
  }

  @Test("cuts a status or port that does not fit instead of trapping")
  func overflow() {
    var record = Record()
    record.setStatus(.max)
    record.setPort(-1)
    #expect((record.status, record.port) == (.max, .max))
  }
}

@Suite("An exchange's copy")
struct ExchangeTests {
  /// A batch of two records; of the second, some fields hold values, one is empty, some are absent.
  private func batch() -> Batch {
    var batch = Batch()
    batch.bytes = utf8("padding GET /items https://app.example.com end")
    batch.inputCount = batch.bytes.count
    var record = Record()
    record.set(.method, ByteRange(8, 11))
    record.set(.target, ByteRange(12, 18))
    record.set(.origin, ByteRange(19, 42))
    record.set(.referer, ByteRange(5, 5))
    record.setAbsent(.allowOrigin)
    record.setFlag(.hasCookie, true)
    record.setStart(Timestamp(nanoseconds: 99))
    record.setStatus(204)
    record.traits = [.navigation, .startIsEnd]
    record.position = 7
    batch.records = [Record(), record]
    return batch
  }

  @Test("says what its view says, field by field")
  func copies() {
    let batch = batch()
    let view = ExchangeView(bytes: batch.bytes.span, records: batch.records.span, index: 1)
    let exchange = Exchange(view)
    for field in Field.allCases {
      let copied = exchange.withView { ($0.state(field), $0.has(field), $0.observes(field)) }
      #expect(copied == (view.state(field), view.has(field), view.observes(field)))
      guard field.isText else { continue }
      #expect(exchange.withView { $0.text(field) } == view.text(field))
      let bytes = copy(view.bytes(field))
      #expect(exchange.withView { copy($0.bytes(field)) } == bytes)
      #expect(bytes.isEmpty == (view.text(field) ?? "").isEmpty)
    }
    #expect(exchange.record.traits == [.navigation, .startIsEnd])
    #expect((exchange.record.position, exchange.record.status) == (7, 204))
    #expect(exchange.record.start.nanoseconds == 99)
  }

  @Test("keeps only the values, and tells an empty one from none")
  func owned() {
    let batch = batch()
    let view = ExchangeView(bytes: batch.bytes.span, records: batch.records.span, index: 1)
    let exchange = Exchange(view)
    #expect(exchange.bytes == utf8("GET/itemshttps://app.example.com"))
    #expect(exchange.withView { $0.text(.referer) } == "")
    #expect(exchange.withView { $0.text(.allowOrigin) } == nil)
    #expect(exchange.withView { $0.value(.allowOrigin) == nil })
  }

  @Test("of a record that shows nothing is empty")
  func empty() {
    let batch = batch()
    let exchange = Exchange(
      ExchangeView(bytes: batch.bytes.span, records: batch.records.span, index: 0))
    #expect(exchange.bytes.isEmpty)
    #expect(exchange.record.observable.isEmpty)
  }

  @Test("comes from a batch that forgets all when reset")
  func reset() {
    var batch = batch()
    batch.refusals.add(.badTime, position: 3)
    batch.positionCount = 9
    let place = batch.append(utf8("decoded").span)
    #expect(Array(batch.bytes[place.range]) == utf8("decoded"))
    #expect(batch.inputCount == place.range.lowerBound)
    batch.reset()
    #expect(batch.bytes.isEmpty && batch.records.isEmpty && batch.refusals.examples.isEmpty)
    #expect((batch.inputCount, batch.positionCount, batch.firstPosition) == (0, 0, 1))
    #expect(batch.refusals.total == 0)
  }
}
