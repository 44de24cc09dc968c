import Foundation
import Testing

@testable import Analysis

@Suite("The natural logarithm")
struct LogarithmTests {
  @Test("agrees with the C library's to ten digits")
  func agrees() {
    var value = 1.0
    while value < 1e300 {
      let difference = abs(naturalLogarithm(value) - log(value))
      #expect(difference <= 1e-10 * max(1, log(value)), "\(value)")
      value *= 1.37
    }
    for step in 0...4096 {
      let value = 1 + Double(step) / 4096
      let difference = abs(naturalLogarithm(value) - log(value))
      #expect(difference <= 1e-10, "\(value)")
    }
  }
}
