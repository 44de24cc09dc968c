import Traffic

extension LogTemplate {
  /// What is doubtful about the format, in words for its user.
  package var warnings: [String] {
    var warnings: [String] = []
    let template = settled
    for value in template.values where !value.isReadable {
      let run = template.pieces[value.pieces]
      for (left, right) in zip(run, run.dropFirst()) {
        guard case .capture(let first) = left, case .capture(let second) = right else { continue }
        warnings.append(
          "nothing separates '\(first.name)' from '\(second.name)', so neither can be read")
      }
    }
    let weak = template.weakValues.map { "'\($0.capture.name)'" }
    if !weak.isEmpty {
      warnings.append(
        "\(weak.prefix(4).joined(separator: ", "))\(weak.count > 4 ? " and others" : "") can hold "
          + "what ends \(weak.count == 1 ? "it" : "them"): lines that can be read in two ways lose "
          + "those values; put quotes around and let the server escape them")
    }
    let fields = self.fields
    for (field, what) in [
      (Field.start, "the time"), (.method, "the method"), (.target, "the path"),
      (.status, "the status"),
    ] where !fields.contains(field) {
      warnings.append("\(what) is not in this format")
    }
    return warnings
  }

  /// The values that clients choose and that may hold the very bytes that end them.
  var weakValues: [Value] {
    let values = self.values
    return values.filter { value in
      guard value.isReadable, value.slot.isForeign, !value.capture.isTrusted,
        !value.capture.isSelfDelimited
      else {
        return false
      }
      guard value.pieces.upperBound < pieces.count,
        case .literal(let after) = pieces[value.pieces.upperBound]
      else { return allowsMore }
      return !(value.capture.escape ?? escape).protects(after)
    }
  }
}
