package import Traffic

/// What a captured part of a text line says, and how it is to be read.
package enum TemplateSlot: Sendable, Hashable, BitwiseCopyable {
  /// Nothing that is needed.
  case ignored
  /// Nothing that is needed, but a number or a lone `-`, which tells formats apart.
  case number
  /// The value of a text field.
  case text(Field)
  /// Nothing that is needed, but a word without blanks.
  case word
  /// A whole request line: method, target, protocol.
  case request
  /// The same with a target that is a URL, as varnishncsa writes it.
  case absoluteRequest
  /// A target, or a URL whose scheme and host are to be taken off it.
  case url
  /// The path of the target; ``query`` may follow it directly or stand elsewhere.
  case path
  /// The query of the target, its question mark written or not.
  case query
  /// A version without its `HTTP/`.
  case version
  /// The same behind a literal that ends in `HTTP/`.
  case prefixedVersion
  /// A time of the Common Log Format.
  case clfTime
  /// An ISO 8601 time.
  case isoTime
  /// A time as seconds, milli-, micro- or nanoseconds since 1970.
  case epochTime
  /// A time, or a part of one, of the capture's own pattern.
  case time
  /// A duration in units of so many nanoseconds.
  case duration(unit: Int64)
  /// A duration that says its unit behind its numbers.
  case unitDuration
  /// One of several durations that make up the whole.
  case durationPart(unit: Int64)
  /// The response's status.
  case status
  /// A host with or without a port.
  case host
  /// The same where there always is one.
  case givenHost
  /// The host as the server settled it: a name of its own where none was sent.
  case settledHost
  /// The name of the virtual host that answered, without a port.
  case bareHost
  /// The name of the server that answered, with its own port, which is not the request's.
  case virtualHost
  /// A client that is an address and no name.
  case address
  /// A client's address with its port behind a colon.
  case clientPort
  /// The same where there always is a port.
  case portedClient
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
  /// Whether the connection was encrypted, as `1` or `0`, `on` or `off`.
  case secureFlag
  /// The name of an HAProxy frontend, which ends in `~` when the connection was encrypted.
  case frontend
  /// What the server behind this one is or answered: none where this one refused the request.
  case upstream
  /// All request headers in one value, as CloudFront writes them.
  case headerBlob

  /// The canonical fields that the slot fills.
  package var fields: FieldSet {
    switch self {
    // A query is read only as the end of its path.
    case .ignored, .number, .word, .query, .upstream: []
    case .text(let field), .presence(let field): FieldSet(field)
    case .request: FieldSet(.method, .target, .protocol)
    case .absoluteRequest: FieldSet(.method, .target, .protocol, .host)
    case .url, .path: FieldSet(.target)
    case .version, .prefixedVersion: FieldSet(.protocol)
    case .clfTime, .isoTime, .epochTime, .time: FieldSet(.start)
    case .duration, .durationPart, .unitDuration: FieldSet(.duration)
    case .status: FieldSet(.status)
    case .host, .givenHost: FieldSet(.host, .port)
    case .virtualHost, .settledHost, .bareHost: FieldSet(.host)
    case .clientPort, .portedClient, .address: FieldSet(.client)
    // Only Basic authentication leaves a user name, so its absence says nothing.
    case .user: FieldSet(.hasAuthorization)
    case .scheme, .forwardedScheme, .tlsProtocol, .secureFlag, .frontend: FieldSet(.scheme)
    case .headerBlob: HeaderSlots.requestFields.union(FieldSet(.host))
    }
  }

  /// Whether clients choose what stands there, so that it may hold anything the log can.
  var isForeign: Bool {
    switch self {
    // Methods, hosts and addresses are checked by servers before they are logged.
    case .text(let field): field.rawValue >= Field.target.rawValue
    case .request, .absoluteRequest, .url, .path, .query, .presence, .headerBlob: true
    default: false
    }
  }
}
