/// How values become HTML.
enum HTMLText {
  /// `text` with what hides spelt out, and no sign of HTML left.
  ///
  /// It goes by scalars: a quote that carries a combining mark ends an attribute too.
  static func escaped(_ text: String) -> String {
    VisibleText.of(text).replacingScalars { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "'": "&#39;"
      case "`": "&#96;"
      default: nil
      }
    }
  }
}
