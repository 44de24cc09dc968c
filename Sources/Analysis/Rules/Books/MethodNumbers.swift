import Traffic

/// Numbers for methods, by the hashes of their names; all that have no number of their own share
/// one.
struct MethodNumbers: Sendable {
  private static let others: UInt8 = 7

  private let get = Observation.hash(method: "GET")
  private let head = Observation.hash(method: "HEAD")
  private let put = Observation.hash(method: "PUT")
  private let post = Observation.hash(method: "POST")
  private let patch = Observation.hash(method: "PATCH")
  private let delete = Observation.hash(method: "DELETE")

  /// The number of the method with the given hash; HEAD's is that of GET.
  func number(of method: UInt32) -> UInt8 {
    switch method {
    case get, head: 0
    case put: 1
    case post: 2
    case patch: 3
    case delete: 4
    default: MethodNumbers.others
    }
  }

  /// The name behind a number.
  static func name(_ number: UInt8) -> String {
    let names = ["GET", "PUT", "POST", "PATCH", "DELETE"]
    return Int(number) < names.count ? names[Int(number)] : "others"
  }
}

extension Observation {
  fileprivate static func hash(method name: String) -> UInt32 {
    let bytes = Array(name.utf8)
    return hash(method: bytes.span)
  }
}
