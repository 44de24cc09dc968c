import CORSEngine
import Testing
import Traffic

@Suite("The explanation of a check")
struct ExplanationTests {
  private static let origin = "https://a.test"

  private func steps(
    _ allow: [String], _ grant: [String] = [], credentials: Bool = false,
    observed: ResponseParts = .all
  ) -> [String] {
    let check = corsCheck(
      origin: Self.origin, allowOrigin: allow, allowCredentials: grant, credentials: credentials,
      observed: observed)
    var explanation = Explanation { String(decodingUTF8: $0) }
    let allowOrigin = combined(allow)
    let allowCredentials = combined(grant)
    explanation.addCORSCheck(
      check, origin: bytes(Self.origin).span, allowOrigin: allowOrigin?.span,
      allowCredentials: allowCredentials?.span, includesCredentials: credentials,
      observed: observed)
    return explanation.steps.map { "\($0.number) \($0.outcome.rawValue)" }
  }

  @Test("takes the steps of the CORS check up to where it ends")
  func corsCheckSteps() {
    #expect(steps([]) == ["2 failed"])
    #expect(steps(["*"]) == ["2 passed", "3 passed"])
    #expect(steps(["https://b.test"]) == ["2 passed", "4 failed"])
    #expect(steps([Self.origin]) == ["2 passed", "4 passed", "5 passed"])
    #expect(
      steps([Self.origin], ["true"], credentials: true) == ["2 passed", "4 passed", "7 passed"])
  }

  @Test("tells of later failures, too, which the next attempt would meet")
  func laterFailures() {
    #expect(
      steps(["*"], credentials: true) == ["2 passed", "3 passed", "4 failed", "8 failed"])
    #expect(
      steps([Self.origin], ["True"], credentials: true) == ["2 passed", "4 passed", "8 failed"])
  }

  @Test("says what cannot be seen")
  func unknown() {
    #expect(steps([], observed: [.status]) == ["1 unknown"])
    #expect(
      steps([Self.origin], credentials: true, observed: [.status, .allowOrigin])
        == ["2 passed", "4 passed", "6 unknown"])
  }

  @Test("shows values through the function that takes out secrets")
  func shown() {
    let check = corsCheck(origin: Self.origin, allowOrigin: ["https://u:p@a.test"])
    var explanation = Explanation { _ in "REDACTED" }
    let value = bytes("https://u:p@a.test")
    explanation.addCORSCheck(
      check, origin: bytes(Self.origin).span, allowOrigin: value.span, allowCredentials: nil,
      includesCredentials: false)
    #expect(!explanation.steps.isEmpty)
    for step in explanation.steps { #expect(!step.finding.contains("u:p")) }
  }

  private func preflight(_ answer: Answer) -> [String] {
    let check = answer.check()
    let methods = combined(answer.allowMethods)
    let headers = combined(answer.allowHeaders)
    let method = answer.method.map { bytes($0) }
    let names = answer.headers.map { bytes($0) }
    var explanation = Explanation { String(decodingUTF8: $0) }
    explanation.addPreflight(
      check,
      Explanation.PreflightAnswer(
        requestMethod: method?.span, requestHeaders: names?.span, status: answer.status,
        allowMethods: methods?.span, allowHeaders: headers?.span),
      includesCredentials: answer.credentials, profile: .fetch)
    return explanation.steps.map { "\($0.number) \($0.outcome.rawValue)" }
  }

  @Test("goes on behind the CORS check with a preflight's status and lists")
  func preflightSteps() {
    #expect(preflight(Answer()) == ["7 passed", "7.5 passed", "7.7 passed"])
    #expect(preflight(Answer(status: 401)) == ["7 failed", "7.5 passed", "7.7 passed"])
    #expect(preflight(Answer(status: 0)) == ["6 failed"])
    #expect(
      preflight(Answer(allowMethods: ["GET"])) == ["7 passed", "7.5 failed", "7.7 passed"])
    #expect(
      preflight(Answer(allowMethods: ["G ET"])) == ["7 passed", "7.3 failed", "7.7 passed"])
    #expect(preflight(Answer(allowHeaders: [])) == ["7 passed", "7.5 passed", "7.7 failed"])
    #expect(
      preflight(Answer(headers: "authorization", allowHeaders: ["*"]))
        == ["7 passed", "7.5 passed", "7.6 failed"])
  }
}
