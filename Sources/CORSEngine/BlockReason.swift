/// Why a browser kept a response from a page, or stopped a fetch before its request.
///
/// Cases stand in the order in which a fetch meets them; a profile may look at them in another
/// order (``BrowserProfile/primary(of:)``). Ids are permanent, raw values are not.
///
/// - SeeAlso: https://fetch.spec.whatwg.org/#http-cors-protocol
public enum BlockReason: UInt8, Codable, CaseIterable, Sendable, BitwiseCopyable {
  case modeSameOrigin, schemeNotCORS, noCORSRedirectMode, networkFailure
  case preflightNoResponse, preflightRedirect
  case allowOriginMissing, allowOriginMultiple, allowOriginMalformed, allowOriginMismatch
  case allowOriginWildcardWithCredentials, allowCredentialsNotTrue
  case preflightStatusNotOK
  case allowMethodsUnparseable, allowHeadersUnparseable
  case methodNotAllowed, authorizationNotCoveredByWildcard, headerNotAllowed
  case redirectNonHTTPScheme, redirectLimitExceeded, redirectToUserinfoURL
  case redirectBodyNotReplayable
  case resourcePolicyBlocked, localNetworkDenied, clientDisabled

  /// The permanent kebab-case name, such as `acao-missing`.
  public var id: String { text.id }

  /// What happened, as one lower-case sentence without a full stop.
  public var summary: String { text.summary }

  /// What to change on the server, as one lower-case sentence without a full stop.
  public var mend: String { text.mend }

  /// Finds the reason with the permanent name `id`.
  public init?(id: String) {
    guard let index = BlockReason.texts.firstIndex(where: { $0.id == id }) else { return nil }
    self.init(rawValue: UInt8(index))
  }
}
