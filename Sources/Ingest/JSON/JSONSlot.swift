package import Traffic

/// What the value of one key is to a record.
package struct JSONSlot: Sendable, BitwiseCopyable, Hashable {
  /// How the value is read.
  package enum Kind: UInt8, Sendable, BitwiseCopyable {
    /// The value is not read.
    case ignored
    /// A text field that is no header; empty is absent.
    case text
    /// A header's value, or the list of its values.
    case header
    /// A header of which only the presence is noted.
    case flag
    /// The status code.
    case status
    /// The instant at which the exchange began.
    case startTime
    /// The instant at which the exchange ended and was logged.
    case endTime
    /// The day on which the exchange ended, in UTC; its clock stands elsewhere.
    case endDate
    /// The clock of that day.
    case endClock
    /// A duration in seconds, or in the unit written behind the number.
    case seconds
    /// A duration in milliseconds.
    case milliseconds
    /// A duration in microseconds.
    case microseconds
    /// A duration in nanoseconds.
    case nanoseconds
    /// A duration that says its unit; one that does not is not read.
    case unitDuration
    /// The client's address, perhaps with a port.
    case client
    /// The host as the client sent it, with the port where it is not the scheme's own.
    case authority
    /// The host, from which a port may have been taken.
    case host
    /// The port of the authority.
    case port
    /// A path without its query.
    case path
    /// A path without its first slash.
    case barePath
    /// A query without its question mark.
    case query
    /// A URL, absolute or not.
    case url
    /// A whole request line.
    case requestLine
    /// Whether the connection was encrypted: `on`, `1`, `true`.
    case secure
    /// The version of HTTP, with or without `HTTP/` in front.
    case version
    /// The version of HTTP, or one of its schemes.
    case versionOrScheme
    /// The version of TLS; none where the connection was not encrypted.
    case tlsVersion
    /// Several values in one, `name=value` after `name=value`.
    case pairs
    /// A list of objects that are exchanges themselves, or lead to such.
    case container
    /// An object whose presence says that the connection was encrypted.
    case tls
    /// The object that holds the request's headers.
    case requestHeaders
    /// The object that holds the response's headers.
    case responseHeaders
    /// The object that makes the line an exchange at all.
    case request
    /// What kind of event the line tells of; only those that the mapping accepts are exchanges.
    case discriminator
    /// The request's `Upgrade`.
    case upgrade
    /// The request's `Upgrade-Insecure-Requests`.
    case upgradeInsecure
    /// The request's `Accept`.
    case accept
    /// A header that says something beside the fields.
    case trait
  }

  /// How the value is read.
  package var kind: Kind
  /// The field that it fills; of no meaning where ``kind`` says all.
  package var field: Field
  /// The header of a slot of the kind ``Kind/trait``.
  package var header = TraitHeader.setCookie
  /// Whether the value only stands in where another key gave none.
  package var isFallback: Bool

  /// Makes the slot of `kind` for `field`.
  package init(_ kind: Kind, _ field: Field = .client, isFallback: Bool = false) {
    self.kind = kind
    self.field = field
    self.isFallback = isFallback
  }

  /// Makes the slot of a header that says something beside the fields.
  package init(_ header: TraitHeader) {
    self.init(.trait)
    self.header = header
  }

  /// The fields that a key of this slot can show.
  package var fields: FieldSet {
    switch kind {
    case .text, .header, .flag: return FieldSet(field)
    case .status: return FieldSet(.status)
    case .startTime, .endTime, .endClock: return FieldSet(.start)
    case .seconds, .milliseconds, .microseconds, .nanoseconds, .unitDuration:
      return FieldSet(.duration)
    case .client: return FieldSet(.client)
    case .authority: return FieldSet(.host, .port)
    case .host: return FieldSet(.host)
    case .path, .barePath: return FieldSet(.target)
    case .port: return FieldSet(.port)
    case .version: return FieldSet(.protocol)
    case .versionOrScheme: return FieldSet(.protocol, .scheme)
    case .url: return FieldSet(.scheme, .host, .port, .target)
    case .requestLine: return FieldSet(.method, .target, .protocol)
    case .secure, .tls, .tlsVersion: return FieldSet(.scheme)
    case .ignored, .query, .endDate, .requestHeaders, .responseHeaders, .request, .discriminator,
      .upgrade,
      .upgradeInsecure, .accept, .pairs, .container, .trait:
      return []
    }
  }

  /// Whether the value is a text that is kept as it stands, wherever it stood.
  @inline(__always)
  var isPlain: Bool {
    (kind == .header || kind == .text && field != .target) && !isFallback
  }

  /// Whether the value must be decoded to be read.
  package var readsBytes: Bool {
    switch kind {
    case .ignored, .flag, .tls, .requestHeaders, .responseHeaders, .request, .upgradeInsecure:
      return false
    default: return true
    }
  }

  /// Whether the value is put together by the reader of lines, which knows the mapping.
  var needsReader: Bool {
    switch kind {
    case .discriminator, .version, .versionOrScheme, .pairs: return true
    default: return false
    }
  }
}
