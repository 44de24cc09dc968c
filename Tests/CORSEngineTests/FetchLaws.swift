import CORSEngine
import Testing
import Traffic

@Suite("Laws of replayed fetches")
struct FetchLaws {
  /// Pieces that hit and miss each other often.
  private static let origins = [
    "https://page.test", "https://page.test", "https://page.test", "*", "*", "null", "", "*, *",
  ]
  private static let methods = ["GET", "PUT", "put", "patch", "PATCH", "*", "P UT", ""]
  private static let names = ["x-a", "X-B", "authorization", "*", "x b", "content-type", ""]

  /// A random scenario of one URL.
  private func scenario(_ dice: inout Dice) -> (FetchRequest, ServerAnswers) {
    var request = Scenario.request("https://b.test/x")
    request.method = bytes(dice.pick(["GET", "PUT", "put", "patch", "PATCH", "POST"]))
    request.credentials = dice.pick([.omit, .include, .sameOrigin])
    for _ in 0..<dice.roll(3) {
      request.headers.append(
        HeaderLine(
          name: bytes(dice.pick(["X-A", "x-b", "Authorization", "Accept"])), value: bytes("1")))
    }
    var answers = ServerAnswers(
      preflight: ServerAnswer(
        status: dice.pick([200, 204, 204, 204, 404]), headers: headers(&dice)),
      response: ServerAnswer(status: dice.pick([200, 500]), headers: headers(&dice)))
    if dice.roll(8) == 0 { answers.preflight = nil }
    return (request, answers)
  }

  private func headers(_ dice: inout Dice) -> [HeaderLine] {
    var headers: [(String, String)] = []
    for _ in 0...dice.roll(8) / 7 {
      headers.append(("Access-Control-Allow-Origin", dice.pick(Self.origins)))
    }
    if dice.roll(2) == 0 {
      headers.append(("Access-Control-Allow-Credentials", dice.pick(["true", "true", "True"])))
    }
    headers.append(
      ("Access-Control-Allow-Methods", "\(dice.pick(Self.methods)), \(dice.pick(Self.methods))"))
    headers.append(
      ("Access-Control-Allow-Headers", "\(dice.pick(Self.names)), \(dice.pick(Self.names))"))
    if dice.roll(2) == 0 {
      headers.append(("Access-Control-Max-Age", dice.pick(["600", "0", "-1", "x", "1"])))
    }
    return Scenario.lines(headers)
  }

  private func summary(_ result: FetchResult) -> [String] {
    [
      "\(result.verdict)", "\(result.failed.rawValue)", "\(result.sentPreflight)",
      "\(result.sentActual)", "\(result.exposedHeaders)",
    ]
  }

  private func renamed(_ answer: ServerAnswer, _ dice: inout Dice) -> ServerAnswer {
    var answer = answer
    for index in answer.headers.indices {
      answer.headers[index].name = answer.headers[index].name.map { byte in
        dice.roll(2) == 0 ? byte.asciiLowercased : byte
      }
    }
    return answer
  }

  @Test("the case of header names changes nothing")
  func nameCase() {
    var dice = Dice(11)
    for _ in 0..<1200 {
      let (request, answers) = scenario(&dice)
      var renamedRequest = request
      for index in request.headers.indices {
        renamedRequest.headers[index].name = request.headers[index].name.asciiLowercased
      }
      let others = ServerAnswers(
        preflight: answers.preflight.map { renamed($0, &dice) },
        response: renamed(answers.response, &dice))
      for profile in BrowserProfile.allCases {
        let first = Scenario.run(request, [answers], profile)
        let second = Scenario.run(renamedRequest, [others], profile)
        #expect(summary(first) == summary(second))
      }
    }
  }

  /// The lines with the lists of the given headers split at their commas.
  private func split(_ answer: ServerAnswer) -> ServerAnswer {
    var lines: [HeaderLine] = []
    for line in answer.headers {
      guard
        line.isNamed("access-control-allow-methods") || line.isNamed("access-control-allow-headers")
      else {
        lines.append(line)
        continue
      }
      for piece in line.value.split(separator: 0x2C, omittingEmptySubsequences: false) {
        lines.append(HeaderLine(name: line.name, value: Array(piece)))
      }
    }
    return ServerAnswer(status: answer.status, headers: lines)
  }

