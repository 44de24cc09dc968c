package import Traffic

/// What a captured part of a text line says, and how it is to be read.
package enum TemplateSlot: Sendable, Hashable, BitwiseCopyable {
  /// Nothing that is needed.
  case ignored
  /// The value of a text field.
  case text(Field)
  /// A whole request line: method, target, protocol.
  case request
  /// The path of the target; ``query`` may follow it directly.
  case path
  /// The query of the target, its question mark written or not.
  case query
  /// A time of the Common Log Format.
  case clfTime
  /// An ISO 8601 time.
  case isoTime
  /// A time as seconds, milli-, micro- or nanoseconds since 1970.
  case epochTime
  /// A duration in units of so many nanoseconds.
  case duration(unit: Int64)
  /// The response's status.
  case status
  /// A host with or without a port.
  case host
  /// The name of the user who was authenticated.
  case user
  /// The value of a secret header, of which only the presence is kept.
  case presence(Field)
  /// `http` or `https`, as the server saw it.
  case scheme
  /// `http` or `https`, as a proxy in front of the server saw it; outranks ``scheme``.
  case forwardedScheme
  /// The TLS protocol, present when the connection was encrypted; outranked as ``scheme`` is.
  case tlsProtocol

  /// The canonical fields that the slot fills.
  package var fields: FieldSet {
    switch self {
    // A query is read only as the end of its path.
    case .ignored, .query: []
    case .text(let field), .presence(let field): FieldSet(field)
    case .request: FieldSet(.method, .target, .protocol)
    case .path: FieldSet(.target)
    case .clfTime, .isoTime, .epochTime: FieldSet(.start)
    case .duration: FieldSet(.duration)
    case .status: FieldSet(.status)
    case .host: FieldSet(.host, .port)
    // Only Basic authentication leaves a user name, so its absence says nothing.
    case .user: FieldSet(.hasAuthorization)
    case .scheme, .forwardedScheme, .tlsProtocol: FieldSet(.scheme)
    }
  }
}
