import Traffic

extension JSONLinesFormat {
  /// The format of a log whose keys the operator chose, as one does for nginx.
  ///
  /// - Parameter sample: Some lines, which show the keys.
  /// - Returns: `nil` when no key is known for the method, the target or the status.
  package static func nginx(_ sample: Span<UInt8>) -> JSONLinesFormat? {
    let survey = JSONKeySurvey(sample)
    guard var mapping = mapping(of: survey), mapping.fields.contains(.target),
      mapping.fields.contains(.status)
    else { return nil }
    mapping.traits = .hidesRepeats
    mapping.server = JSONServer(sample, survey)
    // `$host` is the server's own name where no Host was sent; `$http_host` is not.
    mapping.hostIsAssumed = mapping.usualChoices.contains { choice in
      [.authority, .host].contains(choice.slot.kind) && JSONAliases.fold(choice.path) != "httphost"
    }
    return JSONLinesFormat(
      name: "nginx-json", summary: "one JSON object a line, keys chosen by the operator",
      mapping: mapping)
  }

  /// The format of a log of unknown origin, read by the usual names of keys.
  ///
  /// - Parameter sample: Some lines, which show the keys.
  /// - Returns: `nil` when no key is known for the method, the target or the status.
  static func general(_ sample: Span<UInt8>) -> JSONLinesFormat? {
    let survey = JSONKeySurvey(sample)
    guard var mapping = mapping(of: survey),
      mapping.fields.contains(.target), mapping.fields.contains(.status)
    else { return nil }
    let server = JSONServer(sample, survey)
    mapping.server = server
    mapping.mayWiden = true
    mapping.decodesHash = server == .haproxy
    // Nobody knows what the server behind it does with a header that comes twice.
    mapping.traits = .hidesRepeats
    return JSONLinesFormat(
      name: "json", summary: "one JSON object a line, read by the usual names of its keys",
      mapping: mapping)
  }

  /// What the keys of a sample mean by their names, where their values agree; `nil` when nothing
  /// in them is known for the method or the request line, and the status or the target.
  static func mapping(of survey: JSONKeySurvey, changing: (inout [Choice]) -> Void = { _ in })
    -> JSONMapping?
  {
    var mapping = JSONMapping()
    var choices = choices(survey)
    changing(&choices)
    for choice in choices { mapping.map(choice.path, to: choice.slot) }
    mapping.usualChoices = choices
    let fields = mapping.fields
    guard fields.contains(.method), !fields.isDisjoint(with: FieldSet(.target, .status)) else {
      return nil
    }
    let headers = HeaderSlots.requestFields.union(HeaderSlots.responseFields)
    mapping.alwaysObservable = fields.intersection(headers)
    mapping.dashIsAbsent = survey.dashes > 0 && survey.empties * 10 <= survey.dashes
    noteHeaderObjects(survey, &mapping)
    return mapping
  }

  /// A key and what it means.
  struct Choice: Sendable {
    /// The key.
    var path: [[UInt8]]
    /// What it fills.
    var slot: JSONSlot
    /// The lower, the better among keys of one goal.
    var rank: Int
  }

  /// The best key for each thing that a record keeps.
  private static func choices(_ survey: JSONKeySurvey) -> [Choice] {
    var best: [Choice] = []
    let envelope = envelope(survey)
    for key in survey.keys where !key.isObject || !key.values.isEmpty {
      let matches = JSONAliases.matches(key.path)
      guard
        var match = matches.first(where: { match in
          // What else stands in an object tells of a back end, or of where the line came from.
          (!match.isInEnvelope || !isOfRequest(match.slot) || key.path.first == envelope)
            && key.share { ValueShape.fits(match.slot, $0) } >= 0.5
        })
      else { continue }
      if match.slot.kind == .unitDuration, let unit = DurationHint.unit(of: key.path, survey) {
        match.slot = unit
      }
      let choice = Choice(
        path: key.path, slot: match.slot, rank: match.rank + base(match.slot))
      let goal = goal(match.slot)
      if let index = best.firstIndex(where: { JSONLinesFormat.goal($0.slot) == goal }) {
        if choice.rank < best[index].rank { best[index] = choice }
      } else {
        best.append(choice)
      }
    }
    preferWholeTarget(survey, &best)
    let hasTarget = best.contains { $0.slot == JSONSlot(.text, .target) }
    let hasLine = best.contains { $0.slot.kind == .requestLine }
    return best.filter { choice in
      // A path may have been rewritten and lack its query: it stands in where the request line,
      // which is as it was sent, gives no target.
      switch choice.slot.kind {
      case .path, .query: return !hasTarget
      case .url: return !hasTarget && !hasLine
      default: return true
      }
    }
  }

