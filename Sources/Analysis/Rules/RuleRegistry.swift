/// All rules there are; a new one is a file and a line here.
package enum RuleRegistry {
  /// The rules in the order of their catalogue.
  package static let all: [any Rule.Type] = [
    ReflectedOriginWithCredentials.self,
    NullOriginTrustedWithCredentials.self,
    WildcardWithCredentials.self,
    AllowOriginRepeated.self,
    AllowOriginList.self,
    AllowOriginWithPath.self,
    PreflightAuthRequired.self,
    PreflightRedirected.self,
    PreflightNotHandled.self,
    ActualLacksCORSAfterGoodPreflight.self,
    ErrorResponseLacksCORS.self,
    MissingVaryOrigin.self,
  ]
}
