package import Traffic

/// The parts of a time, as they are read one after the other.
package struct TimeFields: Sendable, BitwiseCopyable, Hashable {
  /// Which parts a time has.
  package struct Parts: OptionSet, Sendable, BitwiseCopyable, Hashable {
    /// One bit a part.
    package var rawValue: UInt8

    /// Makes the set whose bits are `rawValue`.
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Year, month and day.
    package static let date = Parts(rawValue: 1)
    /// Hour, minute and second.
    package static let clock = Parts(rawValue: 2)
    /// A fraction of the second.
    package static let fraction = Parts(rawValue: 4)
    /// The offset from UTC.
    package static let zone = Parts(rawValue: 8)
    /// Seconds since 1970.
    package static let epoch = Parts(rawValue: 16)

    /// Whether an instant can be made of them.
    package var isComplete: Bool { contains(.epoch) || isSuperset(of: [.date, .clock]) }
  }

  var year = 1970
  var month = 1
  var day = 1
  var hour = 0
  var minute = 0
  var second = 0
  var nanoseconds = 0
  /// Seconds east of UTC.
  var offset = 0
  var epoch: Int64 = 0
  /// Which parts were read.
  var parts: Parts = []

  /// Makes a time of no parts.
  package init() {}

  /// The instant, or `nil` when parts are missing or there is no such time.
  package var instant: Timestamp? {
    guard parts.isComplete else { return nil }
    if parts.contains(.epoch) {
      let (whole, over) = epoch.multipliedReportingOverflow(by: 1_000_000_000)
      let (sum, overSum) = whole.addingReportingOverflow(Int64(nanoseconds))
      return over || overSum ? nil : Timestamp(nanoseconds: sum)
    }
    // Beyond 2261 nanoseconds leave 64 bits; a leap second is read as the next minute's first.
    guard hour < 24, minute < 60, second <= 60, year >= 1700, year <= 2261,
      Timestamp.isDate(year: year, month: month, day: day)
    else { return nil }
    let days = Timestamp.days(year: year, month: month, day: day)
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
    return Timestamp(nanoseconds: Int64(seconds) * 1_000_000_000 + Int64(nanoseconds))
  }
}
