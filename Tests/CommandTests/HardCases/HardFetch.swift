import Foundation

/// A hypothetical fetch by a page of `https://a.test`, as `corscope check` reads it.
struct HardFetch: Sendable {
  /// An answer of the server: its status and header lines.
  struct Answer: Sendable {
    var status: Int
    var headers: [String]

    init(_ status: Int, _ headers: [String] = []) {
      self.status = status
      self.headers = headers
    }

    /// The answer as JSON.
    var json: [String: Any] {
      ["status": status, "headers": HardText.headers(headers).map { [$0.name, $0.value] }]
    }
  }

  /// What a redirect led to.
  struct Hop: Sendable {
    var preflight: Answer?
    var response: Answer
  }

  var method = "GET"
  var url = "https://b.test/x"
  var sent: [String] = []
  var credentials = "omit"
  var mode = "cors"
  var body: String?
  var preflight: Answer?
  var response = Answer(200, ["ACAO: *"])
  var hops: [Hop] = []
  /// After how many seconds the same is asked again, and what is different then.
  var again: (after: Double, change: @Sendable (inout HardFetch) -> Void)?

  private var request: [String: Any] {
    var json: [String: Any] = [
      "method": method, "url": url, "origin": "https://a.test", "credentials": credentials,
      "mode": mode, "headers": HardText.headers(sent).map { [$0.name, $0.value] },
    ]
    if let body { json["body"] = body }
    return json
  }

  /// The line for `corscope check`.
  var json: [String: Any] {
    var json: [String: Any] = ["request": request, "response": response.json]
    if let preflight { json["preflight"] = preflight.json }
    if !hops.isEmpty {
      json["hops"] = hops.map { hop -> [String: Any] in
        var pair: [String: Any] = ["response": hop.response.json]
        if let preflight = hop.preflight { pair["preflight"] = preflight.json }
        return pair
      }
    }
    if let again {
      var second = self
      again.change(&second)
      json["second"] = ["after": again.after, "request": second.request]
    }
    return json
  }

  /// A verdict as the cases write it: `[preflight, ]OUTCOME[ PHASE REASON (DETAIL)][; then …]`.
  static func text(_ verdict: [String: Any]) -> String {
    var text = verdict["preflight_sent"] as? Bool == true ? "preflight, " : ""
    text += verdict["outcome"] as? String ?? "?"
    if verdict["opaque"] as? Bool == true { text += " opaque" }
    if let phase = verdict["phase"] as? String { text += " \(phase)" }
    if let reason = verdict["reason"] as? String { text += " \(reason)" }
    if let detail = verdict["detail"] as? String { text += " (\(detail))" }
    if let second = verdict["second"] as? [String: Any] { text += "; then \(self.text(second))" }
    return text
  }
}
