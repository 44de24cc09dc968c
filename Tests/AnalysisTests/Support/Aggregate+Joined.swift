@testable import Analysis

extension Aggregate {
  /// Adds exchanges, of which no texts are kept.
  mutating func add(_ joined: [JoinedObservation]) {
    var joined = joined
    var span = joined.mutableSpan
    var start = 0
    while start < span.count {
      let end = findCounts(&span, in: start..<span.count)
      count(&span, in: start..<end)
      for index in start..<end {
        switch span[index].observation.judgement.kind {
        case .preflight: add(preflight: index, of: span.span)
        case .cors: add(actual: index, of: span.span)
        default: break
        }
      }
      start = end
    }
  }
}
