/// What a renderer is told about the place that its output goes to.
///
/// Each format heeds what concerns it and ignores the rest.
package struct RenderOptions: Sendable, Hashable {
  /// The columns that a line of text may fill; less than 60 counts as 60.
  package var width: Int
  /// Whether text is coloured with terminal escape sequences.
  package var color: Bool
  /// Whether characters outside ASCII may be written to the terminal.
  package var unicode: Bool
  /// Whether JSON is written without white space.
  package var compact: Bool
  /// Whether the terminal shows hyperlinks.
  package var links: Bool
  /// Where the inputs are, by their names in the report; those that are no files are left out.
  package var files: [String: LinkAddress]
  /// When the report is made, in seconds since 1970; `nil` leaves it out.
  package var generated: Double?

  /// Makes options; the defaults fit a file.
  package init(
    width: Int = 100, color: Bool = false, unicode: Bool = true, compact: Bool = false,
    links: Bool = false, files: [String: LinkAddress] = [:], generated: Double? = nil
  ) {
    self.width = width
    self.color = color
    self.unicode = unicode
    self.compact = compact
    self.links = links
    self.files = files
    self.generated = generated
  }
}
