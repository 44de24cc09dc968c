package import Traffic

/// The text formats that are known by a name.
package enum TextPresets {
  /// One known format.
  package struct Preset: Sendable {
    /// The name for `--input-format`.
    package let name: String
    /// What writes it.
    package let summary: String
    /// Its template.
    package let template: LogTemplate

    /// The format as users see it.
    package var format: InputFormat {
      InputFormat(name: name, summary: summary, fields: template.fields, unit: .line)
    }
  }

  /// All of them, those that say more first.
  package static let all: [Preset] = [
    preset(
      "vhost_combined", "Apache's vhost_combined: combined after the virtual host and port",
      "%v:%p %h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\""),
    preset(
      "combined", "the combined log format of Apache and nginx",
      "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\""),
    preset("common", "the Common Log Format", "%h %l %u %t \"%r\" %>s %b"),
  ]

  private static func preset(_ name: String, _ summary: String, _ format: String) -> Preset {
    // The presets are constants: a template that does not compile is a mistake of ours.
    guard var template = try? ApacheLogFormat.compile(format) else {
      preconditionFailure("preset \(name) does not compile")
    }
    // Many logs append columns of their own to a known format.
    template.allowsMore = true
    return Preset(name: name, summary: summary, template: template)
  }
}
