import Traffic

/// The server that wrote lines whose keys the operator chose, as far as their values give it away.
enum JSONServer: Sendable {
  /// nginx with `escape=json`: what was not sent is empty, and nothing is written as `\x`.
  case nginx
  /// Apache: bytes beyond ASCII are `\xhh` in lower case.
  case apache
  /// HAProxy: a request or a server that there was not has a word of its own.
  case haproxy
  /// Squid: its result codes, and a URL that begins with `error:` for what it could not read.
  case squid
  /// Nothing gives it away.
  case unknown

  /// Looks at the lines of `sample`; `survey` is of the same.
  init(_ sample: Span<UInt8>, _ survey: JSONKeySurvey) {
    let squid: [StaticString] = ["\"TCP_", "\"NONE_NONE", "\"HIER_"]
    let haproxy: [StaticString] = ["\"<BADREQ>\"", "\"<NOSRV>\"", "\"----\""]
    if squid.contains(where: { JSONServer.says($0, sample) }) || JSONServer.tellsErrors(survey) {
      self = .squid
    } else if haproxy.contains(where: { JSONServer.says($0, sample) }) {
      self = .haproxy
    } else if let isLower = JSONServer.hexIsLower(sample) {
      self = isLower ? .apache : .unknown
    } else if survey.empties > survey.dashes, JSONServer.hasVariables(sample) {
      self = .nginx
    } else {
      self = .unknown
    }
  }

  /// Whether a value that clients do not choose begins with `word`, a quote before it.
  private static func says(_ word: StaticString, _ sample: Span<UInt8>) -> Bool {
    var from = 0
    let length = word.utf8CodeUnitCount
    while from + length <= sample.count {
      var start = ByteSearch.first(0x22, in: sample, from: from, to: sample.count)
      from = start + 1
      guard start + length <= sample.count,
        sample.extracting(start..<start + length).equals(word)
      else { continue }
      while start > 0, sample[start - 1].isBlank { start -= 1 }
      guard start > 1, sample[start - 1] == 0x3A else { continue }
      start -= 1
      while start > 0, sample[start - 1].isBlank { start -= 1 }
      guard start > 1, sample[start - 1] == 0x22 else { continue }
      let end = start - 1
      start = end
      while start > 0, sample[start - 1] != 0x22 { start -= 1 }
      var key: [UInt8] = []
      key.append(sample, from: start, to: end)
      if !isChosen(JSONAliases.fold([key])) { return true }
    }
    return false
  }

  /// Whether a key of the folded `name` holds what clients choose: a header or a target.
  private static func isChosen(_ name: String) -> Bool {
    JSONAliases.matches(name).contains { match in
      match.slot.kind == .header
        || !match.slot.fields.isDisjoint(with: FieldSet(.target, .host))
        || match.slot.kind == .query
    }
  }

  /// Whether most targets are whole URLs, as a proxy logs them, and some are Squid's word for what
  /// it could not read; clients write neither scheme nor that word where a target stands.
  private static func tellsErrors(_ survey: JSONKeySurvey) -> Bool {
    survey.keys.contains { key in
      guard key.values.contains(where: { $0.span.starts(with: "error:") }),
        key.share(where: { $0.starts(with: "http") }) >= 0.5
      else { return false }
      return JSONAliases.matches(JSONAliases.fold(key.path)).contains {
        $0.slot.fields.contains(.target)
      }
    }
  }

  /// Whether keys are called as the variables of nginx are.
  static func hasVariables(_ sample: Span<UInt8>) -> Bool {
    let names: [StaticString] = [
      "\"msec\"", "\"remote_addr\"", "\"request_uri\"", "\"time_iso8601\"", "\"time_local\"",
      "\"http_origin\"", "\"http_user_agent\"", "\"body_bytes_sent\"", "\"upstream_addr\"",
    ]
    return names.contains { sample.contains($0) }
  }

  /// Whether bytes are written as `\xhh` and not `\xHH`; `nil` where none shows it.
  private static func hexIsLower(_ sample: Span<UInt8>) -> Bool? {
    var index = 0
    while index + 3 < sample.count {
      index = ByteSearch.first(0x5C, in: sample, from: index, to: sample.count)
      guard index + 3 < sample.count else { return nil }
      if sample[index + 1] == 0x78 {
        for byte in [sample[index + 2], sample[index + 3]] where byte.hexValue ?? 0 > 9 {
          return byte >= 0x61
        }
      }
      index += 2
    }
    return nil
  }

  /// What people call it; empty where nothing gives it away for sure.
  var name: String {
    switch self {
    case .apache: "Apache"
    case .haproxy: "HAProxy"
    case .squid: "Squid"
    case .nginx, .unknown: ""
    }
  }

  /// What is lost of a header that was sent on several lines.
  var repeatsLoss: String {
    switch self {
    case .nginx: RepeatsLoss.nginx
    case .apache: RepeatsLoss.apache
    case .haproxy: RepeatsLoss.haproxy
    case .squid: ""
    case .unknown: RepeatsLoss.unknown
    }
  }

  /// What the lines do not show of what was sent, each a phrase that can follow "does not show".
  var hides: [String] {
    switch self {
    case .nginx, .apache: []
    case .squid: [LogTemplate.settledURL]
    case .haproxy:
      [
        "where captures cut values, which bytes json(utf8s) left out, and what stood before the last "
          + "comma of a header: pass haproxy.cfg with --log-config"
      ]
    case .unknown:
      [
        "which server wrote it, and so what that made of values before it logged them (Squid and "
          + "Varnish make URLs of their own, HAProxy cuts headers at a length and at commas, several "
          + "decode paths): pass its configuration with --log-config"
      ]
    }
  }

  /// The fields of a key of `slot` in which may stand what the server made of what was sent; `name`
  /// is the key's path, folded.
  func settled(_ slot: JSONSlot, _ name: String) -> FieldSet {
    switch slot.kind {
    case .path: FieldSet(.target)
    // Captures are cut, and which bytes and values are left out the format alone tells.
    case .header: self == .haproxy ? FieldSet(slot.field) : []
    case .url: self == .squid || self == .unknown ? FieldSet(.host, .target) : []
    case .authority, .host: JSONServer.isHeader(name) ? [] : FieldSet(.host)
    case .text where slot.field == .target:
      switch self {
      case .squid: FieldSet(.host, .target)
      case .unknown: JSONServer.isRawTarget(name) ? [] : FieldSet(.target)
      default: []
      }
    default: []
    }
  }

  /// Whether a key of the folded `name` is that of a target as it was sent.
  private static func isRawTarget(_ name: String) -> Bool {
    name.hasSuffix("requesturi") || name.hasSuffix("requesttarget") || name.hasSuffix("originalurl")
      || name.hasSuffix("requri")
  }

  /// Whether a key of the folded `name` is that of the Host header, and not of a server's choice.
  private static func isHeader(_ name: String) -> Bool {
    name.hasSuffix("hosthdr") || name.hasSuffix("hostheader") || name.hasSuffix("headershost")
      || ["httphost", "reqhost", "cshost", "authority", "requestauthority", "h"].contains(name)
  }
}
