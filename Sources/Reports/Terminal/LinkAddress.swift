import Analysis

/// The address of a hyperlink in a terminal, safe to stand in an escape sequence.
///
/// Only letters, digits and a few signs stand in it; all else is written as per cent escapes, so
/// that no name of a file can end the sequence or begin another.
///
/// - SeeAlso: https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda (OSC 8)
package struct LinkAddress: Sendable, Hashable {
  /// The address.
  package let text: String

  /// The address of a file on this machine.
  ///
  /// - Parameters:
  ///   - path: Its absolute path; `nil` comes of any other.
  ///   - host: The machine's name, so that a terminal on another machine does not open its own
  ///     file.
  package init?(file path: String, host: String) {
    // Terminals refuse longer ones.
    guard path.utf8.first == UInt8(ascii: "/"), path.utf8.count < 1000, host.utf8.count < 256 else {
      return nil
    }
    text = "file://\(LinkAddress.escaped(host))\(LinkAddress.escaped(path))"
  }

  /// A place in the Fetch standard.
  private init(anchor: StaticString) { text = "https://fetch.spec.whatwg.org/#\(anchor)" }

  /// The algorithm of the standard in which a fetch fails in `phase` for the reason `id`.
  package static func reason(_ id: String, phase: String) -> LinkAddress {
    if id.hasPrefix("acao") || id.hasPrefix("acac") {
      return LinkAddress(anchor: "concept-cors-check")
    }
    switch phase {
    case "preflight": return LinkAddress(anchor: "cors-preflight-fetch")
    case "redirect": return LinkAddress(anchor: "http-redirect-fetch")
    default: return LinkAddress(anchor: "concept-cors-check")
    }
  }

  /// The part of the standard that the rule `id` is about; `nil` where this version does not know
  /// it.
  package static func rule(_ id: String) -> LinkAddress? {
    switch RuleRegistry.all.first(where: { $0.info.id == id })?.info.section {
    case nil: nil
    case .trust: LinkAddress(anchor: "basic-safe-cors-protocol-setup")
    case .malformed: LinkAddress(anchor: "http-responses")
    case .preflight: LinkAddress(anchor: "cors-preflight-fetch")
    case .consistency: LinkAddress(anchor: "cors-protocol-and-http-caches")
    }
  }

  /// A place in the Fetch standard that is written as an address; `nil` for any other text.
  package init?(standard address: String) {
    let start = "https://fetch.spec.whatwg.org/#"
    guard address.hasPrefix(start), address.utf8.count < 200 else { return nil }
    text = start + LinkAddress.escaped(String(address.dropFirst(start.count)))
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      let isPlain =
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || "-._~/".utf8.contains(byte)
      if isPlain {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.utf8.count < 2 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return result
  }
}
