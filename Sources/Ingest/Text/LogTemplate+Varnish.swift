import Traffic

extension LogTemplate {
  /// Takes the pieces as varnishncsa writes them, which is not quite as Apache does.
  mutating func settleForVarnish() {
    // It makes every URL begin with `http://`.
    forgotten = FieldSet(.scheme)
    cutsRecords = true
    for index in pieces.indices {
      guard case .capture(var capture) = pieces[index] else { continue }
      if capture.slot == .request { capture.slot = .absoluteRequest }
      capture.recordOverhead = LogTemplate.overhead(of: capture.name)
      pieces[index] = .capture(capture)
    }
  }

  /// How many bytes of a record stand before the value of `%{Name}i`: the name, a colon, a blank.
  private static func overhead(of name: String) -> Int {
    guard let open = name.firstIndex(of: "{"), let close = name.lastIndex(of: "}") else { return 0 }
    return name[open..<close].utf8.count + 1
  }
}
