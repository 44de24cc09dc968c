import CORSEngine
import Reports

/// Writes verdicts as `corscope check` prints them: one JSON object a line.
struct CheckWriter {
  private var json = JSONWriter()

  /// What was written and not yet taken away.
  var bytes: [UInt8] { json.bytes }

  /// Takes away what was written.
  mutating func removeAll() { json.removeAll() }

  /// Writes the verdicts of all profiles.
  mutating func write(_ id: String?, _ scenario: FetchScenario) {
    json.beginObject()
    writeID(id)
    json.key("verdicts")
    json.beginObject()
    for profile in BrowserProfile.allCases {
      json.key(profile.name)
      let (first, second) = FetchReplay.results(of: scenario, profile: profile)
      write(first, second)
    }
    json.endObject()
    json.endObject()
    json.newline()
  }

  /// Writes that a line is no case.
  mutating func write(_ id: String?, error: String) {
    json.beginObject()
    writeID(id)
    json.key("error")
    json.string(error)
    json.endObject()
    json.newline()
  }

  private mutating func writeID(_ id: String?) {
    json.key("id")
    if let id { json.string(id) } else { json.null() }
  }

  private mutating func write(_ result: FetchResult, _ second: FetchResult?) {
    json.beginObject()
    json.key("outcome")
    json.string(result.verdict.isAllowed ? "allowed" : "blocked")
    json.key("phase")
    if let phase = result.verdict.phase { json.string(phase.name) } else { json.null() }
    json.key("reason")
    if let reason = result.verdict.reason { json.string(reason.id) } else { json.null() }
    json.key("detail")
    if result.detail == .none { json.null() } else { json.string(result.detail.id) }
    json.key("failed")
    json.beginArray()
    for reason in result.failed.members { json.string(reason.id) }
    json.endArray()
    if result.isOpaque {
      json.key("opaque")
      json.bool(true)
    }
    json.key("preflight_sent")
    json.bool(result.sentPreflight)
    json.key("actual_sent")
    json.bool(result.sentActual)
    json.key("exposed_headers")
    json.beginArray()
    for name in result.exposedHeaders { json.string(CheckWriter.text(name)) }
    json.endArray()
    if let error = result.browserError {
      json.key("browser_error")
      json.string(CheckWriter.text(error))
    }
    if let second {
      json.key("second")
      write(second, nil)
    }
    json.endObject()
  }

  /// The bytes as characters of the same numbers, as the input writes header values.
  static func text(_ bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    for byte in bytes { text.append(Unicode.Scalar(byte)) }
    return String(text)
  }
}
