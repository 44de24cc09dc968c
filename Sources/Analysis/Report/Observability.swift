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

  /// How many rules are named one by one for people; more are summed up.
  private static let shortLimit = 6

  /// The names of what an input of this `format` cannot give, each with what it lacks.
  package static func impossible(with format: InputFormat) -> [String] {
    let lacking = rules(format).map { "rule \($0.id) (needs \(names($0.lacking)))" }
    return lackingFigures(format) + lacking + hidden(format)
  }

  /// The same for people: many rules that lack much the same are one line.
  package static func inShort(with format: InputFormat) -> [String] {
    let lacking = rules(format)
    guard lacking.count > shortLimit else { return impossible(with: format) }
    return lackingFigures(format) + [summary(of: lacking)] + hidden(format)
  }

  /// The names of what an input with only these `fields` cannot give, each with what it lacks.
  package static func impossible(with fields: FieldSet) -> [String] {
    impossible(with: InputFormat(name: "", summary: "", fields: fields, unit: .line))
  }

  private static func names(_ fields: FieldSet) -> String {
    fields.fields.map(\.name).joined(separator: ", ")
  }

  private static func lackingFigures(_ format: InputFormat) -> [String] {
    figures.compactMap { name, needs in
      let lacking = needs.subtracting(fields(of: format))
      return lacking.isEmpty ? nil : "\(name) (needs \(names(lacking)))"
    }
  }

  private static func rules(_ format: InputFormat) -> [(id: String, lacking: FieldSet)] {
    var rules: [(id: String, lacking: FieldSet)] = []
    for rule in RuleRegistry.all {
      let shown = rule.info.needsAddress ? format.fields : fields(of: format)
      let lacking = rule.info.needs.subtracting(shown)
      if !lacking.isEmpty { rules.append((rule.info.id, lacking)) }
    }
    return rules
  }

  /// The fields that the format shows, that which tells clients apart with them where there is one.
  private static func fields(of format: InputFormat) -> FieldSet {
    format.isOneClient ? format.fields.union(FieldSet(.client)) : format.fields
  }

  private static func summary(of rules: [(id: String, lacking: FieldSet)]) -> String {
    // Rules lack a field more or less; what most of them lack is worth adding to the log first.
    let lacks = Field.allCases.map { field in
      (field: field, rules: rules.count { $0.lacking.contains(field) })
    }
    let most = lacks.filter { $0.rules * 4 >= rules.count }.sorted {
      $0.rules != $1.rules ? $0.rules > $1.rules : $0.field.rawValue < $1.field.rawValue
    }
    let names = most.prefix(3).map(\.field.name).joined(separator: ", ")
    return "\(rules.count) of \(RuleRegistry.all.count) rules"
      + (names.isEmpty ? "" : ": most need \(names)")
      + " ('corscope rules ID' tells what one needs, --format json names all)"
  }

  private static func hidden(_ format: InputFormat) -> [String] {
    var lacking: [String] = []
    if format.hidesFailures {
      lacking.append("blocked rate (needs what failed, which \(format.producer) leaves out)")
    }
    if format.hidesPreflights {
      lacking.append(
        "preflight rate and cache hits (needs preflights, which \(format.producer) leaves out)")
    }
    return lacking
  }
}
