import Traffic

extension TimePattern {
  /// Compiles a pattern of Java's, as Tomcat and Jetty take: `dd/MMM/yyyy:HH:mm:ss ZZZ`; a zone and
  /// a language may follow, each behind a `|`.
  ///
  /// - SeeAlso: https://docs.oracle.com/javase/8/docs/api/java/text/SimpleDateFormat.html
  init(java text: String) {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false)
    var output = ""
    var isQuoted = false
    var letters = Array(parts.first ?? "")[...]
    while let letter = letters.popFirst() {
      if letter == "'" {
        isQuoted.toggle()
        continue
      }
      guard !isQuoted, letter.isLetter else {
        output.append(letter)
        continue
      }
      var count = 1
      while letters.first == letter {
        letters.removeFirst()
        count += 1
      }
      output += TimePattern.conversion(letter, count)
    }
    self = TimePattern(strftime: output)
    if parts.count > 1, ["GMT", "UTC"].contains(parts[1]) { isUTC = true }
  }

  private static func conversion(_ letter: Character, _ count: Int) -> String {
    switch letter {
    case "y", "u": count == 2 ? "%y" : "%Y"
    case "M", "L": count > 2 ? "%b" : "%m"
    case "d": "%d"
    case "H": "%H"
    case "h": "%I"
    case "a": "%p"
    case "m": "%M"
    case "s": "%S"
    case "S": "%f"
    case "Z", "X", "x": "%z"
    case "z": "%Z"
    case "E": "%a"
    default: String(letter)
    }
  }
}
