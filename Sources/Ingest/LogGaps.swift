// Unsafe: hands bytes to a function that looks at as many as there are.
import CMachine
import Traffic

/// Takes runs of NUL bytes out of a log: what a crash leaves of blocks that were never written, and
/// the hole before the place at which a server goes on in a log that was truncated under it.
struct LogGaps {
  /// How long a run must be to be none that a client sent, in bytes: the length of a block.
  private static let least = 64
  /// Whether what was read last ended within a run.
  private var isInside = false

  /// Makes an account of no runs.
  init() {}

  /// Takes the runs out of what was read into `batch` from `start` on, and counts them.
  ///
  /// One byte of sixty-four is looked at, so that no run is missed and nothing is slowed down.
  mutating func remove(from batch: inout Batch, since start: Int) {
    var place = start
    if isInside {
      // The rest of a run that was counted.
      var end = start
      while end < batch.bytes.count, batch.bytes[end] == 0 { end += 1 }
      if end < batch.bytes.count { isInside = false }
      batch.bytes.removeSubrange(start..<end)
    }
    // They are taken out all at once: there may be thousands.
    var runs: [Range<Int>] = []
    var (line, counted) = (0, 0)
    while true {
      place = LogGaps.zero(in: batch.bytes.span, from: place)
      guard place < batch.bytes.count else { break }
      let run = LogGaps.run(around: place, in: batch.bytes)
      guard run.count >= LogGaps.least else {
        place = run.upperBound + LogGaps.least
        continue
      }
      isInside = run.upperBound == batch.bytes.count
      line += batch.bytes[counted..<run.lowerBound].count { $0 == 0x0A }
      batch.refusals.add(.gap, position: line)
      runs.append(run)
      (place, counted) = (run.upperBound, run.upperBound)
    }
    LogGaps.remove(runs, from: &batch.bytes)
  }

  /// Takes `runs` out, which are in order.
  private static func remove(_ runs: [Range<Int>], from bytes: inout [UInt8]) {
    guard let first = runs.first else { return }
    var end = first.lowerBound
    for (index, run) in runs.enumerated() {
      let next = index + 1 < runs.count ? runs[index + 1].lowerBound : bytes.count
      for place in run.upperBound..<next {
        bytes[end] = bytes[place]
        end += 1
      }
    }
    bytes.removeSubrange(end...)
  }

  /// The first place that holds a NUL byte among those looked at from `start` on, or one behind
  /// all.
  private static func zero(in bytes: Span<UInt8>, from start: Int) -> Int {
    let rest = bytes.extracting(min(start, bytes.count)..<bytes.count)
    return unsafe rest.withUnsafeBytes {
      guard let base = $0.baseAddress else { return start }
      return unsafe start + zero_by_blocks(base, $0.count)
    }
  }

  private static func run(around place: Int, in bytes: [UInt8]) -> Range<Int> {
    var start = place
    while start > 0, bytes[start - 1] == 0 { start -= 1 }
    var end = place
    while end < bytes.count, bytes[end] == 0 { end += 1 }
    return start..<end
  }
}
