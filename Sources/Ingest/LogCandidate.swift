package import Traffic

/// A format that an input may have, with how much of a sample it understands.
package struct LogCandidate: Sendable {
  /// The format.
  package private(set) var format: InputFormat
  /// What reads it.
  package private(set) var parser: any BatchParser
  /// Whether it fits what it was not made for.
  package let isGeneral: Bool
  /// The wrappers that stand around its lines, the outermost first.
  package private(set) var around: [any LogWrapper] = []
  /// The template, where the lines are read by one, what wraps them taken off.
  package private(set) var template: LogTemplate?
  /// How many lines of the sample became exchanges.
  package let understood: Int
  /// How many lines fit, those of requests that could not be read and of what is no exchange too.
  package let fitting: Int
  /// How many of the understood lines have a client that is no address.
  package let unaddressed: Int
  /// Whether a wrapper was taken off that might be part of the lines.
  package private(set) var isLoose = false
  /// How many lines the sample has.
  package let seen: Int

  /// Lets the `format` read the sample `lines` and counts what it understands; `nil` when it sees
  /// at once that they are something else.
  package init?(_ format: LogFormat, lines: [UInt8]) {
    guard let reading = format.read(lines) else { return nil }
    self.init(reading, isGeneral: format.isGeneral, lines: lines)
  }

  /// Counts what a `reading` understands of the sample `lines`.
  package init(_ reading: LogReading, isGeneral: Bool = false, lines: [UInt8]) {
    var batch = Batch()
    batch.bytes = lines
    batch.inputCount = lines.count
    reading.parser.parse(&batch)
    format = reading.format
    parser = reading.parser
    template = reading.template
    self.isGeneral = isGeneral
    understood = batch.records.lazy.filter { LogCandidate.isPlausible($0, batch) }.count
    unaddressed = batch.records.lazy.filter { LogCandidate.isUnaddressed($0, batch) }.count
    fitting = batch.records.count + batch.refusals.count(.noExchange)
    seen = LogCandidate.count(lines)
    if let template, !template.showsURLsAsked { noteWholeURLs(batch.records) }
  }

  /// Notes that the lines have whole URLs where a format has none for the host: clients send such
  /// to forward proxies only, and reverse ones write there where they sent the request on to.
  private mutating func noteWholeURLs(_ records: [Record]) {
    let hosts = records.lazy.filter { $0.present.contains(.host) }.count
    guard !format.fields.contains(.host), !format.settled.contains(.host), hosts * 2 > understood
    else { return }
    format.settled.formUnion(FieldSet(.scheme, .host, .port, .target))
    format.hides.append(
      "the host that was asked: whole URLs are logged, which of a reverse proxy are those of its "
        + "back ends")
  }

  /// How many of the lines may hold something: blank ones and directives do not.
  private static func count(_ lines: [UInt8]) -> Int {
    var count = 0
    var start = 0
    while start < lines.count {
      let end = ByteSearch.first(0x0A, in: lines.span, from: start, to: lines.count)
      if end > start, lines[start] != 0x23, lines[start] != 0x0D { count += 1 }
      start = end + 1
    }
    return count
  }

  /// Whether the record is that of a request that a client may have sent and a server answered.
  private static func isPlausible(_ record: Record, _ batch: borrowing Batch) -> Bool {
    guard record.present.contains(.method) else { return false }
    let method = batch.bytes.span.extracting(
      record.places[Int(Field.method.rawValue)].range)
    guard method.count > 0, method.count <= 32 else { return false }
    for index in method.indices where !method[index].isToken { return false }
    return !record.present.contains(.status) || record.status < 1000
  }

  /// Whether what the record has for its client is no address, and no list of them.
  private static func isUnaddressed(_ record: Record, _ batch: borrowing Batch) -> Bool {
    guard record.present.contains(.client) else { return false }
    return !AddressText.isWhole(
      batch.bytes.span.extracting(record.places[Int(Field.client.rawValue)].range))
  }

  /// Whether most clients are addresses, or none is shown, or a key says which value is the client;
  /// what is no client often stands where a format has one that its lines were not made by.
  package var isAddressed: Bool { template == nil || unaddressed * 2 <= understood }

  /// How the input is read if this is what it has.
  package var reading: LogReading { LogReading(format: format, parser: parser) }

  /// How many wrappers stand around its lines.
  package var wrappers: Int { around.count }

  /// The share of the sample that is understood, 0 to 1.
  package var share: Double { seen == 0 ? 0 : Double(understood) / Double(seen) }

  /// Says that the lines stand in `wrapper`.
  mutating func wrap(in wrapper: any LogWrapper, isLoose: Bool) {
    self.isLoose = self.isLoose || isLoose
    format.wrapper = wrapper.name + (format.wrapper.isEmpty ? "" : ", " + format.wrapper)
    around.insert(wrapper, at: 0)
    if wrapper.tellsTime { format.fields.insert(.start) }
    parser = wrapper.wrap(parser)
  }

  /// Lets lines that this format does not fit be read as those of `others`.
  mutating func fallBack(on others: [LogTemplate]) {
    guard var template, !others.isEmpty, wrappers == 0 else { return }
    for var other in others {
      let alternatives = other.alternatives
      other.alternatives = []
      template.alternatives += [other] + alternatives
    }
    parser = TemplateFormat(template)
  }
}
