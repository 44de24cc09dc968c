/// What is known of a request's body: whether there is one, and the Content-Type that it implies.
///
/// - SeeAlso: https://fetch.spec.whatwg.org/#concept-bodyinit-extract
public enum RequestBody: Sendable, Hashable {
  /// No body.
  case none
  /// Bytes that imply no Content-Type: a buffer, or a blob without a type.
  case untyped
  /// Bytes that imply the given Content-Type: text, a form, a blob with a type.
  case typed([UInt8])
  /// A stream, which cannot be sent a second time.
  case stream

  /// Whether there is a body.
  public var isPresent: Bool { self != .none }

  /// The Content-Type that the body brings along if the author set none.
  public var impliedType: [UInt8]? {
    if case .typed(let type) = self { return type }
    return nil
  }
}
