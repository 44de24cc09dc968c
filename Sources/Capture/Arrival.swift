/// When and where bytes of a connection were captured.
struct Arrival: BitwiseCopyable {
  /// The time of the packet, in nanoseconds since 1970.
  var time: Int64 = 0
  /// Whether the capture tells the time.
  var hasTime = false
  /// The packet's number in the capture, from 0.
  var ordinal = 0
  /// The sequence number of the first byte.
  var sequence: UInt32 = 0
  /// What its sender had received by then.
  var acknowledgement: UInt32 = 0
  /// Whether the checksum is wrong although others of its sender are right.
  var isSuspect = false
  /// The sequence number behind the last byte.
  var end: UInt32 = 0
}
