/// What a server answers to one request.
public struct ServerAnswer: Sendable, Hashable {
  /// The final status; 0 says that no usable answer came.
  public var status: Int
  /// The header lines, in order.
  public var headers: [HeaderLine]

  /// Makes an answer.
  public init(status: Int, headers: [HeaderLine]) {
    self.status = status
    self.headers = headers
  }

  /// No answer: the connection failed, or what came was no HTTP.
  public static let none = ServerAnswer(status: 0, headers: [])

  /// Whether the status is a redirect status.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#redirect-status
  public var hasRedirectStatus: Bool { [301, 302, 303, 307, 308].contains(status) }

  /// The location to go to: the first Location line's value, `nil` without one.
  public var location: [UInt8]? { headers.first { $0.isNamed("location") }?.value }
}
