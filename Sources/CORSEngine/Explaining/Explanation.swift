import Traffic

/// The steps of the standard that were taken for one response, in order.
///
/// Steps after a failed one are told as well, since whoever mends one meets the next. Made only
/// when somebody asks; the checks themselves keep none of it.
public struct Explanation: Sendable {
  /// The steps.
  public internal(set) var steps: [ExplanationStep] = []
  /// How values are shown; secrets are taken out there.
  let show: @Sendable (Span<UInt8>) -> String

  /// Begins without steps.
  ///
  /// - Parameter show: Makes text of a value that an input held.
  public init(showing show: @escaping @Sendable (Span<UInt8>) -> String) { self.show = show }

  mutating func add(
    _ algorithm: ExplanationStep.Algorithm, _ number: String,
    _ outcome: ExplanationStep.Outcome, _ finding: String
  ) {
    steps.append(
      ExplanationStep(algorithm: algorithm, number: number, finding: finding, outcome: outcome))
  }

  /// The value in quotes, shortened where it is long.
  func quoted(_ value: Span<UInt8>) -> String {
    let text = show(value)
    return text.count > 160 ? "'\(text.prefix(160))…'" : "'\(text)'"
  }

  /// Adds the steps of the CORS check.
  ///
  /// - Parameters:
  ///   - check: The outcome of the check.
  ///   - origin: The request's Origin header.
  ///   - allowOrigin: The combined Access-Control-Allow-Origin; `nil` when absent.
  ///   - allowCredentials: The combined Access-Control-Allow-Credentials; `nil` when absent.
  ///   - includesCredentials: What the check was told of the request's credentials mode.
  ///   - observed: The parts of the response that are known.
  /// - SeeAlso: https://fetch.spec.whatwg.org/#concept-cors-check
  public mutating func addCORSCheck(
    _ check: CORSCheck, origin: Span<UInt8>, allowOrigin: Span<UInt8>?,
    allowCredentials: Span<UInt8>?, includesCredentials: Bool, observed: ResponseParts = .all
  ) {
    guard observed.contains(.allowOrigin) else {
      add(.corsCheck, "1", .unknown, "the input does not show Access-Control-Allow-Origin")
      return
    }
    guard let allowOrigin else {
      add(.corsCheck, "2", .failed, "there is no Access-Control-Allow-Origin")
      return
    }
    let repeated = check.originDetail == .repeated ? ", sent on several lines" : ""
    add(
      .corsCheck, "2", .passed, "Access-Control-Allow-Origin is \(quoted(allowOrigin))\(repeated)")
    if check.usesWildcard {
      add(.corsCheck, "3", .passed, "it is '*' and the request includes no credentials: success")
      return
    }
    if check.originDetail == .wildcardWithCredentials {
      add(
        .corsCheck, "3", .passed,
        "it is '*', but the request includes credentials, for which '*' does not count")
    }
    if check.originDetail != .none {
      add(
        .corsCheck, "4", .failed,
        "it is not the request's origin \(quoted(origin)), byte for byte: "
          + check.originDetail.summary)
    } else {
      add(.corsCheck, "4", .passed, "it is the request's origin, byte for byte")
    }
    addCredentials(
      check, allowCredentials, includesCredentials: includesCredentials, observed: observed)
  }

  private mutating func addCredentials(
    _ check: CORSCheck, _ allowCredentials: Span<UInt8>?, includesCredentials: Bool,
    observed: ResponseParts
  ) {
    guard includesCredentials else {
      if check.allowed {
        add(.corsCheck, "5", .passed, "the request includes no credentials: success")
      }
      return
    }
    guard observed.contains(.allowCredentials) else {
      add(.corsCheck, "6", .unknown, "the input does not show Access-Control-Allow-Credentials")
      return
    }
    guard check.credentialsDetail != .none else {
      add(.corsCheck, "7", .passed, "Access-Control-Allow-Credentials is 'true'")
      return
    }
    let found =
      if let allowCredentials { "is \(quoted(allowCredentials)), not 'true'" } else {
        "is not there"
      }
    add(.corsCheck, "8", .failed, "Access-Control-Allow-Credentials \(found)")
  }
}
