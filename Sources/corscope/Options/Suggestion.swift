/// Guesses what somebody meant who mistyped a name.
enum Suggestion {
  /// `did you mean 'x'? `, or nothing where no name is near.
  static func text(_ word: String, _ names: [String]) -> String {
    guard let name = nearest(word, names) else { return "" }
    return "did you mean '\(name)'? "
  }

  /// The name that is nearest to `word`, if one is near enough; the first of equals.
  static func nearest(_ word: String, _ names: [String]) -> String? {
    let wanted = Array(word.lowercased().utf8.prefix(64))
    guard !wanted.isEmpty else { return nil }
    let limit = max(1, min(3, wanted.count / 3))
    let ranked = names.enumerated().map { index, name in
      (distance(wanted, Array(name.lowercased().utf8)), index, name)
    }
    let best = ranked.min { ($0.0, $0.1) < ($1.0, $1.1) }
    if let best, best.0 <= limit { return best.2 }
    // An abbreviation is no slip of the fingers.
    return names.first {
      wanted.count >= 3 && $0.lowercased().utf8.starts(with: wanted)
    }
  }

  /// How many letters must be put in, taken out, replaced or swapped with their neighbour.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var before: [Int] = []
    var previous = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        var cost = min(previous[column + 1] + 1, current[column] + 1)
        cost = min(cost, previous[column] + (left[row] == right[column] ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, before[column - 1] + 1)
        }
        current.append(cost)
      }
      before = previous
      previous = current
    }
    return previous.last ?? 0
  }
}
