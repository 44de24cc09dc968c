import ArgumentParser
import Traffic

/// Reads the places of exchanges as reports print them.
struct PlaceOption {
  /// What was written.
  let text: String
  /// The places that it names: several where inputs have the same last part.
  let positions: Set<Position>

  /// The places that `texts` name, one for each.
  ///
  /// A bare number means the first input if there is one input only.
  ///
  /// - Throws: `ExitCode` 2 after telling of each text that is no place.
  static func parse(_ texts: [String], _ inputs: [String]) throws -> [PlaceOption] {
    var places: [PlaceOption] = []
    var failed = false
    for text in texts {
      switch place(text, inputs) {
      case .success(let found): places.append(PlaceOption(text: text, positions: Set(found)))
      case .failure(let problem):
        failed = true
        InputMessages.tell("--at: '\(text)' \(problem.text)")
      }
    }
    if failed { throw ExitCode(2) }
    return places
  }

  /// What is wrong with a place.
  private struct Problem: Error { let text: String }

  private static func place(_ text: String, _ inputs: [String]) -> Result<[Position], Problem> {
    let digits = text.reversed().prefix { $0.isASCII && $0.isNumber }.reversed()
    guard let number = Int(String(digits)), number > 0 else {
      return .failure(Problem(text: "is no place; write 42, access.log:42 or 'x.har: entry 7'"))
    }
    var name = String(text.dropLast(digits.count))
    for unit in ["line", "packet", "entry"] where name.hasSuffix("\(unit) ") {
      name = String(name.dropLast(unit.count + 1))
    }
    while name.hasSuffix(" ") || name.hasSuffix(":") { name.removeLast() }
    if name.isEmpty {
      guard inputs.count == 1 else {
        return .failure(Problem(text: "does not say which input; write INPUT:\(number)"))
      }
      return .success([Position(source: 0, number: number)])
    }
    // A file may be named as reports do, or by its last part alone.
    let matches = inputs.indices.filter { inputs[$0] == name || inputs[$0].hasSuffix("/\(name)") }
    guard !matches.isEmpty else {
      return .failure(
        Problem(text: "names no input; the inputs are \(inputs.joined(separator: ", "))"))
    }
    return .success(matches.map { Position(source: $0, number: number) })
  }
}
