/// Gunicorn's `access_log_format`, whose directives are Apache's in the words of Python: `%(h)s`.
///
/// - SeeAlso: https://docs.gunicorn.org/en/stable/settings.html#access-log-format
enum GunicornDirectives {
  /// Those that are called otherwise, by what stands between the parentheses.
  private static let others: [String: String] = [
    "f": "%{Referer}i", "a": "%{User-Agent}i", "M": "%{ms}T", "L": "%T", "p": "%P",
  ]

  /// Whether `text` has such directives.
  static func stand(in text: String) -> Bool { text.contains("%(") && text.contains(")s") }

  /// The same format in Apache's words, without quotes that Python put around it.
  static func rewrite(_ text: String) -> String {
    var rest = ConfigText.trim(text)[...]
    if rest.first == "'", rest.count > 1, rest.last == "'" { rest = rest.dropFirst().dropLast() }
    var output = ""
    while let start = rest.firstRange(of: "%(") {
      output += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      guard let end = rest.firstRange(of: ")s") else { return output + "%(" + rest }
      output += directive(String(rest[..<end.lowerBound]))
      rest = rest[end.upperBound...]
    }
    return output + rest
  }

  private static func directive(_ name: String) -> String { others[name] ?? "%" + name }
}
