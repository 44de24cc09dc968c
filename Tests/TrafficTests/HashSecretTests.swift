import Testing
import Traffic

@Suite("A hash for one run")
struct HashSecretTests {
  private let secret = HashSecret()

  private func hash(_ bytes: [UInt8], _ secret: HashSecret) -> UInt64 {
    bytes.span.hash(with: secret, after: secret.start)
  }

  @Test("depends on every byte, the length, the secret and what came before")
  func differences() {
    for count in 0..<150 {
      var texts: Set<[UInt8]> = []
      for filler in [0, 0x61] as [UInt8] {
        let text = [UInt8](repeating: filler, count: count)
        texts.insert(text)
        for index in text.indices {
          var changed = text
          changed[index] = 1
          texts.insert(changed)
        }
      }
      let text = [UInt8](repeating: 0x61, count: count)
      for length in 0..<count { texts.insert(Array(text.prefix(length))) }
      #expect(Set(texts.map { hash($0, secret) }).count == texts.count)
      #expect(hash(text, secret) == hash(Array(text), secret))
      #expect(hash(text, secret) != hash(text, HashSecret()))
      #expect(hash(text, secret) != text.span.hash(with: secret, after: secret.start &+ 1))
    }
  }

  @Test("is the same wherever the bytes stand in a batch")
  func places() {
    for length in 0..<70 {
      let text = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 1) }
      for (before, behind) in [(0, 0), (0, 9), (3, 0), (5, 7), (40, 1), (1, 40)] {
        var batch = Batch()
        batch.bytes = [UInt8](repeating: 0x78, count: before)
        var record = Record()
        record.set(.vary, batch.append(text.span))
        batch.bytes += [UInt8](repeating: 0x79, count: behind)
        batch.records = [record]
        let view = ExchangeView(bytes: batch.bytes.span, records: batch.records.span, index: 0)
        #expect(view.hash(.vary, with: secret, after: secret.start) == hash(text, secret))
        #expect(view.length(.vary) == length)
        let rest = view.bytes(from: .vary)
        #expect(rest.count == length + behind)
        let isFirst = rest.extracting(0..<length).equals(text.span)
        #expect(isFirst)
      }
    }
  }
}
