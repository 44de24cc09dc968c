package import Traffic

/// A rule about one way in which Access-Control-Allow-Origin equals no Origin.
package protocol AllowOriginFaultRule: TableRule {
  /// The fault of the value.
  static var fault: AllowOriginValue.Fault { get }
}

extension AllowOriginFaultRule {
  /// Malformed values, in answers to users.
  package static var interest: Facts { [.malformedOrigin, .user] }

  /// Whether the value has the fault, and is one line's.
  package static func sight(
    _ observation: Observation, _ exchange: borrowing ExchangeView
  ) -> Bool {
    !exchange.repeated.contains(.allowOrigin)
      && AllowOriginValue.fault(exchange.bytes(.allowOrigin)) == fault
  }

  /// The request and the value.
  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.requestAnd(exchange, .allowOrigin)
  }
}
