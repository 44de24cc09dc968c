/// One interface of a capture: what its packets begin with and how its clock counts.
struct CaptureInterface: BitwiseCopyable {
  /// The link type, as registered by the tcpdump group.
  let linkType: Int
  /// What its packets begin with, where that is always of the same size.
  let link: PlainLink
  /// The largest number of bytes kept of a packet; 0 where there is no limit.
  var snapLength: Int
  /// Clock ticks a second, as the pcapng option `if_tsresol` says it: 10^n, or 2^n with the top
  /// bit.
  var resolution: UInt8 = 6
  /// What is to be added to every time, in seconds.
  var timeOffset: Int64 = 0
  /// Whether its unknown link type has been reported.
  var isReported = false
  /// How many packets the capturing program missed on it, as last said in the file.
  var dropCount: UInt64 = 0

  /// Makes an interface; its clock counts microseconds unless told otherwise.
  init(linkType: Int, snapLength: Int, resolution: UInt8 = 6) {
    self.linkType = linkType
    self.snapLength = snapLength
    self.resolution = resolution
    link = PlainLink(linkType: linkType)
  }

  /// The time of a packet in nanoseconds since 1970; a time out of range is clamped.
  ///
  /// - SeeAlso: draft-ietf-opsawg-pcapng, section 4.2, `if_tsresol` and `if_tsoffset`.
  func nanoseconds(_ ticks: UInt64) -> Int64 {
    let limit: Int64 = 9_200_000_000_000_000_000
    let (seconds, fraction) = split(ticks)
    let (whole, overflow) = Int64(clamping: seconds).addingReportingOverflow(timeOffset)
    guard !overflow, whole < 9_200_000_000, whole > -9_200_000_000 else {
      return whole < 0 || overflow && timeOffset < 0 ? -limit : limit
    }
    return whole * 1_000_000_000 + fraction
  }

  private func split(_ ticks: UInt64) -> (seconds: UInt64, nanoseconds: Int64) {
    let exponent = UInt64(resolution & 0x7F)
    if resolution & 0x80 != 0 {
      guard exponent < 64 else { return (0, 0) }
      let part = ticks & ((1 << exponent) &- 1)
      let product = part.multipliedFullWidth(by: 1_000_000_000)
      let scaled =
        exponent == 0 ? 0 : product.high << (64 - exponent) | product.low >> exponent
      return (ticks >> exponent, Int64(truncatingIfNeeded: scaled))
    }
    guard exponent < 20 else { return (0, 0) }
    var perSecond: UInt64 = 1
    for _ in 0..<exponent { perSecond *= 10 }
    let part = (ticks % perSecond).multipliedFullWidth(by: 1_000_000_000)
    return (
      ticks / perSecond,
      Int64(truncatingIfNeeded: perSecond.dividingFullWidth(part).quotient)
    )
  }
}
