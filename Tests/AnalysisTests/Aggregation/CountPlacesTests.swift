import Foundation
import Testing
import Traffic

@testable import Analysis

@Suite("Counts that are found ahead for a batch")
struct CountPlacesTests {
  /// One preflight, or one request, of each of the `origins`, to a route of its own.
  private static func batch(_ origins: [Int], _ method: Said) -> Batch {
    Batch(
      origins.map { origin in
        Sent(
          method,
          [
            .origin: .value("https://o\(origin).example"), .target: .value("/r\(origin)x"),
            .requestMethod: method == "OPTIONS" ? "PUT" : .absent,
          ])
      })
  }

  private static func observe(
    _ batch: Batch, by analyzer: inout Analyzer, atOnce count: Int
  ) {
    var examination = Examination(filter: Filter())
    examination.examine(batch)
    let observations = examination.observations
    for start in stride(from: 0, to: observations.count, by: count) {
      analyzer.observe(
        batch, observations, in: start..<min(start + count, observations.count))
    }
  }

  private static func counts(_ analyzer: Analyzer) throws -> [Data] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let aggregate = analyzer.aggregate
    return try [encoder.encode(aggregate.origins), encoder.encode(aggregate.routes)]
  }

  @Test(
    "are those of their own origins and routes where tables are pruned amid the batch",
    arguments: ["GET", "OPTIONS"] as [Said])
  func pruned(_ method: Said) throws {
    let limit = Aggregate.tableLimit
    var analyzer = Analyzer()
    // The table is full, and the second half of it weighs more.
    let full = Array(0..<limit) + Array(limit / 2..<limit)
    Self.observe(Self.batch(full, method), by: &analyzer, atOnce: full.count)
    #expect(analyzer.aggregate.origins.count == limit && analyzer.aggregate.folded == 0)
    // One that is new makes the first half give way; the others were found before that.
    let mixed = [limit - 1, 0, limit, limit - 1, limit / 2, 0, limit, limit - 2, 1]
    var alone = analyzer
    Self.observe(Self.batch(mixed, method), by: &analyzer, atOnce: mixed.count)
    Self.observe(Self.batch(mixed, method), by: &alone, atOnce: 1)
    #expect(analyzer.aggregate.folded > 0)
    #expect(analyzer.aggregate.origins.count < limit)
    #expect(try Self.counts(analyzer) == Self.counts(alone))
  }
}
