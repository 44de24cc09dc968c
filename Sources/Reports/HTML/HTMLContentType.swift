import Mustache

/// How values become HTML: what hides is spelt out, and no sign of HTML is left.
///
/// The library's own escaping goes by characters and leaves a quote alone that carries a combining
/// mark, which a browser takes for the end of an attribute.
struct HTMLContentType: MustacheContentType {
  /// Its name in the template's first line.
  static let name = "CORSCOPE"

  func escapeText(_ text: String) -> String {
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
