/// Whether a terminal shows hyperlinks, by what its environment says of it.
///
/// - SeeAlso: https://github.com/Alhadis/OSC8-Adoption
package enum LinkSupport {
  private static let programs = [
    "iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio",
  ]
  private static let terminals = [
    "xterm-kitty", "foot", "alacritty", "xterm-ghostty", "contour", "wezterm",
  ]
  private static let marks = ["WT_SESSION", "KONSOLE_VERSION", "DOMTERM"]

  /// Whether to write hyperlinks.
  ///
  /// `FORCE_HYPERLINK` decides where it is set: `0` never, anything else on every terminal.
  /// `NO_COLOR` and `TERM=dumb` keep all escape sequences away, so these too. What runs inside tmux
  /// or screen gets none, as older ones spill them.
  ///
  /// - Parameters:
  ///   - isTerminal: Whether the output is a terminal; nothing else gets any.
  ///   - environment: The value of a variable; `nil` where it is not set.
  /// - Returns: Whether to write hyperlinks.
  package static func isKnown(
    isTerminal: Bool, _ environment: (String) -> String?
  ) -> Bool {
    func value(_ name: String) -> String { environment(name) ?? "" }
    guard isTerminal else { return false }
    if !value("FORCE_HYPERLINK").isEmpty { return value("FORCE_HYPERLINK") != "0" }
    let term = value("TERM")
    guard term != "dumb", value("NO_COLOR").isEmpty, value("TMUX").isEmpty, value("STY").isEmpty,
      !term.hasPrefix("screen"), !term.hasPrefix("tmux")
    else { return false }
    // VTE has them since 0.50, whose first release crashed on them.
    if let version = Int(value("VTE_VERSION")) { return version > 5000 }
    return programs.contains(value("TERM_PROGRAM")) || terminals.contains { term.hasPrefix($0) }
      || marks.contains { !value($0).isEmpty }
  }
}
