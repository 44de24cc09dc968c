/// A step of the CORS check as it was taken for one response.
public enum ExplanationStep: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case allowOriginAbsent, allowOriginPresent
  case wildcardCounts, wildcardDoesNotCount
  case originDiffers, originEqual
  case credentialsNotIncluded
  case credentialsGranted, credentialsNotGranted

  /// The number of the step in the standard's list.
  public var number: Int {
    switch self {
    case .allowOriginAbsent, .allowOriginPresent: 2
    case .wildcardCounts, .wildcardDoesNotCount: 3
    case .originDiffers, .originEqual: 4
    case .credentialsNotIncluded: 5
    case .credentialsGranted: 7
    case .credentialsNotGranted: 8
    }
  }

  /// The place in the standard.
  public var anchor: String { "https://fetch.spec.whatwg.org/#concept-cors-check" }

  /// What the step found, as a lower-case sentence without a full stop.
  public var text: String {
    switch self {
    case .allowOriginAbsent: "there is no Access-Control-Allow-Origin: failure"
    case .allowOriginPresent: "there is an Access-Control-Allow-Origin"
    case .wildcardCounts: "it is '*' and the request includes no credentials: success"
    case .wildcardDoesNotCount: "it is not '*', or the request includes credentials"
    case .originDiffers: "it is not the request's origin, byte for byte: failure"
    case .originEqual: "it is the request's origin, byte for byte"
    case .credentialsNotIncluded: "the request includes no credentials: success"
    case .credentialsGranted: "Access-Control-Allow-Credentials is 'true': success"
    case .credentialsNotGranted: "Access-Control-Allow-Credentials is not 'true': failure"
    }
  }
}
