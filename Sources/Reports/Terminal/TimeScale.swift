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
}
