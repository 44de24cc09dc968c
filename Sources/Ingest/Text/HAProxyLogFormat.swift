package import Traffic

/// Turns an HAProxy `log-format`, or the formats of `option httplog` and its like, into a template.
///
/// - SeeAlso: https://docs.haproxy.org/2.8/configuration.html#8.2
package enum HAProxyLogFormat {
  /// A header that a frontend captures.
  package struct Captured: Sendable, Hashable {
    /// What the header fills.
    package var slot: TemplateSlot
    /// After how many bytes it is cut.
    package var limit: Int

    /// Describes a capture.
    package init(slot: TemplateSlot, limit: Int) {
      self.slot = slot
      self.limit = limit
    }
  }

  /// The captures of a frontend, which its log shows without their names.
  package struct Captures: Sendable {
    /// Headers of requests, in the order of their slots.
    package var request: [Captured] = []
    /// Headers of responses.
    package var response: [Captured] = []
    /// What variables hold, by their names in lower case.
    package var variables: [String: TemplateSlot] = [:]
    /// Whether the names are known, even where there are none.
    package var areKnown = true

    /// No captures at all.
    package init() {}
  }

  /// The format of `option httplog`.
  package static let http =
    "%ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %CC %CS %tsc %ac/%fc/%bc/%sc/%rc %sq/%bq "
    + "%hr %hs %{+Q}r"
  /// The format of `option httpslog`.
  package static let https =
    http + " %[fc_err]/%[ssl_fc_err,hex]/%[ssl_c_err]/%[ssl_c_ca_err]/%[ssl_fc_is_resumed] "
    + "%[ssl_fc_sni]/%sslv/%sslc"
  /// The format of `option tcplog`.
  package static let tcp =
    "%ci:%cp [%t] %ft %b/%s %Tw/%Tc/%Tt %B %ts %ac/%fc/%bc/%sc/%rc %sq/%bq"
  /// The format of `option httplog clf`.
  package static let clf =
    "%{+Q}o %{-Q}ci - - [%trg] %r %ST %B \"\" \"\" %cp %ms %ft %b %s %TR %Tw %Tc %Tr %Ta %tsc "
    + "%ac %fc %bc %sc %rc %sq %bq %CC %CS %hrl %hsl"

  /// Compiles `text`: a bare format string or a whole `log-format` directive.
  ///
  /// - Throws: `IngestError` when nothing is captured or a bracket is not closed.
  package static func compile(_ text: String, _ captures: Captures = Captures())
    throws(IngestError) -> LogTemplate
  {
    try template(unquote(text), captures)
  }

  /// The template of a format whose quotes and backslashes are taken off.
  static func template(_ format: String, _ captures: Captures) throws(IngestError) -> LogTemplate {
    // Lines of requests that could not be read lack the groups of captured headers.
    var shapes: [[Bool]] = [[true, true], [false, false]]
    if !captures.areKnown {
      shapes = [[true, true], [true, false], [false, false]]
    } else if captures.request.isEmpty || captures.response.isEmpty {
      shapes = [[!captures.request.isEmpty, !captures.response.isEmpty], [false, false]]
    }
    if !format.contains("%hr") && !format.contains("%hs") { shapes = [[true, true]] }
    var templates: [LogTemplate] = []
    for (index, shape) in shapes.enumerated() where !shapes[..<index].contains(shape) {
      var reader = HAProxyFormatReader(
        format, captures, showsRequest: shape[0], showsResponse: shape[1])
      templates.append(try reader.template())
    }
    var template = templates.removeFirst()
    template.alternatives = templates + [HAProxyLogFormat.failure]
    // HTTP/2 is logged with whole URLs.
    template.showsURLsAsked = true
    return template
  }

  /// The lines that HAProxy writes, whatever the format, when a connection fails before a request:
  /// `203.0.113.7:50494 [22/Nov/2026:16:42:07.882] https/1: SSL handshake failure`.
  package static let failure: LogTemplate = {
    var template = LogTemplate(
      pieces: [
        .capture(TemplateCapture(.clientPort)), .literal(Array(" [".utf8)),
        .capture(TemplateCapture(.clfTime)), .literal(Array("] ".utf8)),
        .capture(TemplateCapture(.word)), .literal(Array(": ".utf8)),
        .capture(TemplateCapture(.ignored)),
      ], escape: .none)
    template.isExchange = false
    return template
  }()

  /// The format out of a directive and its quotes; in HAProxy's files a backslash keeps the blank.
  private static func unquote(_ text: String) -> String {
    var trimmed = ConfigText.trim(text)
    for name in ["log-format-sd", "log-format"] where trimmed.hasPrefix(name + " ") {
      trimmed = ConfigText.trim(String(trimmed.dropFirst(name.count)))
    }
    return HAProxyWords.split(trimmed, keepsBlanks: true).joined(separator: " ")
  }
}
