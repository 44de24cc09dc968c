import Traffic

/// The variables of HAProxy's log formats.
///
/// - SeeAlso: https://docs.haproxy.org/2.8/configuration.html#8.2.6
enum HAProxyVariable {
  /// What the variable `name` writes.
  static func capture(_ name: String, isEscaped: Bool) -> TemplateCapture {
    var capture = value(name)
    capture.name = "%" + name
    switch name {
    // These come from the request line, and are escaped whatever the options say.
    case "r", "HU", "HP", "HPO", "HQ", "HM", "HV": capture.escape = .hash
    default: if isEscaped { capture.escape = .backslash }
    }
    // HAProxy keeps 1,024 bytes of a request line, the method and what ends it among them.
    if name == "r" || name == "HU" { capture.limit = 1_000 }
    return capture
  }

  private static func value(_ name: String) -> TemplateCapture {
    switch name {
    case "ci": return TemplateCapture(.text(.client), rank: 1)
    case "cp", "fp", "bp", "sp", "B", "U", "ac", "fc", "bc", "sc", "lc", "sq", "bq", "rt", "pid":
      return TemplateCapture(.number)
    // Retries have a `+` in front when the session was redispatched.
    case "rc": return TemplateCapture(.number)
    case "ft": return TemplateCapture(.frontend)
    case "f", "b", "s", "ts", "tsc", "H", "sslc": return TemplateCapture(.word)
    case "ST": return TemplateCapture(.status)
    case "r": return TemplateCapture(.request)
    case "HM": return TemplateCapture(.text(.method), rank: 1)
    case "HU": return TemplateCapture(.url, rank: 2)
    case "HP", "HPO": return TemplateCapture(.path, rank: 1)
    case "HQ": return TemplateCapture(.query)
    case "HV": return TemplateCapture(.text(.protocol), rank: 1)
    case "sslv": return TemplateCapture(.tlsProtocol)
    case "ID":
      var capture = TemplateCapture(.text(.requestID))
      capture.isTrusted = true
      return capture
    case "Ta", "Tt": return TemplateCapture(.duration(unit: 1_000_000), rank: name == "Ta" ? 2 : 1)
    case "Tu": return TemplateCapture(.duration(unit: 1_000_000), rank: 0)
    case "TR", "Tw", "Tc", "Tr", "Tq", "Th", "Ti", "Td": return TemplateCapture(.number)
    case "tr": return TemplateCapture(TimePattern(strftime: "%d/%b/%Y:%H:%M:%S.%3f"), rank: 3)
    case "t": return TemplateCapture(TimePattern(strftime: "%d/%b/%Y:%H:%M:%S.%3f"), rank: 2)
    case "trg", "trl": return TemplateCapture(.clf, rank: 2)
    case "T", "Tl": return TemplateCapture(.clf, rank: 1)
    case "Ts": return TemplateCapture(TimePattern(strftime: "%s"), rank: 2)
    case "ms": return TemplateCapture(TimePattern(strftime: "%3f"))
    default: return TemplateCapture(.ignored)
    }
  }
}
