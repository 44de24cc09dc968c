import Foundation
import Testing

@Suite("The columns of a line that no format names")
struct ColumnSecretsTests {
  @Test(
    "show no secret behind its name or its scheme",
    arguments: [
      #"authorization="Bearer HIDDEN""#, "cookie=sid=HIDDEN; theme=HIDDEN end", "X-Api-Key:HIDDEN",
      #""Authorization": "Basic HIDDEN""#, "Bearer HIDDEN", "/a?token=HIDDEN", "session: HIDDEN",
      "https://user:HIDDEN@h.example/x", #"{"password":"HIDDEN"}"#,
    ])
  func hidden(_ column: String) throws {
    let folder = try Scratch()
    let path = try folder.write(
      "odd.log", Data("web1 2026-11-22T16:35:02Z GET \(column) 200 shown\n".utf8))
    let explained = try Tool.corscope(["formats", "--explain", path])
    #expect(explained.output.contains("web1"))
    #expect(!explained.output.contains("HIDDEN"), "\(explained.output)")
    #expect(!explained.errors.contains("HIDDEN"))
  }

  @Test("show all that is none")
  func shown() throws {
    let folder = try Scratch()
    let path = try folder.write(
      "odd.log", Data("web1 2026-11-22T16:35:02Z GET /a status=200 took:12ms\n".utf8))
    let explained = try Tool.corscope(["formats", "--explain", path])
    #expect(explained.output.contains("2026-11-22T16:35:02Z"))
    #expect(!explained.output.contains("not shown"))
  }
}
