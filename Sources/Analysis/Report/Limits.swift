import Traffic

/// Says what a run could not show, or gave up.
enum Limits {
  /// One sentence each, the weightiest first.
  static func sentences(
    inputs: [RunInput], notes: [[String]] = [], tally: Tally, aggregate: Aggregate, evicted: Int
  ) -> [String] {
    // What an input hides altogether weighs more than a field that it lacks.
    var limits = zip(inputs, notes).flatMap { input, notes in
      notes.map { "\(input.name): \($0)" }
    }
    let fields = inputs.reduce(into: FieldSet.all) { $0.formIntersection($1.format.fields) }
    let some = inputs.reduce(into: FieldSet()) { $0.formUnion($1.format.fields) }
    if let input = inputs.first(where: \.format.goesOn) {
      limits.append(
        "\(input.name): its lines go on after the columns of '\(input.format.name)', and what stands "
          + "there was not read: pass the server's own format with --log-format")
    } else if !inputs.isEmpty, !fields.contains(.origin) {
      limits.append(
        "\(some.contains(.origin) ? "some inputs do" : "the input does") not record the Origin "
          + "request header, so cross-origin requests cannot be told from others there; log it"
          + LoggingAdvice.way(toLog: .origin, in: names(of: inputs, without: .origin)))
    } else if !fields.contains(.allowOrigin) {
      limits.append(
        "\(some.contains(.allowOrigin) ? "some inputs do" : "the input does") not record "
          + "Access-Control-Allow-Origin, so what was blocked cannot be told there; log it"
          + LoggingAdvice.way(toLog: .allowOrigin, in: names(of: inputs, without: .allowOrigin)))
    }
    let isRecording = !inputs.isEmpty && inputs.allSatisfy { $0.format.unit == .entry }
    if aggregate.preflights == 0, aggregate.needing > 0, !isRecording {
      limits.append(
        "requests that need a preflight are here and no OPTIONS at all: preflights were filtered "
          + "out of the log, or something in front of this server answers them")
    }
    if aggregate.preflights == 0, aggregate.needing > 0, isRecording {
      limits.append(
        "\(aggregate.needing) requests needed a preflight and no preflight is here: the browser "
          + "still held the grant of an earlier one, or what recorded them leaves preflights out")
    }
    if aggregate.conditional > 0, isRecording {
      limits.append(
        "whether the page asked with credentials is not recorded: \(aggregate.conditional) fetches "
          + "are allowed without and blocked with them; the page's code tells (credentials: "
          + "'include', withCredentials)")
    }
    if tally.errors.count > 0 {
      let words = tally.errors.sorted.prefix(4).map { "\($0.text) (\($0.count))" }
      let more = tally.errors.sorted.count > 4 ? " …" : ""
      limits.append(
        "\(tally.errors.count) cross-origin request\(tally.errors.count == 1 ? "" : "s") that could not "
          + "be judged ended with an error, in the browser's words: \(words.joined(separator: ", "))\(more)"
      )
    }
    if aggregate.conditional > 0, !fields.contains(.hasCookie) {
      limits.append(
        "whether requests carried credentials is not recorded: \(aggregate.conditional) fetches "
          + "are allowed without and blocked with them; log whether a cookie was sent (nginx: "
          + "map $http_cookie $has_cookie { \"\" 0; default 1; })")
    }
    for input in inputs {
      // Whose JSON it is cannot be told: nginx's is the most frequent.
      let loss =
        input.format.name == "nginx-json" && input.format.repeatsLoss.isEmpty
        ? "nginx before 1.23 and Apache log one of several equal response headers: if they wrote "
          + "this, a duplicate"
        : input.format.repeatsLoss.isEmpty ? "" : input.format.repeatsLoss + ": a duplicate"
      guard !loss.isEmpty, input.format.fields.contains(.allowOrigin) else { continue }
      limits.append(
        "\(input.name): \(loss) Access-Control-Allow-Origin, which browsers refuse, would not show, "
          + "so what is allowed there is inferred")
      break
    }
    if tally.exchanges > 0, tally.first == nil {
      limits.append("no time is recorded, so nothing can be said of when")
    }
    let unlisted = aggregate.unlisted
    if unlisted > 0 {
      limits.append(
        "\(unlisted) blocked fetches are counted but not listed: more than "
          + "\(Aggregate.rowLimit) different groups")
    }
    if aggregate.folded > 0 {
      limits.append(
        "\(aggregate.folded) origins and routes with few exchanges are not told apart, to bound "
          + "memory; the figures in all and the frequent ones are not touched by it")
    }
    if evicted > 0 {
      limits.append(
        "\(evicted) preflights were given up before a request followed them, to bound memory")
    }
    return limits
  }

  /// The names of the formats that cannot show `field`.
  private static func names(of inputs: [RunInput], without field: Field) -> [String] {
    inputs.map(\.format).filter { !$0.fields.contains(field) }.map(\.name)
  }
}
