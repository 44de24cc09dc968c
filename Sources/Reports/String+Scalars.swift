extension String {
  /// The text with each scalar that `replacement` has something for replaced.
  ///
  /// Swift's own replacing goes by characters, and takes a quote with a combining mark behind it
  /// for another character than the quote; parsers do not.
  func replacingScalars(_ replacement: (Unicode.Scalar) -> StaticString?) -> String {
    var result = ""
    result.reserveCapacity(utf8.count)
    for scalar in unicodeScalars {
      if let text = replacement(scalar) {
        result += "\(text)"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
