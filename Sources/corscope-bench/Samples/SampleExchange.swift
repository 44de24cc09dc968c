/// One invented request and its response.
struct SampleExchange {
  /// Seconds after the story's beginning.
  var time: Double
  /// Seconds until the response.
  var duration = 0.012
  var client = "203.0.113.10"
  var agent = SampleAgents.chrome
  var method = "GET"
  var target: String
  var status = 200
  /// Request headers beside Host and User-Agent.
  var sent: [(String, String)] = []
  /// Response headers.
  var received: [(String, String)] = [("Content-Type", "application/json")]

  /// The values of a header, joined as Fetch joins them; `nil` where it is not there.
  static func value(_ name: String, in headers: [(String, String)]) -> String? {
    let values = headers.filter { $0.0.lowercased() == name.lowercased() }.map(\.1)
    return values.isEmpty ? nil : values.joined(separator: ", ")
  }
}

/// The clients of the story.
enum SampleAgents {
  static let chrome =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    + "Chrome/141.0.0.0 Safari/537.36"
  static let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
  static let safari =
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    + "Version/18.5 Safari/605.1.15"
  static let curl = "curl/8.5.0"
}
