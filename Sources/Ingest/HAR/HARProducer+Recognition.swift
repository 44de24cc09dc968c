import Traffic

extension HARProducer {
  /// Tells the producer by the name in `log.creator`; ``unknown`` for one that is not known.
  init(name: Span<UInt8>) {
    self = .unknown
    for (word, producer) in HARProducer.words where name.contains(word, ignoringCase: true) {
      self = producer
      return
    }
  }

  /// The words that a creator's name is known by, in lower case; of several the first counts.
  ///
  /// Edge, Opera, Brave and Vivaldi write `WebInspector`, as Chrome does; Safari writes
  /// `WebKit Web Inspector`.
  private static let words: [(StaticString, HARProducer)] = [
    ("webkit", .webkit), ("webinspector", .chromium), ("chrome devtools", .chromium),
    ("playwright", .playwright), ("firebug", .firebug), ("firefox", .firefox),
    ("internet explorer", .internetExplorer), ("f12 developer", .internetExplorer),
    ("browsertime", .browsertime), ("chrome-har", .chromeHAR), ("chromehar", .chromeHAR),
    ("puppeteer", .chromeHAR), ("webpagetest", .webPageTest), ("browsermob", .browserMob),
    ("browserup", .browserMob), ("mitmproxy", .mitmproxy), ("charles", .charles),
    ("fiddler", .fiddler), ("insomnia", .insomnia), ("newman", .postman), ("postman", .postman),
    ("polly", .polly), ("har-to-k6", .k6), ("k6", .k6), ("capture-har", .captureHAR),
    ("proxyman", .otherProxy), ("http toolkit", .otherProxy), ("burp", .otherProxy),
    ("logger++", .otherProxy), ("zap", .otherProxy), ("proxy", .otherProxy),
    ("sniffer", .otherProxy), ("reqable", .otherProxy), ("whistle", .otherProxy),
    ("anyproxy", .otherProxy), ("stream", .otherProxy),
  ]

  /// The producer that alone writes the member `key`, where its name does not tell.
  init?(key: HARKey) {
    switch key {
    case .frame, .workerReference, .monotonicTime: self = .playwright
    case .charlesStatus: self = .charles
    case .securityState: self = .firefox
    case .fetchType: self = .webkit
    case .resourceType, .connectionID: self = .chromium
    case .pollyOrder: self = .polly
    case .mainRequest: self = .chromeHAR
    case .bytesIn: self = .webPageTest
    case .k6Checks: self = .k6
    default: return nil
    }
  }
}
