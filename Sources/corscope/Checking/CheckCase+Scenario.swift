import CORSEngine

extension CheckCase {
  /// The case as the engine takes it.
  ///
  /// - Throws: `CheckError` where something is missing or not known.
  func scenario() throws(CheckError) -> FetchScenario {
    guard let request else { throw CheckError("'request' is missing") }
    guard let response else { throw CheckError("'response' is missing") }
    var answers = [ServerAnswers(preflight: nil, response: try CheckCase.answer(response))]
    if let preflight { answers[0].preflight = try CheckCase.answer(preflight) }
    for hop in hops ?? [] {
      var pair = ServerAnswers(preflight: nil, response: try CheckCase.answer(hop.response))
      if let preflight = hop.preflight { pair.preflight = try CheckCase.answer(preflight) }
      answers.append(pair)
    }
    var next: FetchScenario.Second?
    if let second {
      guard let after = second.after, after >= 0 else {
        throw CheckError("'second.after' is not a number of seconds")
      }
      next = FetchScenario.Second(after: after, request: try CheckCase.request(second.request))
    }
    return FetchScenario(request: try CheckCase.request(request), answers: answers, second: next)
  }

  private static func request(_ json: Request) throws(CheckError) -> FetchRequest {
    guard let url = json.url else { throw CheckError("'request.url' is missing") }
    guard let origin = json.origin else { throw CheckError("'request.origin' is missing") }
    var request = FetchRequest(url: bytes(url), origin: bytes(origin))
    guard Origin(request.origin.span).isCanonical else {
      throw CheckError(
        "'request.origin' is not a serialised origin; write it as 'https://app.example.com' or 'null'"
      )
    }
    if let method = json.method { request.method = bytes(method) }
    request.initiator = try known(json.api, "request.api", Initiator.init(rawValue:)) ?? .fetch
    request.mode = try known(json.mode, "request.mode", RequestMode.init(name:))
    request.credentials = try known(
      json.credentials, "request.credentials", CredentialsMode.init(name:))
    request.redirect =
      try known(json.redirect, "request.redirect", RedirectMode.init(rawValue:)) ?? .follow
    request.crossOrigin = CrossOriginAttribute(json.crossorigin)
    request.destination = json.as?.lowercased() ?? ""
    request.headers = try lines(json.headers ?? [], "request.headers")
    request.body = json.body?.body ?? .none
    request.listensToUpload = json.upload?.listens ?? false
    request.bypassesCaches = json.cache == "reload" || json.cache == "no-store"
    request.integrity = bytes(json.integrity ?? "")
    if let refusal = request.refusal { throw CheckError("\(refusal); nothing is sent") }
    return request
  }

  private static func answer(_ json: Answer) throws(CheckError) -> ServerAnswer {
    if let raw = json.raw { return AnswerText.first(in: bytes(raw)) ?? .none }
    let headers = try lines(json.headers ?? [], "headers")
    guard let status = json.status else { throw CheckError("an answer has no 'status'") }
    guard status == 0 || (100...999).contains(status) else {
      throw CheckError("the status \(status) has not three digits")
    }
    return ServerAnswer(status: status, headers: headers)
  }

  private static func lines(
    _ pairs: [[String]], _ place: String
  ) throws(CheckError) -> [HeaderLine] {
    var lines: [HeaderLine] = []
    for pair in pairs {
      guard pair.count == 2 else {
        throw CheckError("'\(place)' has an element that is not [name, value]")
      }
      lines.append(HeaderLine(name: bytes(pair[0]), value: bytes(pair[1])))
    }
    return lines
  }

  private static func known<Value>(
    _ name: String?, _ place: String, _ find: (String) -> Value?
  ) throws(CheckError) -> Value? {
    guard let name else { return nil }
    guard let value = find(name) else {
      throw CheckError("'\(place)' is '\(name)', which is not known")
    }
    return value
  }

  /// The bytes that the characters stand for; what is beyond Latin-1 is taken as UTF-8.
  static func bytes(_ text: String) -> [UInt8] {
    guard text.unicodeScalars.allSatisfy({ $0.value < 0x100 }) else { return Array(text.utf8) }
    return text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  }
}
