/// Text in XML 1.0; characters that XML cannot hold are spelt out before.
enum XMLText {
  /// The text as content or as an attribute's value in double quotes.
  static func escape(_ text: String) -> String {
    VisibleText.of(text, limit: 2000).replacingScalars { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "'": "&#39;"
      default: nil
      }
    }
  }
}