  @Test("a list split over several lines is the list")
  func splitLines() {
    var dice = Dice(12)
    for _ in 0..<1200 {
      let (request, answers) = scenario(&dice)
      let others = ServerAnswers(
        preflight: answers.preflight.map(split), response: split(answers.response))
      for profile in BrowserProfile.allCases {
        let first = Scenario.run(request, [answers], profile)
        let second = Scenario.run(request, [others], profile)
        #expect(summary(first) == summary(second))
      }
    }
  }

  @Test("two lines of Access-Control-Allow-Origin are refused as their joined value is")
  func joinedOrigins() {
    for (first, second) in [("*", "*"), ("https://page.test", "*"), ("null", "https://page.test")] {
      for profile in BrowserProfile.allCases {
        let request = Scenario.request("https://b.test/")
        let name = "Access-Control-Allow-Origin"
        let lines = Scenario.run(
          request, [Scenario.answers([(name, first), (name, second)])], profile)
        let joined = Scenario.run(
          request, [Scenario.answers([(name, "\(first), \(second)")])], profile)
        #expect(lines.verdict == joined.verdict && !lines.verdict.isAllowed)
      }
    }
  }

  @Test("the preflight cache never allows what a fresh preflight would refuse")
  func cache() {
    var dice = Dice(13)
    var hits = 0
    for _ in 0..<1800 {
      let (first, _) = scenario(&dice)
      var (second, _) = scenario(&dice)
      second.url = first.url
      // An answer that passes the CORS check, so that lists and credentials decide.
      let granting = Scenario.lines([
        ("Access-Control-Allow-Origin", dice.pick([Scenario.page, Scenario.page, "*"])),
        ("Access-Control-Allow-Credentials", "true"),
        ("Access-Control-Allow-Methods", "\(dice.pick(Self.methods)), PUT"),
        ("Access-Control-Allow-Headers", "x-a, \(dice.pick(Self.names))"),
        ("Access-Control-Max-Age", dice.pick(["600", "1", "-1", "x"])),
      ])
      let answers = ServerAnswers(
        preflight: ServerAnswer(status: 204, headers: granting),
        response: ServerAnswer(status: 200, headers: granting))
      for profile in BrowserProfile.allCases {
        var replay = FetchReplay(profile: profile)
        _ = replay.fetch(first, answers: [answers])
        let cached = replay.fetch(second, answers: [answers], at: 2)
        let fresh = Scenario.run(second, [answers], profile)
        guard fresh.sentPreflight, !cached.sentPreflight else { continue }
        hits += 1
        #expect(fresh.verdict.phase != .preflight, "\(profile.name)")
        #expect(cached.verdict == fresh.verdict)
      }
    }
    // Otherwise nothing was tried.
    #expect(hits > 150)
  }

  @Test("whatever the bytes, a replay ends, and says whether it allows or why not")
  func arbitrary() {
    var dice = Dice(14)
    let alphabet = "htps:/.@[]?#*, nul-Az19\\"
    for _ in 0..<1500 {
      var request = FetchRequest(
        url: bytes("https://b.test/") + dice.bytes(upTo: 8, of: alphabet),
        origin: dice.bytes(upTo: 20, of: alphabet))
      request.redirect = dice.pick([.follow, .follow, .error, .manual])
      request.initiator = dice.pick(Initiator.allCases)
      let answers = (0..<3).map { _ in
        ServerAnswers(
          preflight: nil,
          response: ServerAnswer(
            status: dice.pick([200, 302, 307]),
            headers: Scenario.lines([("Access-Control-Allow-Origin", "*")]) + [
              HeaderLine(name: bytes("Location"), value: dice.bytes(upTo: 24, of: alphabet))
            ]))
      }
      for profile in BrowserProfile.allCases {
        let result = Scenario.run(request, answers, profile)
        #expect(result.verdict.isAllowed == result.failed.isEmpty)
        #expect(result.exchanges.count <= 64)
      }
    }
  }
}
