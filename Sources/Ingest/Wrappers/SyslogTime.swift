import Traffic

/// The times that syslog daemons write in front of a line.
enum SyslogTime {
  /// A time, and what it does not say.
  struct Reading: BitwiseCopyable {
    var time: Timestamp
    var traits: RecordTraits
  }

  /// The year of times without one, until it is known; a leap year has every day.
  static let placeholderYear = 1972

  /// Reads the time at the cursor and the space behind it; `nil`, the cursor anywhere, where there
  /// is none.
  @_lifetime(walk: copy walk)
  static func read(_ walk: inout TokenWalk) -> Reading? {
    guard walk.byte.isDigit else {
      // The one that is there in nearly every such log goes first.
      let start = walk.cursor
      if let reading = traditional(&walk) { return reading }
      walk.cursor = start
      return full(&walk)
    }
    if walk.cursor + 10 < walk.end, walk.bytes[walk.cursor + 10] == 0x2E { return epoch(&walk) }
    return iso(&walk)
  }

  /// `2026-11-22T16:35:02.516+00:00`, as rsyslog and RFC 5424 write it.
  @_lifetime(walk: copy walk)
  private static func iso(_ walk: inout TokenWalk) -> Reading? {
    guard let word = walk.word(40), word.length >= 19 else { return nil }
    let text = walk.bytes.extracting(word.range)
    guard text[10] | 0x20 == 0x74, let time = TimeText.iso8601(text) else { return nil }
    return Reading(time: time, traits: hasZone(text) ? [] : .zoneMissing)
  }

  /// `1795365302.516479`, as `journalctl -o short-unix` writes it.
  @_lifetime(walk: copy walk)
  private static func epoch(_ walk: inout TokenWalk) -> Reading? {
    guard let word = walk.word(40), let time = TimeText.epoch(walk.bytes.extracting(word.range))
    else { return nil }
    return Reading(time: time, traits: [])
  }

  /// `Sun 2026-11-22 16:35:02 UTC`, as `journalctl -o short-full` writes it; the name of another
  /// zone does not say which.
  @_lifetime(walk: copy walk)
  private static func full(_ walk: inout TokenWalk) -> Reading? {
    let start = walk.cursor
    var time = TimeFields()
    guard let end = fullPattern.read(walk.bytes, from: start, to: walk.end, into: &time),
      end < walk.end, walk.bytes[end] == 0x20, let instant = time.instant
    else { return nil }
    walk.cursor = end + 1
    let isUTC = end - start > 3 && walk.bytes.extracting(end - 3..<end).equals("UTC")
    return Reading(time: instant, traits: isUTC ? [] : .zoneMissing)
  }

  private static let fullPattern = TimePattern(strftime: "%a %F %T %Z")

  private static func hasZone(_ text: Span<UInt8>) -> Bool {
    for index in 19..<text.count
    where text[index] | 0x20 == 0x7A || text[index] == 0x2B || text[index] == 0x2D { return true }
    return false
  }

  /// `Nov 22 16:35:02`, with a year behind the day or a fraction where a daemon adds them.
  @_lifetime(walk: copy walk)
  private static func traditional(_ walk: inout TokenWalk) -> Reading? {
    guard walk.cursor + 15 < walk.end, let month = month(walk.bytes, walk.cursor) else {
      return nil
    }
    walk.cursor += 3
    guard walk.skip(0x20) else { return nil }
    _ = walk.skip(0x20)
    guard let day = walk.number(2), walk.skip(0x20) else { return nil }
    var year: Int?
    if walk.cursor + 5 < walk.end, walk.bytes[walk.cursor + 4] == 0x20 {
      year = walk.number(4)
      guard year != nil, walk.skip(0x20) else { return nil }
    }
    guard Timestamp.isDate(year: year ?? placeholderYear, month: month, day: day) else {
      return nil
    }
    guard let hour = walk.number(2), hour < 24, walk.skip(0x3A), let minute = walk.number(2),
      minute < 60, walk.skip(0x3A), let second = walk.number(2), second <= 60
    else { return nil }
    var nanoseconds = 0
    if walk.skip(0x2E) {
      var scale = 100_000_000
      while walk.byte.isDigit {
        nanoseconds += Int(walk.byte - 48) * scale
        scale /= 10
        walk.cursor += 1
      }
    }
    guard walk.skip(0x20) else { return nil }
    let days = Timestamp.days(year: year ?? placeholderYear, month: month, day: day)
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second
    return Reading(
      time: Timestamp(nanoseconds: Int64(seconds) * 1_000_000_000 + Int64(nanoseconds)),
      traits: year == nil ? [.zoneMissing, .yearMissing] : .zoneMissing)
  }

  private static func month(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
    let name = bytes.extracting(start..<start + 3)
    let names: [StaticString] = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    for (index, month) in names.enumerated() where name.equals(month) { return index + 1 }
    return nil
  }
}
