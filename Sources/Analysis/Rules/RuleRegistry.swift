/// All rules there are; a new one is a file and a line here.
package enum RuleRegistry {
  /// The rules in the order of their catalogue.
  package static let all: [any Rule.Type] = [
    ReflectedOriginWithCredentials.self,
    ReflectedOriginWithoutCredentials.self,
    NullOriginTrustedWithCredentials.self,
    NullOriginTrusted.self,
    SuffixMatchBypass.self,
    PrefixMatchBypass.self,
    SubstringMatchBypass.self,
    UnescapedDotMatch.self,
    SpecialCharBypass.self,
    CaseOrPortInsensitiveMatch.self,
    InsecureOriginTrusted.self,
    AnySubdomainTrusted.self,
    SharedHostingOriginTrusted.self,
    PublicSuffixWildcardTrusted.self,
    DevOriginInProduction.self,
    InternalOriginDisclosed.self,
    ThirdPartySaaSOriginTrusted.self,
    ExtensionOrAppSchemeTrusted.self,
    WildcardOnPrivateData.self,
    WildcardWithCredentials.self,
    BrowserBlockedCredentialWildcard.self,
    CredentialsSentWithoutNeed.self,
    AllowOriginRepeated.self,
    AllowOriginList.self,
    AllowOriginWithPath.self,
    AllowOriginNoncanonical.self,
    AllowOriginPattern.self,
    AllowOriginPlaceholder.self,
    CredentialsNotTrue.self,
    AllowMethodsGarbage.self,
    AllowHeadersGarbage.self,
    AllowMethodsLowerCase.self,
    WildcardListsWithCredentials.self,
    AuthorizationUnderWildcard.self,
    ExposeHeadersLeak.self,
    AllowMethodsOverbroad.self,
    GrantsReflectedUnvalidated.self,
    PreflightAuthRequired.self,
    PreflightRedirected.self,
    PreflightNotHandled.self,
    PreflightServerError.self,
    PreflightLacksCORS.self,
    ActualLacksCORSAfterGoodPreflight.self,
    PreflightDeniesUsed.self,
    PreflightMaxAgeMissing.self,
    PreflightMaxAgeIneffective.self,
    PreflightURLVariety.self,
    PreflightCacheable.self,
    PreflightExcessRatio.self,
    ErrorResponseLacksCORS.self,
    GatewayErrorLacksCORS.self,
    RateLimitLacksCORS.self,
    RedirectLacksCORS.self,
    RedirectTaintsOrigin.self,
    InsecureRedirectOnAPI.self,
    MissingVaryOrigin.self,
    MissingVaryWithoutOrigin.self,
    CachedWrongOrigin.self,
    ReflectedOriginCacheOracle.self,
    AllowOriginOwnOnly.self,
    AllowOriginStaticMismatch.self,
    MethodInconsistentPolicy.self,
    NodeInconsistentPolicy.self,
    PolicyChange.self,
    CORSOnHTML.self,
    PreflightHeadersOnActual.self,
    ObsoletePrivateNetwork.self,
    PublicPageToPrivateAddress.self,
    CredentialsWithoutCSRFGuard.self,
    TimingLeak.self,
    ResourcePolicyInvalid.self,
  ]
}

extension RuleRegistry {
  /// What `rules` found: of one root cause one finding, by the rule that tells most of it.
  static func findings(of rules: [any Rule], _ context: RuleContext) -> [Finding] {
    let found = rules.flatMap { $0.findings(context) }
    let known = Set(found.map { "\($0.rule) \($0.target)" })
    let yields = Dictionary(
      all.map { ($0.info.id, $0.info.yieldsTo) }, uniquingKeysWith: { first, _ in first })
    return found.filter { finding in
      !(yields[finding.rule] ?? []).contains { known.contains("\($0) \(finding.target)") }
    }
  }
}
