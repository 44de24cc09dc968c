import Traffic

/// The headers that are read in a HAR, by message and name.
struct HARHeaderTable: Sendable {
  /// The names; a payload is an index of ``slots``.
  private(set) var names = JSONKeyTable()
  /// What each name's value fills.
  private(set) var slots: [HARHeaderSlot] = []

  /// Makes the table.
  init() {
    let request = HARKey.Parent.requestHeaders
    let response = HARKey.Parent.responseHeaders
    for (name, slot) in HeaderSlots.request {
      switch slot.kind {
      case .header: add(name, .field(slot.field), request)
      case .flag: add(name, .flag(slot.field), request)
      default: break
      }
    }
    for name in ["host", ":authority", "accept-encoding", "connection"] {
      add(name, .network, request)
    }
    add("upgrade", .upgrade, request)
    add("upgrade-insecure-requests", .upgradeInsecure, request)
    add("accept", .accept, request)
    add("sec-fetch-storage-access", .storageAccess, request)
    for name in HARHeaderTable.browserHeaders { add(name, .own, request) }
    for (name, slot) in HeaderSlots.response where slot.kind == .header {
      add(name, .field(slot.field), response)
    }
    add("set-cookie", .secret, response)
    for (name, header) in HeaderSlots.traits { add(name, .trait(header), response) }
    add("access-control-request-private-network", .trait(.privateNetwork), request)
  }

  private mutating func add(_ name: String, _ slot: HARHeaderSlot, _ parent: UInt16) {
    names.insert(Array(name.utf8), in: parent, payload: UInt16(slots.count))
    slots.append(slot)
  }

  /// Headers that a browser adds to requests without being asked, beside those that are read.
  ///
  /// `Cache-Control`, `Pragma` and the conditional ones may be a page's too; they prove nothing.
  private static let browserHeaders = [
    ":method", ":path", ":scheme", ":protocol", "accept-charset",
    "accept-language", "alt-used", "attribution-reporting-eligible", "available-dictionary",
    "cache-control", "content-language", "content-length", "cookie2", "date",
    "device-memory", "dictionary-id", "dnt", "downlink", "dpr", "early-data", "ect", "expect",
    "if-match", "if-modified-since", "if-none-match", "if-range", "if-unmodified-since",
    "keep-alive", "last-event-id", "origin-agent-cluster", "pragma", "priority",
    "proxy-authorization",
    "proxy-connection", "purpose", "range", "rtt", "save-data", "sec-browsing-topics",
    "sec-ch-device-memory", "sec-ch-dpr", "sec-ch-prefers-color-scheme",
    "sec-ch-prefers-reduced-motion", "sec-ch-prefers-reduced-transparency", "sec-ch-ua",
    "sec-ch-ua-arch", "sec-ch-ua-bitness", "sec-ch-ua-form-factors", "sec-ch-ua-full-version",
    "sec-ch-ua-full-version-list", "sec-ch-ua-mobile", "sec-ch-ua-model", "sec-ch-ua-platform",
    "sec-ch-ua-platform-version", "sec-ch-ua-wow64", "sec-ch-viewport-height",
    "sec-ch-viewport-width", "sec-ch-width", "sec-fetch-user", "sec-gpc", "sec-purpose",
    "sec-websocket-extensions", "sec-websocket-key", "sec-websocket-protocol",
    "sec-websocket-version", "service-worker", "service-worker-navigation-preload",
    "sec-speculation-tags", "te", "trailer", "transfer-encoding", "via", "viewport-width", "width",
    "x-client-data", "x-moz", "x-purpose",
  ]
}
