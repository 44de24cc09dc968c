package import Traffic

/// Which figures and rules an input cannot give, for want of fields.
package enum Observability {
  private static let figures: [(String, FieldSet)] = [
    ("blocked rate", FieldSet(.origin, .status, .allowOrigin)),
    (
      "failed preflights by method and header",
      FieldSet(.requestMethod, .requestHeaders, .allowMethods, .allowHeaders)
    ),
    ("fetches with credentials", FieldSet(.hasCookie, .allowCredentials)),
    ("distinct clients", FieldSet(.client)),
    ("engines", FieldSet(.userAgent)),
    ("preflight time", FieldSet(.duration)),
    ("timeline", FieldSet(.start)),
    ("cross-origin by target", FieldSet(.host)),
  ]

  /// The names of what an input of this `format` cannot give, each with what it lacks.
  package static func impossible(with format: InputFormat) -> [String] {
    var lacking = impossible(with: format.fields)
    if format.hidesFailures {
      lacking.append("blocked rate (needs what failed, which \(format.producer) leaves out)")
    }
    if format.hidesPreflights {
      lacking.append(
        "preflight rate and cache hits (needs preflights, which \(format.producer) leaves out)")
    }
    return lacking
  }

  /// The names of what an input with only these `fields` cannot give, each with what it lacks.
  package static func impossible(with fields: FieldSet) -> [String] {
    let rules = RuleRegistry.all.map { ("rule \($0.info.id)", $0.info.needs) }
    return (figures + rules).compactMap { name, needs in
      let lacking = needs.subtracting(fields)
      guard !lacking.isEmpty else { return nil }
      return "\(name) (needs \(lacking.fields.map(\.name).joined(separator: ", ")))"
    }
  }
}
