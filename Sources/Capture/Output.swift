import Traffic

/// The batch being filled and where it stands in the capture.
struct Output {
  /// The batch.
  var batch = Batch()
  /// The number of the batch's first packet in the capture, from 0.
  var base = 0
  /// The number of the packet at hand.
  var current = 0
  /// The number of the batch.
  var serial = 1

  /// Where the names of the schemes stand in the batch numbered ``schemeSerial``: http, then https.
  private var schemes = ByteRange()
  private var schemeSerial = 0

  /// The place of a scheme's name, which stands in a batch once.
  mutating func scheme(isSecure: Bool) -> ByteRange {
    if schemeSerial != serial {
      let start = batch.bytes.count
      batch.bytes.append("httphttps")
      schemes = ByteRange(start, batch.bytes.count)
      schemeSerial = serial
    }
    return isSecure
      ? ByteRange(offset: Int(schemes.offset) &+ 4, length: 5)
      : ByteRange(offset: Int(schemes.offset), length: 4)
  }

  /// Begins with another batch.
  mutating func begin(_ next: inout Batch, at base: Int) {
    swap(&batch, &next)
    self.base = base
    serial &+= 1
  }

  /// Hands the batch back.
  mutating func end(_ next: inout Batch) { swap(&batch, &next) }

  /// A packet's position in the batch; a packet of an earlier batch counts as the batch's first.
  func position(_ ordinal: Int) -> Int { max(0, ordinal - base) }

  /// Counts what could not be used, at the packet `ordinal`.
  mutating func refuse(_ reason: LineError, at ordinal: Int) {
    batch.refusals.add(reason, position: position(ordinal))
  }
}
