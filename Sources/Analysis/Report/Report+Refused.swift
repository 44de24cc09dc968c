extension Report.BlockedRow {
  /// The method or the header name that was not granted to the first request; `nil` where it failed
  /// for another reason.
  package var refusedName: String? {
    guard let request else { return nil }
    switch reason {
    case "method-not-allowed": return request.method
    case "header-not-allowed":
      return request.refused.flatMap {
        request.headers.indices.contains($0) ? request.headers[$0] : nil
      }
    default: return nil
    }
  }

  /// What the reason means, with the method or header name that was not granted.
  package var explanation: String { Report.BlockedRow.explanation(of: [self]) }

  /// The same of several rows with one reason.
  package static func explanation(of rows: [Report.BlockedRow]) -> String {
    guard let first = rows.first else { return "" }
    var names: [String] = []
    for name in rows.compactMap(\.refusedName) where !names.contains(name) && names.count < 3 {
      names.append(name)
    }
    guard !names.isEmpty else { return first.meaning }
    // Of each row only the first request is known.
    let isAll = rows.count == names.count && rows.allSatisfy { $0.fetches == 1 }
    return first.meaning + (isAll ? ", " : ", such as ") + names.joined(separator: ", ")
  }
}
