import CORSEngine
import Traffic

/// Builders of hypothetical fetches by a page of `https://page.test`.
enum Scenario {
  static let page = "https://page.test"

  /// Headers that grant everything without credentials.
  static let permissive = [
    ("Access-Control-Allow-Origin", "*"), ("Access-Control-Allow-Methods", "*"),
    ("Access-Control-Allow-Headers", "*"),
  ]

  static func request(_ url: String) -> FetchRequest {
    FetchRequest(url: bytes(url), origin: bytes(page))
  }

  static func lines(_ headers: [(String, String)]) -> [HeaderLine] {
    headers.map { HeaderLine(name: bytes($0.0), value: bytes($0.1)) }
  }

  /// The answers of one URL: a 204 to a preflight and `status` to the request, with equal headers.
  static func answers(status: Int = 200, _ headers: [(String, String)]) -> ServerAnswers {
    ServerAnswers(
      preflight: ServerAnswer(status: 204, headers: lines(headers)),
      response: ServerAnswer(status: status, headers: lines(headers)))
  }

  static func run(
    _ request: FetchRequest, _ answers: [ServerAnswers], _ profile: BrowserProfile = .fetch
  ) -> FetchResult {
    var replay = FetchReplay(profile: profile)
    return replay.fetch(request, answers: answers)
  }
}
