/// A quarter of a year of a platform with five thousand tenants, each a page with an origin of its
/// own.
///
/// Most tenants are refused on one route or another, and every one of its sixty hosts is
/// misconfigured in one way: what a report of it holds is as much as a report can.
struct QuarterStory {
  /// The log of nginx with `escape=json`, in the order of time.
  private(set) var log = ""

  private static let days = 90
  private static let tenants = 5_000
  private static let hosts = 60
  /// 2026-07-01T00:00:00Z.
  private static let begin = 1_782_864_000.0
  private static let agents = [SampleAgents.chrome, SampleAgents.firefox, SampleAgents.safari]
  private var random = RandomSource(seed: 11)

  /// Tells the story.
  init() {
    let requests = Self.tenants * 6
    let step = Double(Self.days) * 86_400 / Double(requests)
    for index in 0..<requests { add(index, Self.begin + Double(index) * step) }
  }

  private mutating func add(_ index: Int, _ time: Double) {
    let tenant = (index * 7919) % Self.tenants
    let host = tenant % Self.hosts
    let origin = "https://tenant-\(tenant).app.example.com"
    let agent = Self.agents[random.below(3)]
    let client = "203.0.113.\(random.below(250))"
    // Each has one way to be refused, so that as many origins as groups can be told apart.
    let needsPreflight = tenant % 3 == 0
    var sent = [
      ("http_origin", origin), ("sec_fetch_mode", "cors"), ("sec_fetch_site", "same-site"),
    ]
    if needsPreflight {
      sent.append(("acrm", "PUT"))
      sent.append(("acrh", "authorization,content-type,x-tenant"))
    }
    let isKnown = random.below(3) == 0
    let fields: [(String, String)] =
      [
        ("msec", "\(Int(time)).\(100 + random.below(900))"), ("remote_addr", client),
        ("request_method", needsPreflight ? "OPTIONS" : "GET"), ("scheme", "https"),
        ("http_host", "api-\(host).example.com"),
        ("request_uri", "/v1/tenants/\(tenant)/\(["orders", "carts", "items"][tenant % 3])"),
        ("status", needsPreflight ? (isKnown ? "204" : "403") : "200"),
        ("request_time", "0.0\(10 + random.below(80))"), ("http_user_agent", agent),
        ("has_cookie", random.below(2) == 0 ? "1" : ""),
      ] + sent + received(host, origin, isKnown: isKnown)
    log += "{" + fields.map { "\"\($0.0)\":\"\($0.1)\"" }.joined(separator: ",") + "}\n"
  }

  /// The answer's headers, wrong in the host's own way.
  private func received(_ host: Int, _ origin: String, isKnown: Bool) -> [(String, String)] {
    var fields = ["acao", "acac", "acam", "acah", "acma", "vary", "location"].map { ($0, "") }
    let set = { (fields: inout [(String, String)], name: String, value: String) in
      guard let place = fields.firstIndex(where: { $0.0 == name }) else { return }
      fields[place].1 = value
    }
    guard isKnown else { return fields }
    set(&fields, "acao", host % 6 == 0 ? "\(origin), https://www.example.com" : origin)
    set(&fields, "acac", host % 6 == 1 ? "TRUE" : "true")
    set(&fields, "acam", host % 6 == 2 ? "get, put" : "GET, PUT")
    set(&fields, "acah", host % 6 == 3 ? "*" : "authorization, content-type, x-tenant")
    set(&fields, "acma", host % 6 == 4 ? "" : "600")
    set(&fields, "vary", host % 6 == 5 ? "" : "Origin")
    return fields
  }
}
