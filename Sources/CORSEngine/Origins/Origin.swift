public import Traffic

/// An origin as its serialisation spells it: places in the bytes, and whether a browser could have
/// written them.
///
/// Browsers compare serialisations byte for byte, so that a value with a flaw equals no origin.
///
/// - SeeAlso: https://fetch.spec.whatwg.org/#origin-header
public struct Origin: Sendable, BitwiseCopyable {
  /// Whether the bytes are `null`, the serialisation of every opaque origin.
  public let isNull: Bool
  /// Where the scheme stands; empty where there is none.
  public let scheme: ByteRange
  /// Where the host stands, brackets included; empty where there is none.
  public let host: ByteRange
  /// The port, the scheme's default filled in; `nil` where there is neither.
  public let port: UInt16?
  /// What keeps the bytes from being a serialised origin; ``BlockDetail/none`` if nothing does.
  public let flaw: BlockDetail

  /// Whether some origin serialises to exactly these bytes.
  public var isCanonical: Bool { flaw == .none }

  /// Reads `bytes`, which are taken as they are: nothing is trimmed.
  public init(_ bytes: Span<UInt8>) {
    isNull = bytes.equals("null")
    guard !isNull, let parts = URLParts(bytes) else {
      scheme = ByteRange()
      host = ByteRange()
      port = nil
      flaw = isNull || bytes.isFileOrigin ? .none : Origin.flawWithoutParts(bytes)
      return
    }
    scheme = parts.scheme
    host = parts.host
    port = parts.port
    flaw = Origin.flaw(of: parts, bytes)
  }

  /// The port that a scheme implies; `nil` for schemes without one.
  ///
  /// - SeeAlso: https://url.spec.whatwg.org/#default-port
  public static func defaultPort(_ scheme: Span<UInt8>) -> UInt16? {
    if scheme.equalsIgnoringCase("https") || scheme.equalsIgnoringCase("wss") { return 443 }
    if scheme.equalsIgnoringCase("http") || scheme.equalsIgnoringCase("ws") { return 80 }
    return scheme.equalsIgnoringCase("ftp") ? 21 : nil
  }
}

extension Span<UInt8> {
  /// Whether the bytes are the origin that web views give pages from the file system.
  var isFileOrigin: Bool { equals("file://") }
}
