/// Sums durations and tells their quantiles within two per cent.
///
/// Each power of two is divided in 32 equal parts, from a microsecond to some thirteen days; the
/// memory is fixed, and joining two sketches adds their counts.
package struct QuantileSketch: Mergeable, Equatable {
  private static let partBits = 5
  private static let bucketCount = 41 << partBits
  // Half words: there may be hundreds of sketches.
  private var counts: [UInt32] = []
  /// How many durations were added.
  package private(set) var count = 0
  /// Their sum in nanoseconds; it stops at the largest number instead of overflowing.
  package private(set) var total: Int64 = 0

  package init() {}

  /// A duration, worked out once for all the sketches that it is added to.
  package struct Sample: Sendable, BitwiseCopyable {
    fileprivate let nanoseconds: Int64
    fileprivate let bucket: Int

    /// Takes a duration in nanoseconds; a negative one counts as zero.
    package init(_ nanoseconds: Int64) {
      self.nanoseconds = max(0, nanoseconds)
      bucket = QuantileSketch.bucket(of: self.nanoseconds)
    }
  }

  /// Adds a duration in nanoseconds; a negative one counts as zero.
  package mutating func add(_ nanoseconds: Int64) { add(Sample(nanoseconds)) }

  /// Adds a duration.
  @inline(__always)
  package mutating func add(_ sample: Sample) {
    if counts.isEmpty { counts = Array(repeating: 0, count: QuantileSketch.bucketCount) }
    add(1, to: sample.bucket)
    count += 1
    let (sum, over) = total.addingReportingOverflow(sample.nanoseconds)
    total = over ? .max : sum
  }

  /// Asks ahead for what adding a duration waits for; it changes nothing, but is done in place.
  @inline(__always)
  mutating func bringNear(_ sample: Sample) {
    // How many there are stands in front of the first.
    counts.bringNear(0)
    counts.bringNear(sample.bucket)
  }

  package mutating func merge(_ other: QuantileSketch) {
    guard other.count > 0 else { return }
    if counts.isEmpty {
      self = other
      return
    }
    for index in counts.indices { add(other.counts[index], to: index) }
    count += other.count
    let (sum, over) = total.addingReportingOverflow(other.total)
    total = over ? .max : sum
  }

  @inline(__always)
  private mutating func add(_ number: UInt32, to bucket: Int) {
    let (sum, isOver) = counts[bucket].addingReportingOverflow(number)
    counts[bucket] = isOver ? .max : sum
  }

  /// The duration, in nanoseconds, below which the share `quantile` (0 to 1) of all lie.
  package func value(at quantile: Double) -> Int64 {
    // One duration is known, and none can be longer than all together.
    guard count > 1 else { return total }
    let rank = Int((Double(count - 1) * min(max(quantile, 0), 1)).rounded())
    var seen = 0
    for (bucket, number) in counts.enumerated() {
      seen += Int(number)
      if seen > rank { return min(QuantileSketch.middle(of: bucket), total) }
    }
    return min(QuantileSketch.middle(of: counts.count - 1), total)
  }

  /// Microseconds below 32 have a bucket each; above, the leading six bits choose it.
  private static func bucket(of nanoseconds: Int64) -> Int {
    let micros = UInt64(nanoseconds / 1000)
    guard micros >= 1 << partBits else { return Int(micros) }
    let shift = 63 - micros.leadingZeroBitCount - partBits
    let bucket = (shift + 1) << partBits + Int(micros >> UInt64(shift)) - 1 << partBits
    return min(bucket, bucketCount - 1)
  }

  private static func middle(of bucket: Int) -> Int64 {
    guard bucket >= 1 << partBits else { return Int64(bucket) * 1000 + 500 }
    let shift = bucket >> partBits - 1
    let low = Int64(bucket & (1 << partBits - 1) + 1 << partBits) << Int64(shift)
    return (low * 2 + 1 << Int64(shift)) * 500
  }
}

extension QuantileSketch: Codable {
  private enum CodingKeys: String, CodingKey { case buckets, counts, count, total }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    // Most are empty.
    let used = counts.indices.filter { counts[$0] > 0 }
    try values.encode(used, forKey: .buckets)
    try values.encode(used.map { counts[$0] }, forKey: .counts)
    try values.encode(count, forKey: .count)
    try values.encode(total, forKey: .total)
  }

  /// Reads what was encoded.
  ///
  /// - Throws: `DecodingError` where there is no such bucket, one has no count, or the sum is
  ///   negative.
  package init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let buckets: [Int] = try values.list(.buckets, atMost: QuantileSketch.bucketCount)
    let numbers: [UInt32] = try values.list(.counts, atMost: QuantileSketch.bucketCount)
    guard buckets.count == numbers.count else { throw values.wrong(.counts, "not one a bucket") }
    if !buckets.isEmpty { counts = Array(repeating: 0, count: QuantileSketch.bucketCount) }
    for (bucket, number) in zip(buckets, numbers) {
      guard bucket < QuantileSketch.bucketCount, bucket >= 0, number > 0, counts[bucket] == 0
      else { throw values.wrong(.buckets, "no such bucket, or it is empty or there twice") }
      counts[bucket] = number
    }
    count = try values.decode(Int.self, forKey: .count)
    total = try values.decode(Int64.self, forKey: .total)
    guard total >= 0 else { throw values.wrong(.total, "negative") }
    guard (count == 0) == counts.isEmpty else { throw values.wrong(.count, "not of these buckets") }
  }
}
