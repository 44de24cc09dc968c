/// The state of an element's `crossorigin` attribute.
///
/// - SeeAlso: https://html.spec.whatwg.org/#cors-settings-attribute
public enum CrossOriginAttribute: Sendable, BitwiseCopyable {
  case missing, anonymous, useCredentials

  /// Reads the attribute; any value that is not known means anonymous.
  public init(_ value: String?) {
    switch value?.lowercased() {
    case nil: self = .missing
    case "use-credentials"?: self = .useCredentials
    default: self = .anonymous
    }
  }
}
