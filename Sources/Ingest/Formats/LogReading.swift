package import Traffic

/// How one input is read: the format as this input shows it, and its parser.
package struct LogReading: Sendable {
  /// The format, with the fields that this input can show.
  package var format: InputFormat
  /// What reads its batches.
  package var parser: any BatchParser

  /// The template of text lines, where one reads them all.
  package var template: LogTemplate?

  /// Describes how an input is read.
  package init(format: InputFormat, parser: any BatchParser, template: LogTemplate? = nil) {
    self.format = format
    self.parser = parser
    self.template = template
  }
}
