/// A file of a configuration: its path, and its text with the lines counted.
struct ConfigFile {
  let path: String
  let text: String

  /// `name:line`, for people.
  func place(_ line: Int) -> String {
    "\(path.split(separator: "/").last.map(String.init) ?? path):\(line)"
  }

  /// The lines with their numbers; those that end in a backslash are joined with the next.
  var lines: [(number: Int, text: String)] {
    var lines: [(number: Int, text: String)] = []
    var open: (number: Int, text: String)?
    let raw = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for (index, line) in raw.enumerated() {
      var joined = (number: open?.number ?? index + 1, text: (open?.text ?? "") + line)
      open = nil
      if joined.text.last == "\\" {
        joined.text.removeLast()
        open = joined
      } else {
        lines.append(joined)
      }
    }
    if let open { lines.append(open) }
    return lines
  }
}
