package import Traffic

/// A rule about one way in which Access-Control-Allow-Origin equals no Origin.
package protocol AllowOriginFaultRule: TableRule {
  /// The fault of the value.
  static var fault: AllowOriginValue.Fault { get }
}

extension AllowOriginFaultRule {
  /// Values with the fault, in answers to users.
  package static var interest: Facts { [fault.fact, .user] }

  /// The request and the value.
  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.requestAnd(exchange, .allowOrigin)
  }
}
