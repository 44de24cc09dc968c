import Traffic

extension JSONLinesFormat {
  /// The format of a log whose keys the operator chose, as one does for nginx.
  ///
  /// - Parameter sample: Some lines, which show the keys.
  /// - Returns: `nil` when no key is known for the method, the target or the status.
  package static func nginx(_ sample: Span<UInt8>) -> JSONLinesFormat? {
    let survey = JSONKeySurvey(sample)
    var mapping = JSONMapping()
    for choice in choices(survey.paths) { mapping.map(choice.path, to: choice.slot) }
    let fields = mapping.fields
    guard fields.contains(.method), fields.contains(.target), fields.contains(.status) else {
      return nil
    }
    let headers = HeaderSlots.requestFields.union(HeaderSlots.responseFields)
    mapping.alwaysObservable = fields.intersection(headers)
    // Before 1.23 nginx knew only the first of several equal response headers.
    mapping.traits = .hidesRepeats
    mapping.dashIsAbsent = survey.dashes > 0 && survey.empties * 10 <= survey.dashes
    return JSONLinesFormat(
      name: "nginx-json", summary: "one JSON object a line, keys chosen by the operator",
      mapping: mapping)
  }

  /// The best key for each thing that a record keeps.
  private static func choices(_ paths: [[[UInt8]]]) -> [(path: [[UInt8]], slot: JSONSlot)] {
    var best: [(path: [[UInt8]], slot: JSONSlot, rank: Int)] = []
    for path in paths {
      guard let match = JSONAliases.match(JSONAliases.fold(path)) else { continue }
      let goal = goal(match.slot)
      let rank = match.rank + base(match.slot)
      if let index = best.firstIndex(where: { JSONLinesFormat.goal($0.slot) == goal }) {
        if rank < best[index].rank { best[index] = (path, match.slot, rank) }
      } else {
        best.append((path, match.slot, rank))
      }
    }
    let hasTarget = best.contains { $0.slot == JSONSlot(.text, .target) }
    let hasLine = best.contains { $0.slot.kind == .requestLine }
    return best.filter { choice in
      // A path may have been rewritten and lack its query: it stands in where the request line,
      // which is as it was sent, gives no target.
      switch choice.slot.kind {
      case .path, .query: return !hasTarget
      case .url: return !hasTarget && !hasLine
      default: return true
      }
    }.map { ($0.path, $0.slot) }
  }

  /// Keys with the same goal compete.
  private static func goal(_ slot: JSONSlot) -> Int {
    switch slot.kind {
    case .startTime, .endTime: return 1000
    case .seconds, .milliseconds: return 1001
    case .authority, .host: return 1002
    case .requestLine: return 1003
    case .path, .url: return 1004
    case .query: return 1005
    case .secure: return 1006
    case .upgrade: return 1007
    case .upgradeInsecure: return 1008
    case .accept: return 1009
    case .status: return 1010
    default: return Int(slot.field.rawValue)
    }
  }

  /// What puts one kind of key behind another with the same goal.
  private static func base(_ slot: JSONSlot) -> Int {
    switch slot.kind {
    case .host: return 100
    case .url: return 100
    case .startTime: return 50
    default: return 0
    }
  }
}