  /// The name of the object around the method's key, or the request line's; `nil` where there is
  /// none.
  private static func envelope(_ survey: JSONKeySurvey) -> [UInt8]? {
    var found: (name: [UInt8]?, rank: Int)?
    for key in survey.keys {
      let match = JSONAliases.matches(key.path).first { match in
        (match.slot == JSONSlot(.text, .method) || match.slot.kind == .requestLine)
          && key.share { ValueShape.fits(match.slot, $0) } >= 0.5
      }
      guard let match, match.rank < found?.rank ?? .max else { continue }
      found = (match.isInEnvelope ? key.path.first : nil, match.rank)
    }
    return found?.name
  }

  /// Whether a back end's request has the like of what fills `slot`, too.
  private static func isOfRequest(_ slot: JSONSlot) -> Bool {
    switch slot.kind {
    case .host, .authority, .port, .path, .url, .barePath, .query, .requestLine, .status: true
    case .text: [.method, .target, .host, .scheme].contains(slot.field)
    default: false
    }
  }

  /// Reads the target from the key of a URL where the path stands without its query, for which no
  /// other key is.
  private static func preferWholeTarget(_ survey: JSONKeySurvey, _ best: inout [Choice]) {
    guard !best.contains(where: { $0.slot.kind == .query }),
      let path = best.firstIndex(where: { $0.slot.kind == .path }),
      let paths = survey.keys.first(where: { $0.path == best[path].path }),
      paths.share(where: { !$0.contains("?") }) == 1
    else { return }
    let url = survey.keys.first { key in
      key.path != paths.path && key.values.contains { $0.span.contains("?") }
        // It may be that of a back end, or where the client was sent on to.
        && key.share { url in paths.share { $0.equals(pathPart(url)) } > 0 } == 1
        && key.share { ValueShape.fits(JSONSlot(.url), $0) } == 1
        && JSONAliases.matches(key.path).contains { [.url, .path].contains($0.slot.kind) }
    }
    if let url { best[path] = Choice(path: url.path, slot: JSONSlot(.url), rank: 0) }
  }

  /// The path of the URL or of the target in `url`.
  @_lifetime(copy url)
  private static func pathPart(_ url: Span<UInt8>) -> Span<UInt8> {
    var start = 0
    if let colon = url.firstIndex(of: 0x3A), colon + 2 < url.count, url[0] != 0x2F,
      url[colon + 1] == 0x2F
    {
      start = ByteSearch.first(0x2F, in: url, from: colon + 3, to: url.count)
    }
    let end = ByteSearch.first(0x3F, in: url, from: start, to: url.count)
    return url.extracting(start..<end)
  }

  /// Keys with the same goal compete.
  private static func goal(_ slot: JSONSlot) -> Int {
    switch slot.kind {
    case .endTime: return 1000
    case .startTime: return 999
    case .seconds, .milliseconds, .microseconds, .nanoseconds, .unitDuration: return 1001
    case .authority, .host: return 1002
    case .requestLine: return 1003
    case .path, .url, .barePath: return 1004
    case .query: return 1005
    case .secure, .tlsVersion: return 1006
    case .upgrade: return 1007
    case .upgradeInsecure: return 1008
    case .accept: return 1009
    case .status: return 1010
    case .version: return Int(Field.protocol.rawValue)
    case .port: return 1011
    case .trait: return 1020 + Int(slot.header.rawValue)
    default: return Int(slot.field.rawValue)
    }
  }

  /// What puts one kind of key behind another with the same goal.
  private static func base(_ slot: JSONSlot) -> Int {
    switch slot.kind {
    case .host: return 100
    case .url: return 100
    case .unitDuration: return 50
    default: return 0
    }
  }

  /// Makes the headers of an object observable in which a server prints all that it saw: there are
  /// some that nobody would choose for this.
  private static func noteHeaderObjects(_ survey: JSONKeySurvey, _ mapping: inout JSONMapping) {
    var others: [[[UInt8]]: Int] = [:]
    for key in survey.keys where key.path.count > 1 {
      let last = key.path[key.path.count - 1]
      let name = String(decodingUTF8: last.span).lowercased()
      if JSONLinesFormat.commonHeaders.contains(name) {
        others[Array(key.path.dropLast()), default: 0] += 1
      }
    }
    for (path, count) in others where count >= 2 {
      let name = JSONAliases.fold(path)
      guard name.hasSuffix("headers") || name.hasSuffix("header") else { continue }
      let isResponse = name.contains("res") || name.contains("sent") || name.contains("downstream")
      mapping.map(path, to: JSONSlot(isResponse ? .responseHeaders : .requestHeaders))
      for header in isResponse ? HeaderSlots.response : HeaderSlots.request {
        mapping.map(path + [Array(header.name.utf8)], to: header.slot)
      }
    }
  }

  /// Headers that servers print only where they print all.
  static let commonHeaders: Set = [
    "accept", "accept-encoding", "accept-language", "connection", "content-length",
    "cache-control", "date", "server", "content-type", "transfer-encoding", "etag", "pragma",
    "x-powered-by", "keep-alive", "host",
  ]
}
