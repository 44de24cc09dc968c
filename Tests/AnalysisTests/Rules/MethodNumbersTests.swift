import Testing

@testable import Analysis

@Suite("Numbers for methods")
struct MethodNumbersTests {
  private static func name(_ method: String) -> String {
    let bytes = Array(method.utf8)
    let hash = Observation.hash(method: bytes.span)
    return MethodNumbers.name(MethodNumbers().number(of: hash))
  }

  @Test("tell the usual ones apart", arguments: ["GET", "PUT", "POST", "PATCH", "DELETE"])
  func usual(_ method: String) { #expect(Self.name(method) == method) }

  @Test("are shared by HEAD and GET, whose answers are the same but for the body")
  func head() { #expect(Self.name("HEAD") == "GET") }

  @Test("are shared by all others", arguments: ["", "OPTIONS", "get", "PURGE", "GETS", "PUT "])
  func others(_ method: String) { #expect(Self.name(method) == "others") }
}
