import Analysis

/// How slices of time fall into the columns of a terminal.
struct TimeScale {
  /// When the first column begins, in seconds since 1970.
  let start: Double
  /// How many seconds a column stands for.
  let step: Int
  /// How many columns there are.
  let columns: Int
  /// When the last slice ends, in seconds since 1970.
  let end: Double

  /// Lays `slices` into at most `columns` columns; `nil` where fewer than two would be filled.
  init?(_ slices: [Report.TimeSlice], columns limit: Int) {
    guard let first = slices.first, let last = slices.last, first.seconds > 0, limit > 0 else {
      return nil
    }
    let seconds = Double(first.seconds)
    let count = ((last.start - first.start) / seconds).rounded() + 1
    guard count.isFinite, count >= 2, count < 1e9 else { return nil }
    let total = Int(count)
    let factor = (total + limit - 1) / limit
    let (step, overflow) = first.seconds.multipliedReportingOverflow(by: factor)
    guard !overflow else { return nil }
    start = first.start
    end = last.start + Double(max(0, last.seconds))
    self.step = step
    columns = (total + factor - 1) / factor
  }

  /// Sums up what `figure` says of the slices, a column at a time.
  func sparkline(_ slices: [Report.TimeSlice], _ figure: (Report.TimeSlice) -> Int) -> Sparkline {
    var sums = Array(repeating: 0, count: columns)
    for slice in slices {
      let column = ((slice.start - start) / Double(step)).rounded(.down)
      guard column >= 0, column < Double(columns) else { continue }
      sums[Int(column)] &+= figure(slice)
    }
    return Sparkline(sums: sums)
  }

  /// When a column begins, as short as its length allows: `10-07 12:30`, `12:30`, `12:30:05`.
  func label(ofColumn column: Int) -> String { label(start + Double(column) * Double(step)) }

  private func label(_ seconds: Double) -> String {
    let instant = UTCTime(seconds: seconds)
    let day = end - start > 86_400 ? "\(instant.date.dropFirst(5)) " : ""
    return day + instant.time.prefix(step < 60 ? 8 : 5)
  }

  /// Times under the columns that they stand for, as many as there is room for.
  var axis: String {
    let isLong = end - start > 3 * 86_400
    let texts = { (column: Int) -> String in
      let seconds = start + Double(column) * Double(step)
      return isLong ? String(UTCTime(seconds: seconds).date.dropFirst(5)) : label(seconds)
    }
    let width = texts(0).count + 2
    var line = ""
    // Days begin at midnight, other ticks at every so many columns.
    var column = 0
    while column + width - 2 <= columns {
      line += String(repeating: " ", count: max(0, column - line.count)) + "╵" + texts(column)
      column += max(width + 1, columns / 8)
    }
    return line
  }
}
