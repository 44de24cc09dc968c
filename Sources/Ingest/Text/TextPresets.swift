import Traffic

/// The text formats that are known by a name.
package enum TextPresets {
  /// All of them, those that say more first.
  package static let all: [LogFormat] = [
    preset(
      "vhost_combined", "Apache's vhost_combined: combined after the virtual host and port",
      "%v:%p %h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\"",
      [
        #"api.example.com:443 203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "#
          + #""GET /v1/items HTTP/1.1" 200 58 "https://app.example.com/" "Mozilla/5.0""#
      ]),
    preset(
      "combined", "the combined log format of Apache and nginx",
      "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"",
      [
        #"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /v1/items HTTP/1.1" 200 58 "#
          + #""https://app.example.com/" "Mozilla/5.0""#
      ]),
    preset(
      "common", "the Common Log Format", "%h %l %u %t \"%r\" %>s %b",
      [#"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /v1/items HTTP/1.1" 200 58"#]),
  ]

  private static func preset(
    _ name: String, _ summary: String, _ format: String, _ samples: [String]
  ) -> LogFormat {
    // The presets are constants: a template that does not compile is a mistake of ours.
    guard var template = try? ApacheLogFormat.compile(format) else {
      preconditionFailure("preset \(name) does not compile")
    }
    // Many logs append columns of their own to a known format.
    template.allowsMore = true
    return LogFormat(
      name: name, summary: summary, fields: template.fields, shape: .text, samples: samples
    ) { [template] lines in
      var format = InputFormat(
        name: name, summary: summary, fields: template.fields, unit: .line)
      var strict = template
      strict.allowsMore = false
      let exact = LogCandidate(
        LogReading(format: format, parser: TemplateFormat(strict)), lines: lines)
      let lenient = LogCandidate(
        LogReading(format: format, parser: TemplateFormat(template)), lines: lines)
      // A few odd lines are no further columns.
      format.goesOn = lenient.understood > exact.understood * 2
      return LogReading(format: format, parser: lenient.parser)
    }
  }
}
