import Foundation
import Testing

/// Live captures: who runs the tests may have the privilege, or must be told that it is missing.
@Suite("A live capture")
struct LiveTests {
  private static let refusal = "capturing needs a privilege that this user does not have"

  @Test("ends when its time is over, though no packet came")
  func quiet() throws {
    let outcome = try Tool.corscope([
      "-i", "lo", "--for", "0.2s", "--capture-filter", "tcp port 1 and tcp port 2",
    ])
    if outcome.status == 2 {
      #expect(outcome.errors.contains(LiveTests.refusal))
      #expect(outcome.errors.contains("setcap"))
    } else {
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("0 packets were taken, 0 were dropped"))
    }
  }

  @Test("of an interface that is not there is refused")
  func unknown() throws {
    let outcome = try Tool.corscope(["-i", "nosuch0", "--for", "1s"])
    #expect(outcome.status == 2)
    #expect(
      outcome.errors.contains("there is no such interface")
        || outcome.errors.contains(LiveTests.refusal))
    #expect(outcome.output.isEmpty)
  }
}
